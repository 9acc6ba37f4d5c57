// Package notice is the ledger of all the program tells people: notices, who
// received them, what leaves the house, and how far each rule has come.
package notice

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Notice is one thing worth telling. Its Key makes telling it twice impossible.
type Notice struct {
	ID        int64
	Key       string          `gorm:"column:notice_key"` // rule/occasion/subject
	Rule      string          // the rule or verb that told it
	Subject   string          // such as "milestones/7"
	OrgID     int64           // 0 when no organisation is concerned
	InChinese string          `gorm:"column:title"` // the title, by which notices are searched for
	Title     language.Phrase `gorm:"column:title_phrase"`
	Body      language.Phrase
	Link      string
	Basis     language.Phrase // 依据
	DueOn     calendar.Date
	Urgent    bool // leaves the house at once instead of with the day's digest
	CreatedAt time.Time
}

// Receipt puts a notice into one person's inbox.
type Receipt struct {
	ID       int64
	NoticeID int64
	UserID   int64
	ReadAt   *time.Time
	ToldAs   language.Phrase // the post or part for which one was told: "住建局机关党支部 书记"
	Copied   bool            // for attention; somebody else has to act
	DigestOn calendar.Date   // the day whose digest it belonged to; "" or AtOnce while it waits

	Notice *Notice
}

// AtOnce stands in DigestOn while an urgent notice waits to leave the house.
const AtOnce calendar.Date = "at-once"

// To is one person to be told.
type To struct {
	UserID int64 // 0, a vacant post or nobody's account, is passed over
	As     language.Phrase
	Copy   bool
	Daily  bool // a leader, who is told of all such in one notice a day
}

// Reminder is a notice for some people.
type Reminder struct {
	Notice
	To []To
}

// Send tells the users, once, when the transaction commits: whatever is sent
// under the same key again reaches only those who have not had it.
func Send(tx *models.Tx, n Notice, users ...int64) error {
	r := Reminder{Notice: n}
	for _, u := range users {
		r.To = append(r.To, To{UserID: u})
	}
	return SendAll(tx, []Reminder{r})
}

// batch is how many rows one statement writes or looks up.
const batch = 500

// SendAll is Send for many, in a few statements.
func SendAll(tx *models.Tx, reminders []Reminder) error {
	reminders, err := audible(NewReading(tx, tx.Today()), reminders, tx.Today())
	if err != nil {
		return err
	}
	told := map[string][]To{}
	var notices []Notice
	for _, r := range reminders {
		to := slices.DeleteFunc(slices.Clone(r.To), func(t To) bool { return t.UserID == 0 })
		if len(to) == 0 {
			continue
		}
		if told[r.Key] == nil {
			n := r.Notice
			n.InChinese, n.CreatedAt = clip(n.Title.String(), 300), tx.Now
			notices = append(notices, n)
		}
		told[r.Key] = append(told[r.Key], to...)
	}
	if len(notices) == 0 {
		return nil
	}
	slices.SortFunc(notices, func(a, b Notice) int { return cmp.Compare(a.Key, b.Key) }) // one order for everyone: no deadlocks
	if err := insertNotices(tx, notices); err != nil {
		return err
	}
	var receipts, escalations []any
	for some := range slices.Chunk(notices, batch) {
		keys := make([]string, len(some))
		for i, n := range some {
			keys[i] = n.Key
		}
		kept, err := models.Read[Notice](tx, "SELECT id, notice_key, urgent FROM notices WHERE notice_key IN ? ORDER BY id", keys)
		if err != nil {
			return err
		}
		for _, n := range kept {
			direct, daily := n.divide(told[n.Key])
			receipts, escalations = append(receipts, direct...), append(escalations, daily...)
		}
	}
	if err := tx.InsertOnce("receipts", []string{"notice_id", "user_id", "told_as", "copied", "digest_on"}, receipts); err != nil {
		return err
	}
	return tx.InsertOnce("escalations", []string{"notice_id", "user_id", "told_as", "told_on"}, escalations)
}

func insertNotices(tx *models.Tx, notices []Notice) error {
	columns := []string{"notice_key", "rule", "subject", "org_id", "title", "title_phrase", "body", "link", "basis", "due_on", "urgent", "created_at"}
	values := make([]any, 0, len(notices)*len(columns))
	for _, n := range notices {
		values = append(values, n.Key, n.Rule, n.Subject, n.OrgID, n.InChinese, n.Title, n.Body, n.Link, n.Basis, string(n.DueOn), n.Urgent, n.CreatedAt)
	}
	return tx.InsertOnce("notices", columns, values)
}

// people are those of a list, each once: rather to act than copied, and rather told
// at once than daily.
func people(to []To) []To {
	slices.SortStableFunc(to, func(a, b To) int {
		return cmp.Or(cmp.Compare(a.UserID, b.UserID), order(a.Copy, b.Copy), order(a.Daily, b.Daily))
	})
	return slices.CompactFunc(to, func(a, b To) bool { return a.UserID == b.UserID })
}

// order puts what is not before what is.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// divide is the values of a receipt for each who is told at once, and of an escalation
// for each leader.
func (n Notice) divide(to []To) (receipts, escalations []any) {
	waits := ""
	if n.Urgent {
		waits = string(AtOnce)
	}
	for _, t := range people(to) {
		if t.Daily {
			escalations = append(escalations, n.ID, t.UserID, t.As, "")
		} else {
			receipts = append(receipts, n.ID, t.UserID, t.As, t.Copy, waits)
		}
	}
	return receipts, escalations
}

func subject(kind string, id int64) string { return fmt.Sprintf("%s/%d", kind, id) }

// clip shortens text to what a column holds, in characters.
func clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
