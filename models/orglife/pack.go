package orglife

import (
	"cmp"
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Pack is what whoever inspects branches asks to see of a period: what was planned,
// what was changed, what was held, and how that stands against what was owed.
type Pack struct {
	Period  calendar.Period
	Matrix  *Matrix
	Plans   []PackMonth
	Changes []Petition
	Records []ActivityRow // held, by branch and day
}

// PackMonth is a month of a branch's plan.
type PackMonth struct {
	PlanRow
	OrgCode string
	OrgName string
	State   PlanState
}

// PackOf gathers the pack of an organisation and all below it, nil for all the actor
// sees: the same few queries, whatever there is.
func PackOf(tx *models.Tx, top *models.Org, period calendar.Period) (*Pack, error) {
	p := &Pack{Period: period}
	from, to := period.First().Month(), period.Last().Month()
	orgs, err := BranchesBelow(tx, top, from.First())
	if err != nil {
		return nil, err
	}
	columns, err := Columns(tx, Types, from, to)
	if err != nil {
		return nil, err
	}
	if p.Matrix, err = ReadMatrix(tx, orgs, columns, tx.Today()); err != nil {
		return nil, err
	}
	ids := []int64{0}
	for _, o := range orgs {
		ids = append(ids, o.ID)
	}
	for group := range p.Matrix.branchOf {
		ids = append(ids, group)
	}
	if p.Records, err = Activities(tx, Search{Orgs: ids, State: Held, From: from.First(), To: to.Last(), Limit: 1 << 30}); err != nil {
		return nil, err
	}
	slices.SortStableFunc(p.Records, func(a, b ActivityRow) int {
		return cmp.Or(cmp.Compare(a.OrgCode, b.OrgCode), cmp.Compare(a.HeldOn, b.HeldOn), cmp.Compare(a.ID, b.ID))
	})
	where, args := tx.Scope(models.View, models.Plans, "p.org_id")
	if err := tx.Raw(&p.Plans, `SELECT r.*, o.code AS org_code, o.name AS org_name, p.state FROM plan_rows r JOIN plans p ON p.id = r.plan_id JOIN orgs o ON o.id = p.org_id
		WHERE p.year = ? AND r.month BETWEEN ? AND ? AND p.org_id IN ? AND `+where+" ORDER BY o.code, r.month", append([]any{from.Year(), from.Number(), to.Number(), ids}, args...)...); err != nil {
		return nil, err
	}
	where, args = reach(tx, models.View, models.Changes, "org_id")
	p.Changes, err = models.In[Petition](tx).Preload("Org", nil).Where(where, args...).
		Where("org_id IN ? AND asked_at >= ? AND asked_at < ?", ids, tx.Time(from.First(), "00:00"), tx.Time(to.Last().Add(1), "00:00")).Order("org_id, id").Find(tx.Ctx)
	return p, err
}

// Came counts, of one form, how many people were expected and how many came.
type Came struct {
	Times, Expected, Present int
}

// Attendance is how many came to the theme days of an organisation.
func (p *Pack) Attendance(orgID int64) (c Came) {
	for _, a := range p.Records {
		if a.OrgID == orgID && a.Type == ThemeDay {
			c.Times, c.Expected, c.Present = c.Times+1, c.Expected+a.Expected, c.Present+a.Present
		}
	}
	return c
}

// Percent is how many of those expected came, 0 where nobody was.
func (c Came) Percent() int {
	if c.Expected == 0 {
		return 0
	}
	return c.Present * 100 / c.Expected
}
