// Package files keeps what people hand in, beside the database and outside what
// the web server shows, and says what a file really is.
package files

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
)

// Limit is how large a file may be. It bounds what one request costs; a proxy in
// front must let as much through.
const Limit = 20 << 20

// Store is a folder with a folder for each day in it. No name in it is of people's choosing.
type Store struct{ Folder string }

// Kept is a file that has arrived whole and is on disk.
type Kept struct {
	File   string // its place in the store: "2022-06-15/5f0c…"
	Size   int64
	SHA256 string
	Type   string // by its content
}

// arriving ends the name of a file that is not there whole.
const arriving = ".part"

// Take writes what comes under a new name. It counts as kept once it is on disk
// under that name; if the program dies before, a part remains for Sweep.
func (s *Store) Take(day calendar.Date, name string, from io.Reader) (kept Kept, err error) {
	folder := filepath.Join(s.Folder, string(day))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return kept, err
	}
	kept.File = string(day) + "/" + newID()
	path := s.path(kept.File)
	f, err := os.OpenFile(path+arriving, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return kept, err
	}
	defer func() {
		err = errors.Join(err, f.Close())
		if err != nil {
			os.Remove(path + arriving) // what cannot be removed, Sweep removes
		}
	}()
	sum := sha256.New()
	if kept.Size, err = io.Copy(io.MultiWriter(f, sum), io.LimitReader(from, Limit+1)); err != nil {
		return kept, err
	}
	if kept.Size > Limit {
		return kept, &TooLarge{}
	}
	if kept.Type, err = typeOf(name, f, kept.Size); err != nil {
		return kept, err
	}
	kept.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if err = f.Sync(); err != nil {
		return kept, err
	}
	if err = os.Rename(path+arriving, path); err != nil {
		return kept, err
	}
	return kept, syncFolder(folder)
}

// Open reads a file of the store.
func (s *Store) Open(file string) (io.ReadCloser, error) { return os.Open(s.path(file)) }

// Has is nil when the file is there.
func (s *Store) Has(file string) error {
	_, err := os.Stat(s.path(file))
	return err
}

// Sum is the SHA-256 of a file as it is now.
func (s *Store) Sum(file string) (string, error) {
	f, err := s.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// Put writes a file back to the place it once had.
func (s *Store) Put(file string, from io.Reader) error {
	path := s.path(file)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Sync(), f.Close())
}

// Remove takes a file away; one that is gone already is no error.
func (s *Store) Remove(file string) error {
	err := os.Remove(s.path(file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// On lists the files that arrived on a day, whole or in part.
func (s *Store) On(day calendar.Date) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(s.Folder, string(day)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	list := make([]string, len(entries))
	for i, e := range entries {
		list[i] = string(day) + "/" + e.Name()
	}
	return list, err
}

var place = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}/[0-9a-f]{32}(\.part)?$`)

// path is where a file is; a place that the store has not given cannot be asked for.
func (s *Store) path(file string) string {
	if !place.MatchString(file) {
		return filepath.Join(s.Folder, "none")
	}
	return filepath.Join(s.Folder, filepath.FromSlash(file))
}

// IsPart reports whether the file never arrived whole.
func IsPart(file string) bool { return strings.HasSuffix(file, arriving) }

func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(b)
}

// syncFolder makes a new name in the folder survive a loss of power.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// TooLarge is the error of a file beyond Limit.
type TooLarge struct{}

func (*TooLarge) Error() string { return fmt.Sprintf("file larger than %d bytes", Limit) }

// Refused is the error of a file that is not of a kind we keep; Text tells people.
type Refused struct{ Text language.Phrase }

func (r *Refused) Error() string { return r.Text.String() }
