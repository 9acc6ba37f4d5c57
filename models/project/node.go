package project

import (
	"strings"

	"luoshi/language"
	"luoshi/models"
)

// AddNode adds a node to a stage that is not done: a dated piece of its work with an owner of its own.
func (m *Milestone) AddNode(tx *models.Tx, n *Milestone) error {
	if err := m.mayEnter(tx); err != nil {
		return err
	}
	p := m.Project
	switch {
	case !m.IsStage():
		return models.Fail(models.Invalid, "节点只能加在阶段之下，请选择阶段。")
	case m.State == Done || m.State == HandedIn:
		return models.Fail(models.Conflict, "%s当前为“%s”，不能再加节点。", m.Label(), m.State)
	case !p.Editable() && !p.UnderWay():
		return models.Fail(models.Conflict, "项目当前为“%s”，不能加节点。", p.State)
	}
	if err := n.complete(m, tx); err != nil {
		return err
	}
	if err := p.mayName(tx, naming{"owner_post_id", n.OwnerPostID, asWorker}, naming{"reviewer_post_id", n.ReviewerPostID, asReviewer}); err != nil {
		return err
	}
	if err := models.In[Milestone](tx).Omit("Project").Create(tx.Ctx, n); err != nil {
		return err
	}
	if err := indexMilestones(tx, *n); err != nil {
		return err
	}
	if n.Running {
		if err := n.tellDueAgain(tx); err != nil {
			return err
		}
	}
	return p.record(tx, "增加节点", n.Subject(), language.Phrase{"%s增加%s，时限%s", m.Label(), n.Label(), n.DueOn.Short()}, nil, nil)
}

// complete fills in what a node takes from its stage and refuses what does not fit.
func (n *Milestone) complete(m *Milestone, tx *models.Tx) error {
	wrong := models.FieldErrors{}
	if n.Name = strings.TrimSpace(n.Name); n.Name == "" || len([]rune(n.Name)) > 200 {
		wrong.Add("name", "请填写节点名称，不超过200个字")
	}
	if n.StartOn == "" {
		n.StartOn = m.StartOn
	}
	if len([]rune(n.Goal)) > 5000 || len([]rune(n.Measures)) > 5000 || len([]rune(n.Standard)) > 5000 {
		wrong.Add("goal", "目标、措施、标准各不超过5000个字，请精简")
	}
	checkDates(wrong, "", n.StartOn, n.DueOn)
	switch {
	case !n.DueOn.Valid():
		wrong.Add("due_on", "请填写完成时限，如 2022-06-17")
	case n.DueOn > m.DueOn:
		wrong.Add("due_on", "节点时限%s晚于%s时限%s，请改早", n.DueOn.Short(), m.Short(), m.DueOn.Short())
	}
	if n.OwnerPostID == 0 {
		n.OwnerPostID = m.OwnerPostID
	}
	if n.ReviewerPostID == 0 {
		n.ReviewerPostID = m.ReviewerPostID
	}
	if n.OwnerPostID != 0 && n.OwnerPostID == n.ReviewerPostID {
		wrong.Add("reviewer_post_id", "审核人不能是责任人，请另选一个职务")
	}
	id := m.ID
	n.ID, n.ProjectID, n.StageID, n.OrgID, n.Seq, n.State, n.Project = 0, m.ProjectID, &id, m.OrgID, m.Seq, Planned, m.Project
	n.FirstDueOn, n.OwedOn, n.EnteredOn = n.DueOn, n.DueOn, tx.Today()
	n.Weight, n.Percent, n.Running = 0, 0, m.Project.UnderWay()
	return wrong.Err("%s", wrong)
}
