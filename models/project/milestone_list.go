package project

import (
	"slices"
	"strings"

	"luoshi/models"
)

// Lists and single milestones are what programs and pages read most.

// listed is a milestone with its project's name.
type listed struct {
	Milestone
	ProjectName string
}

const listedColumns = "milestones.*, (SELECT name FROM projects WHERE id = milestones.project_id) AS project_name"

// Milestones lists milestones the actor may see, by due date; next is nil on the last page.
func Milestones(tx *models.Tx, f MilestoneFilter, page Page) (list []Milestone, next *Page, err error) {
	conditions, err := f.conditions(tx)
	if err != nil {
		return nil, nil, err
	}
	in, args := scope(tx, "project_id")
	sql := []string{in}
	for _, c := range append(conditions, condition{page.ID != 0, "(due_on > ? OR due_on = ? AND id > ?)", []any{page.Due, page.Due, page.ID}}) {
		if c.wanted {
			sql, args = append(sql, "("+c.sql+")"), append(args, c.args...)
		}
	}
	rows, err := models.Read[listed](tx, "SELECT "+listedColumns+" FROM milestones WHERE "+strings.Join(sql, " AND ")+" ORDER BY due_on, id LIMIT ?",
		append(args, page.Limit+1)...)
	for _, r := range rows {
		r.Milestone.ProjectName = r.ProjectName
		list = append(list, r.Milestone)
	}
	if err == nil && len(list) > page.Limit {
		list = slices.Clip(list[:page.Limit])
		last := list[page.Limit-1]
		next = &Page{Limit: page.Limit, Due: last.DueOn, ID: last.ID}
	}
	return list, next, err
}

// FindMilestone finds a milestone the actor may see, with its project.
func FindMilestone(tx *models.Tx, id int64) (*Milestone, error) {
	in, args := scope(tx, "project_id")
	found, err := models.Read[Milestone](tx, "SELECT * FROM milestones WHERE id = ? AND "+in, append([]any{id}, args...)...)
	if err != nil || len(found) == 0 {
		return nil, errOr(err, models.Missing)
	}
	projects, err := models.Read[Project](tx, "SELECT * FROM projects WHERE id = ?", found[0].ProjectID)
	if err != nil || len(projects) == 0 {
		return nil, errOr(err, models.Missing)
	}
	found[0].Project = &projects[0]
	return &found[0], nil
}

// MilestoneDetail is a milestone with its rounds and what was reported last, the newest first.
type MilestoneDetail struct {
	Milestone
	Rounds  []Review
	Reports []ProgressReport
}

// ShowMilestone finds a milestone the actor may see, with so many reports.
func ShowMilestone(tx *models.Tx, id int64, reports int) (*MilestoneDetail, error) {
	type counted struct {
		Milestone
		ProjectName string
		Needed      *string // before it
		Rounds      int
		Told        bool // anything was reported
	}
	in, args := scope(tx, "project_id")
	found, err := models.Read[counted](tx, "SELECT "+listedColumns+`, (SELECT GROUP_CONCAT(needs_id) FROM milestone_needs WHERE milestone_id = milestones.id) AS needed,
		(SELECT COUNT(*) FROM reviews WHERE milestone_id = milestones.id) AS rounds,
		EXISTS (SELECT 1 FROM progress_reports WHERE milestone_id = milestones.id) AS told FROM milestones WHERE id = ? AND `+in, append([]any{id}, args...)...)
	if err != nil || len(found) == 0 {
		return nil, errOr(err, models.Missing)
	}
	d := MilestoneDetail{Milestone: found[0].Milestone}
	d.ProjectName = found[0].ProjectName
	if found[0].Needed != nil {
		d.Needs = numbers(*found[0].Needed)
	}
	if found[0].Rounds > 0 {
		if d.Rounds, err = d.Milestone.Rounds(tx); err != nil {
			return nil, err
		}
	}
	if found[0].Told {
		d.Reports, err = d.Milestone.Reports(tx, reports)
	}
	return &d, err
}
