package scheduler_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// live lets days go by: just after midnight and in the morning of each.
func live(c *testkit.City, from, to calendar.Date, morning func(calendar.Date)) {
	c.T.Helper()
	for day := from; day <= to; day = day.Add(1) {
		c.At(string(day) + " 00:10")
		if morning != nil {
			morning(day)
		}
		c.At(string(day) + " 08:30")
	}
}

// story lists "06-01 08:30 rule: login login*" of what was told about an
// organisation, a star for who only should know, a plus for leaders, who have it
// in one notice with all else.
func story(c *testkit.City, org string) []string {
	c.T.Helper()
	var rows []struct {
		CreatedAt time.Time
		Rule      string
		NoticeKey string
		Login     string
		Mark      string
	}
	testkit.Must(c.T, c.DB.View(c.T.Context(), models.System, func(tx *models.Tx) error {
		return tx.Raw(&rows, `SELECT n.created_at, n.rule, n.notice_key, u.login, told.mark FROM notices n JOIN (
			SELECT notice_id, user_id, CASE WHEN copied THEN '*' ELSE '' END AS mark FROM receipts UNION ALL SELECT notice_id, user_id, '+' FROM escalations) told ON told.notice_id = n.id
			JOIN users u ON u.id = told.user_id WHERE n.org_id = ? ORDER BY n.created_at, n.rule, n.notice_key, CASE WHEN told.mark = '' THEN 0 ELSE 1 END, u.login`, c.Org(org))
	}))
	var list []string
	last := ""
	for _, row := range rows {
		if row.NoticeKey != last {
			list = append(list, fmt.Sprintf("%s %s:", row.CreatedAt.In(testkit.Zone).Format("01-02 15:04"), row.Rule))
			last = row.NoticeKey
		}
		list[len(list)-1] += " " + row.Login + row.Mark
	}
	return list
}

