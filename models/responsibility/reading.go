package responsibility

import (
	"cmp"
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
)

// reading is what the records show of some people in a year.
type reading struct {
	tx      *models.Tx
	chart   *models.Chart
	norm    Norm
	judge   orglife.Judge
	duties  map[int64]map[calendar.Period]*orglife.Duty // of leading groups
	held    []study
	classes []class
	lives   map[int64]orglife.PartTaken // by member
	said    map[said]*Confirmation
}

// study is a meeting of a leading group about Party work, and who of it was away.
type study struct {
	ID       int64
	OrgID    int64
	HeldOn   calendar.Date
	MemberID int64 // who was away; 0 for nobody, and a row for each
}

// class is a party class, with whom the year's plan names for it, or who as the
// branch's secretary gave it.
type class struct {
	ID       int64
	OrgID    int64
	HeldOn   calendar.Date
	Leader   string
	MemberID int64
}

type said struct {
	post   int64
	code   string
	period calendar.Period
}

func read(tx *models.Tx, chart *models.Chart, people []Person, year int) (*reading, error) {
	r := &reading{tx: tx, chart: chart, duties: map[int64]map[calendar.Period]*orglife.Duty{}, said: map[said]*Confirmation{}}
	from, to := calendar.MonthOf(year, 1).First(), calendar.MonthOf(year, 12).Last()
	groups, members, posts := []int64{-1}, []int64{-1}, []int64{-1}
	for _, p := range people {
		groups, members, posts = append(groups, p.OrgID), append(members, p.MemberID), append(posts, p.PostID)
	}
	var err error
	if r.norm, _, err = models.RuleFor[Norm](tx, models.RuleResponsibility, min(tx.Today(), to), nil); err != nil {
		return nil, err
	}
	if r.judge, err = orglife.JudgeOn(tx, tx.Today()); err != nil {
		return nil, err
	}
	for _, part := range []func() error{
		func() error { return r.readDuties(groups, from, to) },
		func() error { return r.readStudies(groups, from, to) },
		func() error { return r.readClasses(members, from, to) },
		func() (err error) { r.lives, err = orglife.PartsTaken(tx, members, from, to); return err },
		func() error { return r.readConfirmations(posts) },
	} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *reading) readDuties(groups []int64, from, to calendar.Date) error {
	duties, err := models.In[orglife.Duty](r.tx).Where("org_id IN ? AND code = ? AND due_on BETWEEN ? AND ?", groups, orglife.WorkStudy, from, to).Order("id").Find(r.tx.Ctx)
	for i := range duties {
		d := &duties[i]
		if r.duties[d.OrgID] == nil {
			r.duties[d.OrgID] = map[calendar.Period]*orglife.Duty{}
		}
		r.duties[d.OrgID][d.Period] = d
	}
	return err
}

func (r *reading) readStudies(groups []int64, from, to calendar.Date) error {
	return r.tx.Raw(&r.held, `SELECT a.id, a.org_id, a.held_on, COALESCE(b.member_id, 0) AS member_id FROM activities a LEFT JOIN absences b ON b.activity_id = a.id
		WHERE a.org_id IN ? AND a.type = ? AND a.state = ? AND a.held_on BETWEEN ? AND ? ORDER BY a.id`, groups, orglife.WorkStudy, orglife.Held, from, to)
}

func (r *reading) readClasses(members []int64, from, to calendar.Date) error {
	return r.tx.Raw(&r.classes, `SELECT a.id AS id, a.org_id, a.held_on, w.leader, 0 AS member_id FROM activities a
			JOIN credits c ON c.activity_id = a.id AND c.code = ? JOIN plan_rows w ON w.id = a.plan_row_id
			WHERE a.state = ? AND a.held_on BETWEEN ? AND ? AND w.leader IN (SELECT name FROM members WHERE id IN ?)
		UNION ALL SELECT a.id AS id, a.org_id, a.held_on, '' AS leader, t.member_id FROM activities a
			JOIN credits c ON c.activity_id = a.id AND c.code = ? JOIN posts p ON p.org_id = c.org_id AND p.office = ?
			JOIN tenures t ON t.post_id = p.id AND t.start_on <= a.held_on AND (t.end_on = '' OR t.end_on >= a.held_on)
			WHERE a.state = ? AND a.held_on BETWEEN ? AND ? AND t.member_id IN ? ORDER BY id`,
		orglife.PartyClass, orglife.Held, from, to, members, orglife.SecretaryClass, models.BranchSecretary, orglife.Held, from, to, members)
}

