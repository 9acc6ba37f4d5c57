package orglife_test

import (
	"fmt"
	"slices"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

func TestWhatIsAskedOfWhom(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-05")
	open(t, c, "2022-06")
	a := held(c, orglife.CommitteeMeeting, "2022-06-02")
	testkit.Must(t, record(t, c, &a))
	for _, tt := range []struct {
		login string
		want  []string
	}{
		{"tongjianing", []string{"B1001 committee-meeting 2022-05", "B1001 theme-day 2022-05", "B1001 theme-day 2022-06"}},
		{"linyuan", nil},
		{"mengshuqin", nil},
		{"zhuangzijin", []string{"B1101 theme-day 2022-05", "B1101 theme-day 2022-06"}},
	} {
		testkit.Must(t, c.As(tt.login, func(tx *models.Tx) error {
			rows, err := orglife.MyDuties(tx)
			var got []string
			for _, d := range rows {
				got = append(got, fmt.Sprint(d.OrgCode, " ", d.Code, " ", d.Period))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%s: got %q, want %q", tt.login, got, tt.want)
			}
			return err
		}))
	}
	c.Seed(func(tx *models.Tx) error {
		last, err := orglife.LastCommitteeMeetings(tx, []int64{c.Org("B1001"), c.Org("B0203")}, "2022-05-10")
		if len(last) != 1 || last[c.Org("B1001")] != "2022-06-02" {
			t.Errorf("got %v", last)
		}
		return err
	})
}

func TestOwnAbsenceIsKnown(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	a := held(c, orglife.ThemeDay, "2022-06-06")
	testkit.Must(t, record(t, c, &a, "林远", "戴星河"))
	testkit.Must(t, c.As("linyuan", func(tx *models.Tx) error {
		seen, err := orglife.Find(tx, a.ID)
		if err == nil && (len(seen.Absences) != 1 || seen.Absences[0].MemberName != "林远") {
			t.Errorf("got %+v", seen.Absences)
		}
		return err
	}))
}
