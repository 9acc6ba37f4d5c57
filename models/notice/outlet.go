package notice

import (
	"cmp"
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// telling is a receipt that has not left the house, with what it says and where
// its reader may be reached.
type telling struct {
	ID       int64 // of the receipt
	NoticeID int64
	UserID   int64
	Rule     string
	OrgPath  string // of the organisation concerned, "" for none
	Opened   bool
	Copied   bool
	Title    language.Phrase
	Body     language.Phrase
	Link     string

	Name       string
	Language   language.Language
	Login      string
	Email      string
	WecomID    string
	DingtalkID string
	FeishuID   string
}

// readers tells up to which account, after one, about so many rows of a list wait,
// and whether there are more after it.
func readers(tx *models.Tx, list string, after int64, most int) (through int64, more bool, err error) {
	var of []int64
	if err := tx.Raw(&of, "SELECT user_id FROM "+list+" AND user_id > ? ORDER BY user_id LIMIT ?", after, most+1); err != nil || len(of) == 0 {
		return after, false, err
	}
	through = of[len(of)-1]
	if more = len(of) > most; more && of[0] < through {
		through = of[slices.Index(of, through)-1] // nobody's are torn apart
	}
	return through, more, nil
}

// leaving takes waiting receipts out of the house on a day: those that meet a
// condition, and their parts by person and channel.
func leaving(tx *models.Tx, day calendar.Date, channels []Channel, where string, args ...any) (told []telling, parts []share, err error) {
	if told, err = waiting(tx, where, args...); err != nil || len(told) == 0 {
		return nil, nil, err
	}
	if err = carried(tx, told, day); err != nil {
		return nil, nil, err
	}
	parts, err = shares(tx, told, channels)
	return told, parts, err
}

// waiting lists what has not left the house for those who are still here.
func waiting(tx *models.Tx, where string, args ...any) ([]telling, error) {
	return models.Read[telling](tx, `SELECT r.id, r.notice_id, r.user_id, n.rule, COALESCE(o.path, '') AS org_path,
		CASE WHEN r.read_at IS NULL THEN 0 ELSE 1 END AS opened, r.copied, n.title_phrase AS title, n.body, n.link,
		CASE WHEN `+here+` THEN u.name ELSE '' END AS name, u.language, u.login, u.email, u.wecom_id, u.dingtalk_id, u.feishu_id
		FROM receipts r JOIN notices n ON n.id = r.notice_id JOIN users u ON u.id = r.user_id LEFT JOIN orgs o ON o.id = n.org_id
		WHERE `+where+` ORDER BY r.user_id, r.copied, n.due_on, r.id`, append(hereArgs(tx), args...)...)
}

// here is the condition that an account's person is still with us: a member of a
// branch, the holder of a post, or an administrator.
const here = `(u.disabled = ? AND (u.member_id IS NULL OR EXISTS (SELECT 1 FROM members m WHERE m.id = u.member_id AND m.left_on = '' AND (m.org_id IS NOT NULL
	OR EXISTS (SELECT 1 FROM tenures t WHERE t.member_id = m.id AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?))))))`

func hereArgs(tx *models.Tx) []any { return []any{false, tx.Today(), tx.Today()} }

// present tells for whom of those the deliveries are for is still here.
func present(tx *models.Tx, due []Delivery) (map[int64]bool, error) {
	ids := []int64{0}
	for _, d := range due {
		if d.UserID != nil {
			ids = append(ids, *d.UserID)
		}
	}
	var found []int64
	err := tx.Raw(&found, "SELECT u.id FROM users u WHERE u.id IN ? AND "+here, append([]any{ids}, hereArgs(tx)...)...)
	is := make(map[int64]bool, len(found))
	for _, id := range found {
		is[id] = true
	}
	return is, err
}

// carried notes that these have left the house, or had nowhere to go.
func carried(tx *models.Tx, told []telling, day calendar.Date) error {
	for some := range slices.Chunk(told, batch) {
		ids := make([]int64, len(some))
		for i, t := range some {
			ids[i] = t.ID
		}
		slices.Sort(ids)
		if _, err := models.In[Receipt](tx).Where("id IN ?", ids).Set(models.Assign("digest_on", day)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	return nil
}

// share is what one person is told over one channel.
type share struct {
	user    int64
	channel int64
	wishes  Wishes
	told    []telling
}

// shares parts what was told by person and the channel that one wants it over.
func shares(tx *models.Tx, told []telling, channels []Channel) (list []share, err error) {
	var users []int64
	for _, t := range told {
		if len(users) == 0 || users[len(users)-1] != t.UserID {
			users = append(users, t.UserID)
		}
	}
	wishes, err := wishesOf(tx, users)
	at := map[[2]int64]int{}
	for _, t := range told {
		c := t.outlet(channels, wishes[t.UserID])
		if c == nil {
			continue
		}
		key := [2]int64{t.UserID, c.ID}
		if _, begun := at[key]; !begun {
			at[key] = len(list)
			list = append(list, share{user: t.UserID, channel: c.ID, wishes: wishes[t.UserID]})
		}
		list[at[key]].told = append(list[at[key]].told, t)
	}
	slices.SortStableFunc(list, func(a, b share) int { return cmp.Or(cmp.Compare(a.user, b.user), cmp.Compare(a.channel, b.channel)) })
	return list, err
}

func (s share) delivery(occasion, title, body, link string) Delivery {
	return Delivery{Key: fmt.Sprintf("%s/%d/%d", occasion, s.user, s.channel), UserID: &s.user, ChannelID: s.channel, Title: title, Body: body, Link: link}
}

// outlet is the channel over which its reader is told: the one chosen for the
// kind, as long as it leads there, or else the usual one; nil for none.
func (t telling) outlet(channels []Channel, w Wishes) *Channel {
	chosen, chose := w.Channels[KindOf(t.Rule)]
	if t.Name == "" || chose && chosen == InboxOnly {
		return nil
	}
	reached := func(kind ChannelKind) bool { return t.address(kind) != "" }
	for i := range channels {
		if c := &channels[i]; chose && c.ID == chosen && !c.Grouped() && reached(c.Kind) {
			return c
		}
	}
	return Usual(channels, reached)
}

// preferred are the channels to persons, from the one most likely to be seen.
var preferred = []ChannelKind{WeComApp, DingTalkApp, FeishuApp, Webhook, Email}

// address is where the reader is reached over a channel of the kind.
func (t telling) address(kind ChannelKind) string {
	return Addresses{t.Login, t.Email, t.WecomID, t.DingtalkID, t.FeishuID}.Over(kind)
}

// Addresses are where one person may be reached.
type Addresses struct{ Login, Email, WeCom, DingTalk, Feishu string }

// AddressesOf are those of an account.
func AddressesOf(u *models.User) Addresses {
	return Addresses{u.Login, u.Email, u.WeComID, u.DingTalkID, u.FeishuID}
}

// Over is the address over channels of a kind, "" where there is none.
func (a Addresses) Over(kind ChannelKind) string {
	return map[ChannelKind]string{Email: a.Email, WeComApp: a.WeCom, DingTalkApp: a.DingTalk, FeishuApp: a.Feishu, Webhook: a.Login}[kind]
}
