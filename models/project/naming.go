package project

import (
	"slices"
	"strings"

	"luoshi/models"
)

// This file is who may be named in a project, so that nobody reaches beyond the own
// place in the tree through a name. Whoever sees the whole city names any post and any
// organisation; others:
//
//	an owner           posts of the lead and below it, and of the leading group that guides it; of stages,
//	                   nodes and improvements also posts of the cooperating organisations
//	a reviewer, leader posts of the lead, of those that lead it, and of leading groups that guide one of these
//	a cooperating one  organisations the actor sees, and those led by the same one as the lead
//
// What the project, or the one it is copied from, names already may stay.

// naming is a post that a change of a project names in a field of its form.
type naming struct {
	field string
	post  int64
	as    role
}

type role int

const (
	asOwner role = iota
	asWorker
	asReviewer
)

// knowPosts refuses posts that are not there, or are not to be named by the actor.
func (p *Project) knowPosts(tx *models.Tx, stages []Milestone) error {
	list := []naming{{"owner_post_id", p.OwnerPostID, asOwner}, {"reviewer_post_id", p.ReviewerPostID, asReviewer}, {"leader_post_id", p.LeaderPostID, asReviewer}}
	for i, s := range stages {
		list = append(list, naming{stageField(i, "owner_post_id"), s.OwnerPostID, asWorker}, naming{stageField(i, "reviewer_post_id"), s.ReviewerPostID, asReviewer})
	}
	return p.mayName(tx, list...)
}

func (p *Project) mayName(tx *models.Tx, list ...naming) error {
	list = slices.DeleteFunc(list, func(n naming) bool { return n.post == 0 })
	if len(list) == 0 {
		return nil
	}
	var ids []int64
	for _, n := range list {
		ids = append(ids, n.post)
	}
	posts, err := models.In[models.Post](tx).Preload("Org", nil).Where("id IN ?", ids).Find(tx.Ctx)
	if err != nil {
		return err
	}
	known := map[int64]*models.Org{}
	for _, post := range posts {
		known[post.ID] = post.Org
	}
	wrong := models.FieldErrors{}
	for _, n := range list {
		if known[n.post] == nil {
			wrong.Add(n.field, "所选职务不存在，请重新选择")
		}
	}
	if len(wrong) > 0 || tx.Can(models.View, models.Orgs, 0) {
		return wrong.Err("%s", wrong)
	}
	if err := p.namedAlready(tx, known); err != nil {
		return err
	}
	near, err := p.near(tx)
	if err != nil {
		return err
	}
	for _, n := range list {
		if o := known[n.post]; o != nil && !near.has(o, n.as) {
			wrong.Add(n.field, "%s", outside[n.as])
		}
	}
	return wrong.Err("%s", wrong)
}

var outside = map[role]string{
	asOwner:    "责任人须是责任单位及其下级的职务，请重新选择",
	asWorker:   "责任人须是责任单位及其下级，或者配合单位的职务，请重新选择",
	asReviewer: "审核人、分管负责同志须是责任单位或者其上级党组织、党组的职务，请重新选择",
}

// kept is the project whose names may stay: itself, or before it is kept the one it
// is copied from; 0 for neither.
func (p *Project) kept() int64 {
	if p.ID == 0 && p.CopiedFromID != nil {
		return *p.CopiedFromID
	}
	return p.ID
}

// namedAlready takes out the posts that the project names as it is kept.
func (p *Project) namedAlready(tx *models.Tx, known map[int64]*models.Org) error {
	if p.kept() == 0 {
		return nil
	}
	var rows []struct{ Owner, Reviewer, Leader int64 }
	err := tx.Raw(&rows, `SELECT owner_post_id AS owner, reviewer_post_id AS reviewer, leader_post_id AS leader FROM projects WHERE id = ?
		UNION SELECT owner_post_id, reviewer_post_id, 0 FROM milestones WHERE project_id = ?`, p.kept(), p.kept())
	for _, r := range rows {
		delete(known, r.Owner)
		delete(known, r.Reviewer)
		delete(known, r.Leader)
	}
	return err
}

// nearby is what lies around a project's lead in the tree.
type nearby struct {
	lead     *models.Org
	groups   []int64 // guide the lead or what leads it
	partners []int64
}

func (p *Project) near(tx *models.Tx) (n nearby, err error) {
	lead, err := models.In[models.Org](tx).Where("id = ?", p.OrgID).First(tx.Ctx)
	if err != nil {
		return n, err
	}
	n.lead = &lead
	line, err := tx.Line(&lead)
	if err != nil {
		return n, err
	}
	for _, o := range line {
		if o.GuidedByID != nil {
			n.groups = append(n.groups, *o.GuidedByID)
		}
	}
	partners, err := models.In[ProjectOrg](tx).Where("project_id = ?", p.ID).Order("org_id").Find(tx.Ctx)
	for _, o := range partners {
		n.partners = append(n.partners, o.OrgID)
	}
	return n, err
}

func (n *nearby) has(o *models.Org, as role) bool {
	switch {
	case slices.Contains(n.groups, o.ID), o.ID == n.lead.ID:
		return true
	case as == asReviewer:
		return strings.HasPrefix(n.lead.Path, o.Path)
	case as == asWorker && slices.Contains(n.partners, o.ID):
		return true
	}
	return o.Within(n.lead)
}

// mayCooperate refuses organisations that are not to be named by the actor.
func (p *Project) mayCooperate(tx *models.Tx, cooperating []int64) error {
	if len(cooperating) == 0 || tx.Can(models.View, models.Orgs, 0) {
		return nil
	}
	where, args := tx.Scope(models.View, models.Orgs, "id")
	args = append(args, cooperating, p.OrgID, p.kept())
	var near []int64
	if err := tx.Raw(&near, "SELECT id FROM orgs WHERE ("+where+` OR id IN ? AND parent_id IN (SELECT parent_id FROM orgs WHERE id = ?)
		OR id IN (SELECT org_id FROM project_orgs WHERE project_id = ?))`, args...); err != nil {
		return err
	}
	for _, id := range cooperating {
		if id != 0 && !slices.Contains(near, id) { // 0: an empty choice of a form
			return models.FailAt(models.Invalid, "cooperating", "配合单位须在您的查看范围内，或者与责任单位同属一个上级党组织，请重新选择。")
		}
	}
	return nil
}
