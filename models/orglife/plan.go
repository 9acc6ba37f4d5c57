package orglife

import (
	"fmt"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Plan is a branch's theme days of a year: twelve rows, handed in by the branch
// and reviewed by the level above.
type Plan struct {
	ID            int64
	OrgID         int64
	Year          int
	State         PlanState
	FixedDay      string // the branch's rule by which the days were worked out
	SubmittedBy   int64
	SubmittedName string
	SubmittedAt   *time.Time
	DecidedBy     int64
	DecidedName   string
	DecidedAt     *time.Time
	Reason        string // why it was returned, or a remark with the approval
	Revision      int

	Rows []PlanRow `gorm:"-"`
	Org  *models.Org
}

// PlanRow is a month of a plan. A cell with a day may say more after it, such as
// "下午"; it is kept as it was written.
type PlanRow struct {
	ID            int64
	PlanID        int64
	Month         int
	CommitteeOn   calendar.Date // "" where the branch has no committee
	CommitteeNote string
	HeldOn        calendar.Date // the fixed day
	HeldNote      string
	Topic         string
	Form          string
	SecondOn      calendar.Date // the city's second time; "" for none
	SecondTopic   string
	Also          string // what the month's theme days count as besides: "党员大会、党课"
	Leader        string
	Place         string
	Comment       string // the reviewer's
}

// PlanState is how far a plan has come.
type PlanState string

const (
	PlanDraft     PlanState = "draft"
	PlanSubmitted PlanState = "submitted"
	PlanReturned  PlanState = "returned"
	PlanApproved  PlanState = "approved"
)

// PlanStates lists them in the order of the flow.
var PlanStates = []PlanState{PlanDraft, PlanSubmitted, PlanReturned, PlanApproved}

var planStateNames = map[PlanState]language.Word{PlanDraft: "编制中", PlanSubmitted: "待审核", PlanReturned: "建议调整", PlanApproved: "已通过"}

func (s PlanState) String() string { return string(planStateNames[s]) }

// planMoves lists the states a plan may go to from each state.
var planMoves = map[PlanState][]PlanState{
	PlanDraft:     {PlanSubmitted},
	PlanSubmitted: {PlanDraft, PlanReturned, PlanApproved},
	PlanReturned:  {PlanSubmitted},
}

// Planning is the dated rule about how a year is laid out.
type Planning struct {
	StudyBefore int    `json:"study_before"` // working days from the committee's meeting to the theme day
	SecondAfter int    `json:"second_after"` // days from the fixed day to the second theme day
	Forenoon    string `json:"forenoon"`     // clock times of what is planned for a half-day
	Afternoon   string `json:"afternoon"`
}

// planning is the rule in force for a year's plan.
func planning(tx *models.Tx, year int, org *models.Org) (Planning, error) {
	rule, _, err := models.RuleFor[Planning](tx, models.RulePlanning, calendar.MonthOf(year, 1).First(), org)
	return rule, err
}

// PlanDue is the day by which a year's plans are owed, "" where they are not,
// and how many working days before it branches without one are reminded.
func PlanDue(tx *models.Tx, year int) (due calendar.Date, leads []int, err error) {
	first := calendar.MonthOf(year, 1).First()
	demand, _, ok, err := DemandFor(tx, YearPlan, first, nil)
	if err != nil || !ok {
		return "", nil, err
	}
	return demand.dueOn(calendar.Yearly.Of(first)), demand.Leads, nil
}

// cityTimes is how many theme days the city asks of a branch in a month.
func cityTimes(tx *models.Tx, month calendar.Month, org *models.Org) (int, error) {
	demand, _, _, err := DemandFor(tx, ThemeDay, month.Last(), org)
	return demand.CityMin, err
}

// Subject names the plan in notices and the audit trail.
func (p *Plan) Subject() string { return fmt.Sprintf("plans/%d", p.ID) }

// Name is "市行政审批服务局党支部2022年主题党日计划", the title of the office's sheet.
func (p *Plan) Name() string { return fmt.Sprintf("%s%d年主题党日计划", p.Org.Name, p.Year) }

// Fluid reports whether the branch may still change the plan.
func (p *Plan) Fluid() bool { return p.State == PlanDraft || p.State == PlanReturned }

// Fresh reports whether the plan was never handed in, and may be deleted.
func (p *Plan) Fresh() bool { return p.State == PlanDraft && p.SubmittedAt == nil }

// FindPlan finds a plan the actor may see, with its rows.
func FindPlan(tx *models.Tx, id int64) (*Plan, error) {
	p, err := models.Visible[Plan](tx, models.Plans, "org_id").Preload("Org", nil).Where("id = ?", id).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	return &p, p.readRows(tx)
}

func (p *Plan) readRows(tx *models.Tx) (err error) {
	p.Rows, err = models.In[PlanRow](tx).Where("plan_id = ?", p.ID).Order("month").Find(tx.Ctx)
	return err
}

// PlanOf finds the plan of a branch for a year, without its rows; nil for none.
func PlanOf(tx *models.Tx, orgID int64, year int) (*Plan, error) {
	p, err := models.Visible[Plan](tx, models.Plans, "org_id").Preload("Org", nil).Where("org_id = ? AND year = ?", orgID, year).First(tx.Ctx)
	if models.KindOf(err) == models.NotFound {
		return nil, nil
	}
	return &p, err
}

// PlanLine is a branch with its plan of a year, if it has one.
type PlanLine struct {
	OrgID         int64
	OrgCode       string
	OrgName       string
	UnitName      string
	ID            int64 // 0 where there is no plan yet
	State         PlanState
	SubmittedBy   int64
	SubmittedName string
	SubmittedAt   *time.Time
	DecidedName   string
	DecidedAt     *time.Time
	Revision      int
}

// PlanSearch says which branches a list of plans shows.
type PlanSearch struct {
	Year  int
	State PlanState // "" for all, PlanMissing for those without
	OrgID int64
	After string // the code of the last branch of the page before
	Limit int
}

// PlanMissing stands for the plans that branches have not begun.
const PlanMissing PlanState = "missing"

// Plans lists the branches open in a year that the actor may see, each with its plan.
func Plans(tx *models.Tx, s PlanSearch) ([]PlanLine, error) {
	where, args := tx.Scope(models.View, models.Plans, "o.id")
	args = append([]any{s.Year, branchKinds, calendar.MonthOf(s.Year, 12).Last(), calendar.MonthOf(s.Year, 1).First(), s.After}, args...)
	also := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	switch s.State {
	case "":
	case PlanMissing:
		also("p.id IS NULL")
	default:
		also("p.state = ?", s.State)
	}
	if s.OrgID != 0 {
		also("o.id = ?", s.OrgID)
	}
	var rows []PlanLine
	err := tx.Raw(&rows, `SELECT o.id AS org_id, o.code AS org_code, o.name AS org_name, o.unit_name, COALESCE(p.id, 0) AS id, COALESCE(p.state, '') AS state,
		COALESCE(p.submitted_by, 0) AS submitted_by, COALESCE(p.submitted_name, '') AS submitted_name, p.submitted_at,
		COALESCE(p.decided_name, '') AS decided_name, p.decided_at, COALESCE(p.revision, 0) AS revision
		FROM orgs o LEFT JOIN plans p ON p.org_id = o.id AND p.year = ?
		WHERE o.kind IN ? AND o.established_on <= ? AND (o.closed_on = '' OR o.closed_on >= ?) AND o.code > ? AND `+where+" ORDER BY o.code LIMIT ?", append(args, s.Limit)...)
	return rows, err
}

// PlannedIn tells which branches have a plan of a year that the actor may see.
func PlannedIn(tx *models.Tx, year int) (map[int64]bool, error) {
	list, err := models.Visible[Plan](tx, models.Plans, "org_id").Select("org_id").Where("year = ?", year).Find(tx.Ctx)
	found := map[int64]bool{}
	for _, p := range list {
		found[p.OrgID] = true
	}
	return found, err
}
