package project

import (
	"slices"

	"luoshi/language"
	"luoshi/models"
)

// Column is a column of the board: how a project stands at a glance.
type Column string

const (
	Resting   Column = "at_rest"
	Running   Column = "running"
	Pressing  Column = "pressing"
	Reviewing Column = "in_review"
	Belated   Column = "overdue"
	Finished  Column = "finished"
)

// Columns lists them from left to right.
var Columns = []Column{Resting, Running, Pressing, Reviewing, Belated, Finished}

var columnNames = map[Column]string{
	Resting: "草拟、退回、中止", Running: "推进中", Pressing: "临期、落后", Reviewing: "待审核", Belated: "已逾期", Finished: "已结项",
}

func (c Column) String() string { return columnNames[c] }

// Column is where the project stands on the board under a light: while others hold
// the stage it is at, in review, whatever else shines.
func (p *Project) Column(light Light) Column {
	switch {
	case p.State == Closed:
		return Finished
	case p.Editable(), p.State == HandedDown, p.State == Suspended:
		return Resting
	case p.State == Submitted, light.Tone == Info, p.stageInReview():
		return Reviewing
	case light.Tone == Late:
		return Belated
	case light.Tone == Warn:
		return Pressing
	}
	return Running
}

// Way is a verb that takes a project to another column.
type Way struct {
	To     Column
	Verb   language.Phrase
	Reason bool // has to be given

	may bool // as far as can be told without a query; the verb decides
	do  func(tx *models.Tx, reason string) error
}

// Ways are the verbs that the actor may carry out on a project of the board, at most
// one for each column; the project comes with its lead and its milestones.
func (p *Project) Ways(tx *models.Tx, from Column) []Way {
	return slices.DeleteFunc(p.ways(tx, from), func(w Way) bool { return !w.may })
}

// ways are the verbs that lead from the project's column to others, whoever acts.
func (p *Project) ways(tx *models.Tx, from Column) []Way {
	owns := tx.Actor.Holds(p.OwnerPostID)
	enters := owns || tx.CanBelow(models.Enter, models.Projects, p.Org)
	approves := !owns && tx.CanBelow(models.Approve, models.Projects, p.Org)
	plain := func(verb func(*models.Tx) error) func(*models.Tx, string) error {
		return func(tx *models.Tx, _ string) error { return verb(tx) }
	}
	halt := Way{Resting, language.Phrase{"中止项目"}, true, approves, p.Suspend}
	switch m, next := p.waitingMilestone(), p.nextStage(); {
	case p.Editable():
		return []Way{{Reviewing, language.Phrase{"申报立项"}, false, enters, plain(p.Submit)}}
	case p.State == Suspended:
		return []Way{{Running, language.Phrase{"恢复项目"}, false, approves, plain(p.Resume)}}
	case p.State == Submitted:
		decides := approves && tx.Actor.ID != p.SubmittedBy
		return []Way{{Running, language.Phrase{"批准立项"}, false, decides, p.Approve}, {Resting, language.Phrase{"退回申报"}, true, decides, p.Return}}
	case !p.UnderWay():
		return nil
	case from == Reviewing && m != nil && (m.isOwner(tx) || m.SubmittedBy == tx.Actor.ID):
		return []Way{{Running, language.Phrase{"撤回%s", m.Label()}, false, true, plain(m.Withdraw)}, halt}
	case from == Reviewing && m != nil:
		reviews := approves || tx.Actor.Holds(m.reviewer())
		return []Way{{Running, language.Phrase{"通过%s", m.Label()}, false, reviews, m.Approve}, {Pressing, language.Phrase{"退回%s", m.Label()}, true, reviews, m.Return}, halt}
	case next != nil:
		return []Way{{Reviewing, language.Phrase{"提交%s审核", next.Label()}, false, enters || next.isOwner(tx), func(tx *models.Tx, note string) error {
			_, err := next.Submit(tx, note, nil)
			return err
		}}, halt}
	default:
		return []Way{{Reviewing, language.Phrase{"申请验收"}, false, enters, plain(p.RequestAcceptance)}, halt}
	}
}

// stageInReview reports whether the first stage that is not done waits for a review.
func (p *Project) stageInReview() bool {
	m := p.first(func(m *Milestone) bool { return m.IsStage() && m.State != Done })
	return p.UnderWay() && m != nil && m.State == HandedIn
}

// waitingMilestone is the first that waits for a review, nil for none.
func (p *Project) waitingMilestone() *Milestone {
	return p.first(func(m *Milestone) bool { return m.State == HandedIn })
}

// nextStage is the first that its owner has to hand in, nil for none.
func (p *Project) nextStage() *Milestone {
	return p.first(func(m *Milestone) bool { return m.IsStage() && slices.Contains(inHand, m.State) })
}

func (p *Project) first(is func(*Milestone) bool) *Milestone {
	var found *Milestone
	for i := range p.Milestones {
		if m := &p.Milestones[i]; is(m) && (found == nil || m.Seq < found.Seq || m.Seq == found.Seq && m.ID < found.ID) {
			m.Project, found = p, m
		}
	}
	return found
}

// MoveTo carries out the verb that takes the project to another column of the board,
// and says which it was. A verb that was expected and is no longer the one that leads
// there means the project has moved on: two people at one board.
func (p *Project) MoveTo(tx *models.Tx, to Column, expected, reason string) (language.Phrase, error) {
	if columnNames[to] == "" {
		return nil, models.FailAt(models.Invalid, "to", "没有这一栏，请从看板上选择。")
	}
	var err error
	if p.Milestones, err = p.All(tx); err != nil {
		return nil, err
	}
	light, err := p.Light(tx, p.Milestones)
	if err != nil {
		return nil, err
	}
	from := p.Column(light)
	for _, way := range p.ways(tx, from) {
		if way.To == to && expected != "" && expected != way.Verb.String() {
			return nil, models.Stale
		}
		if way.To == to {
			return way.Verb, way.do(tx, reason)
		}
	}
	return nil, p.noWay(from, to)
}

// noWay says why no verb leads from one column to another.
func (p *Project) noWay(from, to Column) error {
	switch {
	case from == to:
		return models.Fail(models.Conflict, "《%s》已在“%s”一栏。", p.Name, to)
	case p.State == PendingAcceptance && to == Finished:
		return models.Fail(models.Conflict, "验收须登记成效和结论，请打开《%s》办理。", p.Name)
	case to == Finished:
		if err := p.allow(Closed); err != nil {
			return err
		}
	case to == Belated, to == Pressing:
		return models.Fail(models.Conflict, "“%s”由进度和时限算出，不能移入。", to)
	case p.State == Closed:
		return models.Fail(models.Conflict, "《%s》已结项，不能再移动。", p.Name)
	}
	return models.Fail(models.Conflict, "《%s》当前为“%s”，不能从“%s”移到“%s”。", p.Name, p.State, from, to)
}
