package project

import (
	"slices"

	"gorm.io/gorm/clause"

	"luoshi/language"
	"luoshi/models"
)

// State is where a project stands.
type State string

const (
	Draft             State = "draft"
	Submitted         State = "submitted"
	Returned          State = "returned"
	Approved          State = "approved"
	InProgress        State = "in_progress"
	UnderCheck        State = "under_check"
	Improving         State = "improving"
	PendingAcceptance State = "pending_acceptance"
	Closed            State = "closed"
	Suspended         State = "suspended"
	HandedDown        State = "handed_down"
)

// States lists them in the order of the trade.
var States = []State{Draft, Submitted, Returned, HandedDown, Approved, InProgress, UnderCheck, Improving, PendingAcceptance, Closed, Suspended}

var stateNames = map[State]string{
	Draft: "草拟", Submitted: "申报", Returned: "退回", HandedDown: "待签收", Approved: "立项", InProgress: "实施", UnderCheck: "检查",
	Improving: "改进", PendingAcceptance: "待验收", Closed: "结项", Suspended: "中止",
}

func (s State) String() string { return stateNames[s] }

// moves lists the states a project may go to from each state.
var moves = map[State][]State{
	Draft:             {Submitted},
	Returned:          {Submitted},
	Submitted:         {Approved, Returned},
	HandedDown:        {Approved, Suspended},
	Approved:          {InProgress, Suspended},
	InProgress:        {UnderCheck, Improving, PendingAcceptance, Suspended},
	UnderCheck:        {InProgress, Improving, Suspended},
	Improving:         {InProgress, UnderCheck, PendingAcceptance, Suspended},
	PendingAcceptance: {Closed, Improving},
	Suspended:         {Approved, InProgress, UnderCheck, Improving},
}

// underWay are the states in which owners' clocks run.
var underWay = []State{Approved, InProgress, UnderCheck, Improving}

// Editable reports whether the project may still be changed freely.
func (p *Project) Editable() bool { return p.State == Draft || p.State == Returned }

// UnderWay reports whether owners' clocks run.
func (p *Project) UnderWay() bool { return slices.Contains(underWay, p.State) }

// allow stops a move the table does not have, or that the verb does not make from here, in words.
func (p *Project) allow(to State, from ...State) error {
	if slices.Contains(moves[p.State], to) {
		if len(from) == 0 || slices.Contains(from, p.State) {
			return nil
		}
		return models.Fail(models.Conflict, "项目当前为“%s”，不能办理这一步；“%s”之后才能办理。", p.State, from[0])
	}
	var next []language.Phrase
	for _, s := range moves[p.State] {
		next = append(next, language.Phrase{"“%s”", s})
	}
	if len(next) == 0 {
		return models.Fail(models.Conflict, "项目已%s，不能再变为“%s”。", p.State, to)
	}
	return models.Fail(models.Conflict, "项目当前为“%s”，不能直接变为“%s”；下一步只能是%s。", p.State, to, language.Join("或", next))
}

// move changes the state, unless the project has changed since it was read.
func (p *Project) move(tx *models.Tx, to State, also ...clause.Assigner) error {
	if err := p.allow(to); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).
		Set(append(also, models.Assign("state", to), models.Assign("revision", p.Revision+1))...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	p.State, p.Revision = to, p.Revision+1
	return nil
}

// record writes a line into the project's log.
func (p *Project) record(tx *models.Tx, verb, subject string, detail language.Phrase, before, after any) error {
	e := models.Entry{Verb: verb, Subject: subject, Topic: p.Subject(), OrgID: p.OrgID, Detail: detail}
	if before != nil {
		e.Before = models.JSON(before)
	}
	if after != nil {
		e.After = models.JSON(after)
	}
	return tx.Record(e)
}
