package models

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Keys are the installation's secrets: the first one writes, all of them read.
type Keys []key

// key is one secret of the key file, as what is made of it.
type key struct {
	id    string // stands in what is encrypted with it
	audit []byte
	box   cipher.AEAD
}

// OpenKeys reads the key file, a secret a line with the present one first; a
// file that is not there yet is made, for its owner's eyes alone.
func OpenKeys(file string) (Keys, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeKeyFile(file); err == nil {
			text, err = os.ReadFile(file)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	var keys Keys
	for _, line := range strings.Fields(string(text)) {
		secret, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(secret) != 32 {
			return nil, fmt.Errorf("key file %s: each line has to be 32 bytes in base64", file)
		}
		k, err := newKey(secret)
		if err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("key file %s is empty", file)
	}
	return keys, nil
}

// makeKeyFile writes a fresh secret; of two that start at once one wins, and
// neither sees half a file.
func makeKeyFile(file string) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".key-*") // with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails: crypto/rand ends the program instead
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(secret) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), file); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

func newKey(secret []byte) (k key, err error) {
	id, err := hkdf.Key(sha256.New, secret, nil, "luoshi key id", 4)
	if err != nil {
		return k, err
	}
	if k.audit, err = hkdf.Key(sha256.New, secret, nil, "luoshi audit", 32); err != nil {
		return k, err
	}
	of, err := hkdf.Key(sha256.New, secret, nil, "luoshi columns", 32)
	if err != nil {
		return k, err
	}
	block, err := aes.NewCipher(of)
	if err != nil {
		return k, err
	}
	k.id = hex.EncodeToString(id)
	k.box, err = cipher.NewGCM(block)
	return k, err
}

// UseKeys gives the database its keys, and refuses those its audit trail was not written with.
func (db *DB) UseKeys(ctx context.Context, keys Keys) error {
	var last []Entry
	err := db.View(ctx, System, func(tx *Tx) (err error) {
		last, err = In[Entry](tx).Where("mac <> ''").Order("id DESC").Limit(20).Find(ctx)
		return err
	})
	if err != nil {
		return err
	}
	for i, e := range last {
		if e.authentic(keys) {
			break
		}
		if i == len(last)-1 {
			return errors.New("the key file does not belong to this database: its audit trail was written with another key; give the right one with --key-file")
		}
	}
	db.TakeKeys(keys)
	return nil
}

// TakeKeys is UseKeys for a database that has no trail yet.
func (db *DB) TakeKeys(keys Keys) { db.keys = keys }

// mac authenticates a text as written by this installation; "" without keys.
func (keys Keys) mac(text []byte) string {
	if len(keys) == 0 {
		return ""
	}
	return keys[0].mac(text)
}

func (k key) mac(text []byte) string {
	m := hmac.New(sha256.New, k.audit)
	m.Write(text)
	return hex.EncodeToString(m.Sum(nil))
}

// lock encrypts a short text for a column; what says to which column and row it belongs.
func (keys Keys) lock(text, what string) (string, error) {
	if len(keys) == 0 {
		return "", errors.New("no key file: see --key-file")
	}
	nonce := make([]byte, keys[0].box.NonceSize())
	_, _ = rand.Read(nonce) // never fails: crypto/rand ends the program instead
	sealed := keys[0].box.Seal(nonce, nonce, []byte(text), []byte(what))
	return keys[0].id + ":" + base64.RawStdEncoding.EncodeToString(sealed), nil
}

// unlock decrypts what lock made.
func (keys Keys) unlock(locked, what string) (string, error) {
	id, text, _ := strings.Cut(locked, ":")
	raw, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return "", err
	}
	for _, k := range keys {
		if k.id == id && len(raw) > k.box.NonceSize() {
			open, err := k.box.Open(nil, raw[:k.box.NonceSize()], raw[k.box.NonceSize():], []byte(what))
			return string(open), err
		}
	}
	return "", fmt.Errorf("key %s is not in the key file", id)
}

// Lock encrypts a short text for a column; what says to which column and row it
// belongs. Nothing stays nothing.
func (tx *Tx) Lock(text, what string) (string, error) {
	if text == "" {
		return "", nil
	}
	return tx.home.keys.lock(text, what)
}

// Unlock decrypts what Lock made.
func (tx *Tx) Unlock(locked, what string) (string, error) {
	if locked == "" {
		return "", nil
	}
	return tx.home.keys.unlock(locked, what)
}
