// Command bench measures luoshi and prints the table of docs/quality.md. It runs
// for about six minutes, on loopback, and ends what it has started.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"luoshi/models"
	"luoshi/models/project"
)

// What is asked for on the command line.
var (
	most = flag.Int("milestones", 100_000, "how many milestones the largest city has, a power of ten; a million takes a quarter of an hour more on each database")
	only = flag.Bool("fanout", false, "measure only ticks and fan-outs")

	pages = flag.Bool("life", false, "measure only the pages of organisational life")
)

func main() {
	flag.Parse()
	dir, err := os.MkdirTemp("", "luoshi-bench-")
	if err != nil {
		log.Fatal(err)
	}
	err = measure(dir)
	os.RemoveAll(dir)
	if err != nil {
		log.Fatal("bench: ", err)
	}
}

func measure(dir string) error {
	b := bench{luoshi: filepath.Join(dir, "luoshi"), ceiling: filepath.Join(dir, "ceiling")}
	for target, source := range map[string]string{b.luoshi: "./cmd/luoshi", b.ceiling: "./cmd/bench/ceiling"} {
		build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", target, source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", source, err, out)
		}
	}
	fmt.Printf("%s, %d cores, %s/%s, %s; the clients run on the same machine.\n\n", time.Now().Format(time.DateOnly), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	fmt.Println("| what | figure | how |\n|---|---|---|")
	if !*only && !*pages {
		if err := b.alone(dir); err != nil {
			return err
		}
	}
	if err := b.on("SQLite", func(name string) string { return filepath.Join(dir, name+".db") }); err != nil {
		return err
	}
	if installed("mariadbd") && installed("mariadb-install-db") {
		dsn, end, err := mariadb(dir)
		if end != nil {
			defer end()
		}
		if err != nil {
			return err
		}
		if err := b.on("MariaDB", dsn); err != nil {
			return err
		}
	}
	b.print()
	return nil
}

// bench is the programs under measurement, and what came out.
type bench struct {
	luoshi, ceiling string
	rows            []string
}

// key is the file with the programs' secret.
func (b *bench) key() string { return filepath.Join(filepath.Dir(b.luoshi), "key") }

// alone measures the program without load.
func (b *bench) alone(dir string) error {
	file, err := os.Stat(b.luoshi)
	if err != nil {
		return err
	}
	fmt.Printf("| binary | %.1f MB | `make build` |\n", float64(file.Size())/1e6)
	var starts []time.Duration
	for i := range 5 {
		began := time.Now()
		p, err := start(b.luoshi, "serve", "--db", filepath.Join(dir, fmt.Sprintf("empty%d.db", i)), "--addr", "127.0.0.1:0")
		if err != nil {
			return err
		}
		err = p.page()
		starts = append(starts, time.Since(began))
		if i == 0 && err == nil {
			<-time.After(10 * time.Second)
			var idle float64
			if idle, err = p.megabytes(); err == nil {
				fmt.Printf("| memory, idle | %.0f MB | VmRSS 10 s after `luoshi serve` on an empty database |\n", idle)
			}
		}
		p.stop()
		if err != nil {
			return err
		}
	}
	slices.Sort(starts)
	fmt.Printf("| empty database to first page | %d ms | `luoshi serve --db new.db`, then `/login`; median of 5, SQLite |\n", starts[2].Milliseconds())
	return nil
}

// on measures ticks, and then pages of both sizes beside the ceiling, on one kind of database.
func (b *bench) on(kind string, dsn func(name string) string) error {
	if *pages {
		return b.life(kind, dsn("life"))
	}
	if err := b.fanOut(kind, dsn, *most); err != nil || *only {
		return err
	}
	if err := b.life(kind, dsn("life")); err != nil {
		return fmt.Errorf("%s life: %w", kind, err)
	}
	busy, idle, err := city(dsn("city"), asGenerated)
	if err != nil {
		return fmt.Errorf("%s city: %w", kind, err)
	}
	crowded, _, err := city(dsn("crowded"), allToday)
	if err != nil {
		return fmt.Errorf("%s crowded city: %w", kind, err)
	}
	fmt.Printf("| tick with nothing due, %s | %d ms, %d queries | generated city, 08:30 again |\n", kind, idle.took.Milliseconds(), idle.queries)
	for _, t := range []struct {
		what string
		tick
	}{{"a morning's work", busy}, {"every milestone due at once", crowded}} {
		fmt.Printf("| tick with %s, %s | %d ms, %d queries | %d reminders: %.2f queries each, %.1f ms each |\n", t.what, kind, t.took.Milliseconds(), t.queries,
			t.reminders, float64(t.queries)/float64(t.reminders), float64(t.took.Milliseconds())/float64(t.reminders))
	}
	if err := office(dsn("office"), b.key()); err != nil {
		return fmt.Errorf("%s office: %w", kind, err)
	}
	for _, size := range []struct{ name, from, to string }{
		{"office", "2022-06-15", "2022-06-22"},
		{"city", "2026-06-15", "2026-06-22"},
	} {
		if err := b.beside(kind, size.name, dsn(size.name), size.from, size.to); err != nil {
			return fmt.Errorf("%s %s: %w", kind, size.name, err)
		}
	}
	return nil
}

