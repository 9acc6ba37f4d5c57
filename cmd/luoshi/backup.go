package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"luoshi/files"
	"luoshi/models"
	"luoshi/models/archive"
)

// backupCmd writes all data and attachments into one file while others work.
type backupCmd struct {
	To   string `arg:"" help:"The file to write, or a folder, in which it is named after the time."`
	Keep int    `help:"In a folder: how many of the newest to keep; 0 keeps all."`
}

const stamp = "luoshi-20060102-150405.zip"

func (c backupCmd) Run(e *environment) error {
	db, zone, err := e.open(time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	to, folder := c.To, ""
	if s, err := os.Stat(to); err == nil && s.IsDir() {
		folder, to = to, filepath.Join(to, db.Now().In(zone).Format(stamp))
	}
	m, err := e.write(db, to)
	if err != nil {
		return err
	}
	e.say("备份完成：%s（表结构 %d，%d 张表，%d 个附件）。密钥文件 %s 不在其中，请另处保存。", to, m.Schema, len(m.Tables), len(m.Files), e.config.keyFile())
	for _, name := range m.Missing {
		e.say("注意：附件 %s 有记录而没有文件。", name)
	}
	if folder == "" || c.Keep <= 0 {
		return nil
	}
	return thin(folder, c.Keep)
}

// write takes the backup into a file that has its name only once it is whole and on disk.
func (e *environment) write(db *models.DB, to string) (m archive.Manifest, err error) {
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		return m, errors.Join(err, fmt.Errorf("%s is there already; give another name", to))
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".luoshi-backup-*") // with mode 0600
	if err != nil {
		return m, err
	}
	defer os.Remove(f.Name())
	m, err = archive.Take(e.ctx, db, e.config.store(), f, e.told)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return m, err
	}
	return m, os.Rename(f.Name(), to)
}

// told shows how far it has come.
func (e *environment) told(part string, rows int64) { e.say("  %-24s %d", part, rows) }

// thin removes the oldest backups of a folder.
func thin(folder string, keep int) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var taken []string
	for _, entry := range entries {
		if _, err := time.Parse(stamp, entry.Name()); err == nil {
			taken = append(taken, entry.Name())
		}
	}
	slices.Sort(taken)
	for _, old := range taken[:max(0, len(taken)-keep)] {
		if err := os.Remove(filepath.Join(folder, old)); err != nil {
			return err
		}
	}
	return nil
}

// restoreCmd fills an empty database, of either kind, from a backup.
type restoreCmd struct {
	From  string `arg:"" type:"existingfile" help:"The backup to restore."`
	Check bool   `help:"Only check that the backup is whole; nothing is written."`
}

func (c restoreCmd) Run(e *environment) error {
	z, m, err := archive.Open(c.From)
	if err != nil {
		return err
	}
	defer z.Close()
	if c.Check {
		if err := archive.Check(z, m); err != nil {
			return err
		}
		e.say("备份完整：%s 所备，表结构 %d，%d 张表，%d 个附件。", m.TakenAt.Format(time.RFC3339), m.Schema, len(m.Tables), len(m.Files))
		return nil
	}
	zone, err := time.LoadLocation(e.config.Zone)
	if err != nil {
		return fmt.Errorf("--zone: %w", err)
	}
	into, put, err := e.target()
	if err != nil {
		return err
	}
	if err := e.fill(into, zone, func(db *models.DB, store *files.Store) error { return archive.Restore(e.ctx, z, m, db, store, e.told) }); err != nil {
		return err
	}
	if err := put(); err != nil {
		return err
	}
	e.say("已恢复到 %s，内容逐表核对一致。请用原来的密钥文件启动，并运行 luoshi audit verify。", e.config.place())
	return nil
}

func (e *environment) fill(dsn string, zone *time.Location, work func(*models.DB, *files.Store) error) error {
	db, err := models.Open(dsn, zone, time.Now)
	if err != nil {
		return err
	}
	return errors.Join(work(db, e.config.store()), db.Close())
}

// target is the database to fill, and what puts it in its place: an SQLite file
// has its name only once it is whole.
func (e *environment) target() (dsn string, put func() error, err error) {
	if !e.config.isSQLite() {
		return e.config.DB, func() error { return nil }, nil
	}
	if _, err := os.Stat(e.config.DB); !errors.Is(err, fs.ErrNotExist) {
		return "", nil, errors.Join(err, fmt.Errorf("%s is there already; move it away or give another file with --db", e.config.DB))
	}
	unfinished := e.config.DB + ".restoring"
	for _, end := range []string{"", "-wal", "-shm"} { // of a restore that was cut off
		if err := os.Remove(unfinished + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, err
		}
	}
	return unfinished, func() error { return os.Rename(unfinished, e.config.DB) }, nil
}

// place is the database without its password.
func (c Config) place() string {
	if c.isSQLite() {
		return c.DB
	}
	return "mysql://…" + c.DB[strings.LastIndex(c.DB, "@")+1:]
}
