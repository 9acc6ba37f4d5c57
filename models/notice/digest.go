package notice

import (
	"fmt"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Digest sends each person one message over each channel chosen, about all that
// one was told since the last one and has not opened, and then each group one about
// its organisation, a page at a time; nothing on days off.
func Digest(r *Reading, day calendar.Date, channels []Channel) error {
	work, err := r.Workdays()
	if err != nil || !work.Is(day) {
		return err
	}
	guessed := day.Month().Number() == 12 && !work.Known(day.Year()+1) || !work.Known(day.Year())
	var list []Delivery
	err = Stretch(r, "people", func(after int64, room int) (int64, int, bool, error) {
		through, more, err := readers(r.Tx, "receipts WHERE digest_on = ''", after, 3*room)
		if err != nil || through == after {
			return after, 0, false, err
		}
		told, parts, err := leaving(r.Tx, day, channels, "r.digest_on = '' AND r.user_id > ? AND r.user_id <= ?", after, through)
		for _, share := range parts {
			if title, body := digestText(share.told, day); title != "" {
				if guessed {
					body += "\n\n" + share.told[0].Language.Say("工作日历缺少放假、调休安排，提醒日期可能有误，请及时导入。")
				}
				d := share.delivery(fmt.Sprintf("digest/%s", day), title, body, "/notices")
				d.DueAt = share.wishes.quietUntil(r.Tx, r.Now)
				list = append(list, d)
			}
		}
		return through, len(told), more, err
	})
	if err != nil {
		return err
	}
	err = Stretch(r, "groups", func(after int64, _ int) (int64, int, bool, error) {
		c := nextGroup(channels, after)
		if c == nil {
			return after, 0, false, nil
		}
		d, err := c.groupDigest(r.Tx, day)
		if d != nil {
			list = append(list, *d)
		}
		return c.ID, 1, nextGroup(channels, c.ID) != nil, err
	})
	if err != nil {
		return err
	}
	return queue(r.Tx, list)
}

// QueueUrgent lets urgent notices leave the house at once, each by itself; more says
// that some are left for the next call.
func QueueUrgent(tx *models.Tx, channels []Channel) (more bool, err error) {
	told, parts, err := leaving(tx, tx.Today(), channels, "r.digest_on = ? AND r.id IN (SELECT id FROM (SELECT id FROM receipts WHERE digest_on = ? ORDER BY user_id, id LIMIT ?) some)",
		AtOnce, AtOnce, batch)
	if err != nil {
		return false, err
	}
	list, err := groupAlerts(tx, told, channels)
	if err != nil {
		return false, err
	}
	for _, share := range parts {
		for _, t := range share.told {
			d := share.delivery(fmt.Sprintf("notice/%d", t.ID), t.Title.In(t.Language), t.Body.In(t.Language), t.Link)
			if !share.wishes.Through {
				d.DueAt = share.wishes.quietUntil(tx, tx.Now)
			}
			list = append(list, d)
		}
	}
	return len(told) == batch, queue(tx, list)
}

// shown is how many items of each sort a digest spells out.
const shown = 20

// digestText is the day's message to one person, "" when everything was opened.
func digestText(told []telling, day calendar.Date) (title, body string) {
	l := told[0].Language
	var tasks, copies []string
	for _, t := range told {
		said := t.Title.In(t.Language)
		if t.Rule == LeadersRule {
			said += l.Say("：") + t.Body.In(t.Language)
		}
		switch {
		case t.Opened:
		case t.Copied:
			copies = append(copies, said)
		default:
			tasks = append(tasks, said)
		}
	}
	switch {
	case len(tasks) == 0 && len(copies) == 0:
		return "", ""
	case len(tasks) == 0:
		title = l.Say("%s工作提示：关注%d件", day.Short(), len(copies))
		body = l.Say("%s同志，今天没有新的事项需要您办理，请关注%d件：", told[0].Name, len(copies)) + items(l, copies)
	default:
		title = l.Say("%s工作提示：需要您办理%d件", day.Short(), len(tasks))
		body = l.Say("%s同志，今天需要您办理%d件：", told[0].Name, len(tasks)) + items(l, tasks)
		if len(copies) > 0 {
			body += "\n\n" + l.Say("关注%d件：", len(copies)) + items(l, copies)
		}
	}
	return title, body + "\n\n" + l.Say("其他事项正常。")
}

// items numbers a list ① ② ③, a line each.
func items(l language.Language, titles []string) string { return someItems(l, titles, len(titles)) }

// someItems is items of a longer list, of which these are the first.
func someItems(l language.Language, titles []string, count int) string {
	var b strings.Builder
	for i, t := range titles[:min(shown, len(titles))] {
		fmt.Fprintf(&b, "\n%c%s", '①'+rune(i), t)
	}
	if count > shown {
		b.WriteString("\n" + l.Say("……等共%d件，请登录查看。", count))
	}
	return b.String()
}
