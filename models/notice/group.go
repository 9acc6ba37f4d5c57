package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// nextGroup is the channel to a group that comes after one; nil for none.
func nextGroup(channels []Channel, after int64) (next *Channel) {
	for i := range channels {
		if c := &channels[i]; c.Grouped() && c.ID > after && (next == nil || c.ID < next.ID) {
			next = c
		}
	}
	return next
}

// groupDigest is the day's message to a group: the titles of what its organisation
// was told in the day's digests, without names of persons; nil for nothing. What a
// group reads is Chinese.
func (c *Channel) groupDigest(tx *models.Tx, day calendar.Date) (*Delivery, error) {
	var first []telling
	var after int64
	if err := tx.Raw(&after, "SELECT COALESCE(MIN(notice_id), 0) - 1 FROM receipts WHERE digest_on = ?", day); err != nil {
		return nil, err
	}
	count := 0
	for {
		var some []telling
		err := tx.Raw(&some, `SELECT n.id AS notice_id, n.rule, n.title, o.path AS org_path FROM notices n JOIN orgs o ON o.id = n.org_id
			WHERE n.id > ? AND n.urgent = ? AND EXISTS (SELECT 1 FROM receipts r WHERE r.notice_id = n.id AND r.digest_on = ?) ORDER BY n.id LIMIT ?`,
			after, false, day, batch)
		if err != nil {
			return nil, err
		}
		concerns := about(c, some)
		count += len(concerns)
		first = append(first, concerns[:min(len(concerns), shown-len(first))]...)
		if len(some) < batch {
			break
		}
		after = some[batch-1].NoticeID
	}
	if count == 0 {
		return nil, nil
	}
	titles := titlesOf(first)
	if err := c.hideNames(tx, titles); err != nil {
		return nil, err
	}
	return &Delivery{Key: fmt.Sprintf("digest/%s/group/%d", day, c.ID), ChannelID: c.ID, Link: "/",
		Title: language.Chinese.Say("%s工作提示：%s共%d件", day.Short(), c.Org.Name, count), Body: strings.TrimSpace(someItems(language.Chinese, titles, count))}, nil
}

// groupAlerts are urgent notices for the groups of the organisations concerned.
func groupAlerts(tx *models.Tx, told []telling, channels []Channel) (list []Delivery, err error) {
	for i := range channels {
		c := &channels[i]
		concerns := about(c, told)
		titles := titlesOf(concerns)
		if err := c.hideNames(tx, titles); err != nil {
			return nil, err
		}
		for j, t := range concerns {
			list = append(list, Delivery{Key: fmt.Sprintf("notice/%d/group/%d", t.NoticeID, c.ID), ChannelID: c.ID, Title: titles[j], Link: t.Link})
		}
	}
	return list, nil
}

// about picks what concerns the organisation whose group the channel writes to:
// each notice once, and none that is a matter between persons.
func about(c *Channel, told []telling) (list []telling) {
	if !c.Grouped() {
		return nil
	}
	seen := map[int64]bool{}
	for _, t := range told {
		if strings.HasPrefix(t.OrgPath, c.Org.Path) && !seen[t.NoticeID] && KindOf(t.Rule).Group() {
			seen[t.NoticeID] = true
			list = append(list, t)
		}
	}
	return list
}

func titlesOf(told []telling) []string {
	titles := make([]string, len(told))
	for i, t := range told {
		titles[i] = t.Title.String()
	}
	return titles
}

// hideNames takes names out of titles unless the channel may name persons: what
// leaves for a robot leaves the house.
func (c *Channel) hideNames(tx *models.Tx, titles []string) error {
	if c.Names || len(titles) == 0 {
		return nil
	}
	var names []string
	err := tx.Raw(&names, "SELECT DISTINCT name FROM members WHERE INSTR(?, name) > 0", strings.Join(titles, "\n"))
	names = slices.DeleteFunc(names, func(n string) bool { return utf8.RuneCountInString(n) < 2 })
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) }) // 欧阳修文 before 欧阳修
	var swaps []string
	for _, n := range names {
		swaps = append(swaps, n, "某同志")
	}
	hide := strings.NewReplacer(swaps...)
	for i := range titles {
		titles[i] = hide.Replace(titles[i])
	}
	return err
}

// crowded is how many messages may wait for a group before they are told in few.
const crowded = 20

// Gather puts what waits for a crowded group into few messages, so that it keeps
// to the platform's limit and to what anybody reads.
func (c *Channel) Gather(tx *models.Tx) error {
	if !c.Grouped() {
		return nil
	}
	if silent, err := c.silent(tx); silent || err != nil {
		return err
	}
	due, err := models.In[Delivery](tx).Where("channel_id = ? AND state = ? AND due_at <= ? AND attempts = 0", c.ID, Waiting, tx.Now).
		Order("due_at, id").Limit(batch).Find(tx.Ctx)
	if err != nil || len(due) <= crowded {
		return err
	}
	return merge(tx, due)
}

// mergedText is how much the titles in one merged message may take, in bytes:
// below what the platforms let through.
const mergedText = 1500

// merge tells deliveries to one reader in as few as hold all their titles.
func merge(tx *models.Tx, due []Delivery) error {
	l := language.Chinese // of a group
	if len(due) > 0 && due[0].User != nil {
		l = due[0].User.Language
	}
	for len(due) > 0 {
		n, size := 0, 0
		var titles []string
		for n < len(due) && n < shown && (n == 0 || size+len(due[n].Title) < mergedText) {
			titles, size = append(titles, due[n].Title), size+len(due[n].Title)+4
			n++
		}
		one := Delivery{Key: "merged/" + due[0].Key, UserID: due[0].UserID, ChannelID: due[0].ChannelID, Link: "/notices",
			Title: l.Say("共%d条提醒", n), Body: strings.TrimSpace(items(l, titles))}
		if one.UserID == nil {
			one.Link = "/"
		}
		if err := queue(tx, []Delivery{one}); err != nil {
			return err
		}
		into, err := models.In[Delivery](tx).Where("delivery_key = ?", one.Key).First(tx.Ctx)
		if err != nil {
			return err
		}
		ids := make([]int64, n)
		for i := range ids {
			ids[i] = due[i].ID
		}
		slices.Sort(ids)
		won, err := models.In[Delivery](tx).Where("id IN ? AND state = ?", ids, Waiting).Set(models.Assign("state", Merged), models.Assign("merged_into", into.ID)).Update(tx.Ctx)
		if err != nil {
			return err
		}
		if won != n {
			return models.Stale // a rival has begun to send some of them: next time
		}
		due = due[n:]
	}
	return nil
}
