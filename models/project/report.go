package project

import (
	"strings"
	"time"

	"luoshi/language"
	"luoshi/models"
)

// Report is what an organisation has sent up, entered once: the work committee, which
// leads, and the leading group, which guides, read the same row.
type Report struct {
	ID        int64
	Kind      ReportKind
	ProjectID int64
	OrgID     int64           // that reports
	Place     language.Phrase // what of the project it is about; "" for all of it
	Text      language.Phrase
	Link      string
	ByID      int64
	ByName    string
	CreatedAt time.Time
}

// ReportKind is what is sent up.
type ReportKind string

const (
	Progress    ReportKind = "progress"
	HandIn      ReportKind = "submission"
	Application ReportKind = "application"
	Finish      ReportKind = "acceptance"
)

// ReportKinds lists them in the order people are offered them.
var ReportKinds = []ReportKind{Progress, HandIn, Application, Finish}

// ReportKindNames are the kinds as people read them.
var ReportKindNames = map[ReportKind]string{Progress: "进展", HandIn: "提交审核", Application: "立项申报", Finish: "申请验收"}

func (k ReportKind) String() string { return ReportKindNames[k] }

// Line is how a report comes up to its reader.
type Line string

const (
	Leading Line = "leading" // 领导: the tree
	Guiding Line = "guiding" // 指导: the leading group
	Own     Line = "own"     // sent by the reader's own organisation
)

// Lines lists them.
var Lines = []Line{Leading, Guiding, Own}

// LineNames are the lines as people read them.
var LineNames = map[Line]string{Leading: "领导", Guiding: "指导", Own: "本单位"}

func (l Line) String() string { return LineNames[l] }

// ReportRead is somebody's mark that a report has been read.
type ReportRead struct {
	ReportID int64 `gorm:"primaryKey"`
	UserID   int64 `gorm:"primaryKey"`
	UserName string
	Line     Line
	ReadAt   time.Time
}

// ReportRow is a report in a list, with whose it is and on what.
type ReportRow struct {
	Report
	OrgName string
	OrgPath string
	Code    string
	Project string
}

// ReportSearch says which reports a list shows; zero values do not narrow it.
type ReportSearch struct {
	Line   Line
	Kind   ReportKind
	Unread bool
	Before int64 // the id to go on from
	Limit  int
}

// sendUp notes that something has gone up both lines; owner is the post that owes it.
func (p *Project) sendUp(tx *models.Tx, kind ReportKind, owner int64, place, text language.Phrase, link string) error {
	r := Report{Kind: kind, ProjectID: p.ID, OrgID: p.OrgID, Place: place, Text: text, Link: link, ByID: tx.Actor.ID, ByName: tx.Actor.Name, CreatedAt: tx.Now}
	for _, post := range tx.Actor.Posts {
		if post.PostID == owner && post.Kind != models.LeadingGroup {
			r.OrgID = post.OrgID // who works on a piece of another's project reports for the own organisation
		}
	}
	return models.In[Report](tx).Create(tx.Ctx, &r)
}

func clip(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

const reportRows = `SELECT r.*, o.name AS org_name, o.path AS org_path, p.code, p.name AS project
	FROM reports r JOIN orgs o ON o.id = r.org_id JOIN projects p ON p.id = r.project_id WHERE `

// reportScope is what came up to the actor, or was sent by the own organisation, of projects the actor sees.
func reportScope(tx *models.Tx) (string, []any) {
	sight, args := tx.Scope(models.View, models.Reports, "r.org_id")
	projects, more := scope(tx, "r.project_id")
	return sight + " AND " + projects, append(args, more...)
}

// Reports lists what came up to the actor, the latest first.
func Reports(tx *models.Tx, s ReportSearch) (rows []ReportRow, err error) {
	if err := tx.RequireSight(models.Reports); err != nil {
		return nil, err
	}
	where, args := reportScope(tx)
	also := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	guiding, guided := models.Below("r.org_id", tx.Actor.GuidedPaths())
	own := append(tx.Actor.OrgIDs(), 0)
	switch s.Line {
	case Own:
		also("r.org_id IN ?", own)
	case Guiding:
		also("r.org_id NOT IN ? AND "+guiding, append([]any{own}, guided...)...)
	case Leading:
		also("r.org_id NOT IN ? AND NOT ("+guiding+")", append([]any{own}, guided...)...)
	}
	if s.Kind != "" {
		also("r.kind = ?", s.Kind)
	}
	if s.Unread {
		also("r.org_id NOT IN ? AND NOT EXISTS (SELECT 1 FROM report_reads d WHERE d.report_id = r.id AND d.user_id = ?)", own, tx.Actor.ID)
	}
	if s.Before != 0 {
		also("r.id < ?", s.Before)
	}
	err = tx.Raw(&rows, reportRows+where+" ORDER BY r.id DESC LIMIT ?", append(args, s.Limit)...)
	return rows, err
}

// FindReport finds a report that came up to the actor.
func FindReport(tx *models.Tx, id int64) (*ReportRow, error) {
	where, args := reportScope(tx)
	var rows []ReportRow
	if err := tx.Raw(&rows, reportRows+where+" AND r.id = ?", append(args, id)...); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, models.Missing
	}
	return &rows[0], nil
}

// LineTo is the line on which the report comes up to the actor.
func (r *ReportRow) LineTo(tx *models.Tx) Line {
	for _, id := range tx.Actor.OrgIDs() {
		if id == r.OrgID {
			return Own
		}
	}
	for _, path := range tx.Actor.GuidedPaths() {
		if strings.HasPrefix(r.OrgPath, path) {
			return Guiding
		}
	}
	return Leading
}

// Read marks the report as read by the actor, once.
func (r *ReportRow) Read(tx *models.Tx) error {
	line := r.LineTo(tx)
	if line == Own {
		return models.Fail(models.Forbidden, "这是本单位报送的，由市直机关工委和部门党组（党委）阅。")
	}
	return models.In[ReportRead](tx, models.Once).Create(tx.Ctx, &ReportRead{ReportID: r.ID, UserID: tx.Actor.ID, UserName: tx.Actor.Name, Line: line, ReadAt: tx.Now})
}

// ReadsOf lists who has read the reports, the first first.
func ReadsOf(tx *models.Tx, ids []int64) (map[int64][]ReportRead, error) {
	list, err := models.In[ReportRead](tx).Where("report_id IN ?", append(ids, 0)).Order("read_at, user_id").Find(tx.Ctx)
	reads := map[int64][]ReportRead{}
	for _, d := range list {
		reads[d.ReportID] = append(reads[d.ReportID], d)
	}
	return reads, err
}
