package models

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Session is a signed-in browser. Only the hash of its token is kept.
type Session struct {
	TokenHash string `gorm:"primaryKey"`
	UserID    int64
	CreatedAt time.Time
	SeenAt    time.Time
	Address   string
}

// How long a session lasts: unused, and at most (GB/T 22239 登录失败处理; reliability.md X6).
const (
	idleTime  = 30 * time.Minute
	totalTime = 8 * time.Hour
)

// SignIn checks a password and opens a session. The answer to a wrong name and
// to a wrong password is the same, and takes as long.
func (db *DB) SignIn(ctx context.Context, login, password, address string) (token string, err error) {
	u, err := db.checkPassword(ctx, login, password, address)
	if err != nil {
		return "", err
	}
	return db.openSession(ctx, u, address)
}

// checkPassword finds the account a name and password belong to; failures are
// counted, recorded, and shut the account.
func (db *DB) checkPassword(ctx context.Context, login, password, address string) (*User, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	var last bool
	err := db.Update(ctx, System, func(tx *Tx) (err error) {
		last, err = tx.takeAttempt(login, address)
		return err
	})
	if err != nil {
		return nil, err
	}
	var u User
	err = db.View(ctx, System, func(tx *Tx) (err error) {
		u, err = In[User](tx).Where("login = ? AND disabled = ?", login, false).First(ctx)
		return err
	})
	if err != nil && KindOf(err) != NotFound {
		return nil, err
	}
	if db.passwords.match(password, u.PasswordHash) {
		return &u, nil
	}
	err = db.Update(ctx, System, func(tx *Tx) error { return tx.recordFailure(&u, address, last) })
	if err != nil {
		return nil, err
	}
	return nil, Fail(Invalid, "用户名或密码不正确。")
}

// recordFailure leaves out a name nobody has: it may be a password typed into the wrong field.
func (tx *Tx) recordFailure(u *User, address string, locked bool) error {
	subject := fmt.Sprintf("users/%d", u.ID)
	e := Entry{Verb: "登录失败", Subject: subject, Topic: subject, Failed: true, Detail: "自" + address + "登录，密码不正确"}
	if u.ID == 0 {
		e.Detail = "自" + address + "登录，没有这个账号"
	}
	if err := tx.Record(e); err != nil || !locked {
		return err
	}
	e.Verb, e.Detail = "锁定账号", fmt.Sprintf("连续%d次登录失败，锁定%d分钟", perLogin.tries, int(perLogin.shut.Minutes()))
	return tx.Record(e)
}

// SignInAs opens a session without a password: the demo's one click.
func (db *DB) SignInAs(ctx context.Context, login, address string) (token string, err error) {
	var u User
	err = db.View(ctx, System, func(tx *Tx) (err error) {
		u, err = In[User](tx).Where("login = ? AND disabled = ?", login, false).First(ctx)
		return err
	})
	if err != nil {
		return "", err
	}
	return db.openSession(ctx, &u, address)
}

func (db *DB) openSession(ctx context.Context, u *User, address string) (string, error) {
	token := newSecret()
	err := db.Update(ctx, u, func(tx *Tx) error {
		if err := tx.clearAttempts(u.Login, address); err != nil {
			return err
		}
		s := Session{TokenHash: hash(token), UserID: u.ID, CreatedAt: tx.Now, SeenAt: tx.Now, Address: address}
		if err := In[Session](tx).Create(tx.Ctx, &s); err != nil {
			return err
		}
		subject := fmt.Sprintf("users/%d", u.ID)
		return tx.Record(Entry{Verb: "登录", Subject: subject, Topic: subject, Detail: "自" + address + "登录"})
	})
	return token, err
}

// visit is a session as a request finds it, with the number of what is remembered.
type visit struct {
	User
	SeenAt time.Time
	Number int64
}

// UserBySession finds who a session's token belongs to, with posts, or NotFound.
func (db *DB) UserBySession(ctx context.Context, token string) (*User, error) {
	var u *User
	var stale bool
	err := db.View(ctx, System, func(tx *Tx) error {
		found, err := Read[visit](tx, "SELECT u.*, s.seen_at, ("+presentNumber+`) AS number FROM sessions s JOIN users u ON u.id = s.user_id
			WHERE s.token_hash = ? AND s.seen_at > ? AND s.created_at > ? AND u.disabled = ?`,
			hash(token), tx.Now.Add(-idleTime), tx.Now.Add(-totalTime), false)
		if err != nil || len(found) == 0 {
			return cmp.Or(err, Missing)
		}
		stale = tx.Now.Sub(found[0].SeenAt) > time.Minute
		tx.memory = db.recall(found[0].Number, tx.Today())
		u, err = tx.arrive(found[0].User)
		return err
	})
	if err == nil && stale { // at most one write a minute, not one a request
		err = db.Update(ctx, u, func(tx *Tx) error {
			_, err := In[Session](tx).Where("token_hash = ?", hash(token)).Set(Assign("seen_at", tx.Now)).Update(ctx)
			return err
		})
	}
	return u, err
}

// Account reads any account with its posts, for the program's own work.
func (tx *Tx) Account(login string) (*User, error) {
	u, err := In[User](tx).Where("login = ?", login).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	return &u, tx.loadPosts(&u)
}

// SignOut ends one session of the actor.
func (tx *Tx) SignOut(token string) error {
	n, err := In[Session](tx).Where("token_hash = ? AND user_id = ?", hash(token), tx.Actor.ID).Delete(tx.Ctx)
	if err != nil || n == 0 {
		return err
	}
	subject := fmt.Sprintf("users/%d", tx.Actor.ID)
	return tx.Record(Entry{Verb: "退出", Subject: subject, Topic: subject})
}

// endSessions ends a user's sessions and tokens.
func (tx *Tx) endSessions(userID int64) error {
	if _, err := In[Session](tx).Where("user_id = ?", userID).Delete(tx.Ctx); err != nil {
		return err
	}
	_, err := In[Token](tx).Where("user_id = ?", userID).Delete(tx.Ctx)
	return err
}

// SweepSessions removes what has run out.
func (tx *Tx) SweepSessions() error {
	_, err := In[Session](tx).Where("seen_at <= ? OR created_at <= ?", tx.Now.Add(-idleTime), tx.Now.Add(-totalTime)).Delete(tx.Ctx)
	return err
}

func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
