package structure

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// filed are the offices whose holders are filed with the work committee.
var filed = []models.Office{models.DeputySecretary, models.Staff}

// fullTime are the posts of an office that somebody holds full time.
func (f *Facts) fullTime(office models.Office) (list []Chair) {
	for _, c := range f.chairs(office) {
		if c.MemberID != 0 && c.FullTime {
			list = append(list, c)
		}
	}
	return list
}

func deputyState(f *Facts) language.Phrase {
	if found := f.fullTime(models.DeputySecretary); len(found) > 0 {
		return language.Phrase{"专职副书记%s", found[0].Holder}
	}
	return language.Phrase{"没有专职副书记"}
}

func deputyAlerts(f *Facts) []models.Alert {
	if len(f.fullTime(models.DeputySecretary)) > 0 {
		return nil
	}
	a := f.fault(f.norms.staffing.against, "FULLTIME_DEPUTY_MISSING", models.Red, language.Phrase{"%s没有专职副书记", language.Word(models.OrgKindNames[f.Kind])},
		language.Phrase{"请按单位中层正职配备专职副书记，任职后15日内备案"})
	a.DueOn, a.Link = f.mend(a.Code, f.norms.size.is.MendDays), f.page()
	return []models.Alert{a}
}

func staffState(f *Facts) language.Phrase {
	return language.Phrase{"专职党务干部%d名", len(f.fullTime(models.Staff))}
}

func staffAlerts(f *Facts) []models.Alert {
	n, least := len(f.fullTime(models.Staff)), f.norms.staffing.is.BranchStaff
	if n >= least {
		return nil
	}
	a := f.fault(f.norms.staffing.against, "STAFF_GAP", models.Yellow, language.Phrase{"专职党务干部%[1]d名，应有%[2]d名以上", n, least}, language.Phrase{"请明确专职党务干部，登记任职并备案"})
	a.DueOn, a.Link = f.mend(a.Code, f.norms.committee.is.FillDays), f.page()
	return []models.Alert{a}
}

// unfiled are those in office whose appointment has not been filed.
func (f *Facts) unfiled() (list []Chair) {
	for _, c := range f.chairs(filed...) {
		if c.MemberID != 0 && (c.FiledOn == "" || c.FiledOn > f.day) {
			list = append(list, c)
		}
	}
	return list
}

func filingState(f *Facts) language.Phrase {
	if n := len(f.unfiled()); n > 0 {
		return language.Phrase{"%d名党务干部未备案", n}
	}
	return language.Phrase{"党务干部都已备案"}
}

// filingAlerts are appointments that are to be reported, or that should have been;
// a deadline on a day off moves to the next working day.
func filingAlerts(f *Facts) (list []models.Alert) {
	for _, c := range f.unfiled() {
		due := f.work.Next(c.StartOn.Add(f.norms.filing.is.Days))
		code, level, advice := "FILING_DUE", models.Yellow, language.Phrase{"请提交任职文件，由工委办理备案"}
		detail := language.Phrase{"%[1]s%[2]s任%[3]s，应于%[4]s前备案，尚未备案", c.Holder, c.StartOn.Long(), language.Word(c.Name), due.Long()}
		switch {
		case c.SubmittedOn != "" && c.SubmittedOn <= f.day:
			detail = language.Phrase{"%[1]s%[2]s任%[3]s，%[4]s已报备案，待工委确认", c.Holder, c.StartOn.Long(), language.Word(c.Name), c.SubmittedOn.Long()}
			advice = language.Phrase{"请工委核对任职文件，确认备案"}
		case due < f.day:
			code, level = "FILING_OVERDUE", models.Red
		}
		a := f.fault(f.norms.filing.against, code, level, detail, advice)
		a.Subject, a.DueOn = fmt.Sprintf("posts/%d", c.PostID), due
		a.Link = "/" + a.Subject
		list = append(list, a)
	}
	return list
}

// ends is the last day of the probation.
func (s Starter) ends(f *Facts) calendar.Date {
	return s.JoinedOn.AddMonths(f.norms.probation.is.Months)
}

func probationState(f *Facts) language.Phrase {
	if f.Probationary == 0 {
		return language.Phrase{"没有预备党员"}
	}
	if len(f.Starters) == 0 {
		return language.Phrase{"预备党员%d名", f.Probationary}
	}
	return language.Phrase{"预备党员%[1]d名，最早%[2]s期满", f.Probationary, f.Starters[0].ends(f).Long()}
}

func probationAlerts(f *Facts) (list []models.Alert) {
	for _, s := range f.Starters {
		ends := s.ends(f)
		if f.day < ends.Add(-f.norms.probation.is.LeadDays) {
			continue
		}
		code, level := "PROBATION_DUE", models.Yellow
		if f.day > ends {
			code, level = "PROBATION_OVERDUE", models.Red
		}
		a := f.fault(f.norms.probation.against, code, level, language.Phrase{"%[1]s预备期%[2]s期满", s.Name, ends.Long()},
			language.Phrase{"请提醒本人提交转正申请，支委会审查后及时召开党员大会讨论"})
		a.Subject, a.DueOn = fmt.Sprintf("members/%d", s.MemberID), ends
		a.Link = "/" + a.Subject
		list = append(list, a)
	}
	return list
}
