package project_test

import (
	"testing"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// TestChartsCountWhatTheListShows compares the figures with the records they open.
func TestChartsCountWhatTheListShows(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	testkit.Must(t, app.As("mengshuqin", func(tx *models.Tx) error {
		for range 2 { // once a day, however often it is asked for
			testkit.Must(t, project.CountLights(tx, "2022-06-15"))
		}
		weeks, err := project.LightsOver(tx, 2022, "")
		testkit.Must(t, err)
		last := weeks[len(weeks)-1]
		now, err := project.Tally(tx, 2022)
		testkit.Must(t, err)
		if len(weeks) < 20 || last.Day != "2022-06-15" || last.Count[project.Late] != now[project.Late] || last.Count[project.OK] != now[project.OK] {
			t.Errorf("%d weeks, the last %v, now %v", len(weeks), last, now)
		}
		units, err := project.Completions(tx, 2022, "")
		testkit.Must(t, err)
		counts, err := project.CountYear(tx, 2022)
		testkit.Must(t, err)
		all := 0
		for _, u := range units {
			all += u.Projects
		}
		if all != int(counts.All) || units[0].Unit != "市供电公司" {
			t.Errorf("%d projects, counted %+v", counts.All, units)
		}
		due, err := project.DueByWeek(tx, 2022, "")
		testkit.Must(t, err)
		for _, w := range due {
			list, err := project.DueInWeek(tx, 2022, "", w.Monday)
			testkit.Must(t, err)
			if len(list) != w.Count {
				t.Errorf("%s: %d, listed %d", w.Monday, w.Count, len(list))
			}
		}
		return nil
	}))
	tax := app.Browser("zongyihan")
	tax.Get("/charts").Want(200).Says("市税务局").Lacks("市供电公司")
	app.Browser("admin").Get("/charts").Want(403)
}
