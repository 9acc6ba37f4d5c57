package structure

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
)

// portfolios are the offices every branch committee has.
var portfolios = []models.Office{models.BranchSecretary, models.Organiser, models.Publicist, models.Disciplinarian}

// seats is how many sit on the branch committee, vacant chairs with them; one
// person may hold several offices. Where only the secretary is on record it is
// what the roster says.
func (f *Facts) seats() int {
	chairs := f.chairs(models.CommitteeOffices...)
	if len(chairs) < 2 {
		return f.CommitteeSeats
	}
	people, vacant := map[int64]bool{}, 0
	for _, c := range chairs {
		if c.MemberID == 0 {
			vacant++
		} else {
			people[c.MemberID] = true
		}
	}
	return len(people) + vacant
}

func committeeState(f *Facts) language.Phrase {
	if f.CommitteeSeats == 0 {
		return language.Phrase{"未设支委会"}
	}
	return language.Phrase{"支委会%d人", f.seats()}
}

func committeeAlerts(f *Facts) (list []models.Alert) {
	rule, norm := f.norms.committee.is, f.norms.committee.against
	if f.CommitteeSeats == 0 {
		if f.Full < rule.FromFull {
			return nil
		}
		a := f.fault(norm, "COMMITTEE_REQUIRED", models.Red, language.Phrase{"正式党员%[1]d名，未设支委会（%[2]d名以上应设）", f.Full, rule.FromFull},
			language.Phrase{"请召开党员大会选举支委会，选举结果报上级党组织批准"})
		a.DueOn, a.Link = f.mend(a.Code, f.norms.size.is.MendDays), f.page()
		return []models.Alert{a}
	}
	switch n := f.seats(); {
	case n < rule.Min || n > rule.Max:
		a := f.fault(norm, "COMMITTEE_SIZE", models.Red, language.Phrase{"支委会%[1]d人，应为%[2]d至%[3]d人", n, rule.Min, rule.Max}, language.Phrase{"请报上级党组织同意后调整支委会名额"})
		a.DueOn = f.mend(a.Code, f.norms.size.is.MendDays)
		list = append(list, a)
	case n > rule.Usual:
		list = append(list, f.fault(norm, "COMMITTEE_SIZE", models.Info, language.Phrase{"支委会%[1]d人，一般为%[2]d至%[3]d人", n, rule.Min, rule.Usual},
			language.Phrase{"换届时请研究支委会名额"}))
	}
	if missing := f.unset(); len(missing) > 0 {
		a := f.fault(norm, "COMMITTEE_COMPOSITION", models.Yellow, language.Phrase{"支委会未设%s", language.Join("、", missing)}, language.Phrase{"请明确分工，一人可兼任，并登记职务"})
		a.DueOn = f.mend(a.Code, rule.FillDays)
		list = append(list, a)
	}
	for i := range list {
		list[i].Link = f.page()
	}
	return list
}

// unset are the offices that the committee does not have at all.
func (f *Facts) unset() (list []language.Word) {
	for _, office := range portfolios {
		if len(f.chairs(office)) == 0 {
			list = append(list, language.Word(models.OfficeNames[office]))
		}
	}
	return list
}

func (f *Facts) page() string { return fmt.Sprintf("/orgs/%d", f.ID) }

// vacant are the chairs of the branch committee, or the secretary's, in which nobody sits.
func (f *Facts) vacant() (list []Chair) {
	for _, c := range f.chairs(models.CommitteeOffices...) {
		if c.MemberID == 0 {
			list = append(list, c)
		}
	}
	return list
}

func vacancyState(f *Facts) language.Phrase {
	if n := len(f.vacant()); n > 0 {
		return language.Phrase{"空缺%d个职务", n}
	}
	return language.Phrase{"没有空缺"}
}

func vacancyAlerts(f *Facts) (list []models.Alert) {
	rule := f.norms.committee.is
	for _, c := range f.vacant() {
		a := f.fault(f.norms.committee.against, "COMMITTEE_VACANCY", models.Yellow, language.Phrase{"%s空缺", language.Word(c.Name)},
			language.Phrase{"请及时召开党员大会补选，补选结果报上级党组织备案"})
		a.Subject = fmt.Sprintf("posts/%d", c.PostID)
		a.Link = "/" + a.Subject
		a.DueOn = f.day.Add(rule.FillDays)
		if c.LastOn != "" {
			since := c.LastOn.Add(1)
			a.DueOn = since.Add(rule.FillDays)
			a.Detail = language.Phrase{"%[1]s自%[2]s起空缺，应于%[3]s前补齐", language.Word(c.Name), since.Long(), a.DueOn.Long()}
		} else if known := f.found[key(a.Code, a.Subject)]; known != "" {
			a.DueOn = known.Add(rule.FillDays)
		}
		if a.DueOn < f.day {
			a.Level = models.Red
		}
		list = append(list, a)
	}
	return list
}
