package handlers

import (
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// timetableView is a year of projects on one axis.
type timetableView struct {
	Head  projectsHead
	Year  yearChart
	Rows  []timetableRow
	Pager views.Pager
}

type timetableRow struct {
	Link, Code, Name string
	Under            phrase
	Light            lamp
	Today            string // where today stands, "" in another year
	Chart            chartRow
}

// showTimetable draws the projects of a year, a page of them at a time.
func (s *Server) showTimetable(r *Request) (Answer, error) {
	var view timetableView
	err := r.View(func(tx *models.Tx) error {
		some, err := someProjects(r, tx, "timetable", "/projects/timetable", 0)
		if err != nil {
			return err
		}
		view.Head, view.Pager = some.head, some.pager
		work, err := tx.Workdays()
		if err != nil {
			return err
		}
		view.Year = newYearChart(some.year, tx.Today(), work)
		for i := range some.list {
			row, err := view.Year.project(tx, &some.list[i], some.holders)
			if err != nil {
				return err
			}
			view.Rows = append(view.Rows, row)
		}
		return nil
	})
	return Answer{Page: "timetable", Part: "timetable", Title: word("时间表"), Section: "projects", Wide: true, View: view,
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("时间表")}}}, err
}

// project draws one row.
func (c *yearChart) project(tx *models.Tx, p *project.Project, holders map[int64]models.Holder) (timetableRow, error) {
	light, err := p.Light(tx, p.Milestones)
	if err != nil {
		return timetableRow{}, err
	}
	row := timetableRow{Link: p.Link(), Code: p.Code, Name: p.Name, Under: holderName(holders[p.OwnerPostID]), Light: showLight(tx, light), Today: c.Today}
	row.Light.Word = tx.Say(briefly[light.Tone])
	if p.DueOn.Valid() {
		row.Under = phrase{"%s · %s止", row.Under, p.DueOn.Short()}
	}
	var spans []stageSpan
	for _, m := range stagesIn(p) {
		if !m.StartOn.Valid() || !m.DueOn.Valid() {
			continue // a draft's stage without dates has no place on the axis
		}
		light, err := m.Light(tx)
		if err != nil {
			return row, err
		}
		spans = append(spans, spanOf(tx, &m, light))
	}
	row.Chart = c.row(spans, tx.Today())
	return row, nil
}

// briefly are the lights in the narrow column of the timetable.
var briefly = map[project.Tone]string{project.OK: "正常", project.Warn: "关注", project.Late: "逾期", project.Info: "审核中", project.Idle: "未开始"}

func spanOf(tx *models.Tx, m *project.Milestone, light project.Light) stageSpan {
	span := stageSpan{Seq: m.Seq, Name: m.Name, From: m.StartOn, To: m.DueOn, First: m.FirstDueOn, Owed: m.OwedOn, Percent: m.Percent, Word: tx.Say("%s", light.Text)}
	switch {
	case m.State == project.Done:
		span.Kind, span.Mark = "done", "✓"
	case m.State == project.HandedIn:
		span.Mark = tx.Say("待审")
	case light.Tone == project.Idle:
		span.Kind = "plan"
	case light.Tone == project.Warn:
		span.Kind = "warn"
	case light.Tone == project.Late:
		span.Kind, span.Late = "late", true
	}
	return span
}
