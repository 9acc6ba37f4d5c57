package project

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// basis is what all of this rests on.
const basis = "项目化管理机制"

// approving are the offices that approve for an organisation.
var approving = []models.Office{models.CommitteeSecretary, models.DeputySecretary, models.WorkOfficer}

// approvers finds who can approve for the lead: the nearest of its line with
// anybody there, without the actor and whoever holds the owner's post.
func (p *Project) approvers(tx *models.Tx, owner int64) ([]int64, error) {
	concerned, err := holder(tx, owner)
	if err != nil {
		return nil, err
	}
	org, err := models.In[models.Org](tx).Where("id = ?", p.OrgID).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	line, err := tx.Line(&org)
	if err != nil {
		return nil, err
	}
	for _, o := range line {
		holders, err := tx.Holders(o.ID, approving...)
		if err != nil {
			return nil, err
		}
		var users []int64
		for _, h := range holders {
			if h.UserID != 0 && h.UserID != tx.Actor.ID && h.UserID != concerned {
				users = append(users, h.UserID)
			}
		}
		if len(users) > 0 {
			return users, nil
		}
	}
	return nil, nil
}

// reviewers finds who holds a reviewing post, or who approves for the lead while
// that is nobody, or nobody but the owner or the actor.
func (p *Project) reviewers(tx *models.Tx, post, owner int64) ([]int64, error) {
	found, err := tx.PostHolders([]int64{post, owner})
	if err != nil {
		return nil, err
	}
	if user := found[post].UserID; user != 0 && user != tx.Actor.ID && user != found[owner].UserID {
		return []int64{user}, nil
	}
	return p.approvers(tx, owner)
}

// holder is the account of whoever holds the post, 0 for nobody.
func holder(tx *models.Tx, post int64) (int64, error) {
	if post == 0 {
		return 0, nil
	}
	found, err := tx.PostHolders([]int64{post})
	return found[post].UserID, err
}

// tellApprovers tells those who can decide on the project; once for each revision.
func (p *Project) tellApprovers(tx *models.Tx, what string, title, body language.Phrase) error {
	users, err := p.approvers(tx, p.OwnerPostID)
	if err != nil {
		return err
	}
	return notice.Send(tx, p.notice(what, title, body), users...)
}

// tellOwner tells the project's owner and whoever submitted it.
func (p *Project) tellOwner(tx *models.Tx, what string, title, body language.Phrase) error {
	owner, err := holder(tx, p.OwnerPostID)
	if err != nil {
		return err
	}
	return notice.Send(tx, p.notice(what, title, body), others(tx, owner, p.SubmittedBy)...)
}

func (p *Project) notice(what string, title, body language.Phrase) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("project/%s-%d/%s", what, p.Revision, p.Subject()), Rule: "project-" + what, Subject: p.Subject(),
		OrgID: p.OrgID, Title: title, Body: body, Link: p.Link(), Basis: language.Phrase{basis}, DueOn: p.DueOn}
}

// tellOwner tells the milestone's owner, and others who are to know.
func (m *Milestone) tellOwner(tx *models.Tx, n notice.Notice, also ...int64) error {
	owner, err := holder(tx, m.OwnerPostID)
	if err != nil {
		return err
	}
	return notice.Send(tx, n, others(tx, append(also, owner)...)...)
}

func (m *Milestone) notice(key, rule string, title, body language.Phrase) notice.Notice {
	return notice.Notice{Key: key, Rule: rule, Subject: m.Subject(), OrgID: m.OrgID, Title: title, Body: body, Link: m.Link(), Basis: language.Phrase{basis}, DueOn: m.OwedOn}
}

// Link is the milestone's place on its project's page.
func (m *Milestone) Link() string { return fmt.Sprintf("/projects/%d#milestone-%d", m.ProjectID, m.ID) }

// title names project and milestone: 《支委会建设规范提升》第2阶段“补缺换届”.
func (m *Milestone) title() language.Phrase {
	return language.Phrase{"《%s》%s", m.Project.Name, m.Label()}
}

// others leaves out the actor, who knows.
func others(tx *models.Tx, users ...int64) []int64 {
	return slices.DeleteFunc(users, func(id int64) bool { return id == tx.Actor.ID })
}

// opinion adds what was remarked, if anything was.
func opinion(text language.Phrase, note string) language.Phrase {
	if note == "" {
		return text
	}
	return language.Phrase{"%s意见：%s", text, note}
}

// need refuses an empty or endless text.
func need(field string, label language.Word, text string) error {
	const most = 1000
	if strings.TrimSpace(text) == "" {
		return models.FailAt(models.Invalid, field, "请填写%s。", label)
	}
	return atMost(field, label, text, most)
}

func atMost(field string, label language.Word, text string, most int) error {
	if len([]rune(text)) > most {
		return models.FailAt(models.Invalid, field, "%s不能超过%d个字，请精简。", label, most)
	}
	return nil
}