func wantStory(t *testing.T, c *testkit.City, org string, want []string) {
	t.Helper()
	if got := story(c, org); !slices.Equal(got, want) {
		t.Errorf("%s:\ngot\n%s\nwant\n%s", org, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestJuneOfABranchThatDoesNothing(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	live(c, "2022-05-26", "2022-07-01", nil)
	wantStory(t, c, "B0702", []string{ // the fixed day is the 5th, a Sunday in the Dragon Boat holiday: 6 June
		"05-27 08:30 theme-plan: shanzian",
		"05-27 08:30 theme-study: shanzian",
		"05-31 08:30 committee-last-day: shimuyun*", // May
		"05-31 08:30 theme-last-day: shimuyun*",
		"06-01 00:10 duty-overdue: shanzian shimuyun*",
		"06-01 00:10 duty-overdue: shanzian shimuyun*",
		"06-01 08:30 committee-plan: shanzian",
		"06-06 08:30 theme-today: shanzian",
		"06-09 08:30 record-missing: shanzian",
		"06-23 08:30 committee-month-end: shanzian",
		"06-23 08:30 theme-month-end: shanzian",
		"06-28 08:30 theme-plan: shanzian", // 5 July
		"06-28 08:30 theme-study: shanzian",
		"06-30 08:30 committee-last-day: shimuyun*",
		"06-30 08:30 theme-last-day: shimuyun*",
		"07-01 00:10 duty-overdue: shanzian shimuyun*",
		"07-01 00:10 duty-overdue: shanzian shimuyun*",
		"07-01 08:30 committee-plan: shanzian",
	})
	wantStory(t, c, "B1101", []string{ // no committee; directly below the work committee; the 15th
		"05-31 08:30 theme-last-day: xumuye*",
		"06-01 00:10 duty-overdue: zhuangzijin xumuye*",
		"06-08 08:30 theme-plan: zhuangzijin",
		"06-15 08:30 theme-today: zhuangzijin",
		"06-20 08:30 record-missing: zhuangzijin",
		"06-23 08:30 theme-month-end: zhuangzijin",
		"06-30 08:30 theme-last-day: xumuye*",
		"07-01 00:10 duty-overdue: zhuangzijin xumuye*",
	})
	wantStory(t, c, "B0203", []string{ // has staff in the organisation above; the 10th
		"05-31 08:30 committee-last-day: weichanggeng*",
		"05-31 08:30 theme-last-day: weichanggeng*",
		"06-01 00:10 duty-overdue: jixiaoman qishaochuan weichanggeng*",
		"06-01 00:10 duty-overdue: jixiaoman qishaochuan weichanggeng*",
		"06-01 08:30 committee-plan: qishaochuan",
		"06-02 08:30 theme-plan: qishaochuan", // five working days before the 10th, over the holiday
		"06-02 08:30 theme-study: qishaochuan",
		"06-10 08:30 theme-today: jixiaoman qishaochuan",
		"06-15 08:30 record-missing: jixiaoman qishaochuan",
		"06-23 08:30 committee-month-end: jixiaoman qishaochuan",
		"06-23 08:30 theme-month-end: qishaochuan",
		"06-30 08:30 committee-last-day: weichanggeng*",
		"06-30 08:30 theme-last-day: weichanggeng*",
		"07-01 00:10 duty-overdue: jixiaoman qishaochuan weichanggeng*",
		"07-01 00:10 duty-overdue: jixiaoman qishaochuan weichanggeng*",
		"07-01 08:30 committee-plan: qishaochuan",
	})
}

// plan and record do what the secretary does in the page.
func plan(c *testkit.City, org string, kind orglife.Type, day calendar.Date) *orglife.Activity {
	a := &orglife.Activity{OrgID: c.Org(org), Type: kind, HeldOn: day, StartsAt: "15:00", Place: "三楼党员活动室", Topic: "严明纪律、警示教育"}
	testkit.Must(c.T, c.As("tongjianing", a.Plan))
	return a
}

func record(c *testkit.City, a *orglife.Activity) {
	testkit.Must(c.T, c.As("tongjianing", func(tx *models.Tx) error {
		now, err := orglife.Find(tx, a.ID)
		if err != nil {
			return err
		}
		next := *now
		next.State, next.Host, next.Content, next.Decisions, next.NextStep = orglife.Held, "童佳宁", "学习讨论", "抓好落实", "无"
		return now.Change(tx, next, nil)
	}))
}

// TestJuneOfABranchThatWorks is E.5 with the record of the second theme day forgotten.
func TestJuneOfABranchThatWorks(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Clock.Set("2022-05-20 10:00")
	committee := plan(c, "B1001", orglife.CommitteeMeeting, "2022-06-01")
	first := plan(c, "B1001", orglife.ThemeDay, "2022-06-06")
	plan(c, "B1001", orglife.ThemeDay, "2022-06-24")
	live(c, "2022-05-26", "2022-06-30", func(day calendar.Date) {
		switch day {
		case "2022-06-02":
			record(c, committee)
		case "2022-06-07":
			record(c, first)
		}
	})
	wantStory(t, c, "B1001", []string{
		"05-27 08:30 theme-study: tongjianing",
		"05-31 08:30 committee-last-day: xumuye*",
		"05-31 08:30 theme-ahead: daixinghe* huqinglan* linyuan* tongjianing* yanchuxia*",
		"05-31 08:30 theme-last-day: xumuye*",
		"06-01 00:10 duty-overdue: tongjianing xumuye*", // May, of which nothing is known
		"06-01 00:10 duty-overdue: tongjianing xumuye*",
		"06-06 08:30 theme-today: tongjianing",
		"06-07 08:30 upload-missing: tongjianing",
		"06-09 08:30 upload-missing: tongjianing",
		"06-21 08:30 theme-ahead: daixinghe* huqinglan* linyuan* tongjianing* yanchuxia*",
		"06-23 08:30 theme-month-end: tongjianing",
		"06-24 08:30 theme-today: tongjianing",
		"06-28 08:30 theme-plan: tongjianing", // 5 July
		"06-29 08:30 record-missing: tongjianing",
		"06-30 08:30 theme-last-day: xumuye*",
	})
}

func TestTextsOfTheMonth(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Clock.Set("2022-05-30 10:00")
	plan(c, "B1001", orglife.ThemeDay, "2022-06-06")
	live(c, "2022-05-30", "2022-06-06", nil)
	page := c.Browser("linyuan").Get("/notices").Want(200)
	page.Says("6月6日", "15:00", "三楼党员活动室", "严明纪律、警示教育", "请关注")
	c.Browser("tongjianing").Get("/notices").Want(200).Says("2022年6月支委会尚未安排")
}

func TestDownOverTheFirstOfTheMonth(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t) // G23
	live(c, "2022-05-30", "2022-05-31", nil)
	for _, at := range []string{"2022-06-03 10:00", "2022-06-03 10:01", "2022-06-04 10:00"} {
		c.At(at)
	}
	want := []string{
		"05-31 08:30 committee-last-day: shimuyun*",
		"05-31 08:30 theme-last-day: shimuyun*",
		"06-03 10:00 committee-plan: shanzian",
		"06-03 10:00 duty-overdue: shanzian shimuyun*",
		"06-03 10:00 duty-overdue: shanzian shimuyun*",
	}
	wantStory(t, c, "B0702", want)
}

func TestAYearOfDays(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t) // S19
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Rule](tx).Where("valid_from = ?", testkit.DutiesBegin).Update(tx.Ctx, "valid_from", "2022-01-01")
		return err
	})
	for day := calendar.Date("2022-01-01"); day <= "2022-12-31"; day = day.Add(1) {
		c.At(string(day) + " 08:30")
	}
	var rows []struct {
		Rule string
		N    int
	}
	testkit.Must(t, c.DB.View(t.Context(), models.System, func(tx *models.Tx) error {
		return tx.Raw(&rows, "SELECT rule, COUNT(*) AS n FROM notices GROUP BY rule")
	}))
	got := map[string]int{}
	for _, r := range rows {
		got[r.Rule] = r.N
	}
	want := map[string]int{ // five branches, four of them with a committee
		"committee-plan": 4 * 12, "committee-month-end": 4 * 12, "committee-last-day": 4 * 12,
		"theme-month-end": 5 * 12, "theme-last-day": 5 * 12,
		"theme-plan": 5*12 - 4 + 3, "theme-study": 4*12 - 4 + 3, // for early January in December: of this year no more, of the next already
		"theme-today": 5 * 12, "record-missing": 5 * 12, "duty-overdue": 9 * 11, "calendar-missing": 1, "plan-due": 5 * 2,
		"bulletin-drafted": 11, // of each month that something was asked in and that is over
		// Two forms a quarter, two a year; three leading groups study each quarter and look at Party work each half-year.
		"season-due": 2*4*5*3 + 2*5*3 + 3*4*2 + 3*2*2,
		// Up three steps each; a fourth where somebody leads on behalf of the group, in one of the units.
		"season-late": 2*3*(5*3+1) + 3*(3*3+1) + (3*3 + 1),
		// Three ends of a quarter, at each of which it climbs to the one who leads on behalf of a
		// group and later to the three groups' secretaries: one notice each, whatever is late.
		"leaders-overdue": 3 * (1 + 3),
	}
	if !maps.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if days := occasions(c, "theme-ahead"); strings.Count(days, "empty") != 365 {
		t.Errorf("each day once, but: %s", days)
	}
	var mails int
	testkit.Must(t, c.DB.View(t.Context(), models.System, func(tx *models.Tx) error {
		work, err := tx.Workdays()
		for _, d := range c.Outbox.Sent() {
			day := calendar.Date(strings.Split(d.ID, "/")[1])
			if !work.Is(day) {
				t.Errorf("a digest on %s", day)
			}
			mails++
		}
		return err
	}))
	if mails == 0 {
		t.Error("no digests")
	}
}
