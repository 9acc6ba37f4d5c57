package project

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Handout is how a task is handed down: to whom, with what words, and what of it
// differs from the task itself.
type Handout struct {
	Units    []Unit
	Message  string
	Measures string        // "": the task's
	Target   string        // "": the task's
	DueOn    calendar.Date // "": the task's
	Stages   bool          // copy the task's stages that are still to come
}

// Unit is an organisation that takes a part over, and its share; 0 is as much as the least.
type Unit struct {
	OrgID int64
	Share int
}

// HandDown makes each organisation a project of its own out of the task, which it
// is to sign for; more can be handed down later.
func (p *Project) HandDown(tx *models.Tx, h Handout) error {
	if err := p.mayHandDown(tx); err != nil {
		return err
	}
	if err := p.divisible(tx); err != nil {
		return err
	}
	if err := h.check(tx, p); err != nil {
		return err
	}
	orgs, err := p.takers(tx, h.Units)
	if err != nil {
		return err
	}
	chart, err := tx.Chart()
	if err != nil {
		return err
	}
	limit, err := signBy(tx)
	if err != nil {
		return err
	}
	made, err := p.divide(tx, h, orgs, chart)
	if err != nil {
		return err
	}
	parts := make([]Part, len(made))
	for i, c := range made {
		parts[i] = Part{ProjectID: c.ID, ParentID: p.ID, OrgID: c.OrgID, State: Unsigned, Share: max(1, h.Units[i].Share), Message: h.Message,
			SentBy: tx.Actor.ID, SentName: tx.Actor.Name, SentAt: tx.Now, DueOn: limit}
	}
	if err := models.In[Part](tx).CreateInBatches(tx.Ctx, &parts, 200); err != nil {
		return taken(err)
	}
	var names []string
	for i := range made {
		names = append(names, orgs[i].Name)
		if err := made[i].record(tx, "下达任务", made[i].Subject(), language.Phrase{"由《%s》分解下达，请于%s前签收", p.Name, limit.Short()}, nil, parts[i]); err != nil {
			return err
		}
	}
	if err := tellTakers(tx, chart, p, made, parts); err != nil {
		return err
	}
	return p.record(tx, "分解任务", p.Subject(), language.Phrase{"下达%d个单位：%s", len(names), language.Join("、", names)}, nil, h.Units)
}

// mayHandDown stops those who may not issue the decomposition of the lead's tasks.
func (p *Project) mayHandDown(tx *models.Tx) error {
	return tx.Require(models.Approve, models.Divisions, p.OrgID)
}

// levels is how often a task may be handed on.
const levels = 2

// divisible refuses what cannot be handed down as it stands.
func (p *Project) divisible(tx *models.Tx) error {
	if !p.UnderWay() {
		return models.Fail(models.Conflict, "项目当前为“%s”，不能分解下达；立项后、验收前可以分解。", p.State)
	}
	part, err := p.part(tx)
	if err != nil || part == nil {
		return err
	}
	above, err := models.In[Part](tx).Where("project_id = ?", part.ParentID).Count(tx.Ctx, "project_id")
	if err == nil && above > 0 {
		return models.Fail(models.Conflict, "任务已分解%d级，不能再往下分解。", levels)
	}
	return err
}

const mostUnits, mostShare = 1000, 10000

func (h *Handout) check(tx *models.Tx, p *Project) error {
	wrong := models.FieldErrors{}
	if len(h.Units) == 0 {
		wrong.Add("units", "请选择承接单位")
	}
	if len(h.Units) > mostUnits {
		wrong.Add("units", "一次最多下达%d个单位，请分批下达", mostUnits)
	}
	seen := map[int64]bool{}
	for i, u := range h.Units {
		if seen[u.OrgID] {
			wrong.Add("units", "承接单位有重复，请每个单位只选一次")
		}
		seen[u.OrgID] = true
		if u.Share < 0 || u.Share > mostShare {
			wrong.Add(fmt.Sprintf("units.%d.share", i), "份额须为1至%d的整数", mostShare)
		}
	}
	for _, f := range []struct {
		name, label string
		text        *string
		most        int
	}{{"message", "下达说明", &h.Message, 1000}, {"measures", "怎么干", &h.Measures, 5000}, {"target", "干到什么程度", &h.Target, 5000}} {
		if *f.text = strings.TrimSpace(*f.text); len([]rune(*f.text)) > f.most {
			wrong.Add(f.name, "%s不能超过%d个字，请精简", f.label, f.most)
		}
	}
	checkDates(wrong, "", "", h.DueOn)
	switch {
	case h.DueOn.Valid() && h.DueOn > p.DueOn:
		wrong.Add("due_on", "时限%s晚于任务时限%s，请改早", h.DueOn.Short(), p.DueOn.Short())
	case h.DueOn.Valid() && h.DueOn < tx.Today():
		wrong.Add("due_on", "时限不能早于今天")
	}
	return wrong.Err("%s", wrong)
}

