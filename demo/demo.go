// Package demo plays the fictional city 澜川市: its roster and yearly list are
// imported by the same code that offices use, and what happened since is done by
// the people themselves, day by day, while the scheduler ticks.
package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
)

// Opens is the first day on which the scheduler runs: what lies before is told
// as history, without reminders.
const Opens calendar.Date = "2022-06-01"

// City is the demonstration being played.
type City struct {
	DB    *models.DB
	Turn  func(time.Time)             // sets the clock
	Tick  func(context.Context) error // what cron does every minute
	Zone  *time.Location
	Rules []notice.Rule // whose reminders begin on Opens

	ctx         context.Context
	days        *calendar.Workdays
	orgs        map[string]models.Org                       // by code
	posts       map[string]int64                            // by "code/name of the post"
	holders     map[string]string                           // who holds them, by name
	secretaries map[string]string                           // of the branches and leading groups, by code
	fixed       map[string]map[calendar.Month]calendar.Date // the branches' fixed days
	work        []work                                      // the projects' stages
}

// act is one thing a person did.
type act struct {
	at  string // "2022-06-13 16:20"
	who string // name, or "" for the program
	do  func(*models.Tx) error
}

// Play builds the city and lets it live until an instant.
func (c *City) Play(ctx context.Context, until time.Time) error {
	c.ctx = ctx
	if err := c.settle(); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	acts := slices.Concat(c.lightActs(), c.projectActs(), c.dispatchActs(), c.meetingActs(), c.businessActs(), c.structureActs(), c.ticks(until)) // at one moment people come before the tick
	slices.SortStableFunc(acts, func(a, b act) int { return strings.Compare(a.at, b.at) })
	for _, a := range acts {
		at, err := time.ParseInLocation("2006-01-02 15:04", a.at, c.Zone)
		if err != nil {
			return err
		}
		if at.After(until) {
			break
		}
		c.Turn(at)
		if a.do == nil {
			err = c.Tick(ctx)
		} else {
			err = c.as(a.who, a.do)
		}
		if err != nil {
			return fmt.Errorf("%s %s: %w", a.at, a.who, err)
		}
	}
	c.Turn(until)
	return c.Tick(ctx)
}

// ticks are the moments of a day at which rules fall due.
func (c *City) ticks(until time.Time) []act {
	var acts []act
	for day := Opens; day <= calendar.On(until, c.Zone); day = day.Add(1) {
		acts = append(acts, act{at: string(day) + " 00:10"}, act{at: string(day) + " 08:30"})
	}
	return acts
}

// as lets a person of the city act, with the posts held at that moment.
func (c *City) as(name string, do func(*models.Tx) error) error {
	actor := models.System
	if name != "" {
		err := c.DB.View(c.ctx, models.System, func(tx *models.Tx) (err error) {
			actor, err = tx.Account(logins[name])
			return err
		})
		if err != nil {
			return fmt.Errorf("account of %s: %w", name, err)
		}
	}
	return c.DB.Update(c.ctx, actor, do)
}
