package project

import (
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Part is the piece of a task that was handed down to one organisation: a project
// of its own, signed for by those who take it over.
type Part struct {
	ProjectID    int64 `gorm:"primaryKey;autoIncrement:false"`
	ParentID     int64 // the task it is a piece of
	OrgID        int64
	State        PartState
	Gone         int64 // once withdrawn its own id, so that the same organisation may be handed the task again
	Share        int   // of the task, beside the other parts' shares
	Message      string
	SentBy       int64
	SentName     string
	SentAt       time.Time
	DueOn        calendar.Date // to be signed for by
	AnsweredBy   int64
	AnsweredName string
	AnsweredAt   *time.Time
	Late         int    // working days by which it was signed for too late
	Reason       string // why it was declined or withdrawn
	Paused       bool   // suspended with the task, to be resumed with it
}

// PartState is where a part stands between who hands it down and who takes it over.
type PartState string

const (
	Unsigned PartState = "waiting"
	Signed   PartState = "received"
	Declined PartState = "declined"
	Recalled PartState = "withdrawn"
)

// PartStates lists them in the order of the trade.
var PartStates = []PartState{Unsigned, Signed, Declined, Recalled}

var partStateNames = map[PartState]string{Unsigned: "待签收", Signed: "已签收", Declined: "已退回", Recalled: "已撤回"}

func (s PartState) String() string { return partStateNames[s] }

// part finds what the project is a part of; nil for one that nobody handed down.
func (p *Project) part(tx *models.Tx) (*Part, error) {
	found, err := models.In[Part](tx).Where("project_id = ?", p.ID).Limit(1).Find(tx.Ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// wholeOf finds the task of a part, whether or not the actor may see it.
func wholeOf(tx *models.Tx, part *Part) (*Project, error) {
	p, err := models.In[Project](tx).Preload("Org", nil).Where("id = ?", part.ParentID).First(tx.Ctx)
	return &p, err
}

// handed finds the part and its task; a project nobody handed down is refused.
func (p *Project) handed(tx *models.Tx) (*Part, *Project, error) {
	part, err := p.part(tx)
	if err != nil {
		return nil, nil, err
	}
	if part == nil {
		return nil, nil, models.Fail(models.Conflict, "项目不是分解下达的任务，无需签收。")
	}
	whole, err := wholeOf(tx, part)
	return part, whole, err
}

// partsClosed refuses while a part of the project is not closed, naming them.
func (p *Project) partsClosed(tx *models.Tx) error {
	const named = 10
	var open []struct {
		Name  string
		State State
	}
	if err := tx.Raw(&open, `SELECT o.name, c.state FROM parts t JOIN projects c ON c.id = t.project_id JOIN orgs o ON o.id = t.org_id
		WHERE t.parent_id = ? AND t.gone = 0 AND c.state <> ? ORDER BY o.name, c.id`, p.ID, Closed); err != nil || len(open) == 0 {
		return err
	}
	var names []language.Phrase
	for _, c := range open[:min(named, len(open))] {
		names = append(names, language.Phrase{"%s（%s）", c.Name, c.State})
	}
	list := language.Join("、", names)
	if len(open) > named {
		list = language.Phrase{"%s等%d个单位", list, len(open)}
	}
	return models.Fail(models.Conflict, "分解的任务还没有全部结项：%s；结项或撤回后再办理。", list)
}
