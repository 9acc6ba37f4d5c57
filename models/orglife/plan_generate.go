package orglife

import (
	"fmt"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// CreatePlan begins a branch's plan of a year, its days worked out by the fixed
// day; what is done on them comes from the plan of the year before if again is
// set and there is one, else from the library.
func CreatePlan(tx *models.Tx, orgID int64, year int, again bool) (*Plan, error) {
	org, err := planner(tx, orgID, year)
	if err != nil {
		return nil, err
	}
	rows, err := generate(tx, org, year)
	if err != nil {
		return nil, err
	}
	if again {
		if err := repeat(tx, org, year-1, rows); err != nil {
			return nil, err
		}
	} else if err := suggest(tx, calendar.MonthOf(year, 1).First(), rows); err != nil {
		return nil, err
	}
	p := &Plan{OrgID: org.ID, Year: year, State: PlanDraft, FixedDay: org.FixedDay, Org: org, Rows: rows}
	return p, p.insert(tx, "编制年度主题党日计划")
}

// Plannable reports whether plans of a year may be made today.
func Plannable(tx *models.Tx, year int) bool {
	this := tx.Today().Year()
	return year == this || year == this+1
}

// planner finds a branch whose plan of a year the actor may enter.
func planner(tx *models.Tx, orgID int64, year int) (*models.Org, error) {
	org, err := models.Visible[models.Org](tx, models.Plans, "id").Where("id = ?", orgID).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	wrong := models.FieldErrors{}
	first, last := calendar.MonthOf(year, 1).First(), calendar.MonthOf(year, 12).Last()
	switch this := tx.Today().Year(); {
	case !org.IsBranch():
		wrong.Add("org_id", "%s不是党支部，年度计划由党支部编制", org.Name)
	case org.ClosedOn != "" && org.ClosedOn < first || org.EstablishedOn > last:
		wrong.Add("year", "%s在%d年不存在，请核对年度", org.Name, year)
	case !Plannable(tx, year):
		wrong.Add("year", "只能编制%d年或%d年的计划", this, this+1)
	}
	if err := wrong.Err("年度或组织有误。"); err != nil {
		return nil, err
	}
	return &org, tx.Require(models.Enter, models.Plans, org.ID)
}

// generate makes twelve rows with the days on which the branch's rules put them.
func generate(tx *models.Tx, org *models.Org, year int) ([]PlanRow, error) {
	rule, err := planning(tx, year, org)
	if err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	fixed, err := calendar.ParseFixedDay(org.FixedDay)
	if err != nil {
		return nil, models.FailAt(models.Invalid, "org_id", "%s还不能按固定日生成计划：%s。请先在组织信息中登记主题党日固定日。", org.Name, err)
	}
	rows := make([]PlanRow, 12)
	for i := range rows {
		r := &rows[i]
		month := calendar.MonthOf(year, i+1)
		r.Month, r.HeldOn = i+1, fixed.In(month, work)
		r.HeldNote = shifted(fixed.Plain(month), r.HeldOn, work)
		times, err := cityTimes(tx, month, org)
		if err != nil {
			return nil, err
		}
		if times > 1 {
			r.SecondOn = second(r.HeldOn, rule.SecondAfter, work)
		}
		if org.CommitteeSeats == 0 {
			continue
		}
		if r.CommitteeOn = max(work.Add(r.HeldOn, -rule.StudyBefore), work.Nth(month, 1)); r.CommitteeOn == r.HeldOn {
			r.CommitteeNote, r.HeldNote = "上午", strings.TrimSpace("下午 "+r.HeldNote)
		}
	}
	return rows, nil
}

// second is the day of the second time: so many days after the first, or where
// the month is over by then, before it.
func second(first calendar.Date, after int, work *calendar.Workdays) calendar.Date {
	if on := work.Next(first.Add(after)); on.Month() == first.Month() {
		return on
	}
	return work.Next(first.Add(-after))
}

// shifted says why a fixed day was moved: "(02-05周六春节顺延)"; "" for one that was not.
func shifted(named, on calendar.Date, work *calendar.Workdays) string {
	if named == on {
		return ""
	}
	why, how := "", "顺延"
	for _, d := range work.Exceptions(named, named) {
		why = d.Name
	}
	if why == "" {
		why = named.WeekdayName().String()
	}
	if on < named {
		how = "提前"
	}
	return fmt.Sprintf("(%s%s%s)", string(named)[5:], why, how)
}

// suggest fills in the library's themes that are in force on a day.
func suggest(tx *models.Tx, day calendar.Date, rows []PlanRow) error {
	themes, err := ThemesOn(tx, day)
	if err != nil {
		return err
	}
	byMonth := map[int][]Theme{}
	for _, t := range themes {
		byMonth[t.Month] = append(byMonth[t.Month], t)
	}
	for i := range rows {
		list := byMonth[rows[i].Month]
		if len(list) > 0 {
			rows[i].Topic, rows[i].Form = list[0].Topic, list[0].Form
		}
		if len(list) > 1 && rows[i].SecondOn != "" {
			rows[i].SecondTopic = list[1].Topic
		}
	}
	return nil
}

// repeat fills in what the branch did in the same months of a year.
func repeat(tx *models.Tx, org *models.Org, year int, rows []PlanRow) error {
	last, err := PlanOf(tx, org.ID, year)
	if err != nil {
		return err
	}
	if last == nil {
		return models.Fail(models.NotFound, "%s没有%d年的计划可以沿用，请改为按固定日生成。", org.Name, year)
	}
	if err := last.readRows(tx); err != nil {
		return err
	}
	for i, was := range last.Rows {
		r := &rows[i]
		r.Topic, r.Form, r.Also, r.Leader, r.Place = was.Topic, was.Form, was.Also, was.Leader, was.Place
		if r.SecondOn != "" {
			r.SecondTopic = was.SecondTopic
		}
	}
	return nil
}
