package scheduler_test

import (
	"slices"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// missing puts a theme day a month of B0702's on record that its member missed.
func missing(t *testing.T, c *testkit.City, at string, reasons map[calendar.Month]string) {
	t.Helper()
	var member int64
	c.Seed(func(tx *models.Tx) error {
		org := c.Org("B0702")
		m := models.Member{Name: "尚未到", Status: models.Full, OrgID: &org, IsLeadingCadre: true}
		err := tx.CreateMember(&m)
		member = m.ID
		return err
	})
	c.At(at)
	for month, reason := range reasons {
		testkit.Must(t, c.As("shanzian", func(tx *models.Tx) error {
			a := orglife.Activity{OrgID: c.Org("B0702"), Type: orglife.ThemeDay, HeldOn: month.First().Add(9), StartsAt: "15:00", Place: "会议室", Topic: "学习",
				Host: "单梓安", Content: "学习", Decisions: "无", NextStep: "无"}
			var absent []orglife.Absence
			if reason != "" {
				absent = []orglife.Absence{{MemberID: member, Reason: reason}}
			}
			return a.Record(tx, absent)
		}))
	}
}

// whoWasTold lists who has a notice of a rule.
func whoWasTold(t *testing.T, c *testkit.City, rule string) (list []string) {
	t.Helper()
	testkit.Must(t, c.DB.View(t.Context(), models.System, func(tx *models.Tx) error {
		return tx.Raw(&list, `SELECT u.login FROM notices n JOIN receipts r ON r.notice_id = n.id JOIN users u ON u.id = r.user_id WHERE n.rule = ? ORDER BY u.login`, rule)
	}))
	return list
}

// A45: three months in a row without leave ask the secretary to care, five are told above too.
func TestAbsenceRuns(t *testing.T) {
	t.Parallel()
	const gone = "未请假"
	for _, tt := range []struct {
		name    string
		reasons map[calendar.Month]string
		want    []string
	}{
		{"two months are nobody's business", map[calendar.Month]string{"2022-06": gone, "2022-07": gone}, nil},
		{"after three the secretary is asked to care", map[calendar.Month]string{"2022-05": gone, "2022-06": gone, "2022-07": gone}, []string{"shanzian"}},
		{"with leave it is no absence of that kind", map[calendar.Month]string{"2022-05": "请假", "2022-06": gone, "2022-07": gone}, nil},
		{"who came between is back", map[calendar.Month]string{"2022-05": gone, "2022-06": "", "2022-07": gone}, nil},
		{"at four there is nothing new", map[calendar.Month]string{"2022-04": gone, "2022-05": gone, "2022-06": gone, "2022-07": gone}, nil},
		{"after five those above are warned too", map[calendar.Month]string{"2022-03": gone, "2022-04": gone, "2022-05": gone, "2022-06": gone, "2022-07": gone}, []string{"shanzian", "shimuyun"}},
		{"six are told no more", map[calendar.Month]string{"2022-02": gone, "2022-03": gone, "2022-04": gone, "2022-05": gone, "2022-06": gone, "2022-07": gone}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			missing(t, c, "2022-07-31 09:00", tt.reasons)
			c.At("2022-08-01 08:30")
			c.At("2022-08-01 09:30") // once
			if got := whoWasTold(t, c, "absence-care"); !slices.Equal(got, tt.want) {
				t.Errorf("told %v, want %v", got, tt.want)
			}
			if len(tt.want) > 0 {
				c.Program("mengshuqin").Get("/notices").Want(200).Lacks("尚未到")
			}
		})
	}
}

// A42: a quarter without coming once is told to the secretary and the organisation above, in private.
func TestLeadersAway(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		reasons map[calendar.Month]string
		want    []string
	}{
		{"never in the quarter", map[calendar.Month]string{"2022-04": "公出", "2022-06": "请假"}, []string{"shanzian", "shimuyun"}},
		{"once is enough", map[calendar.Month]string{"2022-04": "公出", "2022-06": ""}, nil},
		{"where nothing was held nobody stayed away", nil, nil},
		{"who was excused was not expected", map[calendar.Month]string{"2022-04": "免参加"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			missing(t, c, "2022-06-30 09:00", tt.reasons)
			c.At("2022-07-01 08:30")
			got := whoWasTold(t, c, "leader-absent")
			if !slices.Equal(got, tt.want) {
				t.Errorf("told %v, want %v", got, tt.want)
			}
		})
	}
}