func (r *reading) readConfirmations(posts []int64) error {
	list, err := models.In[Confirmation](r.tx).Where("post_id IN ?", posts).Order("id").Find(r.tx.Ctx)
	for i := range list {
		c := &list[i]
		r.said[said{c.PostID, c.Code, c.Period}] = c
	}
	return err
}

// studies counts the group's meetings about Party work: of the head those that were
// held, of a deputy those he or she came to.
func (r *reading) studies(p *Person, period calendar.Period) (held int, link string) {
	came := map[int64]bool{}
	for _, s := range r.held {
		if s.OrgID == p.OrgID && period.Has(s.HeldOn) {
			away := s.MemberID == p.MemberID && p.Office != models.GroupSecretary
			before, seen := came[s.ID]
			came[s.ID] = !away && (before || !seen)
		}
	}
	for _, here := range came {
		if here {
			held++
		}
	}
	return held, orglife.DutyLink(p.OrgID, orglife.WorkStudy, period)
}

// lectures counts the party classes of the department for which the plan names the
// person, and those given as a branch's secretary.
func (r *reading) lectures(p *Person, period calendar.Period) (held int, link string) {
	counted := map[int64]bool{}
	for _, c := range r.classes {
		named := c.Leader == p.MemberName && r.chart.Group(c.OrgID) == p.OrgID
		if period.Has(c.HeldOn) && (named || c.MemberID != 0 && c.MemberID == p.MemberID) && !counted[c.ID] {
			counted[c.ID] = true
			held, link = held+1, fmt.Sprintf("/activities/%d", c.ID)
		}
	}
	return held, link
}

// life counts what one took part in of the life of one's own branch.
func (r *reading) life(p *Person, period calendar.Period) (held int, link string) {
	a := r.lives[p.MemberID]
	if a.OrgID == 0 {
		return 0, ""
	}
	return a.Came, fmt.Sprintf("/activities?org=%d&from=%s&to=%s", a.OrgID, period.First(), period.Last())
}

// fill writes what a person owes in a year.
func (r *reading) fill(p *Person, year int) {
	for n := range Items {
		item, owed := ItemByCode(p.Office, Items[n].Code)
		if !owed {
			continue
		}
		for _, period := range item.periods(year) {
			l := Line{Item: item, Period: period, DueOn: period.Last(), Needed: item.needed(r.norm)}
			duty := r.duties[p.OrgID][period]
			if item.Code == "study" {
				if duty == nil {
					continue // not asked for then
				}
				l.DueOn, l.Needed = duty.DueOn, duty.Needed
			}
			if item.Code == "life" {
				l.Of = r.lives[p.MemberID].Expected
			}
			l.Held, l.Link = item.read(r, p, period)
			l.Confirmed = r.said[said{p.PostID, item.Code, period}]
			l.Standing = r.standing(&l, duty)
			p.Lines = append(p.Lines, l)
		}
	}
}

// standing is how a line stands today; a meeting the group need not hold is nobody's to attend.
func (r *reading) standing(l *Line, duty *orglife.Duty) orglife.Standing {
	today := r.tx.Today()
	open := orglife.Duty{Code: orglife.WorkStudy, State: orglife.Open, DueOn: l.DueOn, Needed: l.Needed, Floor: l.Needed, Held: l.Held}
	switch {
	case duty != nil && (duty.State == orglife.Exempted || duty.State == orglife.Suspended):
		return orglife.Standing(duty.State)
	case l.Held >= l.Needed || l.Confirmed != nil:
		return orglife.Standing(orglife.Done)
	case duty != nil:
		return r.judge.Standing(&open)
	case today > l.DueOn:
		return orglife.Overdue
	case today == l.DueOn:
		return orglife.Due
	case today.DaysUntil(l.DueOn) <= cmp.Or(r.norm.Soon, 1):
		return orglife.DueSoon
	}
	return orglife.Pending
}
