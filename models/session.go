package models

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"luoshi/language"
)

// Session is a signed-in browser. Only the hash of its token is kept.
type Session struct {
	ID        int64
	TokenHash string `json:"-"`
	UserID    int64
	CreatedAt time.Time
	SeenAt    time.Time
	Address   string
	Device    Device
}

// How long a session lasts: unused, and at most (GB/T 22239 登录失败处理; reliability.md X6).
const (
	idleTime  = 30 * time.Minute
	totalTime = 8 * time.Hour
)

// alive is the condition that a session has not run out; see aliveSince.
const alive = "seen_at > ? AND created_at > ?"

func (tx *Tx) aliveSince() []any { return []any{tx.Now.Add(-idleTime), tx.Now.Add(-totalTime)} }

// SignIn checks a password and opens a session; for an account with a second factor
// only half of one, which a code makes whole: see Complete. The answer to a wrong
// name and to a wrong password is the same, and takes as long.
func (db *DB) SignIn(ctx context.Context, login, password string, from Caller) (token string, half bool, err error) {
	u, err := db.checkPassword(ctx, login, password, from.Address)
	switch {
	case err != nil:
		return "", false, err
	case u.MustChange && u.passwordAge(db.now()) >= initialDays:
		return "", false, Fail(Invalid, "初始密码发放已超过%d天，不能再用，请联系系统管理员重新发放。", initialDays)
	case u.TOTPOn:
		token, err = db.halfOpen(ctx, u)
		return token, true, err
	}
	token, err = db.openSession(ctx, u, from)
	return token, false, err
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
	e := Entry{Verb: "登录失败", Subject: u.subject(), Topic: u.subject(), Failed: true, Detail: language.Phrase{"自%s登录，密码不正确", address}}
	if u.ID == 0 {
		e.Detail = language.Phrase{"自%s登录，没有这个账号", address}
	}
	if err := tx.Record(e); err != nil || !locked {
		return err
	}
	e.Verb, e.Detail = "锁定账号", language.Phrase{"连续%d次登录失败，锁定%d分钟", perLogin.tries, int(perLogin.shut.Minutes())}
	return tx.Record(e)
}

// SignInAs opens a session without a password: the demo's one click.
func (db *DB) SignInAs(ctx context.Context, login string, from Caller) (token string, err error) {
	var u User
	err = db.View(ctx, System, func(tx *Tx) (err error) {
		u, err = In[User](tx).Where("login = ? AND disabled = ?", login, false).First(ctx)
		return err
	})
	if err != nil {
		return "", err
	}
	return db.openSession(ctx, &u, from)
}

func (db *DB) openSession(ctx context.Context, u *User, from Caller) (token string, err error) {
	err = db.Update(ctx, u, func(tx *Tx) error {
		token, err = tx.openSession(u, from)
		return err
	})
	return token, err
}

func (tx *Tx) openSession(u *User, from Caller) (token string, err error) {
	if err := tx.clearAttempts(u.Login, from.Address); err != nil {
		return "", err
	}
	token = newSecret()
	s := Session{TokenHash: hash(token), UserID: u.ID, CreatedAt: tx.Now, SeenAt: tx.Now, Address: from.Address, Device: from.Device}
	if err := In[Session](tx).Create(tx.Ctx, &s); err != nil {
		return "", err
	}
	own := *tx
	own.Actor = u
	return token, u.note(&own, "登录", language.Phrase{"自%s登录", from.Address})
}

// visit is a session as a request finds it, with the number of what is
// remembered and the rules of passwords.
type visit struct {
	User
	SeenAt time.Time
	Number int64
	Rules  string
}

// UserBySession finds who a session's token belongs to, with posts, or NotFound.
func (db *DB) UserBySession(ctx context.Context, token string) (*User, error) {
	var u *User
	var stale bool
	err := db.View(ctx, System, func(tx *Tx) error {
		found, err := Read[visit](tx, "SELECT u.*, s.seen_at, ("+presentNumber+`) AS number,
			(SELECT profile FROM security_settings WHERE id = 1) AS rules FROM sessions s JOIN users u ON u.id = s.user_id
			WHERE s.token_hash = ? AND s.seen_at > ? AND s.created_at > ? AND u.disabled = ?`,
			hash(token), tx.Now.Add(-idleTime), tx.Now.Add(-totalTime), false)
		if err != nil || len(found) == 0 {
			return cmp.Or(err, Missing)
		}
		stale = tx.Now.Sub(found[0].SeenAt) > time.Minute
		tx.memory = db.recall(found[0].Number, tx.Today())
		u, err = tx.arrive(found[0].User, profileOf(found[0].Rules))
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
	return tx.Actor.note(tx, "退出", nil)
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
	if _, err := In[halfSignIn](tx).Where("created_at <= ?", tx.Now.Add(-halfTime)).Delete(tx.Ctx); err != nil {
		return err
	}
	_, err := In[Session](tx).Where("seen_at <= ? OR created_at <= ?", tx.Now.Add(-idleTime), tx.Now.Add(-totalTime)).Delete(tx.Ctx)
	return err
}

// NewSecret makes a secret that nobody guesses, and what is kept of it.
func NewSecret() (secret, kept string) {
	secret = newSecret()
	return secret, HashSecret(secret)
}

// HashSecret is what is kept of a secret, by which it is found.
func HashSecret(secret string) string { return hash(secret) }

func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
