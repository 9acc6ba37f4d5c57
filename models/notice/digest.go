package notice

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// Digest sends everyone with an e-mail address one message about all they were
// told since the last one and have not opened; nothing on days off.
func Digest(tx *models.Tx, day calendar.Date, channels []string) error {
	work, err := tx.Workdays()
	if err != nil || !work.Is(day) {
		return err
	}
	told, err := waiting(tx, "")
	if err != nil {
		return err
	}
	missing := ""
	if day.Month().Number() == 12 && !work.Known(day.Year()+1) || !work.Known(day.Year()) {
		missing = "工作日历缺少放假、调休安排，提醒日期可能有误，请及时导入。"
	}
	if err := carried(tx, told, day); err != nil {
		return err
	}
	var list []Delivery
	for len(told) > 0 {
		n := slices.IndexFunc(told, func(t telling) bool { return t.UserID != told[0].UserID })
		if n < 0 {
			n = len(told)
		}
		title, body := digestText(told[:n], day)
		if missing != "" {
			body += "\n\n" + missing
		}
		if title != "" {
			list = append(list, out(told[0], channels, fmt.Sprintf("digest/%s", day), title, body, "/notices")...)
		}
		told = told[n:]
	}
	return queue(tx, list)
}

// QueueUrgent lets urgent notices leave the house at once, each by itself.
func QueueUrgent(tx *models.Tx, channels []string) error {
	told, err := waiting(tx, AtOnce)
	if err != nil || len(told) == 0 {
		return err
	}
	var list []Delivery
	for _, t := range told {
		list = append(list, out(t, channels, fmt.Sprintf("notice/%d", t.ID), t.Title, t.Body, t.Link)...)
	}
	if err := carried(tx, told, tx.Today()); err != nil {
		return err
	}
	return queue(tx, list)
}

// telling is a receipt that has not left the house, with what it says.
type telling struct {
	ID       int64 // of the receipt
	UserID   int64
	Name     string
	Email    string
	Disabled bool
	Opened   bool
	Copied   bool
	Title    string
	Body     string
	Link     string
}

func waiting(tx *models.Tx, digest calendar.Date) ([]telling, error) {
	var list []telling
	err := tx.Raw(&list, `SELECT r.id, r.user_id, u.name, u.email, u.disabled, CASE WHEN r.read_at IS NULL THEN 0 ELSE 1 END AS opened,
		r.copied, n.title, n.body, n.link
		FROM receipts r JOIN notices n ON n.id = r.notice_id JOIN users u ON u.id = r.user_id
		WHERE r.digest_on = ? ORDER BY r.user_id, r.copied, n.due_on, r.id`, digest)
	return list, err
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

// out is a message to one person over every channel; none without an address.
func out(t telling, channels []string, occasion, title, body, link string) []Delivery {
	if t.Email == "" || t.Disabled {
		return nil
	}
	list := make([]Delivery, len(channels))
	for i, c := range channels {
		list[i] = Delivery{Key: fmt.Sprintf("%s/%d/%s", occasion, t.UserID, c), UserID: t.UserID, Channel: c, Title: title, Body: body, Link: link}
	}
	return list
}

// shown is how many items of each sort a digest spells out.
const shown = 20

// digestText is the day's message to one person, "" when everything was opened.
func digestText(told []telling, day calendar.Date) (title, body string) {
	var tasks, copies []string
	for _, t := range told {
		switch {
		case t.Opened:
		case t.Copied:
			copies = append(copies, t.Title)
		default:
			tasks = append(tasks, t.Title)
		}
	}
	switch {
	case len(tasks) == 0 && len(copies) == 0:
		return "", ""
	case len(tasks) == 0:
		title = fmt.Sprintf("%s工作提示：关注%d件", day.Short(), len(copies))
		body = fmt.Sprintf("%s同志，今天没有新的事项需要您办理，请关注%d件：%s", told[0].Name, len(copies), items(copies))
	default:
		title = fmt.Sprintf("%s工作提示：需要您办理%d件", day.Short(), len(tasks))
		body = fmt.Sprintf("%s同志，今天需要您办理%d件：%s", told[0].Name, len(tasks), items(tasks))
		if len(copies) > 0 {
			body += fmt.Sprintf("\n\n关注%d件：%s", len(copies), items(copies))
		}
	}
	return title, body + "\n\n其他事项正常。"
}

// items numbers a list ① ② ③, a line each.
func items(titles []string) string {
	var b strings.Builder
	for i, t := range titles {
		if i == shown {
			fmt.Fprintf(&b, "\n……等共%d件，请登录查看。", len(titles))
			break
		}
		fmt.Fprintf(&b, "\n%c%s", '①'+rune(i), t)
	}
	return b.String()
}

func subject(kind string, id int64) string { return fmt.Sprintf("%s/%d", kind, id) }
