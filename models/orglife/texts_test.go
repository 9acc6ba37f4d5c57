package orglife_test

import (
	"strings"
	"testing"

	"luoshi/models/notice"
	"luoshi/models/orglife"
)

func TestTextsNameDaysAndBasis(t *testing.T) {
	t.Parallel()
	d := orglife.DutyRow{Duty: orglife.Duty{ID: 3, Code: orglife.ThemeDay, OrgID: 9, Period: "2022-06", Needed: 2, Floor: 1, DueOn: "2022-06-30"}, OrgName: "甲支部"}
	half := d
	half.Held = 1
	committee := d
	committee.Code, committee.Needed = orglife.CommitteeMeeting, 1
	for _, tt := range []struct {
		name  string
		n     notice.Notice
		title string
		body  string
		basis string
	}{
		{"T02", orglife.NotArrangedNotice(committee, "2022-06-06"), "2022年6月支委会尚未安排", "6月6日 周一", "第十二条"},
		{"study", orglife.StudyThemeNotice(d, "2022-06-06"), "6月6日主题党日", "请先开会研究", "第十二条"},
		{"T03", orglife.NotHeldNotice(committee), "2022年6月支委会尚未开展", "6月30日 周四到期", "第十二条"},
		{"T03 one of two", orglife.NotHeldNotice(half), "还差1次", "市级要求2次", "市级要求"},
		{"T08", orglife.OverdueNotice(committee), "2022年6月支委会逾期", "补开", "第十二条"},
		{"A43 one of two", orglife.OverdueNotice(half), "未达到市级要求", "达到条例要求，未达到市级要求（2次）", "市级要求"},
	} {
		if !strings.Contains(tt.n.Title.String(), tt.title) || !strings.Contains(tt.n.Body.String(), tt.body) || !strings.Contains(tt.n.Basis.String(), tt.basis) ||
			!strings.HasPrefix(tt.n.Link, "/activities/new?org=9&type=") {
			t.Errorf("%s: got %+v", tt.name, tt.n)
		}
	}
}
