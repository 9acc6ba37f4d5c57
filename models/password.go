package models

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"luoshi/language"
)

// passwords hashes with argon2id, at most a few at once: each takes 19 MiB.
type passwords struct {
	cost   *argon2id.Params
	places chan struct{}
	nobody string // the hash of no known password, so that an unknown name takes as long as a known one
}

func newPasswords() passwords {
	p := passwords{
		cost:   &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32},
		places: make(chan struct{}, 4),
	}
	// written out, for hashing at every start would cost time and memory
	zeros := func(n uint32) string { return base64.RawStdEncoding.EncodeToString(make([]byte, n)) }
	p.nobody = fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", p.cost.Memory, p.cost.Iterations, p.cost.Parallelism, zeros(p.cost.SaltLength), zeros(p.cost.KeyLength))
	return p
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

// SetPassword gives another account a password to begin with and ends its sessions
// and tokens. It has to be changed at the first sign-in.
func (db *DB) SetPassword(ctx context.Context, actor *User, userID int64, password string) error {
	var u *User
	err := db.View(ctx, actor, func(tx *Tx) (err error) {
		if u, err = tx.User(userID); err != nil {
			return err
		}
		return tx.Require(Enter, Accounts, 0)
	})
	if err != nil {
		return err
	}
	return db.keepPassword(ctx, actor, u, password, "重设密码")
}

// ChangePassword gives the actor a new password for the present one, and ends
// all the actor's sessions and tokens. Wrong guesses count as failed sign-ins.
func (db *DB) ChangePassword(ctx context.Context, actor *User, present, password, address string) error {
	u, err := db.checkOwnPassword(ctx, actor, present, address)
	if err != nil {
		return err
	}
	return db.keepPassword(ctx, actor, u, password, "修改密码")
}

// checkOwnPassword makes sure that it is the actor who asks.
func (db *DB) checkOwnPassword(ctx context.Context, actor *User, present, address string) (*User, error) {
	u, err := db.checkPassword(ctx, actor.Login, present, address)
	if KindOf(err) == Invalid {
		return nil, FailAt(Invalid, "present", "现在的密码不正确。")
	}
	return u, err
}

func (db *DB) keepPassword(ctx context.Context, actor, u *User, password, verb string) error {
	wrong := FieldErrors{}
	if err := db.judge(ctx, u, password, wrong); err != nil {
		return err
	}
	if err := wrong.Err("新密码不合要求：%s", wrong); err != nil {
		return err
	}
	hashed, err := db.passwords.hash(password)
	if err != nil {
		return err
	}
	return db.Update(ctx, actor, func(tx *Tx) error {
		if _, err := In[User](tx).Where("id = ?", u.ID).Set(Assign("password_hash", hashed), Assign("password_set_at", tx.Now),
			Assign("must_change", actor.ID != u.ID)).Update(ctx); err != nil {
			return err
		}
		if err := tx.remember(u.ID, hashed); err != nil {
			return err
		}
		if err := tx.endSessions(u.ID); err != nil {
			return err
		}
		if err := tx.clearAttempts(u.Login, ""); err != nil {
			return err
		}
		return u.note(tx, verb, language.Quote(u.Name))
	})
}

// judge notes what is wrong with a new password for the account.
func (db *DB) judge(ctx context.Context, u *User, password string, wrong FieldErrors) error {
	var p Profile
	var past []pastPassword
	err := db.View(ctx, System, func(tx *Tx) (err error) {
		if p, _, err = tx.Profile(); err != nil {
			return err
		}
		if err = tx.loadPosts(u); err != nil {
			return err
		}
		past, err = In[pastPassword](tx).Where("user_id = ?", u.ID).Order("id DESC").Limit(p.Past).Find(ctx)
		return err
	})
	if err != nil {
		return err
	}
	p.judge(password, u, wrong)
	switch {
	case len(wrong) > 0:
	case u.PasswordHash != "" && db.passwords.match(password, u.PasswordHash):
		wrong.Add("password", "不能与现在的密码相同")
	case slices.ContainsFunc(past, func(h pastPassword) bool { return db.passwords.match(password, h.PasswordHash) }):
		wrong.Add("password", "不能与最近%d个密码相同", p.Past)
	}
	return nil
}

// judge notes what is wrong with a password in itself.
func (p Profile) judge(password string, u *User, wrong FieldErrors) {
	switch {
	case utf8.RuneCountInString(password) < p.Shortest:
		wrong.Add("password", "至少要%d个字符", p.Shortest)
	case len(password) > 256:
		wrong.Add("password", "不能超过256个字节")
	case strings.Contains(strings.ToLower(password), u.Login):
		wrong.Add("password", "不能包含登录名")
	case classes(password) < p.Classes:
		wrong.Add("password", "大写字母、小写字母、数字、符号中至少要有%d种", p.Classes)
	case repeats(strings.ToLower(password)), guessable(password, u.ownWords()):
		wrong.Add("password", "过于常见，容易被猜中，请换一个")
	}
}

// classes counts the kinds of characters in a password; Chinese ones are signs.
func classes(password string) (n int) {
	for _, in := range []func(rune) bool{unicode.IsLower, unicode.IsUpper, unicode.IsDigit,
		func(r rune) bool { return !unicode.IsLower(r) && !unicode.IsUpper(r) && !unicode.IsDigit(r) }} {
		if strings.ContainsFunc(password, in) {
			n++
		}
	}
	return n
}

// pastPassword is one that an account has had.
type pastPassword struct {
	ID           int64
	UserID       int64
	PasswordHash string
	SetAt        time.Time
}

// TableName is what the migrations call it.
func (pastPassword) TableName() string { return "password_history" }

// remember keeps a password as one that was used, and forgets those that no
// profile asks about any more.
func (tx *Tx) remember(userID int64, hashed string) error {
	if err := In[pastPassword](tx).Create(tx.Ctx, &pastPassword{UserID: userID, PasswordHash: hashed, SetAt: tx.Now}); err != nil {
		return err
	}
	most := 0
	for _, p := range Profiles {
		most = max(most, p.Past)
	}
	all, err := In[pastPassword](tx).Where("user_id = ?", userID).Order("id DESC").Find(tx.Ctx)
	for _, h := range all[min(most, len(all)):] {
		if _, err := In[pastPassword](tx).Where("id = ?", h.ID).Delete(tx.Ctx); err != nil {
			return err
		}
	}
	return err
}

// RandomPassword is one to hand to a new user: four groups without signs that are
// hard to tell apart, with what every profile asks for.
func RandomPassword() string {
	for {
		letters := strings.ToLower(rand.Text()[:16])
		if password := strings.Join([]string{letters[:4], letters[4:8], letters[8:12], letters[12:]}, "-"); classes(password) == 3 && !guessable(password, nil) {
			return password
		}
	}
}
