package main

import (
	"fmt"
	"slices"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
	"luoshi/scheduler"
	"luoshi/testkit"
)

// crowdedCity is a city in which so many stages fall due on 15 June 2022.
func crowdedCity(t *testing.T, stages int) *testkit.City {
	t.Helper()
	c := busyCity(t)
	c.Scheduler.Mail = nil // no process has a mail server
	c.Seed(func(tx *models.Tx) error {
		first, err := project.FindMilestone(tx, 1)
		if err != nil {
			return err
		}
		list := make([]project.Milestone, stages)
		for i := range list {
			list[i] = project.Milestone{ProjectID: first.ProjectID, OrgID: first.OrgID, Seq: 10 + i, Name: fmt.Sprint("第", i, "阶段"), Goal: "目标", Measures: "措施",
				OwnerPostID: first.OwnerPostID, StartOn: "2022-03-01", DueOn: "2022-06-15", FirstDueOn: "2022-06-15", OwedOn: "2022-06-15", State: project.Active,
				Running: true, EnteredOn: "2022-03-01"}
		}
		return models.In[project.Milestone](tx).CreateInBatches(tx.Ctx, &list, 500)
	})
	return c
}

// A rule tells the same whether its day is taken in one page or in pages of one row.
func TestPagesTellWhatTheDayTells(t *testing.T) {
	t.Parallel()
	pages, whole := busyCity(t), busyCity(t)
	pages.Scheduler.Rules = slices.Clone(scheduler.Rules)
	for i := range pages.Scheduler.Rules {
		pages.Scheduler.Rules[i].Page = 1
	}
	for day := calendar.Date("2022-05-26"); day < "2022-07-02"; day = day.Add(1) {
		for _, c := range []*testkit.City{pages, whole} {
			c.At(string(day) + " 08:30")
		}
	}
	sameStory(t, pages, whole)
}

// A tick that is killed after some of a rule-day's pages goes on with the next one:
// what was told stays, and nothing is told twice.
func TestS1KilledBetweenPages(t *testing.T) {
	t.Parallel()
	const stages = 1600
	killed, left := crowdedCity(t, stages), crowdedCity(t, stages)
	tick := []string{"tick", "--db", killed.DSN, "--at", at("2022-06-15 08:30")}
	kills := 0
	for page := 1; page < 6; page++ {
		if killWhen(t, tick, func() bool { return pagesTaken(t, killed) >= page }) {
			kills++
			if n := received(t, killed); n == 0 || n >= stages {
				t.Errorf("killed after page %d, %d stages had been told", page, n)
			}
		}
	}
	program(t, tick...)
	left.At("2022-06-15 08:30")
	sameStory(t, killed, left)
	if kills < 2 {
		t.Errorf("only %d ticks were killed between pages", kills)
	}
}

// pagesTaken is how many pages of the stages due are taken.
func pagesTaken(t *testing.T, c *testkit.City) (pages int) {
	t.Helper()
	testkit.Must(t, c.DB.View(t.Context(), models.System, func(tx *models.Tx) error {
		run, err := models.In[notice.ReminderRun](tx).Where("rule = ?", "milestone-due").Find(tx.Ctx)
		for _, r := range run {
			pages = r.Page
		}
		return err
	}))
	return pages
}

// received counts the stages told of on 15 June.
func received(t *testing.T, c *testkit.City) (n int64) {
	t.Helper()
	testkit.Must(t, c.DB.View(t.Context(), models.System, func(tx *models.Tx) (err error) {
		n, err = models.In[notice.Notice](tx).Where("rule = ? AND due_on = ?", "milestone-due", "2022-06-15").Count(tx.Ctx, "id")
		return err
	}))
	return n
}

// S12: four processes share the pages of one rule-day.
func TestS12FourProcessesShareARuleDay(t *testing.T) {
	t.Parallel()
	const stages = 1600
	four, one := crowdedCity(t, stages), crowdedCity(t, stages)
	var all []*process
	for range 4 {
		all = append(all, begin(t, "tick", "--db", four.DSN, "--at", at("2022-06-15 08:30")))
	}
	for _, p := range all {
		p.finish(t)
	}
	one.At("2022-06-15 08:30")
	sameStory(t, four, one)
	if n := received(t, four); n != stages {
		t.Errorf("told %d of %d stages", n, stages)
	}
}
