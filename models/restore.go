package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Load fills a database that has no tables yet with what a snapshot held: the
// schema it had, its rows by fill, and then the schema of this program.
func (db *DB) Load(ctx context.Context, schema int64, fill func(*Filling) error) error {
	s, err := db.connection(ctx)
	if err != nil {
		return err
	}
	defer s.conn.Close()
	if err := s.describe(); err != nil {
		return err
	}
	if len(s.Tables) > 0 {
		return Fail(Conflict, "目标数据库不是空的（已有表 %s）。请另建一个空库，再恢复到那里。", s.Tables[0].Name)
	}
	g, err := db.goose()
	if err != nil {
		return err
	}
	if _, newest, err := g.GetVersions(ctx); err != nil || schema > newest {
		return errors.Join(err, Fail(Invalid, "备份来自更新的版本（表结构 %d，本程序到 %d）。请用同样新或更新的程序恢复。", schema, newest))
	}
	if _, err := g.UpTo(ctx, schema); err != nil {
		return err
	}
	if err := s.describe(); err != nil {
		return err
	}
	if err := s.fill(fill); err != nil {
		return err
	}
	return db.Migrate(ctx)
}

// Filling is a database being filled, in one transaction.
type Filling struct {
	*Snapshot
	next map[string]int64
}

func (s *Snapshot) fill(fill func(*Filling) error) error {
	off, on := "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"
	if s.mysql {
		off, on = "SET SESSION foreign_key_checks = 0, sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')", "SET SESSION foreign_key_checks = 1"
	}
	if err := s.do(off, "BEGIN"); err != nil {
		return err
	}
	f := &Filling{s, map[string]int64{}}
	for _, t := range s.Tables { // what the migrations have put there
		if err := s.do("DELETE FROM `" + t.Name + "`"); err != nil {
			return err
		}
	}
	if err := fill(f); err != nil {
		return errors.Join(err, s.do("ROLLBACK", on))
	}
	if err := s.do("COMMIT", on); err != nil {
		return err
	}
	for name, next := range f.next {
		if err := f.number(name, next); err != nil {
			return err
		}
	}
	return nil
}

// atOnce is how many rows one statement inserts; none of ours has more than 60 columns.
const atOnce = 200

// Fill writes a table's rows, as Rows hands them out; next returns nil after the last.
func (f *Filling) Fill(t Table, next func() ([]any, error)) error {
	at := slices.IndexFunc(f.Tables, func(own Table) bool { return own.Name == t.Name })
	if at < 0 || !slices.Equal(f.Tables[at].Columns, t.Columns) {
		return fmt.Errorf("table %s is not as this program's schema has it", t.Name)
	}
	if t.Next > 0 {
		f.next[t.Name] = t.Next
	}
	var names []string
	for _, c := range t.Columns {
		names = append(names, "`"+c.Name+"`")
	}
	insert := "INSERT INTO `" + t.Name + "` (" + strings.Join(names, ", ") + ") VALUES "
	mark := "(?" + strings.Repeat(", ?", len(t.Columns)-1) + ")"
	var values []any
	flush := func() error {
		if len(values) == 0 {
			return nil
		}
		marks := strings.Repeat(", "+mark, len(values)/len(t.Columns))[2:]
		_, err := f.conn.ExecContext(f.ctx, insert+marks, values...)
		values = values[:0]
		return err
	}
	for {
		row, err := next()
		if err != nil || row == nil {
			return errors.Join(err, flush())
		}
		for i, c := range t.Columns {
			v, err := c.Kind.in(row[i])
			if err != nil {
				return fmt.Errorf("%s.%s: %w", t.Name, c.Name, err)
			}
			values = append(values, v)
		}
		if len(values) >= atOnce*len(t.Columns) {
			if err := flush(); err != nil {
				return fmt.Errorf("table %s: %w", t.Name, err)
			}
		}
	}
}

// number has the next row of a table get a number: none is given twice, although
// the rows that had the last ones are gone. On MySQL it commits.
func (f *Filling) number(name string, next int64) error {
	if f.mysql {
		return f.do(fmt.Sprintf("ALTER TABLE `%s` AUTO_INCREMENT = %d", name, next))
	}
	if _, err := f.conn.ExecContext(f.ctx, "DELETE FROM sqlite_sequence WHERE name = ?", name); err != nil {
		return err
	}
	_, err := f.conn.ExecContext(f.ctx, "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", name, next-1)
	return err
}
