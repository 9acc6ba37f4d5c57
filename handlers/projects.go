package handlers

import (
	"fmt"
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// projectForm is a project as it is typed in or sent.
type projectForm struct {
	Year           int           `form:"year" json:"year" label:"年度"`
	Code           string        `form:"code" json:"code" binding:"max=40" label:"项目编号"`
	Name           string        `form:"name" json:"name" binding:"max=200" label:"项目名称"`
	Type           project.Type  `form:"type" json:"type"`
	Category       string        `form:"category" json:"category" binding:"max=100" label:"标签"`
	Origin         string        `form:"origin" json:"origin" binding:"max=30" label:"任务来源"`
	Objective      string        `form:"objective" json:"objective" binding:"max=5000" label:"干什么"`
	Measures       lines         `form:"measures" json:"measures" binding:"max=5000" label:"怎么干"`
	Target         string        `form:"target" json:"target" binding:"max=5000" label:"干到什么程度"`
	Metric         metricForm    `json:"metric"`
	OrgID          int64         `form:"org_id" json:"org_id" label:"责任单位"`
	OwnerPostID    int64         `form:"owner_post_id" json:"owner_post_id"`
	ReviewerPostID int64         `form:"reviewer_post_id" json:"reviewer_post_id"`
	LeaderPostID   int64         `form:"leader_post_id" json:"leader_post_id"`
	Cooperating    []int64       `form:"cooperating" json:"cooperating"`
	Business       businessForm  `json:"business"`
	Tags           []int64       `form:"tags" json:"tags"`
	StartOn        calendar.Date `form:"start_on" json:"start_on"`
	DueOn          calendar.Date `form:"due_on" json:"due_on"`
	Revision       *int          `form:"revision" json:"revision"`
	Stages         []stageForm   `form:"-" json:"stages"`
}

type metricForm struct {
	Name     string  `form:"metric_name" json:"name" binding:"max=100" label:"指标名称"`
	Unit     string  `form:"metric_unit" json:"unit" binding:"max=30" label:"单位"`
	Baseline float64 `form:"metric_baseline" json:"baseline"`
	Target   float64 `form:"metric_target" json:"target"`
	Current  float64 `form:"metric_current" json:"current"`
}

// fill writes the form into a project.
func (f *projectForm) fill(p *project.Project) {
	p.Year, p.Code, p.Name, p.Type, p.Category, p.Origin = f.Year, f.Code, f.Name, f.Type, f.Category, project.Origin(f.Origin)
	p.Objective, p.Measures, p.Target, p.Metric = f.Objective, string(f.Measures), f.Target, project.Metric(f.Metric)
	p.OrgID, p.OwnerPostID, p.ReviewerPostID, p.LeaderPostID = f.OrgID, f.OwnerPostID, f.ReviewerPostID, f.LeaderPostID
	p.StartOn, p.DueOn = f.StartOn, f.DueOn
}

func (s *Server) listProjects(r *Request) (Answer, error) {
	if !wantsJSON(r.Context) {
		return s.projectsPage(r)
	}
	page, err := r.pageByDay()
	if err != nil {
		return Answer{}, err
	}
	answer := List[projectLine]{Items: []projectLine{}}
	err = r.View(func(tx *models.Tx) error {
		f, err := projectsFilter(r, tx)
		if err != nil {
			return err
		}
		list, next, err := project.List(tx, f, page)
		if err != nil {
			return err
		}
		if next != nil {
			answer.Next = cursor(next.Due, next.ID)
		}
		answer.Items, err = projectLines(tx, list)
		return err
	})
	return Answer{JSON: answer}, err
}

func (s *Server) createProject(r *Request) (Answer, error) {
	var form projectForm
	if r.oneMore() {
		return r.another("project", s.newProject)
	}
	if err := r.Form(&form); err != nil {
		return r.again("project", err, s.newProject)
	}
	form.Stages = append(form.Stages, stagesTyped(r)...)
	var p project.Project
	form.fill(&p)
	err := r.Update(func(tx *models.Tx) error {
		p.ID = 0
		if err := project.Create(tx, &p, stages(form.Stages), form.Cooperating); err != nil || !form.isPlaced() {
			return err
		}
		return p.Describe(tx, form.business())
	})
	if err != nil {
		return r.again("project", err, s.newProject)
	}
	return s.projectDone(r, p.ID, http.StatusCreated, "项目已保存为草拟。")
}

func (s *Server) showProject(r *Request) (Answer, error) {
	if !wantsJSON(r.Context) {
		return s.projectPage(r, r.ID())
	}
	var view projectJSON
	err := r.View(func(tx *models.Tx) (err error) {
		view, err = showProject(tx, r.ID())
		return err
	})
	return Answer{Page: "project", Title: typed(view.Name), Section: "projects", View: view, JSON: view}, err
}

// changeProject changes a draft; fields left out stay as they are.
func (s *Server) changeProject(r *Request) (Answer, error) {
	var form projectForm
	err := r.View(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err == nil {
			form = formOf(p)
		}
		if err != nil {
			return err
		}
		placed, err := project.TogetherOf(tx, p.ID)
		form.placed(placed)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	if err := r.Form(&form); err != nil {
		return r.again("project", err, s.editProject)
	}
	if form.Revision == nil {
		return Answer{}, needRevision
	}
	err = r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		change := *p
		form.fill(&change)
		if err := p.Edit(tx, *form.Revision, change, form.Cooperating); err != nil {
			return err
		}
		return p.Describe(tx, form.business())
	})
	if err != nil {
		return r.again("project", err, s.editProject)
	}
	return s.projectDone(r, r.ID(), http.StatusOK, "修改已保存。")
}

