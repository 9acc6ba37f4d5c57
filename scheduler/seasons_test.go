package scheduler_test

import (
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// TestSeasonsAreAskedFor is F.1 and D.4: a branch holds nothing in the second quarter.
func TestSeasonsAreAskedFor(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		if _, err := models.In[models.Rule](tx).Where("code IN ? AND valid_from = ?", []string{models.RuleGeneralMeeting, models.RuleWorkStudy}, testkit.DutiesBegin).
			Update(tx.Ctx, "valid_from", "2022-01-01"); err != nil {
			return err
		}
		_, err := orglife.OpenMonth(tx, "2022-06")
		return err
	})
	a := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.GeneralMeeting, HeldOn: "2022-06-10", StartsAt: "15:00", Place: "三楼", Topic: "选举", Host: "童佳宁", Content: "选举", Decisions: "无", NextStep: "无"}
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error { return a.Record(tx, nil) }))
	for day := calendar.Date("2022-06-08"); day <= "2022-07-25"; day = day.Add(1) {
		c.At(string(day) + " 08:30")
	}
	only := func(org string) (list []string) {
		for _, line := range story(c, org) {
			if strings.Contains(line, " season-") {
				list = append(list, line)
			}
		}
		return list
	}
	for org, want := range map[string][]string{
		"B0203": {
			"06-09 08:30 season-due: qishaochuan", // 15 working days before 30 June
			"06-23 08:30 season-due: qishaochuan",
			"06-30 08:30 season-due: jixiaoman qishaochuan",
			"07-01 08:30 season-late: qishaochuan*",
			"07-07 08:30 season-late: weichanggeng*",
			"07-14 08:30 season-late: youlingxiao+",
			"07-21 08:30 season-late: leizhenchuan+ xumuye*",
		},
		"B1001": nil,
		"DZ02": {
			"06-15 08:30 season-due: leizhenchuan", // fifteen days before, as the rule has it
			"06-30 08:30 season-due: jixiaoman leizhenchuan",
			"07-01 08:30 season-late: weichanggeng*", // nobody is secretary of what it guides
			"07-07 08:30 season-late: weichanggeng*",
			"07-14 08:30 season-late: youlingxiao+",
			"07-21 08:30 season-late: leizhenchuan+ xumuye*",
		},
	} {
		got := only(org)
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", org, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestA13CentreGroupsStudyEachQuarter is asked of a leading group that has not studied,
// ten working days before the quarter is over, and not of one that has.
func TestA13CentreGroupsStudyEachQuarter(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		if _, err := models.In[models.Rule](tx).Where("code = ? AND valid_from = ?", models.RuleTheoryStudy, testkit.DutiesBegin).Update(tx.Ctx, "valid_from", "2022-04-01"); err != nil {
			return err
		}
		_, err := orglife.OpenMonth(tx, "2022-06")
		return err
	})
	studied := orglife.Activity{OrgID: c.Org("DZ07"), Type: orglife.TheoryStudy, HeldOn: "2022-05-31", StartsAt: "09:00", Place: "三楼", Topic: "学习全会精神", Host: "书记", Content: "学习", Decisions: "无", NextStep: "无"}
	c.Seed(func(tx *models.Tx) error { return studied.Record(tx, nil) })
	live(c, "2022-06-13", "2022-06-30", nil)
	for org, want := range map[string]string{
		"DZ02": "06-16 08:30 season-due: leizhenchuan", // ten working days before 30 June
		"DZ07": "",
	} {
		got := ""
		for _, line := range story(c, org) {
			if strings.Contains(line, " season-due:") {
				got = line
				break
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", org, got, want)
		}
	}
}
