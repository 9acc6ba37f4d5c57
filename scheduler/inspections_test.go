package scheduler_test

import (
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/inspection"
	"luoshi/testkit"
)

// TestSelfChecksAreAskedForAndClimb: one branch answers, another does not.
func TestSelfChecksAreAskedForAndClimb(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.At("2022-06-15 09:00")
	n := inspection.Inspection{Kind: inspection.Self, Name: "上半年自查", Period: "2022-Q2", DueOn: "2022-06-24"}
	testkit.Must(t, c.As("xumuye", func(tx *models.Tx) error { return inspection.Create(tx, &n) }))
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		rows, err := n.Rows(tx)
		if err != nil {
			return err
		}
		facts, err := rows[0].Facts(tx)
		if err != nil {
			return err
		}
		return rows[0].Answer(tx, nil, inspection.Mark(facts), 0)
	}))
	for day := calendar.Date("2022-06-16"); day <= "2022-07-18"; day = day.Add(1) {
		c.At(string(day) + " 08:30")
	}
	only := func(org string) (list []string) {
		return slices.DeleteFunc(story(c, org), func(line string) bool { return !strings.Contains(line, " self-check-") })
	}
	for org, want := range map[string][]string{
		"B0203": {
			"06-15 09:00 self-check-due: qishaochuan", // when it begins: seven working days before 24 June
			"06-21 08:30 self-check-due: qishaochuan",
			"06-23 08:30 self-check-due: qishaochuan",
			"06-24 08:30 self-check-due: jixiaoman qishaochuan",
			"06-27 08:30 self-check-overdue: qishaochuan*",
			"07-01 08:30 self-check-overdue: weichanggeng*",
			"07-08 08:30 self-check-overdue: youlingxiao+", // gathered for those who lead; the deputy before the head: A60
			"07-15 08:30 self-check-overdue: leizhenchuan+ xumuye*",
		},
		"B1001": {"06-15 09:00 self-check-due: tongjianing"},
	} {
		if got := only(org); !slices.Equal(got, want) {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", org, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
