package demo

import (
	"fmt"

	"luoshi/models"
	"luoshi/models/project"
)

// handedOn are the organisations to which 工委 handed P13 down in April, with the
// shares of their communities and what each had done by mid-June.
var handedOn = []struct {
	org, signed string // when it signed
	share       int
	percent     int
	text        string
}{
	{"D02", "2022-04-07 10:12", 3, 60, "结对8个社区，认领微心愿62个。"},
	{"D03", "2022-04-07 15:40", 2, 45, "结对4个社区，党员报到率92%。"},
	{"D05", "2022-04-08 09:25", 2, 55, "结对5个社区，一季度反馈已收齐。"},
	{"B1001", "2022-04-13 11:05", 1, 35, "结对2个社区，正在认领微心愿。"},
	{"D04", "2022-04-08 16:30", 2, 50, "结对5个社区，认领微心愿31个。"},
	{"D08", "2022-04-11 08:50", 1, 50, "结对3个社区，党员全部报到。"},
}

// dispatchActs hand P13 down and let each organisation sign and report; one signs late.
func (c *City) dispatchActs() []act {
	task := c.stage("P13", 1).ProjectID
	acts := []act{{at: "2022-04-06 14:20", who: "孟书琴", do: func(tx *models.Tx) error {
		p, err := project.Find(tx, task)
		if err != nil {
			return err
		}
		h := project.Handout{Message: "结对社区名单见市直“双报到”安排，每季度末反馈一次。", DueOn: "2022-11-30", Target: "组织报到100%，党员报到率≥95%"}
		for _, u := range handedOn {
			h.Units = append(h.Units, project.Unit{OrgID: c.orgs[u.org].ID, Share: u.share})
		}
		return p.HandDown(tx, h)
	}}}
	for _, u := range handedOn {
		acts = append(acts, act{at: u.signed, do: c.onPart(task, u.org, func(tx *models.Tx, p *project.Project) error {
			return p.Sign(tx, project.Receipt{Stages: []project.Milestone{
				{Name: "结对报到", Goal: "组织、党员全部报到", Measures: "与社区签订共建协议", StartOn: "2022-04-06", DueOn: "2022-08-31", Weight: 60},
				{Name: "认领服务", Goal: "微心愿认领办结", Measures: "每季度反馈", StartOn: "2022-09-01", DueOn: "2022-11-30", Weight: 40, After: []int{1}}}})
		})}, act{at: "2022-06-10 16:00", do: c.onPart(task, u.org, func(tx *models.Tx, p *project.Project) error {
			stages, err := p.Stages(tx)
			if err != nil {
				return err
			}
			m, err := project.FindMilestone(tx, stages[0].ID)
			if err != nil {
				return err
			}
			return m.Report(tx, &project.ProgressReport{Percent: u.percent, Text: u.text})
		})})
	}
	return acts
}

// onPart acts on the part of an organisation, as whoever owns it.
func (c *City) onPart(task int64, org string, do func(*models.Tx, *project.Project) error) func(*models.Tx) error {
	return func(tx *models.Tx) error {
		part, err := models.In[project.Part](tx).Where("parent_id = ? AND org_id = ?", task, c.orgs[org].ID).First(tx.Ctx)
		if err != nil {
			return fmt.Errorf("part of %s: %w", org, err)
		}
		p, err := project.Find(tx, part.ProjectID)
		if err != nil {
			return err
		}
		holder, err := tx.PostHolders([]int64{p.OwnerPostID})
		if err != nil {
			return err
		}
		who := holder[p.OwnerPostID]
		user, err := models.In[models.User](tx).Where("id = ?", who.UserID).First(tx.Ctx)
		if err != nil {
			return fmt.Errorf("%s: who holds %s has no account: %w", org, who.PostName, err)
		}
		system := tx.Actor
		user.Posts = []models.HeldPost{{PostID: who.PostID, OrgID: who.OrgID, Office: who.Office, Kind: c.orgs[org].Kind, Path: c.orgs[org].Path, Reach: []string{c.orgs[org].Path}}}
		tx.Actor = &user
		defer func() { tx.Actor = system }()
		return do(tx, p)
	}
}
