package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/testkit"
)

// answers calls the command line in this process and returns what it printed.
func answers(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, &out, io.Discard)
	return out.String(), err
}

// server is `luoshi serve` in a process of its own.
type server struct {
	*exec.Cmd
	base string // address of the API
}

func serving(t *testing.T, dsn string) *server {
	t.Helper()
	s := &server{Cmd: exec.CommandContext(t.Context(), os.Args[0], "serve", "--db", dsn, "--addr", "127.0.0.1:0", "--log-level", "error")}
	s.Env = append(os.Environ(), asProgram+"=1")
	s.Stderr = os.Stderr
	out, err := s.StdoutPipe()
	testkit.Must(t, err)
	testkit.Must(t, s.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	testkit.Must(t, err)
	_, address, ok := strings.Cut(strings.TrimSpace(line), "http://")
	if !ok {
		t.Fatalf("serve said %q", line)
	}
	s.base = "http://" + address + "/api/v1"
	return s
}

// TestSixtyFourReport has 64 clients report on the same and on different
// milestones while the program is told to stop (S20), or is killed, over and over
// (S2). Whoever was told 201 finds the report and its line in the audit trail,
// and nobody else's is there; told to stop, it ends well and in time.
func TestSixtyFourReport(t *testing.T) {
	t.Parallel()
	for _, end := range []struct {
		name   string
		by     syscall.Signal
		rounds int
	}{{"S20 told to stop", syscall.SIGTERM, 1}, {"S2 killed while they write", syscall.SIGKILL, 5}} {
		t.Run(end.name, func(t *testing.T) {
			t.Parallel()
			c := busyCity(t)
			secret, err := answers(t, "token", "create", "qishaochuan", "64", "--db", c.DSN)
			testkit.Must(t, err)
			var acknowledged, unknown int64
			for range end.rounds {
				s := serving(t, c.DSN)
				told, silent := s.reports(t, strings.TrimSpace(secret), end.by)
				acknowledged, unknown = acknowledged+told, unknown+silent
				if err := s.ended(t); err != nil && end.by == syscall.SIGTERM {
					t.Error(err)
				}
			}
			var reports, lines int64
			c.Seed(func(tx *models.Tx) (err error) {
				if reports, err = models.In[project.ProgressReport](tx).Count(tx.Ctx, "id"); err == nil {
					lines, err = models.In[models.Entry](tx).Where("verb = ?", "填报进展").Count(tx.Ctx, "id")
				}
				return err
			})
			if acknowledged < 300 || reports < acknowledged || reports > acknowledged+unknown || lines != reports {
				t.Errorf("%d acknowledged, %d without an answer, %d in the table, %d in the trail", acknowledged, unknown, reports, lines)
			}
		})
	}
}

// reports has 64 clients report until the program, sent a signal after 300
// answers, is gone: how many were told so, and how many got no answer.
func (s *server) reports(t *testing.T, secret string, end syscall.Signal) (told, silent int64) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: 30 * time.Second}
	var acknowledged, unknown atomic.Int64
	var all sync.WaitGroup
	var stop sync.Once
	for i := range 64 {
		all.Go(func() {
			for n := range 20 {
				milestone := 3 + 2*((i+n)%5) // first stages; the first of all has been handed in
				body := strings.NewReader(fmt.Sprintf(`{"text":"进展%d-%d","percent":%d}`, i, n, n))
				r, err := http.NewRequestWithContext(t.Context(), "POST", fmt.Sprintf("%s/milestones/%d/progress", s.base, milestone), body)
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("Authorization", "Bearer "+secret)
				r.Header.Set("Content-Type", "application/json")
				reply, err := client.Do(r)
				if err != nil { // the program has gone: the report may be there, or not
					unknown.Add(1)
					return
				}
				text, err := io.ReadAll(reply.Body)
				reply.Body.Close()
				if err != nil {
					unknown.Add(1)
					return
				}
				if reply.StatusCode != http.StatusCreated {
					t.Errorf("got %d %s", reply.StatusCode, text)
					return
				}
				if acknowledged.Add(1) == 300 {
					stop.Do(func() { testkit.Must(t, s.Process.Signal(end)) })
				}
			}
		})
	}
	all.Wait()
	return acknowledged.Load(), unknown.Load()
}

// ended waits for the program to be gone, within its grace.
func (s *server) ended(t *testing.T) error {
	t.Helper()
	grace, cancel := context.WithTimeout(t.Context(), 25*time.Second)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- s.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-grace.Done():
		t.Fatal("still running after its grace")
		return nil
	}
}

// An older schema on MySQL is refused in words, and brought up to date by the command they name.
func TestServeRefusesAnOlderSchema(t *testing.T) {
	t.Parallel()
	dsn := testkit.Database(t)
	_, err := answers(t, "migrate", "--db", dsn)
	testkit.Must(t, err)
	pool, err := sql.Open("mysql", strings.TrimPrefix(dsn, "mysql://"))
	testkit.Must(t, err)
	defer pool.Close()
	_, err = pool.Exec("DELETE FROM goose_db_version ORDER BY version_id DESC LIMIT 1")
	testkit.Must(t, err)
	if _, err := answers(t, "serve", "--db", dsn, "--addr", "127.0.0.1:0"); err == nil || !strings.Contains(err.Error(), "luoshi migrate") {
		t.Fatalf("got %v", err)
	}
	_, err = answers(t, "migrate", "--db", dsn)
	testkit.Must(t, err)
	_, err = answers(t, "tick", "--db", dsn)
	testkit.Must(t, err)
}
