package orglife

import (
	"cmp"
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Dated is what a day of the calendar shows: an activity, or a time of an approved
// plan that nobody has put on the calendar yet (its ID is 0).
type Dated struct {
	ActivityRow
	PlanID int64 // of a time that is only planned
}

// MonthOf lists what was and will be held in a month by an organisation and all
// below it (nil for all the actor sees), day by day: two queries, whatever there is.
func MonthOf(tx *models.Tx, top *models.Org, month calendar.Month, limit int) ([]Dated, error) {
	search := Search{From: month.First(), To: month.Last(), Limit: limit}
	if top != nil {
		search.Below = []string{top.Path}
	}
	rows, err := Activities(tx, search)
	if err != nil {
		return nil, err
	}
	var list []Dated
	for _, a := range rows {
		list = append(list, Dated{ActivityRow: a})
	}
	times, err := plannedTimes(tx, top, month)
	for _, t := range times {
		if !slices.ContainsFunc(rows, t.isThere) {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b Dated) int {
		return cmp.Or(cmp.Compare(a.HeldOn, b.HeldOn), cmp.Compare(a.OrgCode, b.OrgCode), cmp.Compare(a.StartsAt, b.StartsAt), cmp.Compare(a.ID, b.ID))
	})
	return list[:min(len(list), limit)], err
}

// isThere reports whether the time of a plan has become an activity, or another stands in its place.
func (d Dated) isThere(a ActivityRow) bool {
	return a.OrgID == d.OrgID && a.Type == d.Type && (a.HeldOn == d.HeldOn || a.PlanRowID == d.PlanRowID && a.PlanSlot == d.PlanSlot)
}

// plannedTimes are the times to come in a month of the plans approved.
func plannedTimes(tx *models.Tx, top *models.Org, month calendar.Month) ([]Dated, error) {
	if month < tx.Today().Month() {
		return nil, nil
	}
	rule, err := planning(tx, month.Year(), nil)
	if err != nil {
		return nil, err
	}
	where, args := tx.Scope(models.View, models.Plans, "p.org_id")
	if top != nil {
		below, paths := models.Below("p.org_id", []string{top.Path})
		where, args = where+" AND "+below, append(args, paths...)
	}
	var rows []struct {
		PlanRow
		OrgID            int64
		OrgCode, OrgName string
	}
	err = tx.Raw(&rows, `SELECT r.*, p.org_id, o.code AS org_code, o.name AS org_name FROM plan_rows r JOIN plans p ON p.id = r.plan_id JOIN orgs o ON o.id = p.org_id
		WHERE p.year = ? AND p.state = ? AND r.month = ? AND `+where, append([]any{month.Year(), PlanApproved, month.Number()}, args...)...)
	var list []Dated
	for _, r := range rows {
		for _, a := range r.activities(rule) {
			if a.HeldOn.Month() == month && a.HeldOn >= tx.Today() {
				a.OrgID = r.OrgID
				list = append(list, Dated{ActivityRow{a, r.OrgCode, r.OrgName}, r.PlanID})
			}
		}
	}
	return list, err
}
