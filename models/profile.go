package models

import (
	"slices"
	"time"

	"luoshi/language"
)

// Profile is a set of rules for passwords, which the security administrator chooses.
type Profile struct {
	Code     string
	Name     language.Word
	Shortest int // characters
	Classes  int // of small and capital letters, numbers and signs; 0 for any
	Days     int // how long a password lasts; 0 for as long as one likes
	Past     int // how many passwords, the present one among them, are not taken again
}

// Profiles are those to choose from, the first until another is chosen: what 等保
// asks for, and what OWASP ASVS 5.0 asks for, which forbids the other's rules.
var Profiles = []Profile{
	{"dengbao", "等保：复杂度、定期更换", 12, 3, 90, 5},
	{"asvs", "ASVS：足够长，不强制更换", 15, 0, 0, 1},
}

// Describe says the rules to who has to think of a password.
func (p Profile) Describe() language.Phrase {
	if p.Classes == 0 {
		return language.Phrase{"至少%d个字符，不含登录名，不用常见的、与本人本单位有关的词", p.Shortest}
	}
	return language.Phrase{"至少%d个字符，大写、小写、数字、符号中至少%d种，不含登录名，不用常见的、与本人本单位有关的词；%d天内须更换，最近%d个不能再用", p.Shortest, p.Classes, p.Days, p.Past}
}

// Debt is what an account owes before it may do anything else; "" for nothing.
type Debt string

const (
	OwesPassword Debt = "password" // a password of one's own: another has seen the present one, or it is too old
	OwesFactor   Debt = "factor"   // a second factor, which administrators have to have
)

// initialDays is how long a password that another has handed out opens the account.
const initialDays = 7

// debt is what the account owes. Who has no password, as in the demonstration,
// signs in another way and owes nothing.
func (u *User) debt(p Profile, now time.Time) Debt {
	switch {
	case u.PasswordHash == "":
		return ""
	case u.MustChange || p.Days > 0 && u.passwordAge(now) >= p.Days:
		return OwesPassword
	case u.Admin != "" && !u.TOTPOn:
		return OwesFactor
	}
	return ""
}

// passwordAge is in days; a password of unknown age is as old as can be.
func (u *User) passwordAge(now time.Time) int {
	if u.PasswordSetAt == nil {
		return 1 << 30
	}
	return int(now.Sub(*u.PasswordSetAt) / (24 * time.Hour))
}

// security is the one row of what the security administrator has set.
type security struct {
	ID       int64
	Profile  string
	Revision int
}

// TableName is what the migrations call it.
func (security) TableName() string { return "security_settings" }

// Profile is the one in force, and the revision of the settings.
func (tx *Tx) Profile() (Profile, int, error) {
	s, err := keep(tx, func(m *memory) *security { return &m.security }, func(s security) bool { return s.ID == 0 }, func() (security, error) {
		return In[security](tx).Where("id = 1").First(tx.Ctx)
	})
	return profileOf(s.Profile), s.Revision, err
}

// profileAt is the place of a profile among those to choose from, -1 for none.
func profileAt(code string) int {
	return slices.IndexFunc(Profiles, func(p Profile) bool { return p.Code == code })
}

// profileOf is the profile of this code, or the first there is.
func profileOf(code string) Profile { return Profiles[max(profileAt(code), 0)] }

// ChooseProfile puts other rules in force. Nobody is signed out: who has to
// change a password is asked at the next page.
func (tx *Tx) ChooseProfile(code string, revision int) error {
	if err := tx.Require(Enter, Security, 0); err != nil {
		return err
	}
	if profileAt(code) < 0 {
		return FailAt(Invalid, "profile", "没有这套密码规则，请从所列的规则中选择。")
	}
	before, _, err := tx.Profile()
	if err != nil {
		return err
	}
	n, err := In[security](tx).Where("id = 1 AND revision = ?", revision).Set(Assign("profile", code), Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return Stale
	}
	return tx.Record(Entry{Verb: "修改密码规则", Subject: "security", Topic: "security", Before: before.Code, After: code})
}
