package models

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
)

// passwords hashes with argon2id, at most a few at once: each takes 19 MiB.
type passwords struct {
	cost   *argon2id.Params
	places chan struct{}
	nobody string // the hash of no password, so that an unknown name takes as long as a known one
}

func newPasswords() (passwords, error) {
	p := passwords{
		cost:   &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32},
		places: make(chan struct{}, 4),
	}
	var err error
	p.nobody, err = p.hash(newSecret())
	return p, err
}

func (p passwords) hash(password string) (string, error) {
	p.places <- struct{}{}
	defer func() { <-p.places }()
	return argon2id.CreateHash(password, p.cost)
}

func (p passwords) match(password, hash string) bool {
	p.places <- struct{}{}
	defer func() { <-p.places }()
	if hash == "" {
		hash = p.nobody
		password = ""
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return ok && err == nil
}

// shortest is how many characters a password has at least (等保, reliability.md 3.2).
const shortest = 12

// SetPassword gives an account a new password and ends its sessions. One's own
// needs no right, another's the right to enter accounts.
func (db *DB) SetPassword(ctx context.Context, actor *User, userID int64, password string) error {
	if utf8.RuneCountInString(password) < shortest || len(password) > 256 {
		return &Error{Kind: Invalid, Message: fmt.Sprintf("密码须为%d至256个字符。", shortest), Fields: map[string]string{"password": fmt.Sprintf("至少%d个字符", shortest)}}
	}
	hashed, err := db.passwords.hash(password)
	if err != nil {
		return err
	}
	return db.Update(ctx, actor, func(tx *Tx) error {
		if userID != actor.ID {
			if err := tx.Require(Enter, Accounts, 0); err != nil {
				return err
			}
		}
		u, err := In[User](tx).Where("id = ?", userID).First(ctx)
		if err != nil {
			return err
		}
		if strings.Contains(strings.ToLower(password), u.Login) {
			return &Error{Kind: Invalid, Message: "密码不能包含登录名。", Fields: map[string]string{"password": "不能包含登录名"}}
		}
		if _, err := In[User](tx).Where("id = ?", userID).Set(Assign("password_hash", hashed)).Update(ctx); err != nil {
			return err
		}
		if err := tx.endSessions(userID, ""); err != nil {
			return err
		}
		subject := fmt.Sprintf("users/%d", userID)
		return tx.Record(Entry{Verb: "设置密码", Subject: subject, Topic: subject, Detail: u.Name})
	})
}

// RandomPassword is one to hand to a new user.
func RandomPassword() string { return newSecret()[:16] }
