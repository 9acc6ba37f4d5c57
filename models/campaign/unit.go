package campaign

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Unit is a department that takes part.
type Unit struct {
	ID         int64
	CampaignID int64
	OrgID      int64
	State      State
	Reason     string // of the last step back
	AppliedOn  calendar.Date
	AppliedBy  int64
	MovedOn    calendar.Date
	Revision   int
}

// TableName says of what they are units.
func (Unit) TableName() string { return "campaign_units" }

// State is how far a unit has come.
type State string

const (
	Applied   State = "applied"   // 申报
	Fostered  State = "fostered"  // 培育
	Assessed  State = "assessed"  // 考评
	Named     State = "named"     // 命名
	Rechecked State = "rechecked" // 复核
)

// States lists them in the order of the trade.
var States = []State{Applied, Fostered, Assessed, Named, Rechecked}

var stateNames = map[State]string{Applied: "申报", Fostered: "培育", Assessed: "考评", Named: "命名", Rechecked: "复核"}

func (s State) String() string { return stateNames[s] }

// moves lists the states a unit may go to from each state; to an earlier one with the reason.
var moves = map[State][]State{
	Applied:   {Fostered},
	Fostered:  {Assessed},
	Assessed:  {Named, Fostered},
	Named:     {Rechecked},
	Rechecked: {Named, Fostered},
}

// Moves are the states a unit may go to next.
func (s State) Moves() []State { return moves[s] }

// back reports whether a move undoes what was reached, and needs its reason.
func (s State) back(to State) bool { return to == Fostered && s != Applied }

// UnitRow is a unit with its organisation.
type UnitRow struct {
	Unit
	OrgName string
	Path    string
}

const unitRows = `SELECT u.*, o.name AS org_name, o.path FROM campaign_units u JOIN orgs o ON o.id = u.org_id WHERE `

// Units lists the units of a campaign that the actor may see, by name; after is
// the last name of the page before.
func (c *Campaign) Units(tx *models.Tx, after string, limit int) ([]UnitRow, error) {
	where, args := tx.Scope(models.View, models.Campaigns, "u.org_id")
	var rows []UnitRow
	err := tx.Raw(&rows, unitRows+"u.campaign_id = ? AND o.name > ? AND "+where+" ORDER BY o.name LIMIT ?",
		append(append([]any{c.ID, after}, args...), limit)...)
	return rows, err
}

// FindUnit finds a unit the actor may see.
func FindUnit(tx *models.Tx, id int64) (*UnitRow, error) {
	where, args := tx.Scope(models.View, models.Campaigns, "u.org_id")
	var rows []UnitRow
	err := tx.Raw(&rows, unitRows+"u.id = ? AND "+where, append([]any{id}, args...)...)
	return models.Only(rows, err)
}

// Apply lets a department take part.
func (c *Campaign) Apply(tx *models.Tx, orgID int64) (*Unit, error) {
	if err := tx.Require(models.Enter, models.Campaigns, orgID); err != nil {
		return nil, err
	}
	org, err := models.In[models.Org](tx).Where("id = ?", orgID).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	if department, err := isDepartment(tx, &org); err != nil || !department {
		if err == nil {
			err = models.FailAt(models.Invalid, "org_id", "由机关党委、党总支或直属党支部申报，请重新选择。")
		}
		return nil, err
	}
	u := &Unit{CampaignID: c.ID, OrgID: orgID, State: Applied, AppliedOn: tx.Today(), AppliedBy: tx.Actor.ID, MovedOn: tx.Today()}
	err = models.In[Unit](tx).Create(tx.Ctx, u)
	if models.IsDuplicate(err) {
		return nil, models.Fail(models.Conflict, "%s已经申报，无需再报。", org.Name)
	}
	if err != nil {
		return nil, err
	}
	return u, u.record(tx, "申报模范机关", language.Quote(org.Name))
}

// department is the condition for organisations that stand for a department: a
// committee, a general branch, or a branch right below the work committee.
const department = `(kind IN ? OR kind IN ? AND parent_id IN (SELECT id FROM (SELECT id FROM orgs WHERE kind = ?) offices))`

var departmentKinds = []any{[]models.OrgKind{models.OrganCommittee, models.GeneralBranch}, []models.OrgKind{models.Branch, models.JointBranch}, models.WorkCommittee}

// Departments lists, by name, those for which the actor may apply.
func Departments(tx *models.Tx) ([]models.Org, error) {
	where, args := tx.Scope(models.Enter, models.Campaigns, "id")
	return models.In[models.Org](tx).Where(where, args...).Where(department, departmentKinds...).Where("closed_on = ''").Order("name").Find(tx.Ctx)
}

func isDepartment(tx *models.Tx, o *models.Org) (bool, error) {
	n, err := models.In[models.Org](tx).Where("id = ?", o.ID).Where(department, departmentKinds...).Count(tx.Ctx, "id")
	return n > 0, err
}

// Move takes the unit to another state; the work committee decides, and never
// who applied for the unit.
func (u *Unit) Move(tx *models.Tx, to State, reason string, revision int) error {
	if err := tx.Require(models.Approve, models.Campaigns, u.OrgID); err != nil {
		return err
	}
	if tx.Actor.ID == u.AppliedBy && !tx.Actor.System {
		return models.Fail(models.Forbidden, "由您申报的单位，须由工委其他同志办理。")
	}
	switch reason = strings.TrimSpace(reason); {
	case stateNames[to] == "":
		return models.FailAt(models.Invalid, "state", "请选择培育、考评、命名或复核。")
	case !slices.Contains(moves[u.State], to):
		return models.Fail(models.Conflict, "该单位当前为“%s”，不能直接变为“%s”。", u.State, to)
	case u.State.back(to) && reason == "":
		return models.FailAt(models.Invalid, "reason", "退回培育的，请写明理由。")
	case utf8.RuneCountInString(reason) > 1000:
		return models.FailAt(models.Invalid, "reason", "理由不能超过1000个字，请精简。")
	}
	n, err := models.In[Unit](tx).Where("id = ? AND revision = ?", u.ID, revision).Set(models.Assign("state", to), models.Assign("reason", reason),
		models.Assign("moved_on", tx.Today()), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	detail := language.Phrase{"%s → %s %s", u.State, to, reason}
	u.State, u.Reason, u.MovedOn, u.Revision = to, reason, tx.Today(), revision+1
	return u.record(tx, "模范机关变动", detail)
}

func (u *Unit) record(tx *models.Tx, verb string, detail language.Phrase) error {
	subject := fmt.Sprintf("campaign-units/%d", u.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: subject, Topic: subject, OrgID: u.OrgID, Detail: detail, After: models.JSON(u)})
}
