package models

import (
	"testing"

	"github.com/alexedwards/argon2id"
)

// X2: the hash that stands for an unknown name is as dear as a real one, in every
// parameter, and no password opens it.
func TestX2TheHashOfNobodyIsAsDear(t *testing.T) {
	t.Parallel()
	p := newPasswords()
	real, err := p.hash("summer-Rain-2022")
	if err != nil {
		t.Fatal(err)
	}
	want, _, _, err := argon2id.DecodeHash(real)
	if err != nil {
		t.Fatal(err)
	}
	got, _, _, err := argon2id.DecodeHash(p.nobody)
	if err != nil || *got != *want {
		t.Errorf("nobody's hash costs %+v (%v), a real one %+v", got, err, want)
	}
	for _, password := range []string{"", "summer-Rain-2022", "\x00"} {
		if p.match(password, "") {
			t.Errorf("%q opens an account without a password", password)
		}
	}
}
