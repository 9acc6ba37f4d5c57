package handlers

import (
	"slices"
	"strconv"
	"strings"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// note, reason: what nearly every verb asks.
func noteField(label word) views.Field {
	return views.Field{Name: "note", Label: label, Type: "textarea"}
}

func reasonField(label word) views.Field {
	return views.Field{Name: "reason", Label: label, Type: "textarea", Must: true}
}

// form is a form of a project's page; the page is shown again when it is refused.
func form(w *project.Whole, what, subject string, title word, action string, button word, fields ...views.Field) views.Form {
	id := what + "-" + subject
	for i := range fields {
		fields[i].Key = id + "-"
	}
	return views.Form{ID: id, Title: title, Action: action, Button: button, Fields: fields,
		Hidden: []views.Field{hidden("on", w.ID), {Name: "form", Value: id}}}
}

// projectForms are the verbs on the whole project, the next step first.
func projectForms(tx *models.Tx, w *project.Whole, may project.Allowed) (list []views.Form) {
	at := func(path string) string { return w.Link() + path }
	add := func(allowed bool, what string, title word, action string, button word, fields ...views.Field) {
		if allowed {
			list = append(list, form(w, what, "project", title, at(action), button, fields...))
		}
	}
	add(may.Decide, "approve", "批准立项", "/approval", "批准立项", noteField("意见（选填）"))
	add(may.Decide, "return", "退回", "/return", "退回", reasonField("退回理由"))
	add(may.Accept, "accept", "验收", "/acceptance", "登记验收结论", acceptanceFields(tx, w)...)
	add(may.Submit, "submit", "申报立项", "/submission", "申报立项")
	add(may.Start, "start", "启动实施", "/start", "启动实施")
	add(may.Finish, "finish", "申请验收", "/acceptance-request", "申请验收")
	add(may.Check, "start-check", "开始检查", "/check", "开始检查")
	add(may.Postpone, "extend", "申请项目延期", "/extensions", "提交延期申请", extensionFields()...)
	add(may.Resume, "resume", "恢复项目", "/resumption", "恢复项目")
	add(may.Suspend, "suspend", "中止项目", "/suspension", "中止", reasonField("中止理由"))
	list = append(list, keepForms(tx, w)...)
	if may.Delete {
		f := form(w, "delete", "project", "删除草拟", at("?_method=DELETE"), "删除草拟")
		f.Confirm = "删除后不能恢复，确定删除？"
		list = append(list, f)
	}
	return list
}

// keepForms is the way to keep the project as a template, for those who may keep one.
func keepForms(tx *models.Tx, w *project.Whole) []views.Form {
	var places []views.Option
	for _, o := range append([]models.Org{*w.Org}, tx.Actor.Orgs()...) {
		id := strconv.FormatInt(o.ID, 10)
		if tx.CanBelow(models.Enter, models.Projects, &o) && !slices.ContainsFunc(places, func(p views.Option) bool { return p.Value == id }) {
			places = append(places, views.Option{Value: id, Name: phrase{"%s及下级", o.Name}})
		}
	}
	if places == nil || w.StartOn == "" || w.DueOn == "" {
		return nil
	}
	f := form(w, "keep", "project", "存为模板", "/templates", "存为模板", views.Field{Name: "name", Label: "模板名称", Must: true, Value: w.Name},
		views.Field{Name: "org_id", Label: "适用范围", Type: "select", Options: places})
	f.Text = "保存做什么和各阶段从开始算起的天数，不带人员、进展；“项目模板”中可以用它立项。"
	f.Hidden = append(f.Hidden, hidden("project_id", w.ID))
	return []views.Form{f}
}

func acceptanceFields(tx *models.Tx, w *project.Whole) []views.Field {
	fields := []views.Field{
		{Name: "outcome", Label: "成效（与目标对照）", Type: "textarea", Must: true, Hint: word(tx.Say("目标：%s", w.Target))},
		{Name: "evidence", Label: "佐证", Type: "textarea"},
	}
	if w.Type == project.Service {
		fields = append(fields, views.Field{Name: "satisfaction_source", Label: "满意度来源", Must: true, Hint: "如 电话回访"},
			views.Field{Name: "satisfaction_sample", Label: "样本数", Type: "number", Must: true}, views.Field{Name: "satisfaction_percent", Label: "满意度（%）", Must: true})
	}
	conclusions := make([]views.Option, len(project.Conclusions))
	for i, c := range project.Conclusions {
		conclusions[i] = views.Option{Value: string(c), Name: word(c.String())}
	}
	return append(fields, views.Field{Name: "conclusion", Label: "结论", Type: "radio", Must: true, Options: conclusions},
		views.Field{Name: "reason", Label: "不合格的原因和改进要求", Type: "textarea"}, views.Field{Name: "experience", Label: "可推广的经验（选填）", Type: "textarea"})
}

// milestoneForms are the verbs on a stage or a node.
func milestoneForms(tx *models.Tx, w *project.Whole, m *project.Milestone, may project.AllowedOn) (list []views.Form) {
	id := strconv.FormatInt(m.ID, 10)
	at := "/milestones/" + id
	add := func(allowed bool, what string, title word, action string, button word, fields ...views.Field) {
		if allowed {
			list = append(list, form(w, what, id, title, at+action, button, fields...))
		}
	}
	percent := views.Field{Name: "percent", Label: "完成比例（%）", Type: "number", Must: true, Value: strconv.Itoa(m.Percent), Hint: "0至99；完成的请提交审核"}
	report := []views.Field{percent, {Name: "text", Label: "进展", Type: "textarea", Must: true, Hint: "不超过300个字，不需要照片"}}
	if w.Metric.Name != "" {
		report = append(report, views.Field{Name: "metric_current", Label: word(tx.Say("%s现值（%s）", w.Metric.Name, w.Metric.Unit)), Hint: "选填"})
	}
	add(may.Review, "approve", "通过", "/approval", "通过", noteField("意见（选填）"))
	add(may.Review, "return", "退回", "/return", "退回", reasonField("退回理由"))
	add(may.Report, "report", "填报进展", "/progress", "填报进展", report...)
	if may.Report {
		last := &list[len(list)-1]
		last.Hidden = append(last.Hidden, hidden("revision", int64(m.Revision)))
	}
	add(may.Submit, "submit", "提交审核", "/submission", "提交审核", noteField("完成情况（选填）"))
	add(may.Withdraw, "withdraw", "撤回提交", "/submission?_method=DELETE", "撤回提交")
	add(may.Postpone, "extend", "申请延期", "/extensions", "提交延期申请", extensionFields()...)
	add(may.Check, "check", "登记检查", "/checks", "登记检查", checkFields()...)
	if may.AddNode {
		f := form(w, "node", id, "增加节点", w.Link()+"/milestones", "增加节点", views.Field{Name: "name", Label: "节点", Must: true}, views.Field{Name: "due_on", Label: "时限", Type: "date", Must: true})
		f.Hidden = append(f.Hidden, hidden("stage_id", m.ID))
		list = append(list, f)
	}
	return list
}

func extensionFields() []views.Field {
	return []views.Field{{Name: "new_due_on", Label: "新的时限", Type: "date", Must: true}, reasonField("延期原因"),
		{Name: "progress", Label: "目前进展", Type: "textarea", Must: true}, {Name: "measures", Label: "新的推进措施", Type: "textarea", Must: true}}
}

func checkFields() []views.Field {
	results := make([]views.Option, len(project.Results))
	for i, r := range project.Results {
		results[i] = views.Option{Value: string(r), Name: word(r.String())}
	}
	return []views.Field{{Name: "result", Label: "结论", Type: "radio", Must: true, Options: results},
		{Name: "problems", Label: "存在的问题", Type: "textarea", Hint: "每行一个；每个问题成为一条改进事项"}, {Name: "measure", Label: "改进措施", Type: "textarea"},
		{Name: "due_on", Label: "改进时限", Type: "date"}, {Name: "note", Label: "说明（选填）", Type: "textarea"}}
}

func improvementForms(w *project.Whole, i *project.Improvement, mayHandIn, mayVerify bool) (list []views.Form) {
	id := strconv.FormatInt(i.ID, 10)
	at := "/improvements/" + id
	if mayHandIn {
		list = append(list, form(w, "improved", id, "提交改进情况", at+"/submission", "提交改进情况", views.Field{Name: "note", Label: "改进情况", Type: "textarea", Must: true}))
	}
	if mayVerify {
		list = append(list, form(w, "verify", id, "核验销号", at+"/verification", "核验销号", noteField("意见（选填）")),
			form(w, "improve", id, "退回改进", at+"/return", "退回", reasonField("退回理由")))
	}
	return list
}

func extensionForms(w *project.Whole, e *project.Extension) []views.Form {
	id := strconv.FormatInt(e.ID, 10)
	at := "/extensions/" + id
	return []views.Form{form(w, "grant", id, "同意延期", at+"/approval", "同意延期", noteField("意见（选填）")),
		form(w, "refuse", id, "退回延期申请", at+"/return", "退回", reasonField("退回理由"))}
}

// finish puts back what was typed into a form that was refused, and marks the next step.
func (v *projectView) finish(r *Request) {
	var all []*views.Form
	gather := func(list []views.Form) {
		for i := range list {
			all = append(all, &list[i])
		}
	}
	for i := range v.Stages {
		gather(v.Stages[i].Forms)
		for k := range v.Stages[i].Nodes {
			gather(v.Stages[i].Nodes[k].Forms)
		}
	}
	for i := range v.Extensions {
		gather(v.Extensions[i].Forms)
	}
	for i := range v.Checks {
		for k := range v.Checks[i].Items {
			gather(v.Checks[i].Items[k].Forms)
		}
	}
	gather(v.Acts)
	if v.Handed != nil {
		gather(v.Handed.Forms)
	}
	for _, f := range all {
		*f = r.fill(*f)
		f.Open = r.refused != nil && r.refused.form == f.ID
	}
	v.markNext(all)
}

// nextSteps are the verbs that count as the next step, the most pressing first.
var nextSteps = []string{"approve-", "accept-project", "grant-", "verify-", "submit-project", "start-project", "improved-", "finish-project", "submit-"}

func (v *projectView) markNext(all []*views.Form) {
	for _, what := range nextSteps {
		for _, f := range all {
			if strings.HasPrefix(f.ID, what) {
				f.Main = true
				return
			}
		}
	}
}

// backOnProject shows the project's page again for a form that stands on it: with
// what was typed when it was refused, or with the change for htmx.
func (s *Server) backOnProject(r *Request, on int64, a Answer, err error) (Answer, error) {
	page := func(r *Request) (Answer, error) { return s.projectPage(r, on) }
	if err != nil {
		return r.again(r.PostForm("form"), err, page)
	}
	if r.GetHeader("HX-Request") != "true" {
		return a, nil
	}
	shown, err := page(r)
	if models.KindOf(err) == models.NotFound {
		return a, nil // deleted: go where the action says
	}
	if view, ok := shown.View.(projectView); ok {
		view.Flash = a.Flash.In(r.Language())
		shown.View = view
	}
	return shown, err
}

// standsOn is the project on whose page the form stands that was sent, 0 for none.
func (r *Request) standsOn() int64 {
	if r.Context.Request.Method == "GET" || wantsJSON(r.Context) {
		return 0
	}
	id, err := strconv.ParseInt(r.PostForm("on"), 10, 64)
	if err != nil {
		return 0
	}
	return id
}
