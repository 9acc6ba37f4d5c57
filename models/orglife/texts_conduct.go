package orglife

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models/notice"
)

// CareNotice asks a secretary to find out how a member is; WarnNotice says that it
// has gone on. Both are private.
func CareNotice(a AbsenceRun, month calendar.Month) notice.Notice {
	return a.notice(month, language.Phrase{"请关心%s同志", a.Name},
		language.Phrase{"%s已连续%d个月未请假、未参加组织生活。请谈心了解情况，帮助解决困难；有正当理由的，补办请假或免参加手续。", a.Name, a.Months})
}

// WarnNotice is CareNotice two months later.
func WarnNotice(a AbsenceRun, month calendar.Month) notice.Notice {
	return a.notice(month, language.Phrase{"%s同志连续%d个月未参加组织生活", a.Name, a.Months},
		language.Phrase{"%s已连续%d个月未请假、未参加组织生活。请尽快当面了解原因并教育帮助；是否处理由支部按党章规定研究，系统不作结论。", a.Name, a.Months})
}

func (a AbsenceRun) notice(month calendar.Month, title, body language.Phrase) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("absence-care/%d@%s/members/%d", a.Months, month, a.MemberID), Subject: fmt.Sprintf("members/%d", a.MemberID), OrgID: a.OrgID,
		Title: title, Body: body, Basis: language.Phrase{"《中国共产党章程》第九条：连续六个月不参加组织生活"}, DueOn: month.Add(1).Last(),
		Link: fmt.Sprintf("/activities?org=%d&from=%s", a.OrgID, month.Add(1-a.Months).First())}
}

// LeaderNotice says in private that a leading cadre did not come in a quarter.
func LeaderNotice(l LeaderRow, quarter calendar.Period) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("leader-absent/%s/members/%d", quarter, l.MemberID), Subject: fmt.Sprintf("members/%d", l.MemberID), OrgID: l.OrgID,
		Title: language.Phrase{"%s同志%s未参加所在支部活动", l.Name, quarter.Long()},
		Body:  language.Phrase{"%[1]s同志%[2]s应参加%[3]s组织生活%[4]d次，实际0次。请提醒其以普通党员身份参加；参加其他支部活动不计。", l.Name, quarter.Long(), l.OrgName, l.Expected},
		Basis: language.Phrase{"党员领导干部要以普通党员身份参加所在支部活动（双重组织生活）"}, DueOn: quarter.Last(), Link: "/leaders"}
}
