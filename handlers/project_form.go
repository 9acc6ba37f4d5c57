package handlers

import (
	"strconv"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// projectFormView is the form of a project: one form when it is new, and one for
// the project and one for its stages when it is changed.
type projectFormView struct {
	Title    language.Text
	Back     string
	Sub      phrase // nil for what to know of a draft
	Form     views.Form
	Rows     []stageRow // of the first form
	Weights  int
	Business []views.Field
	MayAdd   bool        // another row
	Patterns string      // link to the templates, for a new project
	Stages   *views.Form // the second form, with the rows; nil for a new project
}

func (s *Server) newProject(r *Request) (Answer, error) {
	return s.projectFormPage(r, "新建项目", func(tx *models.Tx, v *projectFormView) error {
		if !tx.Reaches(models.Enter, models.Projects) {
			return tx.Require(models.Enter, models.Projects, 0)
		}
		p := &project.Project{Year: tx.Today().Year(), Type: project.Routine}
		fields, err := projectFields(tx, p, nil)
		if err != nil {
			return err
		}
		v.Back, v.Patterns = "/projects", "/templates"
		v.Form = views.Form{ID: "project", Action: "/projects", Button: "保存草拟", Fields: fields}
		if err := v.addBusiness(tx, p, &project.Together{}); err != nil {
			return err
		}
		v.addStages(r, &v.Form, nil, nil)
		return nil
	})
}

func (s *Server) editProject(r *Request) (Answer, error) {
	return s.projectFormPage(r, "修改项目", func(tx *models.Tx, v *projectFormView) error {
		w, err := project.FindWhole(tx, r.ID())
		if err != nil {
			return err
		}
		if !w.Allowed(tx).Edit {
			return models.Fail(models.Conflict, "项目当前为“%s”，内容不能直接修改；草拟或退回时由填报人修改，立项后时限须申请延期。", w.State)
		}
		var partners []int64
		for _, o := range w.Partners {
			if !o.IsLead {
				partners = append(partners, o.OrgID)
			}
		}
		fields, err := projectFields(tx, w.Project, partners)
		if err != nil {
			return err
		}
		revision := []views.Field{hidden("revision", int64(w.Revision))}
		v.Back = w.Link()
		v.Form = views.Form{ID: "project", Action: w.Link() + "?_method=PATCH", Button: "保存修改", Fields: fields, Hidden: revision}
		placed, err := project.TogetherOf(tx, w.ID)
		if err != nil {
			return err
		}
		if err := v.addBusiness(tx, w.Project, &placed); err != nil {
			return err
		}
		v.Stages = &views.Form{ID: "stages", Action: w.Link() + "/stages?_method=PUT", Button: "保存阶段", Hidden: revision}
		v.addStages(r, v.Stages, w.Milestones, w.Needs)
		return nil
	})
}

func (s *Server) projectFormPage(r *Request, title word, read func(*models.Tx, *projectFormView) error) (Answer, error) {
	view := projectFormView{Title: title}
	err := r.View(func(tx *models.Tx) error { return read(tx, &view) })
	if err == nil {
		view.settle(r)
	}
	return Answer{Page: "project_form", Title: title, Section: "projects", View: view, Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: title}}}, err
}

// projectFields are the five questions and what belongs to them.
func projectFields(tx *models.Tx, p *project.Project, partners []int64) ([]views.Field, error) {
	orgs, err := tx.Orgs()
	if err != nil {
		return nil, err
	}
	holders, err := tx.AllHolders()
	if err != nil {
		return nil, err
	}
	var units, helpers []views.Option
	for _, o := range orgs {
		id := strconv.FormatInt(o.ID, 10)
		if tx.CanBelow(models.Enter, models.Projects, &o) {
			units = append(units, views.Option{Value: id, Name: typed(o.Code + " " + o.Name), Chosen: o.ID == p.OrgID})
		}
		chosen := false
		for _, h := range partners {
			chosen = chosen || h == o.ID
		}
		helpers = append(helpers, views.Option{Value: id, Name: typed(o.Name), Chosen: chosen})
	}
	var types []views.Option
	for _, t := range project.Types {
		types = append(types, views.Option{Value: string(t), Name: word(t.String()), Chosen: t == p.Type})
	}
	target := word("写可检验的成果，最好有数量，如“命名模范机关6家”")
	if p.Vague() {
		target = "现在的写法没有数量或成果，请写明可检验成果，如“命名模范机关6家”"
	}
	return []views.Field{
		{Name: "year", Label: "年度", Type: "number", Must: true, Value: strconv.Itoa(p.Year)}, {Name: "code", Label: "编号", Must: true, Value: p.Code, Hint: "如 P03"},
		{Name: "name", Label: "项目名称", Must: true, Value: p.Name}, {Name: "type", Label: "类型", Type: "select", Options: types}, {Name: "category", Label: "标签", Value: p.Category, Hint: "如 规范提升"},
		{Name: "origin", Label: "任务来源", Type: "select", Options: origins(p.Origin)},
		{Name: "objective", Label: "干什么", Type: "textarea", Value: p.Objective}, {Name: "measures", Label: "怎么干", Type: "textarea", Value: p.Measures, Hint: "每行一条措施"},
		{Name: "org_id", Label: "谁来干：责任单位", Type: "select", Must: true, Options: units}, {Name: "owner_post_id", Label: "谁来干：责任人", Type: "select", Options: seatOptions(holders, p.OwnerPostID, "未定")},
		{Name: "reviewer_post_id", Label: "审核人", Type: "select", Options: seatOptions(holders, p.ReviewerPostID, "有审批权限的同志"), Hint: "不能是责任人"},
		{Name: "leader_post_id", Label: "分管负责同志", Type: "select", Options: seatOptions(holders, p.LeaderPostID, "未定")},
		{Name: "target", Label: "干到什么程度", Type: "textarea", Value: p.Target, Hint: target},
		{Name: "start_on", Label: "开始日期", Type: "date", Value: string(p.StartOn)}, {Name: "due_on", Label: "何时完成", Type: "date", Value: string(p.DueOn)},
		{Name: "cooperating", Label: "配合单位", Type: "checkbox", Options: helpers},
	}, nil
}

// seatOptions are the posts with who holds them, after one for none of them.
func seatOptions(holders []models.Holder, chosen int64, none word) []views.Option {
	list := []views.Option{{Value: "0", Name: none, Chosen: chosen == 0}}
	for _, h := range holders {
		list = append(list, views.Option{Value: strconv.FormatInt(h.PostID, 10), Name: typed(h.Title() + "　" + h.MemberName), Chosen: h.PostID == chosen})
	}
	return list
}

// addBusiness appends the fields about the business and the tags.
func (v *projectFormView) addBusiness(tx *models.Tx, p *project.Project, t *project.Together) (err error) {
	v.Business, err = businessFields(tx, p, t)
	v.Form.Fields = append(v.Form.Fields, v.Business...)
	return err
}