// takingOver are the kinds of organisations that work on tasks.
var takingOver = []models.OrgKind{models.OrganCommittee, models.GeneralBranch, models.Branch, models.JointBranch, models.Section}

// cityWide are the kinds whose tasks go to the whole city.
var cityWide = []models.OrgKind{models.CityCommittee, models.Department, models.WorkCommittee, models.Section}

// takers reads the organisations in the order they are named; all must be below the
// lead, for the city's own tasks any in the city, and in the actor's reach.
func (p *Project) takers(tx *models.Tx, units []Unit) ([]models.Org, error) {
	ids := make([]int64, len(units))
	for i, u := range units {
		ids[i] = u.OrgID
	}
	list, err := p.reachable(tx, ids)
	if err != nil {
		return nil, err
	}
	if len(list) < len(ids) {
		return nil, models.FailAt(models.Invalid, "units", "所选单位不存在，或者不在可以下达的范围内，请重新选择。")
	}
	has, err := models.In[Part](tx).Where("parent_id = ? AND gone = 0 AND org_id IN ?", p.ID, ids).Count(tx.Ctx, "project_id")
	if err != nil {
		return nil, err
	}
	if has > 0 {
		return nil, alreadyHanded
	}
	slices.SortFunc(list, func(a, b models.Org) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return list, nil
}

// reachable lists the organisations that the actor may hand the task down to, of the
// ones named or, for nil, of all.
func (p *Project) reachable(tx *models.Tx, named []int64) ([]models.Org, error) {
	lead, err := models.In[models.Org](tx).Where("id = ?", p.OrgID).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	where, args := tx.Scope(models.Approve, models.Divisions, "id")
	q := models.In[models.Org](tx).Where(where, args...).Where("id <> ? AND kind IN ? AND closed_on = ''", lead.ID, takingOver)
	if !slices.Contains(cityWide, lead.Kind) {
		q = q.Where("path >= ? AND path < ?", lead.Path, strings.TrimSuffix(lead.Path, "/")+"0")
	}
	if named != nil {
		q = q.Where("id IN ?", named)
	}
	return q.Order("name, id").Find(tx.Ctx)
}

var alreadyHanded = models.FailAt(models.Invalid, "units", "所选单位中有的已承接本任务，请去掉后再下达。")

// taken tells a rival who was first.
func taken(err error) error {
	if models.IsDuplicate(err) {
		return alreadyHanded
	}
	return err
}

// signRule is how long those who take a part over have to sign for it, in working
// days: reminded so many before, and so many after grace by steps like the ladder's.
type signRule struct {
	Days  int
	Leads []int
	Grace int
	Steps []Step
}

// signBy is the day by which what is handed down today is to be signed for.
func signBy(tx *models.Tx) (calendar.Date, error) {
	rule, err := signingRule(tx, tx.Today())
	if err != nil {
		return "", err
	}
	work, err := tx.Workdays()
	if err != nil {
		return "", err
	}
	return work.Add(tx.Today(), rule.Days), nil
}

// tellTakers tells each organisation's own people what was handed down to it.
func tellTakers(tx *models.Tx, chart *models.Chart, whole *Project, made []Project, parts []Part) error {
	list := make([]notice.Reminder, len(made))
	for i, c := range made {
		body := language.Phrase{"由《%s》分解下达，请于%s前签收，明确责任人（约2分钟）；不能承接的，请写明理由退回。", whole.Name, parts[i].DueOn.Short()}
		if parts[i].Message != "" {
			body = language.Phrase{"%s说明：%s", body, parts[i].Message}
		}
		n := c.notice("handed-down", language.Phrase{"%s下达《%s》，请于%s前签收", parts[i].SentName, c.Name, parts[i].DueOn.Short()}, body)
		n.DueOn = parts[i].DueOn
		list[i] = notice.Reminder{Notice: n}
		for _, h := range chart.Held(c.OrgID, signing...) {
			list[i].To = append(list[i].To, notice.To{UserID: h.UserID, As: language.Quote(h.Title()), Copy: h.PostID != c.OwnerPostID})
		}
	}
	return notice.SendAll(tx, list)
}

// Candidates lists the organisations that the actor may still hand the task down to.
func (p *Project) Candidates(tx *models.Tx) ([]models.Org, error) {
	if err := p.mayHandDown(tx); err != nil {
		return nil, err
	}
	if err := p.divisible(tx); err != nil {
		return nil, err
	}
	list, err := p.reachable(tx, nil)
	if err != nil {
		return nil, err
	}
	has, err := models.In[Part](tx).Where("parent_id = ? AND gone = 0", p.ID).Find(tx.Ctx)
	return slices.DeleteFunc(list, func(o models.Org) bool {
		return slices.ContainsFunc(has, func(part Part) bool { return part.OrgID == o.ID })
	}), err
}
