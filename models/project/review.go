package project

import (
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Review is one round: handed in, and decided by somebody else. While it waits,
// the owner's clock stands and the reviewer's runs.
type Review struct {
	ID             int64
	ProjectID      int64
	MilestoneID    int64
	OrgID          int64
	ReviewerPostID int64 // 0: whoever approves for the lead
	Number         int   // of the milestone's rounds, from 1
	Was            MilestoneState
	Note           string
	Percent        int
	SubmittedBy    int64
	SubmittedName  string
	SubmittedAt    time.Time
	DueOn          calendar.Date // of the reviewer
	Decision       Decision
	Reason         string
	DecidedBy      int64
	DecidedName    string
	DecidedAt      *time.Time

	Milestone *Milestone
	Project   *Project
}

// Decision is how a round or a request ended; "" while it waits.
type Decision string

const (
	Waiting   Decision = ""
	Accepted  Decision = "approved"
	Refused   Decision = "returned"
	Withdrawn Decision = "withdrawn"
	Lapsed    Decision = "lapsed" // nobody needs it any more
)

var decisionNames = map[Decision]string{Waiting: "待审核", Accepted: "通过", Refused: "退回", Withdrawn: "已撤回", Lapsed: "已失效"}

func (d Decision) String() string { return decisionNames[d] }

// Submit hands the milestone in for review; percent is nil to leave it as reported.
func (m *Milestone) Submit(tx *models.Tx, note string, percent *int) (*Review, error) {
	if err := m.mayEnter(tx); err != nil {
		return nil, err
	}
	if err := m.mayWork(); err != nil {
		return nil, err
	}
	note = strings.TrimSpace(note)
	if err := atMost("note", "说明", note, 1000); err != nil {
		return nil, err
	}
	if percent != nil {
		if *percent < 0 || *percent > everything {
			return nil, models.FailAt(models.Invalid, "percent", "完成比例须为0至100的整数。")
		}
		m.Percent = min(*percent, everything-1)
	}
	if err := m.needsDone(tx); err != nil {
		return nil, err
	}
	if err := m.Project.begin(tx); err != nil {
		return nil, err
	}
	r := &Review{ProjectID: m.ProjectID, MilestoneID: m.ID, OrgID: m.OrgID, ReviewerPostID: m.reviewer(), Was: m.State, Note: note, Percent: m.Percent,
		SubmittedBy: tx.Actor.ID, SubmittedName: tx.Actor.Name, SubmittedAt: tx.Now}
	if err := m.move(tx, HandedIn, models.Assign("percent", m.Percent), models.Assign("submitted_by", tx.Actor.ID), models.Assign("submitted_at", tx.Now)); err != nil {
		return nil, err
	}
	m.SubmittedBy, m.SubmittedAt = tx.Actor.ID, &tx.Now
	if err := r.open(tx); err != nil {
		return nil, err
	}
	users, err := m.Project.reviewers(tx, r.ReviewerPostID, m.OwnerPostID)
	if err != nil {
		return nil, err
	}
	n := m.notice(r.key("submitted"), "review-submitted", language.Phrase{"%s待您审核", m.title()},
		opinion(language.Phrase{"请于%s前审核，通过或写明理由退回。", r.DueOn.Short()}, note))
	n.DueOn = r.DueOn
	if err := notice.Send(tx, n, others(tx, users...)...); err != nil {
		return nil, err
	}
	if err := m.Project.sendUp(tx, HandIn, m.OwnerPostID, m.Label(), language.Phrase{"完成%d%%。%s", m.Percent, note}, m.Link()); err != nil {
		return nil, err
	}
	return r, m.Project.record(tx, "提交审核", m.Subject(), language.Phrase{"提交%s第%d轮，完成%d%%", m.Label(), r.Number, m.Percent}, nil, nil)
}

// open gives the round its number and its date.
func (r *Review) open(tx *models.Tx) error {
	n, err := models.In[Review](tx).Where("milestone_id = ?", r.MilestoneID).Count(tx.Ctx, "id")
	if err != nil {
		return err
	}
	r.Number = int(n) + 1
	if r.DueOn, err = tx.AnswerBy(tx.Today()); err != nil {
		return err
	}
	if err := models.In[Review](tx).Create(tx.Ctx, r); models.IsDuplicate(err) {
		return models.Stale
	} else if err != nil {
		return err
	}
	return nil
}

// needsDone refuses a stage whose forerunners are open, naming them.
func (m *Milestone) needsDone(tx *models.Tx) error {
	open, err := models.In[Milestone](tx).Where("id IN (SELECT needs_id FROM milestone_needs WHERE milestone_id = ?) AND state <> ?", m.ID, Done).
		Order("seq").Find(tx.Ctx)
	if err != nil || len(open) == 0 {
		return err
	}
	return models.Fail(models.Conflict, "%s须在%s完成后提交。", m.Label(), labels(open))
}

func labels(list []Milestone) language.Phrase {
	names := make([]language.Phrase, len(list))
	for i := range list {
		names[i] = list[i].Label()
	}
	return language.Join("、", names)
}

// Rounds lists the project's rounds, the newest first.
func (p *Project) Rounds(tx *models.Tx) ([]Review, error) {
	return models.In[Review](tx).Preload("Milestone", nil).Where("project_id = ?", p.ID).Order("id DESC").Find(tx.Ctx)
}

// Rounds lists the milestone's rounds, the newest first.
func (m *Milestone) Rounds(tx *models.Tx) ([]Review, error) {
	return models.In[Review](tx).Where("milestone_id = ?", m.ID).Order("number DESC").Find(tx.Ctx)
}
