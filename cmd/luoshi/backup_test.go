package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
	"luoshi/testkit"
)

// other is an empty database of the other kind, and where its attachments go.
func other(t *testing.T) (dsn, folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "files")
	if testkit.OnMySQL() {
		return filepath.Join(t.TempDir(), "other.db"), folder
	}
	return testkit.Database(t), folder
}

// S23: a backup taken while eight write holds one moment, and comes back in the
// other kind of database as it was: rows, trail and numbers.
func TestS23RestoredIntoTheOtherKind(t *testing.T) {
	t.Parallel()
	c := busyCity(t)
	file := filepath.Join(t.TempDir(), "backup.zip")
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			for ctx.Err() == nil {
				err := c.As("qishaochuan", func(tx *models.Tx) error {
					m, err := project.FindMilestone(tx, int64(1+i%3))
					if err == nil {
						err = m.Report(tx, &project.ProgressReport{Percent: 10 * i, Text: "推进中"})
					}
					return err
				})
				var refused *models.Error
				if err != nil && !errors.As(err, &refused) && ctx.Err() == nil {
					t.Error(err)
				}
			}
		})
	}
	_, err := answers(t, "backup", file, "--db", c.DSN)
	stop()
	writers.Wait()
	testkit.Must(t, err)

	dsn, folder := other(t)
	_, err = answers(t, "restore", file, "--db", dsn, "--files", folder)
	testkit.Must(t, err) // each table is read back and compared with the backup
	if said, err := answers(t, "audit", "verify", "--db", dsn); err != nil {
		t.Errorf("the restored trail: %v %s", err, said)
	}
	again := filepath.Join(t.TempDir(), "again.zip")
	_, err = answers(t, "backup", again, "--db", dsn, "--files", folder)
	testkit.Must(t, err)
	for _, table := range []string{"projects", "milestones", "audit", "notices", "tenures", "seals"} {
		if !bytes.Equal(part(t, file, "tables/"+table+".jsonl"), part(t, again, "tables/"+table+".jsonl")) {
			t.Errorf("%s went round and came back otherwise", table)
		}
	}
	db, err := models.Open(dsn, testkit.Zone, c.Clock.Now)
	testkit.Must(t, err)
	defer db.Close()
	var last, next int64
	testkit.Must(t, db.Update(t.Context(), models.System, func(tx *models.Tx) error {
		if err := tx.Raw(&last, "SELECT MAX(id) FROM notices"); err != nil {
			return err
		}
		if err := notice.Send(tx, notice.Notice{Key: "after", Title: language.Quote("恢复之后")}, 1); err != nil {
			return err
		}
		return tx.Raw(&next, "SELECT MAX(id) FROM notices")
	}))
	if next <= last {
		t.Errorf("the notice after restoring got number %d, there was %d", next, last)
	}
}

func part(t *testing.T, file, name string) []byte {
	t.Helper()
	z, err := zip.OpenReader(file)
	testkit.Must(t, err)
	defer z.Close()
	r, err := z.Open(name)
	testkit.Must(t, err)
	defer r.Close()
	text, err := io.ReadAll(r)
	testkit.Must(t, err)
	return text
}

func TestBackupsThatAreNotRestored(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	folder := t.TempDir()
	sound := filepath.Join(folder, "sound.zip")
	_, err := answers(t, "backup", sound, "--db", c.DSN)
	testkit.Must(t, err)
	text, err := os.ReadFile(sound)
	testkit.Must(t, err)
	for _, broken := range []struct {
		name, want string
		text       []byte
	}{
		{"cut off", "不是完整的备份文件", text[:len(text)/2]},
		{"another file altogether", "不是完整的备份文件", []byte("PK")},
		{"a row changed", "与清单不符", rewritten(t, sound, "tables/orgs.jsonl", "市直机关", "市直机構")},
		{"a table left out", "备份缺少", rewritten(t, sound, "tables/orgs.jsonl", "", "")},
		{"from a newer program", "来自更新的版本", rewritten(t, sound, "manifest.json", `"schema": `, `"schema": 9`)},
		{"of another format", "备份格式", rewritten(t, sound, "manifest.json", `"format": 1`, `"format": 2`)},
	} {
		t.Run(broken.name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "broken.zip")
			testkit.Must(t, os.WriteFile(file, broken.text, 0o600))
			target := filepath.Join(t.TempDir(), "target.db")
			if _, err := answers(t, "restore", file, "--db", target); err == nil || !strings.Contains(err.Error(), broken.want) {
				t.Errorf("got %v, want %q", err, broken.want)
			}
			if _, err := os.Stat(target); err == nil {
				t.Error("a database stands where nothing could be restored")
			}
		})
	}
	t.Run("over what is there", func(t *testing.T) {
		t.Parallel()
		want := "is there already"
		if testkit.OnMySQL() {
			want = "不是空的"
		}
		if _, err := answers(t, "restore", sound, "--db", c.DSN); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		if _, err := answers(t, "backup", sound, "--db", c.DSN); err == nil || !strings.Contains(err.Error(), "is there already") {
			t.Errorf("a backup over another: %v", err)
		}
	})
}

// rewritten is an archive with one part changed, or left out where both are empty.
func rewritten(t *testing.T, file, name, from, to string) []byte {
	t.Helper()
	z, err := zip.OpenReader(file)
	testkit.Must(t, err)
	defer z.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		text := part(t, file, f.Name)
		if f.Name == name {
			if from == "" {
				continue
			}
			if !bytes.Contains(text, []byte(from)) {
				t.Fatalf("%s has no %q", name, from)
			}
			text = bytes.Replace(text, []byte(from), []byte(to), 1)
		}
		entry, err := w.Create(f.Name)
		testkit.Must(t, err)
		_, err = entry.Write(text)
		testkit.Must(t, err)
	}
	testkit.Must(t, w.Close())
	return out.Bytes()
}

func TestBackupsInAFolderAreThinned(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	folder := t.TempDir()
	for _, old := range []string{"luoshi-20200101-000000.zip", "luoshi-20200102-000000.zip", "notes.txt"} {
		testkit.Must(t, os.WriteFile(filepath.Join(folder, old), nil, 0o600))
	}
	_, err := answers(t, "backup", folder, "--keep", "2", "--db", c.DSN)
	testkit.Must(t, err)
	left, err := os.ReadDir(folder)
	testkit.Must(t, err)
	if len(left) != 3 || left[0].Name() != "luoshi-20200102-000000.zip" || left[2].Name() != "notes.txt" {
		t.Errorf("left: %v", left)
	}
}

// The test server does not wait for its disk, which doctor has to say; and a
// trail that was altered is grave on any database.
func TestDoctor(t *testing.T) {
	t.Parallel()
	c := busyCity(t)
	said, err := answers(t, "doctor", "--deep", "--db", c.DSN)
	if (err != nil) != testkit.OnMySQL() || strings.Contains(said, "innodb_flush_log_at_trx_commit") != testkit.OnMySQL() {
		t.Errorf("settings: %v\n%s", err, said)
	}
	for _, want := range []string{"✓ 三员账号", "✓ 附件", "！ 后台任务：还没有运行过"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Entry](tx).Where("id = 1").Update(tx.Ctx, "detail", "改过")
		return err
	})
	if said, err = answers(t, "doctor", "--db", c.DSN); err == nil || !strings.Contains(said, "✗ 审计记录") {
		t.Errorf("a trail that was altered: %v\n%s", err, said)
	}
}