// needRevision is the answer to a change that does not say what it is based on.
var needRevision = models.FailAt(models.Invalid, "revision", "请带上读取时的版本号 revision，以免覆盖他人的修改。")

// formOf is a project as a form that changes nothing.
func formOf(p *project.Project) projectForm {
	return projectForm{Year: p.Year, Code: p.Code, Name: p.Name, Type: p.Type, Category: p.Category, Origin: string(p.Origin), Objective: p.Objective, Measures: lines(p.Measures),
		Target: p.Target, Metric: metricForm(p.Metric), OrgID: p.OrgID, OwnerPostID: p.OwnerPostID, ReviewerPostID: p.ReviewerPostID,
		LeaderPostID: p.LeaderPostID, StartOn: p.StartOn, DueOn: p.DueOn}
}

func (s *Server) deleteProject(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return p.Delete(tx)
	})
	return Answer{Goto: "/projects", Flash: "草拟的项目已删除。"}, err
}

// setStages puts other stages in the place of a draft's.
func (s *Server) setStages(r *Request) (Answer, error) {
	var form struct {
		Revision *int        `form:"revision" json:"revision"`
		Stages   []stageForm `form:"-" json:"stages"`
	}
	if r.oneMore() {
		return r.another("stages", s.editProject)
	}
	if err := r.Form(&form); err != nil {
		return r.again("stages", err, s.editProject)
	}
	if form.Revision == nil {
		return Answer{}, needRevision
	}
	form.Stages = append(form.Stages, stagesTyped(r)...)
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return p.SetStages(tx, *form.Revision, stages(form.Stages))
	})
	if err != nil {
		return r.again("stages", err, s.editProject)
	}
	return s.projectDone(r, r.ID(), http.StatusOK, "阶段安排已保存。")
}

// projectDone answers a change: the project for a program, its page for a browser.
func (s *Server) projectDone(r *Request, id int64, status int, flash word) (Answer, error) {
	a := Answer{Status: status, Goto: fmt.Sprintf("/projects/%d", id), Flash: flash}
	if !wantsJSON(r.Context) {
		return a, nil
	}
	err := r.View(func(tx *models.Tx) error {
		view, err := showProject(tx, id)
		a.JSON = view
		return err
	})
	return a, err
}
