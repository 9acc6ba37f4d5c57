package notice

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Foretell works out, without writing anything, what the rules would tell if they
// were carried out now, and hands it over a page at a time: each reminder with those
// who have not had it yet. What has to be done before, such as opening a month's
// duties, is not done.
func Foretell(tx *models.Tx, rules []Rule, take func(rule Rule, day calendar.Date, due []Reminder) error) error {
	paused, err := PausedRules(tx)
	if err != nil {
		return err
	}
	for _, rule := range rules {
		if _, is := paused[rule.Name]; is || rule.Due == nil {
			continue
		}
		run, _, err := rule.progress(tx)
		if err != nil {
			return err
		}
		last := rule.last(tx)
		for day := max(run.Through.Add(1), last.Add(-rule.Late)); day <= last; day = day.Add(1) {
			from := ""
			if day == run.Through.Add(1) {
				from = run.Place
			}
			if err := rule.foretell(tx, day, from, take); err != nil {
				return err
			}
		}
	}
	return nil
}

func (rule Rule) foretell(tx *models.Tx, day calendar.Date, from string, take func(Rule, calendar.Date, []Reminder) error) error {
	for more := true; more; {
		var due []Reminder
		var err error
		if due, from, more, err = rule.page(tx, day, from); err != nil {
			return err
		}
		if due, err = audible(NewReading(tx, tx.Today()), due, tx.Today()); err != nil {
			return err
		}
		if due, err = untold(tx, due); err != nil {
			return err
		}
		if err := take(rule, day, due); err != nil {
			return err
		}
	}
	return nil
}

// untold leaves out whoever has had a reminder, and reminders that are left for nobody.
func untold(tx *models.Tx, due []Reminder) ([]Reminder, error) {
	type had struct {
		NoticeKey string
		UserID    int64
	}
	keys := []string{""}
	for _, r := range due {
		keys = append(keys, r.Key)
	}
	var list []had
	err := tx.Raw(&list, `SELECT n.notice_key, r.user_id FROM notices n JOIN receipts r ON r.notice_id = n.id WHERE n.notice_key IN ?
		UNION ALL SELECT n.notice_key, e.user_id FROM notices n JOIN escalations e ON e.notice_id = n.id WHERE n.notice_key IN ?`, keys, keys)
	if err != nil {
		return nil, err
	}
	told := make(map[had]bool, len(list))
	for _, h := range list {
		told[h] = true
	}
	due = slices.Clone(due)
	for i := range due {
		due[i].To = people(slices.DeleteFunc(slices.Clone(due[i].To), func(to To) bool { return to.UserID == 0 || told[had{due[i].Key, to.UserID}] }))
	}
	return slices.DeleteFunc(due, func(r Reminder) bool { return len(r.To) == 0 }), nil
}
