package project

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Piece is a part with its project and its task, as the pages of both show it.
type Piece struct {
	Part
	Code        string
	Name        string
	OrgName     string
	Stands      State // of the project
	Due         calendar.Date
	OwnerPostID int64
	OwnerPost   string
	Owner       string // who holds the post, "" for nobody
	Percent     int
	Light       Light `gorm:"-"`
	Parts       int   // into which it was decomposed in turn
	Task        Above `gorm:"embedded;embeddedPrefix:task_"`
}

// Above is the task of a part, as far as those who took it over may know it.
type Above struct {
	Code    string
	Name    string
	State   State
	DueOn   calendar.Date
	OrgName string
	OrgPath string
}

// Overdue reports whether the piece is one to look at: not signed for in time, or behind with the work.
func (c *Piece) Overdue(today calendar.Date) bool {
	return c.Light.Tone == Late || c.State == Unsigned && c.DueOn < today
}

// Pieces reads what the project is a part of, nil for none, and what it was decomposed
// into by the names of the organisations, those taken back last.
func (p *Project) Pieces(tx *models.Tx) (own *Piece, list []Piece, err error) {
	if own, list, err = pieces(tx, p.ID); err != nil || len(list) == 0 {
		return own, nil, err
	}
	steps, err := models.In[Milestone](tx).Where("project_id IN (SELECT project_id FROM parts WHERE parent_id = ?)", p.ID).
		Order("project_id, seq, stage_id IS NOT NULL, due_on, id").Find(tx.Ctx)
	if err != nil {
		return own, nil, err
	}
	return own, list, lightUp(tx, list, steps)
}

// ownPercent is, in SQL, how far the stages of a project are: that of the column.
func ownPercent(column string) string {
	return "ROUND(COALESCE((SELECT SUM(m.weight * m.percent) FROM milestones m WHERE m.project_id = " + column + " AND m.stage_id IS NULL), 0) / 100.0)"
}

// pieces is Pieces without the lights: one query, however many.
func pieces(tx *models.Tx, id int64) (own *Piece, list []Piece, err error) {
	today := tx.Today()
	if err := tx.Raw(&list, `SELECT t.*, c.code, c.name, c.state AS stands, c.due_on AS due, c.owner_post_id, o.name AS org_name,
		COALESCE(po.name, '') AS owner_post, COALESCE(h.name, '') AS owner, COALESCE(g.parts, 0) AS parts,
		COALESCE(g.percent, `+ownPercent("t.project_id")+`) AS percent,
		p.code AS task_code, p.name AS task_name, p.state AS task_state, p.due_on AS task_due_on, l.name AS task_org_name, l.path AS task_org_path
		FROM parts t JOIN projects c ON c.id = t.project_id JOIN orgs o ON o.id = t.org_id JOIN projects p ON p.id = t.parent_id JOIN orgs l ON l.id = p.org_id
		LEFT JOIN posts po ON po.id = c.owner_post_id LEFT JOIN tenures n ON n.post_id = po.id AND n.start_on <= ? AND (n.end_on = '' OR n.end_on >= ?)
		LEFT JOIN members h ON h.id = n.member_id
		LEFT JOIN (SELECT s.parent_id, COUNT(*) AS parts, ROUND(SUM(s.share * `+ownPercent("s.project_id")+`) / SUM(s.share)) AS percent FROM parts s
			WHERE s.gone = 0 AND s.parent_id IN (SELECT project_id FROM parts WHERE parent_id = ?) GROUP BY s.parent_id) g ON g.parent_id = t.project_id
		WHERE t.parent_id = ? OR t.project_id = ? ORDER BY t.gone > 0, o.name, t.project_id`, today, today, id, id, id); err != nil {
		return nil, nil, err
	}
	if i := slices.IndexFunc(list, func(c Piece) bool { return c.ProjectID == id }); i >= 0 {
		c := list[i]
		own, list = &c, slices.Delete(list, i, i+1)
	}
	return own, list, nil
}

// lightUp works out the pieces' lights from their milestones.
func lightUp(tx *models.Tx, list []Piece, steps []Milestone) (err error) {
	of := map[int64][]Milestone{}
	for _, m := range steps {
		of[m.ProjectID] = append(of[m.ProjectID], m)
	}
	for i := range list {
		c := &list[i]
		child := Project{ID: c.ProjectID, State: c.Stands, DueOn: c.Due}
		if c.Light, err = child.Light(tx, of[c.ProjectID]); err != nil {
			return err
		}
	}
	return nil
}

// Rolled sums up what a task was decomposed into.
type Rolled struct {
	Total, Waiting, Signed, Declined int
	LateReceipts                     int // not signed for in time, or signed for late
	Percent                          int
	Weighted                         bool // not all shares are the same
	Lights                           map[Tone]int
}

// RollUp sums up the pieces that still count.
func RollUp(list []Piece, today calendar.Date) Rolled {
	r := Rolled{Lights: map[Tone]int{}}
	var all []portion
	for _, c := range list {
		if c.Gone != 0 {
			continue
		}
		r.Total++
		switch c.State {
		case Unsigned:
			r.Waiting++
		case Signed:
			r.Signed++
		case Declined:
			r.Declined++
		}
		if c.Late > 0 || c.State == Unsigned && c.DueOn < today {
			r.LateReceipts++
		}
		r.Lights[c.Light.Tone]++
		all = append(all, portion{Share: c.Share, Percent: c.Percent})
	}
	r.Percent = mean(all)
	r.Weighted = slices.ContainsFunc(all, func(s portion) bool { return s.Share != all[0].Share })
	return r
}

// portion is how much of a task a part is, and how far it is.
type portion struct {
	ProjectID int64
	ParentID  int64
	Gone      int64
	Share     int
	Percent   int
}

// mean is the percent of a task, by the shares of its parts.
func mean(list []portion) int {
	sum, whole := 0, 0
	for _, s := range list {
		sum, whole = sum+s.Share*s.Percent, whole+s.Share
	}
	if whole == 0 {
		return 0
	}
	return rounded(sum, whole)
}

// AddParts reads, for projects of a list, how far their parts are, and of which
// tasks they are parts themselves: one query.
func AddParts(tx *models.Tx, list []Project) error {
	ids := append(idsOf(list), 0)
	var rows []portion
	if err := tx.Raw(&rows, "SELECT t.project_id, t.parent_id, t.gone, t.share, "+ownPercent("t.project_id")+` AS percent FROM parts t
		WHERE t.parent_id IN ? OR t.project_id IN ? OR t.parent_id IN (SELECT s.project_id FROM parts s WHERE s.parent_id IN ?)`, ids, ids, ids); err != nil {
		return err
	}
	of, parent := map[int64][]portion{}, map[int64]int64{}
	for _, s := range rows {
		parent[s.ProjectID] = s.ParentID
		if s.Gone == 0 {
			of[s.ParentID] = append(of[s.ParentID], s)
		}
	}
	for i := range list {
		p := &list[i]
		p.ParentID, p.Parts = parent[p.ID], of[p.ID]
		for k, s := range p.Parts {
			if mine := of[s.ProjectID]; len(mine) > 0 {
				p.Parts[k].Percent = mean(mine)
			}
		}
	}
	return nil
}

// Percent is how far the project is: as its parts are, or else the sum of its stages by weight.
func (p *Project) Percent(milestones []Milestone) int {
	if len(p.Parts) > 0 {
		return mean(p.Parts)
	}
	return Percent(milestones)
}
