package scheduler_test

import (
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// TestA44RemindersFollowTheNewDay moves the theme day of 5 July to the 8th before anybody
// has been told, and in another city asks for it in vain.
func TestA44RemindersFollowTheNewDay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		granted bool
		want    []string
	}{
		{"granted", true, []string{
			"07-01 08:30 theme-study: tongjianing", // five working days before the 8th, not the 5th
			"07-05 08:30 theme-ahead",              // three before
			"07-08 08:30 theme-today: tongjianing",
			"07-13 08:30 record-missing: tongjianing",
		}},
		{"not granted", false, []string{
			"06-28 08:30 theme-study: tongjianing",
			"06-30 08:30 theme-ahead",
			"07-05 08:30 theme-today: tongjianing",
			"07-08 08:30 record-missing: tongjianing",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			c.At("2022-06-20 08:30")
			a := plan(c, "B1001", orglife.ThemeDay, "2022-07-05")
			p := orglife.Petition{New: orglife.Setting{On: "2022-07-08"}, ReasonCode: orglife.EmergencyReason, Reason: "防汛值守"}
			testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
				now, err := orglife.Find(tx, a.ID)
				if err != nil {
					return err
				}
				return now.AskChange(tx, &p)
			}))
			if tt.granted {
				testkit.Must(t, c.As("xumuye", func(tx *models.Tx) error {
					asked, err := orglife.FindPetition(tx, p.ID)
					if err != nil {
						return err
					}
					return asked.Approve(tx, "")
				}))
			}
			live(c, "2022-06-21", "2022-07-15", nil)
			var got []string
			for _, line := range story(c, "B1001") {
				for _, rule := range []string{"theme-study", "theme-ahead", "theme-today", "record-missing"} {
					if strings.Contains(line, " "+rule+":") {
						if rule == "theme-ahead" {
							line, _, _ = strings.Cut(line, ":"+strings.SplitN(line, rule+":", 2)[1])
						}
						got = append(got, line)
					}
				}
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// TestA44ApproverIsAskedForAnAnswer leaves a request of Monday 20 June unanswered: the
// answer is due on the third working day, and then the approver is asked up the ladder,
// until there is one.
func TestA44ApproverIsAskedForAnAnswer(t *testing.T) {
	t.Parallel()
	const due, first, fifth = "06-23 08:30 petition-waiting: mengshuqin xumuye", "06-24 08:30 petition-waiting: mengshuqin xumuye", "06-30 08:30 petition-waiting: mengshuqin xumuye"
	for _, tt := range []struct {
		name    string
		answers string // the day, "" for never
		want    []string
	}{
		{"answered in time, nobody is asked again", "2022-06-22", nil},
		{"answered on the first day it is late, asked twice", "2022-06-27", []string{due, first}},
		{"never answered, asked at each step", "", []string{due, first, fifth, "07-07 08:30 petition-waiting: mengshuqin xumuye", "07-14 08:30 petition-waiting: mengshuqin xumuye"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			c.At("2022-06-20 08:30")
			a := plan(c, "B1001", orglife.ThemeDay, "2022-07-29")
			p := orglife.Petition{New: orglife.Setting{On: "2022-07-28"}, ReasonCode: orglife.EmergencyReason, Reason: "防汛值守"}
			testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
				now, err := orglife.Find(tx, a.ID)
				if err != nil {
					return err
				}
				return now.AskChange(tx, &p)
			}))
			live(c, "2022-06-21", "2022-07-22", func(day calendar.Date) {
				if string(day) != tt.answers {
					return
				}
				testkit.Must(t, c.As("xumuye", func(tx *models.Tx) error {
					asked, err := orglife.FindPetition(tx, p.ID)
					if err != nil {
						return err
					}
					return asked.Return(tx, "仍按原来的安排")
				}))
			})
			var got []string
			for _, line := range story(c, "B1001") {
				if strings.Contains(line, " petition-waiting:") {
					got = append(got, line)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}
