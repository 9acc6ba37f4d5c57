package models

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" // what RFC 6238 has, and every app for codes: as a keyed code it stands
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"time"
)

// The second factor is a code from an app on the owner's phone (RFC 6238): six
// digits of a keyed hash over the half minute it is.
const (
	codeSeconds = 30
	codeSlack   = 1 // half minutes that a clock may be off
)

// codeAt is the code of a half minute.
func codeAt(secret []byte, step int64) string {
	m := hmac.New(sha1.New, secret)
	_ = binary.Write(m, binary.BigEndian, step) // a hash takes all
	sum := m.Sum(nil)
	at := sum[len(sum)-1] & 15
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[at:at+4])&0x7fffffff%1000000)
}

// stepOf is the half minute in which the code is right, and in which none has been
// used before, so that a code that was seen over a shoulder is worth nothing.
func stepOf(secret []byte, code string, now time.Time, used int64) (step int64, ok bool) {
	present := now.Unix() / codeSeconds
	for step := max(present-codeSlack, used+1); step <= present+codeSlack; step++ {
		if hmac.Equal([]byte(codeAt(secret, step)), []byte(code)) {
			return step, true
		}
	}
	return 0, false
}

// keyText is a secret as people type it into an app.
var keyText = base32.StdEncoding.WithPadding(base32.NoPadding)

// Factor is what an app needs to make an account's codes.
type Factor struct{ Secret, URI string }

// PendingFactor is the actor's factor while it waits for its first code; nil for none.
func (tx *Tx) PendingFactor() (*Factor, error) {
	u := tx.Actor
	if u.TOTP == "" || u.TOTPOn {
		return nil, nil
	}
	secret, err := u.factorSecret(tx)
	if err != nil {
		return nil, err
	}
	text := keyText.EncodeToString(secret)
	values := url.Values{"secret": {text}, "issuer": {"Luoshi"}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {fmt.Sprint(codeSeconds)}}
	return &Factor{text, "otpauth://totp/Luoshi:" + url.PathEscape(u.Login) + "?" + values.Encode()}, nil
}

// factorColumn is what an encrypted secret belongs to: one account, and no other.
func (u *User) factorColumn() string { return fmt.Sprintf("users.totp/%d", u.ID) }

// factorSecret fails where there is none: codes of an empty secret anybody can make.
func (u *User) factorSecret(tx *Tx) ([]byte, error) {
	text, err := tx.home.keys.unlock(u.TOTP, u.factorColumn())
	return []byte(text), err
}

func (u *User) newFactor(tx *Tx) (locked string, err error) {
	secret := make([]byte, 20)
	_, _ = rand.Read(secret) // never fails: crypto/rand ends the program instead
	return tx.home.keys.lock(string(secret), u.factorColumn())
}
