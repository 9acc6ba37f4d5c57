package orglife

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// What is told about duties and activities. Whoever sends a notice gives it its
// rule and key; the words name days, for they may be read late.

// basis is where it is written that a type is owed.
func (t Type) basis() language.Phrase { return language.Phrase{string(byCode[t].basis)} }

// NewLink leads to the form that records or plans an activity.
func NewLink(orgID int64, t Type, day calendar.Date) string {
	return fmt.Sprintf("/activities/new?org=%d&type=%s&date=%s", orgID, t, day)
}

func dutyNotice(d DutyRow, title, body language.Phrase) notice.Notice {
	return notice.Notice{Subject: d.subject(), OrgID: d.OrgID, Title: title, Body: body, Basis: d.Code.basis(), DueOn: d.DueOn,
		Link: NewLink(d.OrgID, d.Code, "")}
}

// NotArrangedNotice, at the beginning of the month: no committee meeting yet.
func NotArrangedNotice(d DutyRow, fixed calendar.Date) notice.Notice {
	body := language.Phrase{"%s%s支委会还没有召开，请在%s前召开一次。", d.OrgName, d.Period.Long(), d.DueOn.Short()}
	if fixed != "" {
		body = language.Phrase{"%s本月主题党日为%s，建议会上先把主题和内容定下来。", body, fixed.WithWeekday()}
	}
	return dutyNotice(d, language.Phrase{"%s支委会尚未安排", d.Period.Long()}, body)
}

// StudyThemeNotice, before a theme day that no committee meeting has prepared.
func StudyThemeNotice(d DutyRow, fixed calendar.Date) notice.Notice {
	n := dutyNotice(d, language.Phrase{"%s主题党日的主题尚未经支委会研究", fixed.Short()},
		language.Phrase{"%s的主题党日为%s，近期没有支委会记录，请先开会研究主题和内容。", d.OrgName, fixed.WithWeekday()})
	n.Basis, n.DueOn, n.Link = CommitteeMeeting.basis(), fixed, NewLink(d.OrgID, CommitteeMeeting, "")
	return n
}

// NotHeldNotice, before the month ends: not held, or not often enough.
func NotHeldNotice(d DutyRow) notice.Notice {
	if d.Held == 0 {
		return dutyNotice(d, language.Phrase{"%s%s尚未开展", d.Period.Long(), d.Code.Name()},
			language.Phrase{"%s%s%s没有记录，%s到期。已经开展的请补上记录；确实不能开展的，向上级党组织说明情况。",
				d.OrgName, d.Period.Long(), d.Code.Name(), d.DueOn.WithWeekday()})
	}
	return dutyNotice(d, language.Phrase{"%s%s还差%d次", d.Period.Long(), d.Code.Name(), d.Needed - d.Held},
		language.Phrase{"%s%s已开展%s%d次，市级要求%d次，%s到期。", d.OrgName, d.Period.Long(), d.Code.Name(), d.Held, d.Needed, d.DueOn.WithWeekday()})
}

// OverdueNotice, after the month: what was owed was not held.
func OverdueNotice(d DutyRow) notice.Notice {
	if d.Held >= d.Floor && d.Held > 0 {
		return dutyNotice(d, language.Phrase{"%s%s未达到市级要求", d.Period.Long(), d.Code.Name()},
			language.Phrase{"%s%s开展%s%d次，%s。", d.OrgName, d.Period.Long(), d.Code.Name(), d.Held, d.Verdict(BelowCity)})
	}
	return dutyNotice(d, language.Phrase{"%s%s逾期", d.Period.Long(), d.Code.Name()},
		language.Phrase{"%s%s没有按月开展%s，已于%s到期。请尽快补开并写明原因；需要免除的，报上级党组织审核。",
			d.OrgName, d.Period.Long(), d.Code.Name(), d.DueOn.Short()})
}

func activityNotice(a ActivityRow, title, body language.Phrase) notice.Notice {
	return notice.Notice{Subject: a.subject(), OrgID: a.OrgID, Title: title, Body: body, Basis: a.Type.basis(), DueOn: a.HeldOn,
		Link: "/" + a.subject()}
}

func (a *ActivityRow) where() language.Phrase {
	return language.Phrase{"%s %s，%s", a.HeldOn.WithWeekday(), a.StartsAt, a.Place}
}

// AheadNotice, to the members some days before.
func AheadNotice(a ActivityRow) notice.Notice {
	return activityNotice(a, language.Phrase{"%s：%s", a.Name(), a.Topic},
		language.Phrase{"%s将开展%s：%s。主题：%s。不能参加的请提前向支部请假，会后补学。", a.OrgName, a.Type.Name(), a.where(), a.Topic})
}

// TodayNotice, on the morning of the day itself.
func TodayNotice(a ActivityRow) notice.Notice {
	return activityNotice(a, language.Phrase{"%s %s开展%s", a.HeldOn.Short(), a.StartsAt, a.Type.Name()},
		language.Phrase{"%s%s：%s。主题：%s。", a.OrgName, a.Type.Name(), a.where(), a.Topic})
}

// FixedDayNotice, on the morning of a fixed day for which nothing was planned.
func FixedDayNotice(d DutyRow, on calendar.Date) notice.Notice {
	return fixedDayNotice(d, on, language.Phrase{"%s是主题党日固定日", on.Short()},
		language.Phrase{"%s的固定日为%s，时间、地点还没有安排。开展后请及时记录，约2分钟。", d.OrgName, on.WithWeekday()})
}

// NoRecordNotice, some days after a fixed day of which there is neither plan nor record.
func NoRecordNotice(d DutyRow, on calendar.Date) notice.Notice {
	return fixedDayNotice(d, on, language.Phrase{"%s主题党日尚未记录", on.Short()},
		language.Phrase{"%s%s为固定日，还没有主题党日记录。已开展的请补上；因故未开展的，请在本月内安排。", d.OrgName, on.Short()})
}

func fixedDayNotice(d DutyRow, on calendar.Date, title, body language.Phrase) notice.Notice {
	return notice.Notice{Subject: d.subject(), OrgID: d.OrgID, DueOn: on, Title: title, Body: body,
		Basis: ThemeDay.basis(), Link: NewLink(d.OrgID, ThemeDay, on)}
}

// RecordMissingNotice, some days after an activity that nobody has recorded.
func RecordMissingNotice(a ActivityRow) notice.Notice {
	return activityNotice(a, language.Phrase{"%s尚未记录", a.Name()},
		language.Phrase{"%s%s安排的%s还没有记录。安排时填写的内容都在，补上主持人、内容、议定事项和缺席人员即可。", a.OrgName, a.HeldOn.Short(), a.Type.Name()})
}

// ExemptedNotice, to the secretary whose branch was freed of a duty.
func ExemptedNotice(d *Duty, org *models.Org) notice.Notice {
	return notice.Notice{Rule: "duty-exempted", Subject: d.subject(), OrgID: d.OrgID, Title: language.Phrase{"%s%s已免除", d.Period.Long(), d.Code.Name()},
		Body:  language.Phrase{"%s%s%s经上级党组织审核免除，原因：%s。", org.Name, d.Period.Long(), d.Code.Name(), d.Reason},
		Basis: d.Code.basis(), Link: "/activities?org=" + fmt.Sprint(d.OrgID)}
}
