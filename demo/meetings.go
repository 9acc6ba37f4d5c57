package demo

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
)

// themes are the library's themes of the months told here.
var themes = map[calendar.Month][2]string{
	"2022-01": {"谋划全年、开好局起好步", "走访慰问困难党员"},
	"2022-02": {"学习全会精神、组织生活会前学习", "组织生活会、民主评议"},
	"2022-03": {"学雷锋志愿服务", "书记讲党课"},
	"2022-04": {"缅怀先烈、传承红色基因", "世界读书日分享"},
	"2022-05": {"流程再造“我来讲”", "业务难题民主议事"},
	"2022-06": {"严明纪律、警示教育", "先锋岗评议"},
}

// What branches left out: E.3 of the demo data for May, and what June will show.
var (
	noCommittee  = map[calendar.Month]string{"2022-05": "B0503", "2022-06": "B0603 B0702"}
	lateMeeting  = map[calendar.Month]string{"2022-06": "B0302"} // held on the 28th
	noThemeDay   = map[calendar.Month]string{"2022-05": "B1201", "2022-06": "B1201"}
	oneThemeDay  = map[calendar.Month]string{"2022-05": "B0303 B0503 B0603 B0702 B1301", "2022-06": "B0303 B0603 B1301"}
	strays       = map[calendar.Month]string{"2022-04": "B0202", "2022-05": "B0202"} // not on the fixed day, and nobody was asked
	secondOn     = map[calendar.Month]calendar.Date{"2022-01": "2022-01-20", "2022-02": "2022-02-22", "2022-03": "2022-03-18", "2022-04": "2022-04-22", "2022-05": "2022-05-20", "2022-06": "2022-06-24"}
	absentInMay  = map[string]int{"B0303": 8} // 20 of 28: 71%
	unuploaded   = "B0901"                    // its theme day of 6 June is not on the province's platform
	unstudied    = "DZ08"                     // its group has not studied the Party's work in this half-year
	committeeDay = map[string]calendar.Date{"2022-01": "2022-01-04", "2022-02": "2022-02-07", "2022-03": "2022-03-02", "2022-04": "2022-04-01", "2022-05": "2022-05-05", "2022-06": "2022-06-01"}
)

// meetingActs are the committee meetings and theme days of the first half-year.
func (c *City) meetingActs() []act {
	var acts []act
	for _, month := range slices.Sorted(maps.Keys(themes)) {
		for _, code := range c.branches() {
			acts = append(acts, c.meetingsOf(code, month)...)
		}
	}
	for code, o := range c.orgs {
		if o.Kind != models.LeadingGroup {
			continue
		}
		acts = append(acts, c.held(code, orglife.TheoryStudy, "2022-03-15", "09:00", "学习全会精神", 0), c.held(code, orglife.TheoryStudy, "2022-05-17", "09:00", "学习中央有关会议精神", 0))
		if code != unstudied {
			acts = append(acts, c.held(code, orglife.WorkStudy, "2022-05-24", "09:00", "听取机关党建工作汇报，研究下步措施", 0))
		}
	}
	return acts
}

func (c *City) meetingsOf(code string, month calendar.Month) []act {
	left := func(out map[calendar.Month]string) bool { return strings.Contains(out[month], code) }
	org := c.orgs[code]
	var acts []act
	if org.CommitteeSeats > 0 && !left(noCommittee) {
		day := committeeDay[string(month)]
		if left(lateMeeting) {
			day = "2022-06-28"
		}
		acts = append(acts, c.held(code, orglife.CommitteeMeeting, day, "09:00", "研究本月主题党日和议定事项", 0))
	}
	if left(noThemeDay) {
		return acts
	}
	first := c.fixed[code][month]
	if left(strays) {
		first = c.days.Add(first, 3)
	}
	acts = append(acts, c.held(code, orglife.ThemeDay, first, "15:00", themes[month][0], absentIn(code, month), also[month]...))
	if !left(oneThemeDay) {
		acts = append(acts, c.held(code, orglife.ThemeDay, secondOn[month], "15:00", themes[month][1], 0, second[month]...))
	}
	return acts
}

// What theme days counted as besides: E.5.
var (
	also = map[calendar.Month][]orglife.Type{"2022-01": {orglife.GeneralMeeting}, "2022-02": {orglife.GeneralMeeting},
		"2022-04": {orglife.GeneralMeeting, orglife.PartyClass}}
	second = map[calendar.Month][]orglife.Type{"2022-02": {orglife.GeneralMeeting, orglife.LifeMeeting, orglife.Appraisal},
		"2022-03": {orglife.PartyClass, orglife.SecretaryClass}}
)

func absentIn(code string, month calendar.Month) int {
	if month == "2022-05" {
		return absentInMay[code]
	}
	return 0
}

// held is an activity put on record that evening by the secretary of the branch or group.
func (c *City) held(code string, t orglife.Type, day calendar.Date, at, topic string, absent int, also ...orglife.Type) act {
	org := c.orgs[code]
	return act{at: string(day) + " 17:30", who: c.secretaries[code], do: func(tx *models.Tx) error {
		roster, err := orglife.Roster(tx, &org, t, day)
		if err != nil {
			return err
		}
		var away []orglife.Absence
		for _, m := range slices.Backward(roster) {
			if len(away) < absent && m.Exemption == "" {
				away = append(away, orglife.Absence{MemberID: m.MemberID, Reason: "公出"})
			}
		}
		a := orglife.Activity{OrgID: org.ID, Type: t, HeldOn: day, StartsAt: at, Place: "党员活动室", Topic: topic, Also: also,
			Host: c.secretaries[code], Content: fmt.Sprintf("围绕“%s”学习讨论", topic), Decisions: "按议定分工推进", NextStep: "下月会上通报进展"}
		if err := a.Record(tx, away); err != nil || !org.IsBranch() || code == unuploaded && day == "2022-06-06" {
			return err
		}
		return orglife.MarkUploads(tx, orglife.Mark{ActivityID: a.ID, State: orglife.Uploaded})
	}}
}

// branches are the codes of the branches, in order.
func (c *City) branches() []string {
	var codes []string
	for code, o := range c.orgs {
		if o.IsBranch() {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}
