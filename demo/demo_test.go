package demo_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// TestCity is E.1, E.2 and E.4 of the demo data: its sizes, and May as E.3 wants it.
func TestCity(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	app.Seed(func(tx *models.Tx) error {
		count := func(sql string, args ...any) (n int) {
			testkit.Must(t, tx.Raw(&n, sql, args...))
			return n
		}
		for what, c := range map[string][2]int{
			"branches":            {count("SELECT COUNT(*) FROM orgs WHERE kind IN ('branch', 'joint_branch')"), 30},
			"leading groups":      {count("SELECT COUNT(*) FROM orgs WHERE kind = 'leading_group'"), 13},
			"members":             {count("SELECT COUNT(*) FROM members WHERE org_id IS NOT NULL"), 844},
			"projects under way":  {count("SELECT COUNT(*) FROM projects WHERE state = ? AND id NOT IN (SELECT project_id FROM parts)", project.InProgress), 14},
			"parts under way":     {count("SELECT COUNT(*) FROM parts WHERE state = ?", project.Signed), 6},
			"committees in May":   {count("SELECT COUNT(*) FROM duties WHERE code = ? AND period = '2022-05'", orglife.CommitteeMeeting), 27},
			"exempt in B0404":     {count("SELECT COUNT(*) FROM members m JOIN orgs o ON o.id = m.org_id WHERE o.code = 'B0404' AND m.exemption <> ''"), 12},
			"present in B0303":    {count("SELECT present FROM activities a JOIN orgs o ON o.id = a.org_id WHERE o.code = 'B0303' AND a.type = ? AND a.held_on = '2022-05-06'", orglife.ThemeDay), 20},
			"approved plans":      {count("SELECT COUNT(*) FROM plans WHERE year = 2022 AND state = ?", orglife.PlanApproved), 30},
			"plans owed no more":  {count("SELECT COUNT(*) FROM duties WHERE code = ? AND period = '2022' AND state = ?", orglife.YearPlan, orglife.Done), 30},
			"October of B1001":    {count("SELECT COUNT(*) FROM plan_rows r JOIN plans p ON p.id = r.plan_id JOIN orgs o ON o.id = p.org_id WHERE o.code = 'B1001' AND r.held_on = '2022-10-08' AND r.committee_on = '2022-10-08'"), 1},
			"duties of B1101":     {count("SELECT COUNT(*) FROM duties d JOIN orgs o ON o.id = d.org_id WHERE o.code = 'B1101' AND d.code = ?", orglife.CommitteeMeeting), 0},
			"notices, none twice": {count("SELECT COUNT(*) FROM (SELECT notice_id, user_id FROM receipts GROUP BY notice_id, user_id HAVING COUNT(*) > 1) twice"), 0},
		} {
			if c[0] != c[1] {
				t.Errorf("%s: got %d, want %d", what, c[0], c[1])
			}
		}
		return nil
	})
	want := []string{"B0303 theme-day below_city", "B0503 committee-meeting overdue", "B0503 theme-day below_city", "B0603 theme-day below_city",
		"B0702 theme-day below_city", "B1201 theme-day overdue", "B1301 theme-day below_city"}
	if got := missed(t, app, "2022-05"); !slices.Equal(got, want) {
		t.Errorf("E.3 rows 7 to 9: got %q, want %q", got, want)
	}
}

// missed lists a month's duties that are late, as "code duty standing".
func missed(t *testing.T, app *testkit.App, month calendar.Period) (list []string) {
	t.Helper()
	app.Seed(func(tx *models.Tx) error {
		codes := map[int64]string{}
		orgs, err := tx.Orgs()
		if err != nil {
			return err
		}
		for _, o := range orgs {
			codes[o.ID] = o.Code
		}
		list = nil
		duties, err := models.In[orglife.Duty](tx).Where("period = ?", month).Find(tx.Ctx)
		for _, d := range duties {
			s, err := d.Standing(tx)
			if err != nil {
				return err
			}
			if s == orglife.Overdue || s == orglife.BelowCity {
				list = append(list, fmt.Sprintf("%s %s %s", codes[d.OrgID], d.Code, s))
			}
		}
		return err
	})
	slices.Sort(list)
	return list
}

// TestToFirstOfJuly is the whole list of what went out between 15 June 08:30 and
// 1 July 08:30, checked line by line against calendar.md F.2 and organisation.md D.4.
func TestToFirstOfJuly(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-07-01 08:30")
	want := []string{"B0303 theme-day below_city", "B0603 committee-meeting overdue", "B0603 theme-day below_city", "B0702 committee-meeting overdue",
		"B1201 theme-day overdue", "B1301 theme-day below_city"}
	if got := missed(t, app, "2022-06"); !slices.Equal(got, want) {
		t.Errorf("June: got %q, want %q", got, want)
	}
	var sent []struct {
		CreatedAt time.Time
		Rule      string
		Login     string
		Title     string
	}
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&sent, `SELECT n.created_at, n.rule, u.login, n.title FROM notices n JOIN receipts r ON r.notice_id = n.id JOIN users u ON u.id = r.user_id
			WHERE n.created_at > ? ORDER BY n.created_at, n.rule, n.title, u.login`, time.Date(2022, 6, 15, 0, 30, 0, 0, time.UTC))
	})
	var lines []string
	for _, s := range sent {
		lines = append(lines, fmt.Sprintf("%s %-22s %-14s %s", s.CreatedAt.In(testkit.Zone).Format("01-02 15:04"), s.Rule, s.Login, s.Title))
	}
	got := strings.Join(lines, "\n") + "\n"
	golden, err := os.ReadFile("testdata/to-first-of-july.txt")
	if err != nil || got != string(golden) {
		if out := os.Getenv("LUOSHI_DEMO_LIST"); out != "" {
			testkit.Must(t, os.WriteFile(out, []byte(got), 0o644))
		}
		t.Errorf("%v\n%s", err, got)
	}
}
