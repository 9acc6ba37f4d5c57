package notice

import (
	"fmt"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// Digest sends each person one message over each channel chosen, about all that
// one was told since the last one and has not opened, and each group one about its
// organisation; nothing on days off.
func Digest(tx *models.Tx, day calendar.Date, channels []Channel) error {
	work, err := tx.Workdays()
	if err != nil || !work.Is(day) {
		return err
	}
	told, parts, err := leaving(tx, "", day, channels)
	if err != nil {
		return err
	}
	missing := ""
	if day.Month().Number() == 12 && !work.Known(day.Year()+1) || !work.Known(day.Year()) {
		missing = "工作日历缺少放假、调休安排，提醒日期可能有误，请及时导入。"
	}
	list, err := groupDigests(tx, day, told, channels)
	if err != nil {
		return err
	}
	for _, share := range parts {
		title, body := digestText(share.told, day)
		if missing != "" {
			body += "\n\n" + missing
		}
		if title != "" {
			d := share.delivery(fmt.Sprintf("digest/%s", day), title, body, "/notices")
			d.DueAt = share.wishes.quietUntil(tx, tx.Now)
			list = append(list, d)
		}
	}
	return queue(tx, list)
}

// QueueUrgent lets urgent notices leave the house at once, each by itself.
func QueueUrgent(tx *models.Tx, channels []Channel) error {
	told, parts, err := leaving(tx, AtOnce, tx.Today(), channels)
	if err != nil {
		return err
	}
	list, err := groupAlerts(tx, told, channels)
	if err != nil {
		return err
	}
	for _, share := range parts {
		for _, t := range share.told {
			d := share.delivery(fmt.Sprintf("notice/%d", t.ID), t.Title, t.Body, t.Link)
			if !share.wishes.Through {
				d.DueAt = share.wishes.quietUntil(tx, tx.Now)
			}
			list = append(list, d)
		}
	}
	return queue(tx, list)
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
