// Package archive writes all the program knows into one file, whichever database
// it lies in, and fills an empty database of either kind from it.
package archive

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"time"

	"luoshi/files"
	"luoshi/models"
)

// Manifest says what an archive holds; it is its last entry.
type Manifest struct {
	Format  int       `json:"format"`
	Schema  int64     `json:"schema"`
	TakenAt time.Time `json:"taken_at"`
	Tables  []Sum     `json:"tables"`
	Files   []Sum     `json:"files"`
	Missing []string  `json:"missing,omitempty"` // files that a row speaks of and the store did not have
}

// Sum is how much a part holds, and what it must add up to.
type Sum struct {
	models.Table
	Rows   int64  `json:"rows,omitempty"`  // of a table
	Bytes  int64  `json:"bytes,omitempty"` // of a file
	SHA256 string `json:"sha256"`          // of the part as it stands in the archive
}

// format is the one this program writes and reads.
const format = 1

// attachments is the table that speaks of the files in the store, and the columns that do.
const attachments, fileColumn, clearedColumn = "attachments", "file", "cleared"

// Take writes the database and its store as they are now; said is told of each part.
func Take(ctx context.Context, db *models.DB, store *files.Store, to io.Writer, said func(part string, rows int64)) (m Manifest, err error) {
	if m.Schema, _, err = db.Schema(ctx); err != nil {
		return m, err
	}
	m.Format, m.TakenAt = format, db.Now()
	out := zip.NewWriter(to)
	err = db.Snapshot(ctx, func(s *models.Snapshot) error {
		var kept []string
		for _, t := range s.Tables {
			sum, names, err := table(out, s, t)
			if err != nil {
				return err
			}
			m.Tables, kept = append(m.Tables, sum), append(kept, names...)
			said(t.Name, sum.Rows)
		}
		for _, name := range kept {
			if err := m.file(out, store, name); err != nil {
				return err
			}
		}
		said("files", int64(len(m.Files)))
		return nil
	})
	if err != nil {
		return m, err
	}
	w, err := out.Create("manifest.json")
	if err != nil {
		return m, err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	if err := e.Encode(m); err != nil {
		return m, err
	}
	return m, out.Close()
}

// table writes a table, a row a line, and lists the files its rows speak of.
func table(out *zip.Writer, s *models.Snapshot, t models.Table) (sum Sum, kept []string, err error) {
	w, err := out.Create("tables/" + t.Name + ".jsonl")
	if err != nil {
		return sum, nil, err
	}
	adding := newAdding(w)
	lines := json.NewEncoder(adding)
	lines.SetEscapeHTML(false)
	sum.Table = t
	file, cleared := -1, -1
	for i, c := range t.Columns {
		switch {
		case t.Name != attachments:
		case c.Name == fileColumn:
			file = i
		case c.Name == clearedColumn:
			cleared = i
		}
	}
	err = s.Rows(t, func(row []any) error {
		sum.Rows++
		if file >= 0 && row[cleared] == int64(0) {
			kept = append(kept, row[file].(string))
		}
		return lines.Encode(row)
	})
	sum.SHA256 = adding.sum()
	return sum, kept, err
}

// file writes one file of the store.
func (m *Manifest) file(out *zip.Writer, store *files.Store, name string) error {
	from, err := store.Open(name)
	if err != nil {
		m.Missing = append(m.Missing, name)
		return nil
	}
	defer from.Close()
	w, err := out.CreateHeader(&zip.FileHeader{Name: "files/" + name, Method: zip.Store}) // most are compressed already
	if err != nil {
		return err
	}
	adding := newAdding(w)
	n, err := io.Copy(adding, from)
	m.Files = append(m.Files, Sum{Table: models.Table{Name: name}, Bytes: n, SHA256: adding.sum()})
	return err
}

// adding adds up what passes.
type adding struct {
	io.Writer
	hash hash.Hash
}

func newAdding(w io.Writer) adding {
	h := sha256.New()
	return adding{io.MultiWriter(w, h), h}
}

func (a adding) sum() string { return hex.EncodeToString(a.hash.Sum(nil)) }
