package models

import (
	"context"
	"fmt"
	"time"

	"luoshi/language"
)

// Token lets a program act as its user. Only its hash is kept.
type Token struct {
	ID        int64
	UserID    int64
	Name      string // what it is for
	TokenHash string `json:"-"`
	CreatedAt time.Time
	ExpiresAt time.Time
}

// CreateToken makes a token for the actor; the secret is shown this once.
func (tx *Tx) CreateToken(name string, lasts time.Duration) (secret string, t *Token, err error) {
	if name == "" {
		return "", nil, FailAt(Invalid, "name", "请填写令牌用途。")
	}
	secret = "ls_" + newSecret()
	t = &Token{UserID: tx.Actor.ID, Name: name, TokenHash: hash(secret), CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(lasts)}
	if err := In[Token](tx).Create(tx.Ctx, t); err != nil {
		return "", nil, err
	}
	subject := fmt.Sprintf("tokens/%d", t.ID)
	return secret, t, tx.Record(Entry{Verb: "新建令牌", Subject: subject, Topic: tx.Actor.subject(), Detail: language.Quote(name)})
}

// Tokens lists the actor's own tokens.
func (tx *Tx) Tokens() ([]Token, error) {
	return In[Token](tx).Where("user_id = ?", tx.Actor.ID).Order("id").Find(tx.Ctx)
}

// RevokeToken ends one of the actor's own tokens.
func (tx *Tx) RevokeToken(id int64) error {
	n, err := In[Token](tx).Where("id = ? AND user_id = ?", id, tx.Actor.ID).Delete(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return Missing
	}
	return tx.Record(Entry{Verb: "停用令牌", Subject: fmt.Sprintf("tokens/%d", id), Topic: tx.Actor.subject()})
}

// bearer is whom a token acts for, and until when.
type bearer struct {
	User
	TokenHash string
	ExpiresAt time.Time
}

// UserByToken finds who a token acts for, or NotFound.
func (db *DB) UserByToken(ctx context.Context, secret string) (u *User, err error) {
	err = db.View(ctx, System, func(tx *Tx) error {
		key := hash(secret)
		found, err := keepEach(tx, func(m *memory) map[string]bearer { return m.bearers }, []string{key}, tx.readBearers)
		if err != nil {
			return err
		}
		b, known := found[key]
		if !known || !b.ExpiresAt.After(tx.Now) {
			return Missing
		}
		p, _, err := tx.Profile()
		if err == nil {
			u, err = tx.arrive(b.User, p)
		}
		return err
	})
	return u, err
}

func (tx *Tx) readBearers(hashes []string) (map[string]bearer, error) {
	list, err := Read[bearer](tx, `SELECT u.*, t.token_hash, t.expires_at FROM tokens t JOIN users u ON u.id = t.user_id
		WHERE t.token_hash IN ? AND u.disabled = ?`, hashes, false)
	found := make(map[string]bearer, len(list))
	for _, b := range list {
		found[b.TokenHash] = b
	}
	return found, err
}
