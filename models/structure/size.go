package structure

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
)

// general is how many members a branch without anything above it must have to
// become a general branch, and whole for an organ committee: ORG-08, ORG-09.
const general, whole = 50, 100

func sizeState(f *Facts) language.Phrase {
	return language.Phrase{"正式党员%[1]d名，预备党员%[2]d名", f.Full, f.Probationary}
}

func sizeAlerts(f *Facts) (list []models.Alert) {
	rule, all := f.norms.size.is, f.Full+f.Probationary
	switch {
	case all > rule.Most:
		a := f.fault(f.norms.size.against, "SIZE_GT_50", models.Red, language.Phrase{"党员%[1]d名，超过%[2]d名", all, rule.Most}, f.split(all))
		a.DueOn = f.mend(a.Code, rule.MendDays)
		list = append(list, a)
	case all >= rule.Near:
		list = append(list, f.fault(f.norms.size.against, "SIZE_NEAR_50", models.Info, language.Phrase{"党员%[1]d名，接近%[2]d名", all, rule.Most},
			language.Phrase{"发展、转入党员前，请先研究支部设置"}))
	}
	if f.Full < rule.LeastFull {
		a := f.fault(f.norms.size.against, "BELOW_3", models.Red, language.Phrase{"正式党员%[1]d名，少于%[2]d名", f.Full, rule.LeastFull}, f.join())
		a.DueOn = f.mend(a.Code, rule.MendDays)
		list = append(list, a)
	}
	for i := range list {
		list[i].Link = fmt.Sprintf("/members?org=%d", f.ID)
	}
	return list
}

// split is what to do with a branch that is too large; one with a committee above
// it is split, one without becomes such a committee.
func (f *Facts) split(all int) language.Phrase {
	parts := (all + f.norms.size.is.Most - 1) / f.norms.size.is.Most
	switch {
	case f.Above == models.OrganCommittee || f.Above == models.GeneralBranch || all < general:
		return language.Phrase{"建议拆分为%d个支部，报上级党组织批准", parts}
	case all < whole:
		return language.Phrase{"建议设立党总支，下设%d个支部，报上级党组织批准", parts}
	}
	return language.Phrase{"建议设立机关党委，下设%d个支部，报上级党组织批准", parts}
}

// join is what to do with a branch that is too small.
func (f *Facts) join() language.Phrase {
	if f.Joint == "" {
		return language.Phrase{"建议与其他单位成立联合党支部（1个联合支部不超过%d个单位），或并入其他支部", f.norms.size.is.JointUnits}
	}
	return language.Phrase{"建议并入%[1]s（1个联合支部不超过%[2]d个单位）", f.Joint, f.norms.size.is.JointUnits}
}
