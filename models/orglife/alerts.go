package orglife

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// alertSources are what organisational life gives the alerts.
var alertSources = []models.AlertSource{dutyAlerts, participationAlerts, strayAlerts, changeAlerts, uploadAlerts, todayAlerts}

// Alerts works out what is not in order in organisational life on a day.
func Alerts(tx *models.Tx, day calendar.Date) ([]models.Alert, error) {
	return models.Alerts(tx, day, alertSources...)
}

// alertCodes name in alerts what is not called as on pages.
var alertCodes = map[Type]string{WorkStudy: "GROUP_STUDY_", TheoryStudy: "理论学习中心组"}

func (d *DutyRow) alert(level models.Level, detail language.Phrase) models.Alert {
	code, named := alertCodes[d.Code]
	switch {
	case !named:
		code = TypeNames[d.Code]
	case d.Code == WorkStudy:
		code += string(d.Period[len(d.Period)-2:])
	}
	return models.Alert{OrgID: d.OrgID, OrgCode: d.OrgCode, OrgName: d.OrgName, Code: code, Level: level, Period: d.Period, Detail: detail,
		Rule: byCode[d.Code].rule, Basis: d.Basis(), DueOn: d.DueOn, Advice: language.Phrase{"请尽快安排并记录；确需免除的，由上级党组织审核"}, Link: DutyLink(d.OrgID, d.Code, d.Period)}
}

// DutyLink leads to the duty of an organisation in a period.
func DutyLink(orgID int64, code Type, p calendar.Period) string {
	return fmt.Sprintf("/duties?org=%d&code=%s&period=%s", orgID, code, p)
}

// dutyAlerts are duties that are late (red), below the city's number or soon due (yellow).
func dutyAlerts(tx *models.Tx, day calendar.Date) ([]models.Alert, error) {
	where, args := reach(tx, models.View, models.Duties, "d.org_id")
	var rows []DutyRow
	err := tx.Raw(&rows, dutyRows+"d.state = ? AND d.opens_on <= ? AND d.due_on >= ? AND (o.closed_on = '' OR o.closed_on >= d.due_on) AND "+where, append([]any{Open, day, day.AddMonths(-12)}, args...)...)
	if err != nil {
		return nil, err
	}
	judge, err := JudgeOn(tx, day)
	if err != nil {
		return nil, err
	}
	var list []models.Alert
	for i := range rows {
		d := &rows[i]
		switch judge.Standing(&d.Duty) {
		case Overdue:
			list = append(list, d.alert(models.Red, language.Phrase{"%[1]s未按要求%[2]s%[3]s：%[4]d次，应%[5]d次", d.Period.Long(), language.Word(byCode[d.Code].verb), language.Word(TypeNames[d.Code]), d.Held, d.Needed}))
		case BelowCity:
			list = append(list, d.alert(models.Yellow, language.Phrase{"%[1]s%[2]s%[3]d次：达到条例要求，未达市级要求（%[4]d次）", d.Period.Long(), language.Word(TypeNames[d.Code]), d.Held, d.Needed}))
		case DueSoon, Due:
			list = append(list, d.alert(models.Yellow, language.Phrase{"%[1]s%[2]s%[3]d次，应%[4]d次，%[5]s到期", d.Period.Long(), language.Word(TypeNames[d.Code]), d.Held, d.Needed, d.DueOn.Short()}))
		}
	}
	return list, nil
}

// participationAlerts are branches to whose theme days of last month or this too few came.
func participationAlerts(tx *models.Tx, day calendar.Date) ([]models.Alert, error) {
	rule, _, err := models.RuleFor[Participation](tx, models.RuleParticipation, day, nil)
	if err != nil {
		return nil, err
	}
	low, err := LowTurnouts(tx, day.Month().Add(-1), day, rule.Percent)
	var list []models.Alert
	for _, r := range low {
		list = append(list, models.Alert{OrgID: r.OrgID, OrgCode: r.OrgCode, OrgName: r.OrgName, Code: "PARTICIPATION_LOW", Level: models.Yellow, Period: r.Period,
			Detail: language.Phrase{"%[1]s主题党日参与率%[2]d%%（应到%[3]d人次，实到%[4]d人次），低于%[5]d%%", r.Period.Long(), r.Percent(), r.Expected, r.Present, rule.Percent},
			Rule:   models.RuleParticipation, Basis: TurnoutBasis, DueOn: r.Period.Last(),
			Advice: language.Phrase{"请了解缺席原因，组织补学，并改进活动安排"},
			Link:   ThemeDaysLink(r.OrgID, r.Period.First(), r.Period.Last())})
	}
	return list, err
}

// todayAlerts are branches whose fixed day it is and that have no theme day on record for it.
func todayAlerts(tx *models.Tx, day calendar.Date) ([]models.Alert, error) {
	where, args := reach(tx, models.View, models.Duties, "o.id")
	var orgs []models.Org
	err := tx.Raw(&orgs, "SELECT o.* FROM orgs o WHERE o."+branch.sql+` AND o.fixed_day <> '' AND o.established_on <= ? AND (o.closed_on = '' OR o.closed_on >= ?)
		AND NOT EXISTS (SELECT 1 FROM activities a WHERE a.org_id = o.id AND a.type = ? AND a.state = ? AND a.held_on = ?) AND `+where,
		append([]any{day, day, ThemeDay, Held, day}, args...)...)
	if err != nil {
		return nil, err
	}
	var list []models.Alert
	for i := range orgs {
		o := &orgs[i]
		fixed, err := FixedDayOf(tx, o, day.Month())
		if err != nil {
			return nil, err
		}
		if fixed == day {
			list = append(list, models.Alert{OrgID: o.ID, OrgCode: o.Code, OrgName: o.Name, Code: TypeNames[ThemeDay], Level: models.Info, Period: calendar.Monthly.Of(day),
				Detail: language.Phrase{"今天是主题党日固定日（%[1]s）", language.Word(o.FixedDay)}, Rule: models.RuleThemeDay, Basis: byCode[ThemeDay].basis, DueOn: day,
				Advice: language.Phrase{"请按计划开展，会后及时记录"},
				Link:   NewLink(o.ID, ThemeDay, day)})
		}
	}
	return list, nil
}
