package models

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
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

// shortest is how many characters a password has at least (等保, reliability.md 3.2).
const shortest = 12

// SetPassword gives another account a new password and ends its sessions and tokens.
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
	u, err := db.checkPassword(ctx, actor.Login, present, address)
	if KindOf(err) == Invalid {
		return FailAt(Invalid, "present", "现在的密码不正确。")
	}
	if err != nil {
		return err
	}
	return db.keepPassword(ctx, actor, u, password, "修改密码")
}

func (db *DB) keepPassword(ctx context.Context, actor, u *User, password, verb string) error {
	fault := weakness(password, u.Login)
	if fault == nil && u.PasswordHash != "" && db.passwords.match(password, u.PasswordHash) {
		fault = language.Phrase{"不能与现在的密码相同"}
	}
	if fault != nil {
		return FailAt(Invalid, "password", "新密码%s。", fault)
	}
	hashed, err := db.passwords.hash(password)
	if err != nil {
		return err
	}
	return db.Update(ctx, actor, func(tx *Tx) error {
		if _, err := In[User](tx).Where("id = ?", u.ID).Set(Assign("password_hash", hashed)).Update(ctx); err != nil {
			return err
		}
		if err := tx.endSessions(u.ID); err != nil {
			return err
		}
		if err := tx.clearAttempts(u.Login, ""); err != nil {
			return err
		}
		subject := fmt.Sprintf("users/%d", u.ID)
		return tx.Record(Entry{Verb: verb, Subject: subject, Topic: subject, Detail: u.Name})
	})
}

// weakness says what is wrong with a password, if anything.
func weakness(password, login string) language.Phrase {
	lower := strings.ToLower(password)
	switch {
	case utf8.RuneCountInString(password) < shortest:
		return language.Phrase{"至少要%d个字符", shortest}
	case len(password) > 256:
		return language.Phrase{"不能超过256个字节"}
	case strings.Contains(lower, login):
		return language.Phrase{"不能包含登录名"}
	case repeats(lower), slices.Contains(commonPasswords, lower), slices.ContainsFunc(runs, func(run string) bool { return strings.Contains(run, lower) }):
		return language.Phrase{"过于常见，容易被猜中，请换一个"}
	}
	return nil
}

// repeats reports whether a text is one short piece over and over: "abcabcabcabc".
func repeats(text string) bool {
	for size := 1; size <= len(text)/2; size++ {
		if strings.HasPrefix(strings.Repeat(text[:size], len(text)/size+1), text) {
			return true
		}
	}
	return false
}

// runs are what fingers type in a row.
var runs = []string{
	"012345678901234567890", "098765432109876543210", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
	"qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "1q2w3e4r5t6y7u8i9o0p",
}

// commonPasswords are the commonest of at least twelve characters, in small letters.
var commonPasswords = []string{
	"password1234", "password12345", "password123456", "passw0rd1234", "p@ssw0rd1234", "p@ssword1234", "administrator", "administrator1",
	"admin1234567", "admin12345678", "admin123456789", "admin@123456", "admin@1234567", "admin@12345678", "administrator123", "root12345678",
	"qwerty123456", "qwerty1234567", "qwerty12345678", "qwertyuiop123", "qwer1234asdf", "asdf1234qwer", "asdfghjkl123", "zaq12wsxcde3",
	"zaq1xsw2cde3", "1qaz@wsx3edc", "1qaz2wsx!qaz", "!qaz2wsx3edc", "123qweasdzxc", "qweasdzxc123", "1234qwerasdf", "abc123456789",
	"abcd12345678", "a12345678901", "aa1234567890", "a1b2c3d4e5f6", "abc123abc123", "welcome12345", "welcome@1234", "letmein12345",
	"iloveyou1234", "woaini123456", "woaini1314520", "woaini5201314", "wozuiaiziji1", "5201314520131", "13145201314520", "1314520131452",
	"111111222222", "112233445566", "123123456456", "123456123456", "123456654321", "147258369147", "159357159357", "741852963741",
	"123456789abc", "1234567890ab", "123456789qwe", "123456789asd", "zhonghua1949", "zhongguo1949", "changeme1234", "test12345678",
	"user12345678", "guest1234567", "default12345", "system123456", "manager12345", "dangwu123456", "huawei@12345", "changchun123",
}

// RandomPassword is one to hand to a new user, without signs that are hard to tell apart.
func RandomPassword() string { return strings.ToLower(rand.Text()[:16]) }
