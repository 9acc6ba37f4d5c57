package models

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"luoshi/language"
)

// Phones are whole telephone numbers. A member has the number twice: with its
// middle hidden, which is all that lists, files and the audit trail ever see, and
// encrypted, which is opened for its owner and for who says why.
const Phones Object = "完整电话号码"

// phoneColumn is what an encrypted number belongs to; it opens nowhere else.
const phoneColumn = "members.phone"

var (
	mobile   = regexp.MustCompile(`^(?:\+?86)?(1[3-9]\d)(\d{4})(\d{4})$`)
	landline = regexp.MustCompile(`^(010|02\d|0[3-9]\d\d)-?(\d{3,4})(\d{4})(-\d{1,5})?$`)
)

// readPhone takes a number as people write it, and returns it in one form and
// with its middle hidden; "" for what is no number.
func readPhone(typed string) (whole, hidden string) {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case strings.ContainsRune("－—–转", r):
			return '-'
		case strings.ContainsRune(" 　()（）", r):
			return -1
		}
		return r
	}, typed)
	if m := mobile.FindStringSubmatch(strings.ReplaceAll(plain, "-", "")); m != nil {
		return m[1] + m[2] + m[3], m[1] + "****" + m[3]
	}
	if m := landline.FindStringSubmatch(plain); m != nil {
		return m[1] + "-" + m[2] + m[3] + m[4], m[1] + "-****" + m[3]
	}
	return "", ""
}

// keepPhone keeps the number the member has been given. Who sends back the hidden
// form, as a page or a file shows it, leaves the number as it is.
func (m *Member) keepPhone(tx *Tx, wrong FieldErrors) error {
	if m.Phone = strings.TrimSpace(m.Phone); m.Phone == "" {
		m.PhoneLocked = ""
		return nil
	}
	was, err := m.wholePhone(tx)
	if err != nil {
		return err
	}
	if _, hidden := readPhone(was); m.Phone == hidden {
		return nil
	}
	whole, hidden := readPhone(m.Phone)
	if whole == "" {
		wrong.Add("phone", "电话写作 13800138000 或 0431-88888888")
		return nil
	}
	m.Phone = hidden
	m.PhoneLocked, err = tx.Lock(whole, phoneColumn)
	return err
}

func (m *Member) wholePhone(tx *Tx) (string, error) {
	return tx.Unlock(m.PhoneLocked, phoneColumn)
}

// PhoneFor is the number as the actor sees it: the own one whole, any other with
// its middle hidden.
func (m *Member) PhoneFor(tx *Tx) (string, error) {
	if tx.Actor.Is(m) {
		return m.wholePhone(tx)
	}
	return m.Phone, nil
}

// OwnPhone is the actor's own number, whole.
func (tx *Tx) OwnPhone() (string, error) {
	if tx.Actor.MemberID == nil {
		return "", nil
	}
	m, err := In[Member](tx).Where("id = ?", *tx.Actor.MemberID).First(tx.Ctx)
	if err != nil {
		return "", err
	}
	return m.wholePhone(tx)
}

// RevealPhone is the member's whole number, for who may see it and says why;
// each time is a line of the audit trail, which has the reason and not the number.
func (m *Member) RevealPhone(tx *Tx, reason string) (string, error) {
	if err := tx.Require(View, Phones, m.Branch()); err != nil {
		return "", err
	}
	if reason = strings.TrimSpace(reason); utf8.RuneCountInString(reason) < 2 || utf8.RuneCountInString(reason) > 200 {
		return "", FailAt(Invalid, "reason", "请写明查看完整号码的原因，2至200个字。")
	}
	if m.PhoneLocked == "" {
		return "", Fail(Conflict, "%s没有登记电话。", m.Name)
	}
	whole, err := m.wholePhone(tx)
	if err != nil {
		return "", err
	}
	return whole, tx.Record(Entry{Verb: "查看完整号码", Subject: fmt.Sprintf("members/%d", m.ID), Topic: fmt.Sprintf("orgs/%d", m.Branch()),
		OrgID: m.Branch(), Detail: language.Phrase{"%s：%s", m.Name, reason}})
}
