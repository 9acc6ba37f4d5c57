package orglife

import (
	"cmp"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Credit is a duty that an activity counts towards: its own, and those merged with it.
type Credit struct {
	ID         int64
	ActivityID int64
	Code       Type
	OrgID      int64 // whose duty: mostly the activity's organisation
	Period     calendar.Period
}

// mayAlso is what a record of a type may count as besides: rules.md B.4.
var mayAlso = map[Type][]Type{
	CommitteeMeeting: {LifeMeeting},
	ThemeDay:         {GeneralMeeting, PartyClass, SecretaryClass, LifeMeeting, Appraisal},
	GroupMeeting:     {LifeMeeting},
	GeneralMeeting:   {ThemeDay, PartyClass, SecretaryClass, LifeMeeting, Appraisal},
	PartyClass:       {ThemeDay, SecretaryClass},
	LifeMeeting:      {ThemeDay, GeneralMeeting, Appraisal},
	Appraisal:        {ThemeDay, GeneralMeeting, LifeMeeting},
}

// MayAlso lists what a record of the type may count as besides, in the order of pages.
func (t Type) MayAlso() []Type { return mayAlso[t] }

// WhyNot says why a record of the type does not count as another; nil if it may.
func (t Type) WhyNot(other Type) language.Phrase {
	own, name := language.Word(TypeNames[t]), language.Word(TypeNames[other])
	switch {
	case slices.Contains(mayAlso[t], other):
		return nil
	case other == CommitteeMeeting:
		return language.Phrase{"支委会应单独召开，不能由%s代替", own}
	case name == "":
		return language.Phrase{"没有“%s”这种组织生活", string(other)}
	case t == CommitteeMeeting:
		return language.Phrase{"支委会只有委员参加，不能算作%s", name}
	}
	return language.Phrase{"%[1]s不能算作%[2]s", own, name}
}

// also reads what else an activity counts towards.
func (a *Activity) also(tx *models.Tx) (list []Type, err error) {
	err = tx.Raw(&list, "SELECT code FROM credits WHERE activity_id = ? AND code <> ? ORDER BY id", a.ID, a.Type)
	return list, err
}

// AlsoOf tells what activities count towards besides their own duty.
func AlsoOf(tx *models.Tx, activityIDs []int64) (map[int64][]Type, error) {
	var rows []Credit
	err := tx.Raw(&rows, `SELECT c.* FROM credits c JOIN activities a ON a.id = c.activity_id
		WHERE c.activity_id IN ? AND c.code <> a.type ORDER BY c.id`, append(activityIDs, -1))
	found := map[int64][]Type{}
	for _, c := range rows {
		found[c.ActivityID] = append(found[c.ActivityID], c.Code)
	}
	return found, err
}

// credit works out what the activity counts towards.
func (a *Activity) credit(tx *models.Tx, org *models.Org, wrong models.FieldErrors) error {
	a.credits = []Credit{{Code: a.Type, OrgID: org.ID, Period: a.Period}}
	a.Also = slices.Compact(slices.Sorted(slices.Values(a.Also)))
	for _, t := range a.Also {
		switch why := a.Type.WhyNot(t); {
		case why != nil:
			wrong.Add("also", "%s", why)
			return nil
		case t == SecretaryClass && a.Type != PartyClass && !slices.Contains(a.Also, PartyClass):
			wrong.Add("also", "书记讲党课本身也是一次党课，请同时勾选“党课”")
			return nil
		}
		demand, _, ok, err := DemandFor(tx, t, a.HeldOn, org)
		if err != nil {
			return err
		}
		whose := org.ID
		if org.Kind == models.PartyGroup { // of a group's meeting the branch has the benefit
			whose = *org.ParentID
		}
		if ok {
			a.credits = append(a.credits, Credit{Code: t, OrgID: whose, Period: demand.periodOf(a.HeldOn)})
		}
	}
	return nil
}

// kept reads what the activity on record counts towards.
func (a *Activity) kept(tx *models.Tx) ([]Credit, error) {
	return models.In[Credit](tx).Where("activity_id = ?", a.ID).Find(tx.Ctx)
}

// keepCredits replaces the credits of the activity by what credit has worked out.
func (a *Activity) keepCredits(tx *models.Tx) error {
	if _, err := models.In[Credit](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	for i := range a.credits {
		a.credits[i].ID, a.credits[i].ActivityID = 0, a.ID
	}
	return models.In[Credit](tx).CreateInBatches(tx.Ctx, &a.credits, 20)
}

// settleAll settles all duties that are named, each once, in one order for everyone.
func settleAll(tx *models.Tx, credits []Credit) error {
	slices.SortFunc(credits, func(x, y Credit) int {
		return cmp.Or(cmp.Compare(x.OrgID, y.OrgID), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Period, y.Period))
	})
	credits = slices.CompactFunc(credits, func(x, y Credit) bool { return x.OrgID == y.OrgID && x.Code == y.Code && x.Period == y.Period })
	for _, c := range credits {
		org, err := models.In[models.Org](tx).Where("id = ?", c.OrgID).First(tx.Ctx)
		if err != nil {
			return err
		}
		if err := settle(tx, &org, c); err != nil {
			return err
		}
	}
	return nil
}
