package archive

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"luoshi/files"
	"luoshi/models"
)

// Open reads an archive's manifest.
func Open(file string) (*zip.ReadCloser, Manifest, error) {
	var m Manifest
	z, err := zip.OpenReader(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, m, err
	}
	if err != nil {
		return nil, m, models.Fail(models.Invalid, "%s 不是完整的备份文件（可能没有写完或传输中断）：%s", file, err)
	}
	if err := manifest(z, &m); err != nil {
		z.Close()
		return nil, m, models.Fail(models.Invalid, "%s 缺少备份清单，不是本程序的备份：%s", file, err)
	}
	if m.Format != format {
		z.Close()
		return nil, m, models.Fail(models.Invalid, "%s 的备份格式是 %d，本程序只认 %d；请用写它的版本恢复。", file, m.Format, format)
	}
	return z, m, nil
}

func manifest(z *zip.ReadCloser, m *Manifest) error {
	r, err := z.Open("manifest.json")
	if err != nil {
		return err
	}
	defer r.Close()
	return json.NewDecoder(r).Decode(m)
}

// Check adds up every part of an archive and compares it with its manifest.
func Check(z *zip.ReadCloser, m Manifest) error {
	for _, t := range m.Tables {
		if err := check(z, "tables/"+t.Name+".jsonl", t.SHA256); err != nil {
			return err
		}
	}
	for _, f := range m.Files {
		if err := check(z, "files/"+f.Name, f.SHA256); err != nil {
			return err
		}
	}
	return nil
}

func check(z *zip.ReadCloser, part, want string) error {
	r, err := z.Open(part)
	if err != nil {
		return models.Fail(models.Invalid, "备份缺少 %s", part)
	}
	defer r.Close()
	a := newAdding(io.Discard)
	if _, err := io.Copy(a, r); err != nil {
		return models.Fail(models.Invalid, "备份中的 %s 已损坏：%s", part, err)
	}
	if a.sum() != want {
		return models.Fail(models.Invalid, "备份中的 %s 与清单不符，已被改动或损坏", part)
	}
	return nil
}

// Restore fills an empty database and a store from an archive, and compares what
// the database then holds, row by row, with what it held when the archive was taken.
func Restore(ctx context.Context, z *zip.ReadCloser, m Manifest, db *models.DB, store *files.Store, said func(part string, rows int64)) error {
	if err := Check(z, m); err != nil {
		return err
	}
	for _, f := range m.Files {
		if err := unpack(z, store, f.Name); err != nil {
			return err
		}
	}
	said("files", int64(len(m.Files)))
	return db.Load(ctx, m.Schema, func(f *models.Filling) error {
		if len(f.Tables) != len(m.Tables) {
			return fmt.Errorf("the archive has %d tables, schema %d has %d", len(m.Tables), m.Schema, len(f.Tables))
		}
		for _, t := range m.Tables {
			if err := load(f, z, t); err != nil {
				return err
			}
			said(t.Name, t.Rows)
		}
		return nil
	})
}

func unpack(z *zip.ReadCloser, store *files.Store, name string) error {
	r, err := z.Open("files/" + name)
	if err != nil {
		return err
	}
	defer r.Close()
	return store.Put(name, r)
}

// load fills a table and reads it back.
func load(f *models.Filling, z *zip.ReadCloser, t Sum) error {
	r, err := z.Open("tables/" + t.Name + ".jsonl")
	if err != nil {
		return err
	}
	defer r.Close()
	lines := json.NewDecoder(r)
	lines.UseNumber()
	err = f.Fill(t.Table, func() (row []any, err error) {
		if err = lines.Decode(&row); errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err == nil && len(row) != len(t.Columns) {
			err = fmt.Errorf("table %s: a row of %d values", t.Name, len(row))
		}
		return row, err
	})
	if err != nil {
		return err
	}
	a := newAdding(io.Discard)
	again := json.NewEncoder(a)
	again.SetEscapeHTML(false)
	if err := f.Rows(t.Table, func(row []any) error { return again.Encode(row) }); err != nil {
		return err
	}
	if a.sum() != t.SHA256 {
		return fmt.Errorf("table %s came back otherwise than it was", t.Name)
	}
	return nil
}
