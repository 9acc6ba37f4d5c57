package main

import (
	"context"
	"fmt"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
)

// life measures the pages that lay a year, or a quarter, of many branches out.
func (b *bench) life(kind, dsn string) error {
	branches, records, err := yearOfLife(dsn)
	if err != nil {
		return err
	}
	token, _, err := officer(dsn)
	if err != nil {
		return err
	}
	p, err := start(b.luoshi, "serve", "--db", dsn, "--key-file", b.key(), "--addr", "127.0.0.1:0", "--log-level", "error")
	if err != nil {
		return err
	}
	defer p.stop()
	for _, page := range []struct{ what, path string }{
		{"coverage matrix, 12 months × 5 forms, page", "/duties/matrix?year=2026&half=0"},
		{"the same for a program", "/api/v1/duties/matrix?year=2026&half=0"},
		{"month calendar, page", "/activities/calendar?month=2026-05"},
		{"inspection pack of a quarter, page's data", "/api/v1/activities/pack?period=2026-Q2"},
		{"the same as a workbook", "/activities/pack/export?period=2026-Q2"},
	} {
		var s speed
		load(&s, server{p.base, token}, 1, lasting, func(int, int) (string, string, string) { return "GET", page.path, "" })
		if s.failed > 0 {
			return fmt.Errorf("%s: %s", page.path, s.last)
		}
		fmt.Printf("| %s, %s | %s | %d branches, %d records of the quarter; one client, median of %d |\n", page.what, kind, inMs(s.within(50)), branches, records, len(s.took))
	}
	return nil
}

// yearOfLife makes the generated city with the duties of a year, nineteen of twenty
// fulfilled until May, and the second quarter on record: each branch's committee and
// two theme days a month.
func yearOfLife(dsn string) (branches, records int, err error) {
	clock := time.Date(2026, 1, 2, 9, 0, 0, 0, zone)
	db, err := open(dsn, func() time.Time { return clock })
	if err != nil {
		return 0, 0, err
	}
	defer db.Close()
	if err := db.Update(context.Background(), models.System, generate); err != nil {
		return 0, 0, err
	}
	if err := db.Update(context.Background(), models.System, func(tx *models.Tx) error { return tx.BeginDuties("2026-01-01") }); err != nil {
		return 0, 0, err
	}
	for month := calendar.Month("2026-01"); month <= "2026-12"; month = month.Add(1) {
		for more := true; more; {
			if err := db.Update(context.Background(), models.System, func(tx *models.Tx) (err error) {
				more, err = orglife.OpenMonth(tx, month)
				return err
			}); err != nil {
				return 0, 0, err
			}
		}
	}
	err = db.Update(context.Background(), models.System, func(tx *models.Tx) error {
		if _, err := models.In[orglife.Duty](tx).Where("period < ? AND id % 20 <> 0", "2026-06").Set(models.Assign("state", orglife.Done), models.Assign("held", 2)).Update(tx.Ctx); err != nil {
			return err
		}
		orgs, err := models.In[models.Org](tx).Where("kind = ?", models.Branch).Find(tx.Ctx)
		if err != nil {
			return err
		}
		var list []orglife.Activity
		for _, o := range orgs {
			for _, month := range []calendar.Month{"2026-04", "2026-05", "2026-06"} {
				for i, t := range []orglife.Type{orglife.CommitteeMeeting, orglife.ThemeDay, orglife.ThemeDay} {
					list = append(list, orglife.Activity{OrgID: o.ID, Type: t, State: orglife.Held, Period: calendar.Period(month), HeldOn: month.First().Add(7 * i), StartsAt: "15:00",
						Place: "党员活动室", Topic: "严明纪律、警示教育", Host: "书记", Content: "集体学习", Decisions: "公开窗口服务承诺\n下月通报进展", NextStep: "无", Expected: members, Present: members - 1, RecordedAt: &tx.Now})
				}
			}
		}
		branches, records = len(orgs), len(list)
		return models.In[orglife.Activity](tx).CreateInBatches(tx.Ctx, &list, 500)
	})
	return branches, records, err
}
