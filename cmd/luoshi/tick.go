package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/scheduler"
)

// tickCmd does once what the scheduler does every minute.
type tickCmd struct {
	At     time.Time `help:"As if it were this instant, such as 2022-07-01T08:30:00+08:00." format:"2006-01-02T15:04:05Z07:00"`
	DryRun bool      `help:"Print what would be told, to whom and by which rule, and write nothing."`
}

func (c tickCmd) Run(e *environment) error {
	now := time.Now
	if !c.At.IsZero() {
		now = func() time.Time { return c.At }
	}
	if c.DryRun {
		return foretell(e, now)
	}
	db, _, err := e.open(now)
	if err != nil {
		return err
	}
	defer db.Close()
	clock, err := e.scheduler(db, now)
	if err != nil {
		return err
	}
	return clock.Tick(e.ctx)
}

// foretell prints what a tick would tell. The schema is left as it is, too.
func foretell(e *environment, now func() time.Time) error {
	db, err := e.look(now)
	if err != nil {
		return err
	}
	defer db.Close()
	lines := tabwriter.NewWriter(e.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(lines, "日期\t规则\t对象\t账号\t身份\t提醒")
	notices, receipts := 0, 0
	err = db.View(e.ctx, models.System, func(tx *models.Tx) error {
		return notice.Foretell(tx, scheduler.Rules, func(rule notice.Rule, day calendar.Date, due []notice.Reminder) error {
			who, err := addressees(tx, due)
			if err != nil {
				return err
			}
			for _, r := range due {
				notices, receipts = notices+1, receipts+len(r.To)
				for _, to := range r.To {
					part := "办理"
					if to.Copy {
						part = "知悉"
					}
					u := who[to.UserID]
					fmt.Fprintf(lines, "%s\t%s\t%s\t%s\t%s\t%s\n", day, rule.Name, u.Name, u.Login, part, r.Title)
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	if err := lines.Flush(); err != nil {
		return err
	}
	e.say("共%d条提醒、%d人次；这是预演，没有写入、没有发送任何内容。", notices, receipts)
	return nil
}

// addressees are the accounts of who is told.
func addressees(tx *models.Tx, due []notice.Reminder) (map[int64]models.User, error) {
	ids := []int64{0}
	for _, r := range due {
		for _, to := range r.To {
			ids = append(ids, to.UserID)
		}
	}
	users, err := models.In[models.User](tx).Where("id IN ?", ids).Find(tx.Ctx)
	found := make(map[int64]models.User, len(users))
	for _, u := range users {
		found[u.ID] = u
	}
	return found, err
}
