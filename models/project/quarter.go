package project

import (
	"cmp"
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// QuarterSnapshot is how a project stood at the end of a quarter (季调度). It is
// written once and never changed: names, words and figures are copies.
type QuarterSnapshot struct {
	ID          int64
	Year        int
	Quarter     int
	ProjectID   int64
	OrgID       int64
	Unit        string
	Code        string
	Name        string
	Owner       string
	State       State
	Percent     int
	TimePercent int
	Tone        Tone
	Light       language.Phrase
	DueOn       calendar.Date
	OverdueDays int // working days of what is latest
	Note        string
	TakenOn     calendar.Date
	TakenBy     string
}

// Quarter is three months of a year.
type Quarter struct{ Year, Number int }

// QuarterOf is the quarter of a day.
func QuarterOf(day calendar.Date) Quarter {
	return Quarter{day.Year(), (day.Month().Number() + 2) / 3}
}

// Last is the last day of the quarter.
func (q Quarter) Last() calendar.Date {
	return calendar.Month(fmt.Sprintf("%04d-%02d", q.Year, 3*q.Number)).Last()
}

// Before is the quarter before.
func (q Quarter) Before() Quarter {
	if q.Number == 1 {
		return Quarter{q.Year - 1, 4}
	}
	return Quarter{q.Year, q.Number - 1}
}

// quarterPage is how many projects are written down in one step.
const quarterPage = 200

// TakeQuarter writes down how the year's projects stand that are not written down for
// the quarter yet; drafts are not. More may be left to take.
func TakeQuarter(tx *models.Tx, q Quarter) (taken int, more bool, err error) {
	if err := tx.Require(models.Approve, models.Projects, 0); err != nil {
		return 0, false, err
	}
	if q.Last().Month().Add(-2).First() > tx.Today() {
		return 0, false, models.Fail(models.Invalid, "%d年第%d季度还没有开始，不能调度。", q.Year, q.Number)
	}
	list, err := models.In[Project](tx).Preload("Org", nil).Preload("Milestones", nil).Where("year = ? AND state NOT IN ?", q.Year, []State{Draft, Returned}).
		Where("id NOT IN (SELECT project_id FROM quarter_snapshots WHERE year = ? AND quarter = ?)", q.Year, q.Number).Order("id").Limit(quarterPage).Find(tx.Ctx)
	if err != nil || len(list) == 0 {
		return 0, false, err
	}
	rows, err := snapshots(tx, q, list)
	if err != nil {
		return 0, false, err
	}
	if err := models.In[QuarterSnapshot](tx, models.Once).CreateInBatches(tx.Ctx, &rows, 100); err != nil {
		return 0, false, err
	}
	return len(rows), len(list) == quarterPage, tx.Record(models.Entry{Verb: "季调度", Subject: fmt.Sprintf("quarters/%d-%d", q.Year, q.Number),
		Topic: "quarters", Detail: language.Phrase{"%d年第%d季度，固化%d个项目", q.Year, q.Number, len(rows)}})
}

// snapshots are the projects as they stand.
func snapshots(tx *models.Tx, q Quarter, list []Project) ([]QuarterSnapshot, error) {
	var posts, ids []int64
	for _, p := range list {
		posts, ids = append(posts, p.OwnerPostID), append(ids, p.ID)
	}
	holders, err := tx.PostHolders(posts)
	if err != nil {
		return nil, err
	}
	notes, err := latestReports(tx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]QuarterSnapshot, len(list))
	for i := range list {
		p := &list[i]
		light, err := p.Light(tx, p.Milestones)
		if err != nil {
			return nil, err
		}
		late, err := p.lateDays(tx)
		if err != nil {
			return nil, err
		}
		h := holders[p.OwnerPostID]
		rows[i] = QuarterSnapshot{Year: q.Year, Quarter: q.Number, ProjectID: p.ID, OrgID: p.OrgID, Unit: cmp.Or(p.Org.UnitName, p.Org.Name), Code: p.Code, Name: p.Name,
			Owner: cmp.Or(h.MemberName, h.PostName), State: p.State, Percent: Percent(p.Milestones), TimePercent: p.TimeShare(tx.Today()), Tone: light.Tone, Light: light.Text,
			DueOn: p.DueOn, OverdueDays: late, Note: notes[p.ID], TakenOn: tx.Today(), TakenBy: tx.Actor.Name}
	}
	return rows, nil
}

// lateDays is how many working days the latest of the project's milestones is late.
func (p *Project) lateDays(tx *models.Tx) (days int, err error) {
	work, err := tx.Workdays()
	for _, m := range p.Milestones {
		if err == nil && m.Timeliness(tx.Today()) == OverdueOpen {
			days = max(days, 1, work.Between(m.OwedOn, tx.Today()))
		}
	}
	return days, err
}

// latestReports are the last words on the progress of projects.
func latestReports(tx *models.Tx, ids []int64) (map[int64]string, error) {
	var rows []struct {
		ProjectID int64
		Text      string
	}
	err := tx.Raw(&rows, "SELECT project_id, text FROM progress_reports WHERE id IN (SELECT MAX(id) FROM progress_reports WHERE project_id IN ? GROUP BY project_id)", ids)
	texts := map[int64]string{}
	for _, r := range rows {
		texts[r.ProjectID] = r.Text
	}
	return texts, err
}

// Quarters lists the quarters that are written down of projects the actor may see, the latest first.
func Quarters(tx *models.Tx) (list []Quarter, err error) {
	seen, args := scope(tx, "project_id")
	err = tx.Raw(&list, "SELECT DISTINCT year, quarter AS number FROM quarter_snapshots WHERE "+seen+" ORDER BY year DESC, quarter DESC", args...)
	return list, err
}

// Snapshots lists how the projects that the actor may see stood at the end of a
// quarter, by the name of the unit; after is the row to go on from, nil for the start.
func Snapshots(tx *models.Tx, q Quarter, after *QuarterSnapshot, limit int) ([]QuarterSnapshot, error) {
	query := visible[QuarterSnapshot](tx, "project_id").Where("year = ? AND quarter = ?", q.Year, q.Number)
	if after != nil {
		query = query.Where("(unit > ? OR unit = ? AND (code > ? OR code = ? AND id > ?))", after.Unit, after.Unit, after.Code, after.Code, after.ID)
	}
	return query.Order("unit, code, id").Limit(limit).Find(tx.Ctx)
}

// SnapshotsOf finds how some projects stood at the end of a quarter.
func SnapshotsOf(tx *models.Tx, q Quarter, list []QuarterSnapshot) (map[int64]QuarterSnapshot, error) {
	ids := []int64{0}
	for _, s := range list {
		ids = append(ids, s.ProjectID)
	}
	found, err := visible[QuarterSnapshot](tx, "project_id").Where("year = ? AND quarter = ? AND project_id IN ?", q.Year, q.Number, slices.Compact(ids)).Find(tx.Ctx)
	of := map[int64]QuarterSnapshot{}
	for _, s := range found {
		of[s.ProjectID] = s
	}
	return of, err
}
