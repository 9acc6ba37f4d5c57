package project

import (
	"slices"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Tick is one of the four things that Party work and business do together (四同). Each is
// filled from a record of the program, never typed.
type Tick string

const (
	Deployed  Tick = "deployed"  // 同部署: approved with the business task, decided at a meeting, or come out of one
	Pushed    Tick = "pushed"    // 同推进: progress reported, or a stage handed in
	Inspected Tick = "inspected" // 同检查: a check
	Assessed  Tick = "assessed"  // 同考核: an acceptance, or a stage accepted in review
)

// Ticks lists them in the order of the trade.
var Ticks = []Tick{Deployed, Pushed, Inspected, Assessed}

// TickNames are the ticks as people read them.
var TickNames = map[Tick]string{Deployed: "同部署", Pushed: "同推进", Inspected: "同检查", Assessed: "同考核"}

func (t Tick) String() string { return TickNames[t] }

// tickSQL is, for rows of projects, the condition that a tick has its record.
var tickSQL = map[Tick]string{
	Deployed: `(EXISTS (SELECT 1 FROM business_tasks b WHERE b.project_id = projects.id AND b.approved_at IS NOT NULL)
		OR EXISTS (SELECT 1 FROM project_links l JOIN activities a ON a.id = l.activity_id WHERE l.project_id = projects.id AND a.state = 'held')
		OR EXISTS (SELECT 1 FROM activities a WHERE a.id = projects.activity_id AND a.state = 'held'))`,
	Pushed:    `(EXISTS (SELECT 1 FROM progress_reports r WHERE r.project_id = projects.id) OR EXISTS (SELECT 1 FROM reviews v WHERE v.project_id = projects.id))`,
	Inspected: "EXISTS (SELECT 1 FROM checks c WHERE c.project_id = projects.id)",
	Assessed: `(EXISTS (SELECT 1 FROM acceptances e WHERE e.project_id = projects.id)
		OR EXISTS (SELECT 1 FROM reviews v WHERE v.project_id = projects.id AND v.decision = 'approved'))`,
}

// linkedSQL is the condition that a project goes with a business task.
const linkedSQL = "EXISTS (SELECT 1 FROM business_tasks t WHERE t.project_id = projects.id)"

// Link says that a meeting decided on a project.
type Link struct {
	ID         int64
	ProjectID  int64
	ActivityID int64
	ByID       int64
	ByName     string
	CreatedAt  time.Time

	Project *Project
}

// TableName keeps a project's links apart from others'.
func (Link) TableName() string { return "project_links" }

// LinkMeeting notes that a meeting, which the actor sees, deployed the project.
// It must have been held: what is only planned has decided nothing.
func (p *Project) LinkMeeting(tx *models.Tx, activityID int64, name language.Text, held bool) (*Link, error) {
	if err := p.mayEnter(tx); err != nil {
		return nil, err
	}
	switch {
	case !held:
		return nil, models.Fail(models.Conflict, "%s还没有记录，请先记录议定事项再关联。", name)
	case p.State == Closed:
		return nil, models.Fail(models.Conflict, "项目已结项，不能再关联会议。")
	}
	l := Link{ProjectID: p.ID, ActivityID: activityID, ByID: tx.Actor.ID, ByName: tx.Actor.Name, CreatedAt: tx.Now}
	if err := models.In[Link](tx).Omit("Project").Create(tx.Ctx, &l); err != nil {
		if models.IsDuplicate(err) {
			return nil, models.Fail(models.Conflict, "%s已经关联到这个项目，无需重复办理。", name)
		}
		return nil, err
	}
	return &l, p.record(tx, "关联会议", p.Subject(), language.Phrase{"%s作为同部署的记录", name}, nil, l)
}

// FindLink finds the link of a project that the actor may see.
func FindLink(tx *models.Tx, id int64) (*Link, error) {
	l, err := visible[Link](tx, "project_id").Preload("Project", nil).Where("id = ?", id).First(tx.Ctx)
	return &l, err
}

// Remove takes the link back.
func (l *Link) Remove(tx *models.Tx) error {
	if err := l.Project.mayEnter(tx); err != nil {
		return err
	}
	if l.Project.State == Closed {
		return models.Fail(models.Conflict, "项目已结项，关联不能再改。")
	}
	if n, err := models.In[Link](tx).Where("id = ?", l.ID).Delete(tx.Ctx); err != nil || n == 0 {
		return errOr(err, models.Missing)
	}
	return l.Project.record(tx, "取消关联会议", l.Project.Subject(), language.Phrase{"不再作为同部署的记录"}, l, nil)
}

func errOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// Evidence is the record behind a tick; of many, the latest.
type Evidence struct {
	Tick   Tick
	Source string // what kind of record: approval, meeting, report, round, check, verdict, acceptance
	ID     int64
	Place  int64  // the milestone, or the organisation of a meeting
	Text   string // a word of the record, or the type of a meeting
	Who    string
	At     *time.Time
	On     calendar.Date // of a meeting or check
	LinkID int64         // of a meeting
}

// Together is how a project stands beside the business: its task, its tags, and
// the records behind the four ticks.
type Together struct {
	Task     BusinessTask // without a name: none
	Tags     []Tag
	Evidence []Evidence
}

// Count is how many of the four ticks there are.
func (t *Together) Count() (n int) {
	for _, tick := range Ticks {
		if t.Has(tick) {
			n++
		}
	}
	return n
}

// Has reports whether a tick has its record.
func (t *Together) Has(tick Tick) bool {
	return slices.ContainsFunc(t.Evidence, func(e Evidence) bool { return e.Tick == tick })
}

// Missing lists the ticks without a record.
func (t *Together) Missing() (list []Tick) {
	for _, tick := range Ticks {
		if !t.Has(tick) {
			list = append(list, tick)
		}
	}
	return list
}

// togetherRow is a line of the one query behind Together.
type togetherRow struct {
	What   string
	ID     int64
	Place  int64
	Text   string
	Detail string
	Who    string
	At     *time.Time
	Day    string
	LinkID int64
}

// TogetherOf reads how a project stands beside the business: one query.
func TogetherOf(tx *models.Tx, id int64) (t Together, err error) {
	var rows []togetherRow
	latest := func(table string) string { return "(SELECT MAX(id) FROM " + table + " WHERE project_id = ?)" }
	err = tx.Raw(&rows, `SELECT 'task' AS what, project_id AS id, 0 AS place, name AS text, unit AS detail, approved_by AS who, approved_at AS at, '' AS day, 0 AS link_id FROM business_tasks WHERE project_id = ?
		UNION ALL SELECT 'report', id, milestone_id, text, '', by_name, created_at, '', 0 FROM progress_reports WHERE id = `+latest("progress_reports")+`
		UNION ALL SELECT 'round', id, milestone_id, '', '', submitted_name, submitted_at, '', 0 FROM reviews WHERE id = `+latest("reviews")+`
		UNION ALL SELECT 'check', id, milestone_id, result, '', by_name, created_at, checked_on, 0 FROM checks WHERE id = `+latest("checks")+`
		UNION ALL SELECT 'verdict', id, milestone_id, '', '', decided_name, decided_at, '', 0 FROM reviews
			WHERE id = (SELECT MAX(id) FROM reviews WHERE project_id = ? AND decision = 'approved')
		UNION ALL SELECT 'acceptance', id, 0, conclusion, '', by_name, created_at, '', 0 FROM acceptances WHERE id = `+latest("acceptances")+`
		UNION ALL SELECT 'meeting', a.id, a.org_id, a.type, o.name, l.by_name, l.created_at, a.held_on, l.id FROM project_links l
			JOIN activities a ON a.id = l.activity_id JOIN orgs o ON o.id = a.org_id WHERE l.project_id = ? AND a.state = 'held'
		UNION ALL SELECT 'meeting', a.id, a.org_id, a.type, o.name, '', a.recorded_at, a.held_on, 0 FROM projects p
			JOIN activities a ON a.id = p.activity_id JOIN orgs o ON o.id = a.org_id WHERE p.id = ? AND a.state = 'held'
		UNION ALL SELECT g.kind, g.id, g.since, g.name, g.retired_on, '', NULL, '', g.revision FROM project_tags p JOIN tags g ON g.id = p.tag_id WHERE p.project_id = ?`,
		id, id, id, id, id, id, id, id, id)
	for _, r := range rows {
		t.add(r)
	}
	slices.SortFunc(t.Tags, func(a, b Tag) int { return int(a.ID - b.ID) })
	return t, err
}

func (t *Together) add(r togetherRow) {
	e := Evidence{Source: r.What, ID: r.ID, Place: r.Place, Text: r.Text, Who: r.Who, At: r.At, On: calendar.Date(r.Day), LinkID: r.LinkID}
	switch r.What {
	case "task":
		t.Task = BusinessTask{ProjectID: r.ID, Name: r.Text, Unit: r.Detail, ApprovedAt: r.At, ApprovedBy: r.Who}
		if r.At == nil {
			return
		}
		e.Tick, e.Source, e.Text = Deployed, "approval", ""
	case "meeting":
		e.Tick, e.Who = Deployed, r.Detail
	case "report", "round":
		e.Tick = Pushed
	case "check":
		e.Tick = Inspected
	case "verdict", "acceptance":
		e.Tick = Assessed
	default:
		t.Tags = append(t.Tags, Tag{ID: r.ID, Kind: TagKind(r.What), Name: r.Text, Since: int(r.Place), RetiredOn: calendar.Date(r.Detail), Revision: int(r.LinkID)})
		return
	}
	t.keep(e)
}

// keep takes a record in; of the reports and judgements only the latest counts.
func (t *Together) keep(e Evidence) {
	at := slices.IndexFunc(t.Evidence, func(o Evidence) bool { return o.Tick == e.Tick })
	switch {
	case e.Source == "meeting" && slices.ContainsFunc(t.Evidence, func(o Evidence) bool { return o.Source == e.Source && o.ID == e.ID }):
	case at < 0 || e.Tick == Deployed:
		t.Evidence = append(t.Evidence, e)
	case !e.At.Before(*t.Evidence[at].At):
		t.Evidence[at] = e
	}
}
