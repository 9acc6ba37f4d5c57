package orglife

import (
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// DutyRow is a duty in a list, with whose it is.
type DutyRow struct {
	Duty
	OrgCode  string
	OrgName  string
	UnitName string
	FixedDay string
	Path     string
}

const dutyRows = `SELECT d.*, o.code AS org_code, o.name AS org_name, o.unit_name, o.fixed_day, o.path
	FROM duties d JOIN orgs o ON o.id = d.org_id WHERE `

// FindDuty finds a duty the actor may see.
func FindDuty(tx *models.Tx, id int64) (*Duty, error) {
	where, args := reach(tx, models.View, models.Duties, "org_id")
	d, err := models.In[Duty](tx).Where("id = ?", id).Where(where, args...).First(tx.Ctx)
	return &d, err
}

// DutiesOf lists a type's duties of a period that the actor may see.
func DutiesOf(tx *models.Tx, code Type, p calendar.Period) ([]DutyRow, error) {
	where, args := reach(tx, models.View, models.Duties, "d.org_id")
	var rows []DutyRow
	err := tx.Raw(&rows, dutyRows+"d.code = ? AND d.period = ? AND "+where+" ORDER BY o.code", append([]any{code, p}, args...)...)
	return rows, err
}

// OpenDutiesOf lists a page of a type's open duties of a period that the actor may
// see, after an organisation.
func OpenDutiesOf(tx *models.Tx, code Type, p calendar.Period, after int64, limit int) ([]DutyRow, error) {
	where, args := reach(tx, models.View, models.Duties, "d.org_id")
	var rows []DutyRow
	err := tx.Raw(&rows, dutyRows+"d.code = ? AND d.period = ? AND d.state = ? AND d.org_id > ? AND "+where+" ORDER BY d.org_id LIMIT ?",
		append(append([]any{code, p, Open, after}, args...), limit)...)
	return rows, err
}

// OpenDutiesOver lists the open duties that the actor may see of every period with
// one of some days, and of the period before, by organisation.
func OpenDutiesOver(tx *models.Tx, from, to calendar.Date) ([]DutyRow, error) {
	var codes []Type
	for _, f := range forms {
		codes = append(codes, f.code)
	}
	var periods []calendar.Period
	for span := range calendar.SpanNames {
		for p := span.Of(from).Add(-1); p.First() <= to; p = p.Add(1) {
			periods = append(periods, p)
		}
	}
	where, args := reach(tx, models.View, models.Duties, "d.org_id")
	var rows []DutyRow
	err := tx.Raw(&rows, dutyRows+"d.code IN ? AND d.period IN ? AND d.state = ? AND "+where+" ORDER BY d.org_id",
		append([]any{codes, periods, Open}, args...)...)
	return rows, err
}

// DutiesIn lists the duties of organisations that begin by a day and are not due
// before another, as far as the actor may see them.
func DutiesIn(tx *models.Tx, orgIDs []int64, from, to calendar.Date) ([]Duty, error) {
	where, args := reach(tx, models.View, models.Duties, "org_id")
	return models.In[Duty](tx).Where("org_id IN ? AND opens_on <= ? AND due_on >= ?", orgIDs, to, from).Where(where, args...).
		Order("due_on, org_id, code").Find(tx.Ctx)
}

// myDutiesAtMost bounds what one page asks of a person.
const myDutiesAtMost = 100

// MyDuties lists what is still open, due by the end of this month and for a year
// back, in the organisations whose records the actor keeps; the earliest first.
func MyDuties(tx *models.Tx) ([]DutyRow, error) {
	where, args := reach(tx, models.Enter, models.Duties, "d.org_id")
	return openNow(tx, where, args)
}

// OpenBelow lists what is open, due by the end of this month and for a year back, in the
// organisations at the paths and below them; the earliest first.
func OpenBelow(tx *models.Tx, paths []string) ([]DutyRow, error) {
	where, args := reach(tx, models.View, models.Duties, "d.org_id")
	below, more := models.Below("d.org_id", paths)
	return openNow(tx, where+" AND "+below, append(args, more...))
}

func openNow(tx *models.Tx, where string, args []any) ([]DutyRow, error) {
	month := tx.Today().Month()
	args = append([]any{Open, month.Add(-12).First(), month.Last()}, args...)
	var rows []DutyRow
	err := tx.Raw(&rows, dutyRows+"d.state = ? AND d.due_on BETWEEN ? AND ? AND "+where+" ORDER BY d.due_on, o.code, d.code LIMIT ?", append(args, myDutiesAtMost)...)
	return rows, err
}

// DutySearch says which duties a list shows.
type DutySearch struct {
	Period   calendar.Period // "" for all
	Code     Type
	OrgID    int64
	Standing Standing
	Limit    int

	AfterDue calendar.Date // the last row of the page before
	AfterID  int64
}

// Duties lists what the actor may see, the latest month first.
func Duties(tx *models.Tx, s DutySearch) ([]DutyRow, error) {
	where, args := reach(tx, models.View, models.Duties, "d.org_id")
	also := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if s.Period != "" {
		also("d.period = ?", s.Period)
	}
	if s.Code != "" {
		also("d.code = ?", s.Code)
	}
	if s.OrgID != 0 {
		also(withGroups("d.org_id"), s.OrgID, s.OrgID)
	}
	if s.Standing != "" {
		condition, values, err := standing(tx, s.Standing)
		if err != nil {
			return nil, err
		}
		also(condition, values...)
	}
	if s.AfterID != 0 {
		also("(d.due_on < ? OR d.due_on = ? AND d.id < ?)", s.AfterDue, s.AfterDue, s.AfterID)
	}
	var rows []DutyRow
	err := tx.Raw(&rows, dutyRows+where+" ORDER BY d.due_on DESC, d.id DESC LIMIT ?", append(args, s.Limit)...)
	return rows, err
}

// standing is Judge.Standing of today as a condition.
func standing(tx *models.Tx, s Standing) (string, []any, error) {
	day := tx.Today()
	switch s {
	case Pending, DueSoon:
		return nearness(tx, s, day)
	case Due:
		return "d.state = ? AND d.due_on = ?", []any{Open, day}, nil
	case Overdue:
		return "d.state = ? AND d.due_on < ? AND (d.held < d.floor OR d.held = 0)", []any{Open, day}, nil
	case Kept:
		return "d.state IN ?", []any{[]State{Done, DoneLate}}, nil
	case BelowCity:
		return "d.state = ? AND d.due_on < ? AND d.held >= d.floor AND d.held > 0", []any{Open, day}, nil
	}
	return "d.state = ?", []any{string(s)}, nil
}

// nearness tells what is due soon from what is not: each type has its own leads.
func nearness(tx *models.Tx, s Standing, day calendar.Date) (string, []any, error) {
	var ors []string
	var args []any
	for _, code := range Types {
		later, err := notSoon(tx, code, day)
		if err != nil {
			return "", nil, err
		}
		if s == Pending {
			ors = append(ors, "d.code = ? AND d.due_on >= ? AND d.due_on > ?")
			args = append(args, code, later, day)
			continue
		}
		ors = append(ors, "d.code = ? AND d.due_on > ? AND d.due_on < ?")
		args = append(args, code, day, later)
	}
	return "d.state = ? AND (" + strings.Join(ors, " OR ") + ")", append([]any{Open}, args...), nil
}

// LastCommitteeMeetings finds for each of some branches, or of all where they are
// nil, the latest meeting of its committee that counts, since a day.
func LastCommitteeMeetings(tx *models.Tx, branches []int64, since calendar.Date) (map[int64]calendar.Date, error) {
	var rows []struct {
		OrgID  int64
		HeldOn calendar.Date
	}
	where, args := "", []any{Held, since, CommitteeMeeting}
	if branches != nil {
		where, args = " AND org_id IN ?", append(args, branches)
	}
	err := tx.Raw(&rows, `SELECT org_id, MAX(held_on) AS held_on FROM activities
		WHERE state = ? AND held_on >= ? AND type = ? AND 2 * present >= expected`+where+" GROUP BY org_id", args...)
	last := map[int64]calendar.Date{}
	for _, r := range rows {
		last[r.OrgID] = r.HeldOn
	}
	return last, err
}
