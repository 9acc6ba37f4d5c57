package orglife

import (
	"cmp"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Situation is how branches stood in a month: what they owed, their records, and
// what of them is on the province's platform. It is the data of the month's bulletin.
type Situation struct {
	Month   calendar.Month
	Columns []Column
	Rows    []SituationRow
}

// SituationRow is one branch: a cell for each column, and two for its papers.
type SituationRow struct {
	Org     models.Org
	Cells   []Cell
	Records Paperwork
	Uploads Paperwork
}

// Paperwork is whether what was held is on paper in time, with the reason.
type Paperwork struct {
	State  Complete
	All    int // activities of the month
	Late   int // done, and too late
	Lacks  int // not done
	Reason language.Phrase

	due int // of those not done, what should be by now
}

// Complete is how complete it is.
type Complete string

const (
	OnTime    Complete = "on_time"
	WasLate   Complete = "late"
	Pends     Complete = "pending" // not done, and not due yet
	Missing   Complete = "missing"
	NoneThere Complete = "none" // nothing was held
)

func (p *Paperwork) judge() {
	switch {
	case p.All == 0:
		p.State = NoneThere
	case p.due > 0:
		p.State = Missing
	case p.Lacks > 0:
		p.State = Pends
	case p.Late > 0:
		p.State = WasLate
	default:
		p.State = OnTime
	}
}

// SituationOf works out the month of the branches below an organisation, nil for
// all the actor sees: the same few queries, whatever there is.
func SituationOf(tx *models.Tx, top *models.Org, month calendar.Month) (*Situation, error) {
	orgs, err := BranchesBelow(tx, top, month.First())
	if err != nil {
		return nil, err
	}
	s := &Situation{Month: month}
	if s.Columns, err = Columns(tx, MatrixForms, month, month); err != nil {
		return nil, err
	}
	m, err := ReadMatrix(tx, orgs, s.Columns, tx.Today())
	if err != nil {
		return nil, err
	}
	papers, err := m.Papers(tx, month.First(), month.Last())
	if err != nil {
		return nil, err
	}
	for i := range orgs {
		row := SituationRow{Org: orgs[i]}
		row.Records, row.Uploads = papers.Of(orgs[i].ID)
		for _, c := range s.Columns {
			row.Cells = append(row.Cells, m.At(&orgs[i], c))
		}
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}

// Papers are those of the branches of a matrix over some days.
type Papers struct{ records, uploads map[int64]*Paperwork }

// Papers reads which of the activities held from one day to another are on paper in time.
func (m *Matrix) Papers(tx *models.Tx, from, to calendar.Date) (p Papers, err error) {
	if p.records, err = m.recordsOf(tx, from, to); err != nil {
		return p, err
	}
	p.uploads, err = m.uploadsOf(tx, from, to)
	return p, err
}

// Of are the papers of a branch: its records, and what of them is on the province's platform.
func (p Papers) Of(branchID int64) (records, uploads Paperwork) {
	return told(p.records[branchID], "%[1]d次活动，补录%[2]d次，未记录%[3]d次"), told(p.uploads[branchID], "应传%[1]d次，迟传%[2]d次，未传%[3]d次")
}

// told is the papers of a branch with their state and reason; nil where it has none.
func told(p *Paperwork, reason string) Paperwork {
	if p == nil {
		p = &Paperwork{}
	}
	p.judge()
	p.Reason = language.Phrase{reason, p.All, p.Late, p.Lacks}
	return *p
}

// at finds the papers of an organisation's branch: those of a group are its branch's.
func (m *Matrix) at(found map[int64]*Paperwork, orgID int64) *Paperwork {
	branch := cmp.Or(m.branchOf[orgID], orgID)
	if found[branch] == nil {
		found[branch] = &Paperwork{}
	}
	return found[branch]
}

// recordsOf counts each branch's activities of some days by how they were put on
// record, as far as the actor reads the minutes. Who does not read those of a
// committee is told of its meetings by the duty's cell: held, late or not at all.
func (m *Matrix) recordsOf(tx *models.Tx, from, to calendar.Date) (map[int64]*Paperwork, error) {
	where, args := visible(tx, "a.")
	var rows []struct {
		OrgID               int64
		Total, Late, Lacked int
	}
	err := tx.Raw(&rows, `SELECT a.org_id, COUNT(*) AS total, SUM(CASE WHEN a.state = 'held' AND a.late = ? THEN 1 ELSE 0 END) AS late,
		SUM(CASE WHEN a.state = 'planned' THEN 1 ELSE 0 END) AS lacked FROM activities a
		WHERE a.held_on BETWEEN ? AND ? AND (a.state = 'held' OR a.held_on < ?) AND `+where+" GROUP BY a.org_id",
		append([]any{true, from, to, tx.Today()}, args...)...)
	found := map[int64]*Paperwork{}
	for _, r := range rows {
		p := m.at(found, r.OrgID)
		p.All, p.Late, p.Lacks, p.due = p.All+r.Total, p.Late+r.Late, p.Lacks+r.Lacked, p.due+r.Lacked
	}
	return found, err
}

// uploadsOf tells the same of what belongs on the province's platform.
func (m *Matrix) uploadsOf(tx *models.Tx, from, to calendar.Date) (map[int64]*Paperwork, error) {
	rule, err := UploadingOn(tx, to)
	if err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	search := UploadSearch{From: from, To: to, Limit: 1 << 30}
	if len(m.Orgs) == 1 {
		search.OrgID = m.Orgs[0].ID
	}
	rows, err := Uploads(tx, search)
	found := map[int64]*Paperwork{}
	for i := range rows {
		u := &rows[i]
		if u.State == Spared {
			continue
		}
		p, last := m.at(found, u.OrgID), u.YellowOn(work, rule)
		p.All++
		switch {
		case u.State == Uploaded && u.UploadedOn > last:
			p.Late++
		case u.State == ToUpload:
			p.Lacks++
			if tx.Today() > last {
				p.due++
			}
		}
	}
	return found, err
}