// beside puts the same load on luoshi and on the ceiling, in turns.
func (b *bench) beside(kind, size, dsn, from, to string) error {
	token, own, err := officer(dsn)
	if err != nil {
		return err
	}
	ours, err := start(b.luoshi, "serve", "--db", dsn, "--key-file", b.key(), "--addr", "127.0.0.1:0", "--log-level", "error")
	if err != nil {
		return err
	}
	defer ours.stop()
	least, err := start(b.ceiling, dsn)
	if err != nil {
		return err
	}
	defer least.stop()
	get := func(path string) visit { return func(int, int) (string, string, string) { return "GET", path, "" } }
	one := func(client, n int) string { return fmt.Sprintf("/api/v1/milestones/%d", own[(client+n)%len(own)]) }
	for _, v := range []struct {
		what    string
		clients []int
		visit
	}{
		{"50 milestones", []int{1, 16}, get("/api/v1/milestones?limit=50")},
		{"due in 7 days", []int{16}, get("/api/v1/milestones?due_from=" + from + "&due_to=" + to)},
		{"one milestone", []int{16}, func(client, n int) (string, string, string) { return "GET", one(client, n), "" }},
		{"report progress", []int{1, 16, 64}, func(client, n int) (string, string, string) {
			return "POST", one(client, n) + "/progress", fmt.Sprintf(`{"text":"第%d次进展","percent":%d}`, n, n%100)
		}},
	} {
		for _, clients := range v.clients {
			got := inTurns(server{ours.base, token}, server{least.base, ""}, clients, lasting, v.visit)
			a, c := &got[0], &got[1]
			if a.failed+c.failed > 0 {
				return fmt.Errorf("%s, %d clients: %d and %d requests failed: %s%s", v.what, clients, a.failed, c.failed, a.last, c.last)
			}
			b.rows = append(b.rows, fmt.Sprintf("| %s, %s | %s | %d | %.0f/s | %s | %s | %.0f/s | %s | %.0f %% |", kind, size, v.what, clients,
				a.perSecond(), inMs(a.within(50)), inMs(a.within(95)), c.perSecond(), inMs(c.within(50)), 100*a.perSecond()/c.perSecond()))
		}
	}
	after, err := ours.megabytes()
	if err == nil {
		fmt.Printf("| memory after the load, %s, %s | %.0f MB | VmRSS |\n", kind, size, after)
	}
	return err
}

// lasting is how long each load goes on, all turns together.
const lasting = 2 * time.Second

// officer makes a token for the work committee's officer and finds milestones of the committee's own.
func officer(dsn string) (token string, own []int64, err error) {
	ctx := context.Background()
	db, err := open(dsn, time.Now)
	if err != nil {
		return "", nil, err
	}
	defer db.Close()
	var u *models.User
	err = db.View(ctx, models.System, func(tx *models.Tx) (err error) {
		if u, err = tx.Account("xumuye"); err != nil {
			return err
		}
		list, err := models.In[project.Milestone](tx).Where("running = ? AND owner_post_id IN ?", true, u.PostIDs()).Order("id").Limit(64).Find(tx.Ctx)
		for _, m := range list {
			own = append(own, m.ID)
		}
		return err
	})
	if err != nil {
		return "", nil, err
	}
	err = db.Update(ctx, u, func(tx *models.Tx) (err error) {
		token, _, err = tx.CreateToken("bench", time.Hour)
		return err
	})
	return token, own, err
}

func inMs(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func (b *bench) print() {
	fmt.Println("\n| on | request | clients | luoshi | p50 | p95 | ceiling | p50 | share |\n|---|---|---|---|---|---|---|---|---|")
	for _, row := range b.rows {
		fmt.Println(row)
	}
}
