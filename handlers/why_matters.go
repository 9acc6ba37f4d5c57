package handlers

import (
	"cmp"
	"strconv"

	"luoshi/models"
	"luoshi/models/inspection"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/models/structure"
	"luoshi/models/supervision"
)

// matters finds what notices are about, for who may see it.
var matters = map[string]func(tx *models.Tx, id int64) (notice.Matter, error){
	"projects":     projectMatter,
	"milestones":   milestoneMatter,
	"improvements": improvementMatter,
	"findings":     findingMatter,
	"activities":   activityMatter,
	"duties":       dutyMatter,
	"orgs":         orgMatter,
	"plans":        planMatter,
	"petitions":    petitionMatter,
	"assignments":  assignmentMatter,
	"elections":    electionMatter,

	"inspection-rows": rowMatter,
}

// resting says that the state of a thing keeps its owner from being reminded.
func resting(rests bool, state any) phrase {
	if !rests {
		return nil
	}
	return phrase{"当前为“%s”，不提醒责任人。", state}
}

func projectMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	p, err := project.Find(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	return notice.Matter{Name: phrase{"《%s》", p.Name}, Link: p.Link(), Owner: p.OwnerPostID, Rests: resting(!p.UnderWay(), p.State)}, nil
}

func milestoneMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	m, err := project.FindMilestone(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	matter := notice.Matter{Name: phrase{"《%s》%s", m.Project.Name, m.Label()}, Link: m.Link(), Owner: cmp.Or(m.OwnerPostID, m.Project.OwnerPostID), Rests: resting(!m.Running, m.State)}
	if !m.Project.UnderWay() {
		matter.Rests = resting(true, m.Project.State)
	}
	return matter, nil
}

func improvementMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	i, err := project.FindImprovement(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	return notice.Matter{Name: phrase{"《%s》改进：%s", i.Project.Name, i.Problem}, Link: i.Project.Link(), Owner: i.OwnerPostID,
		Rests: resting(i.State == project.ToVerify || i.State == project.Verified, i.State)}, nil
}

func findingMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	f, err := supervision.Find(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s的问题：%s", f.Org.Name, f.Text}, Link: f.Link(), Owner: f.OwnerPostID,
		Rests: resting(f.State() == supervision.HandedIn || f.State() == supervision.Closed, f.State())}
	if f.Project != nil {
		m.Rests = phrase{"已转为整改项目，由项目的提醒督促。"}
	}
	return m, nil
}

func activityMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	a, err := orglife.Find(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	return notice.Matter{Name: a.Name(), Link: "/activities/" + strconv.FormatInt(id, 10)}, nil
}

func dutyMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	d, err := orglife.FindDuty(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s%s", d.Period.Long(), d.Code.Name()}, Link: orglife.DutyLink(d.OrgID, d.Code, d.Period)}
	if d.State != orglife.Open {
		m.Rests = phrase{"这一事项已办结、免除或中止，不再提醒。"}
	}
	return m, nil
}

func orgMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	o, err := tx.Org(id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s", o.Name}, Link: "/orgs/" + strconv.FormatInt(id, 10)}
	if o.ClosedOn != "" {
		m.Rests = phrase{"这个组织已撤销，不再提醒。"}
	}
	return m, nil
}

func planMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	p, err := orglife.FindPlan(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	return notice.Matter{Name: phrase{"%s%d年主题党日计划", p.Org.Name, p.Year}, Link: "/" + p.Subject(), Rests: resting(p.State == orglife.PlanApproved, p.State)}, nil
}

func petitionMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	p, err := orglife.FindPetition(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s：%s", p.Org.Name, p.Title()}, Link: "/" + p.Subject()}
	if p.State != orglife.PetitionWaiting {
		m.Rests = phrase{"当前为“%s”，不再提醒。", p.State}
	}
	return m, nil
}

func assignmentMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	a, err := orglife.FindAssignment(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s议定事项：%s", a.OrgName, a.Decision}, Link: a.Link(), Owner: a.PostID}
	if a.DoneOn != "" {
		m.Rests = phrase{"这一议定事项已办结，不再提醒。"}
	}
	return m, nil
}

func electionMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	e, err := structure.FindElection(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s%s", e.Org.Name, e.Kind}, Link: e.Link()}
	if e.State == structure.Confirmed || e.State == structure.ElectionDropped {
		m.Rests = phrase{"当前为“%s”，不再提醒。", e.State}
	}
	return m, nil
}

func rowMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	r, err := inspection.FindRow(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s：%s", r.Org.Name, r.Inspection.Name}, Link: r.Link()}
	if r.AnsweredOn != "" {
		m.Rests = phrase{"自查已确认，不再提醒。"}
	}
	return m, nil
}
