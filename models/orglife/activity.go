package orglife

import (
	"fmt"
	"slices"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Stage is how far an activity has come.
type Stage string

const (
	Planned Stage = "planned"
	Held    Stage = "held"
)

// StageNames are the stages as people read them.
var StageNames = map[Stage]string{Planned: "已安排", Held: "已记录"}

// Activity is a meeting or theme day: planned, or held and on record.
type Activity struct {
	ID         int64
	OrgID      int64
	Type       Type
	State      Stage
	Period     calendar.Period // the period whose duty of its type it fulfils
	HeldOn     calendar.Date
	StartsAt   string // "15:00"
	Place      string
	Topic      string
	Host       string // who chaired and who took the minutes
	Content    string // 议题、内容
	Decisions  string // 议定事项
	NextStep   string
	Expected   int
	Present    int
	Late       bool            // 补录: recorded later than the rule allows
	MakesUp    calendar.Period // the earlier period it makes up for; "" for its own
	Reason     string          // why that period was missed
	RecordedAt *time.Time
	RecordedBy int64
	Recorder   string
	Revision   int

	PlannedOn calendar.Date // the day the year's plan sets; "" outside a plan
	PlanRowID int64         // the plan's month; 0 outside a plan
	PlanSlot  string        // which time of that month

	LecturerID int64 // who led the study or gave the class; 0 where nobody is named
	Graded     int   // of a democratic appraisal: who were given a grade, and the best one
	Excellent  int
	Shape

	Absences  []Absence  `gorm:"-"`
	Observers []Observer `gorm:"-"`
	MadeUp    int        `gorm:"-"` // of those absent; read by Find
	Also      []Type     `gorm:"-"` // the other duties it counts towards; read by Find

	credits []Credit // worked out by check
}

// Absence is a person who was expected and did not come.
type Absence struct {
	ID         int64
	ActivityID int64
	MemberID   int64
	Reason     string
	MadeUpOn   calendar.Date // the day on which what was missed was studied; "" while it was not
	MemberName string        `gorm:"-:migration;->"` // read by Find

	credits []Credit // worked out by check
}

// AbsenceReasons are the reasons for not coming; the fourth takes the person
// off the list of those expected.
var AbsenceReasons = []string{"请假", "公出", "病假", excused, noLeave, "其他"}

const (
	excused = "免参加"
	noLeave = "未请假"
)

// ReasonsFor are the reasons that a type allows: nobody is excused from a committee.
func ReasonsFor(t Type) []string {
	return slices.DeleteFunc(slices.Clone(AbsenceReasons), func(r string) bool { return t == CommitteeMeeting && r == excused })
}

// Counts reports whether a held activity counts towards the duty: somebody came,
// and of a committee half of its members, or more.
func (a *Activity) Counts() bool {
	return a.State == Held && a.Present > 0 && (a.Type != CommitteeMeeting || 2*a.Present >= a.Expected)
}

// Name is "6月6日主题党日".
func (a *Activity) Name() language.Phrase {
	return language.Phrase{"%s%s", a.HeldOn.Short(), a.Type.Name()}
}

func (a *Activity) subject() string { return fmt.Sprintf("activities/%d", a.ID) }

// Minutes is the object of the permission table that the activity's record is.
func (a *Activity) Minutes() models.Object { return byCode[a.Type].log }

// Find finds an activity the actor may see, with who was absent as far as
// that is the actor's to know.
func Find(tx *models.Tx, id int64) (*Activity, error) {
	where, args := visible(tx, "")
	a, err := models.In[Activity](tx).Where("id = ?", id).Where(where, args...).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	known, args := tx.Scope(models.View, models.Attendance, "v.org_id")
	err = tx.Raw(&a.Absences, `SELECT b.id, b.activity_id, b.member_id, b.reason, b.made_up_on, m.name AS member_name
		FROM absences b JOIN activities v ON v.id = b.activity_id JOIN members m ON m.id = b.member_id
		WHERE b.activity_id = ? AND (m.id = ? OR `+known+`) ORDER BY m.name, m.id`, append([]any{id, own(tx)}, args...)...)
	if err != nil {
		return nil, err
	}
	if err := tx.Raw(&a.MadeUp, "SELECT COUNT(*) FROM absences WHERE activity_id = ? AND made_up_on <> ''", a.ID); err != nil {
		return nil, err
	}
	if err := a.listObservers(tx); err != nil {
		return nil, err
	}
	a.Also, err = a.also(tx)
	return &a, err
}

// own is the actor's own member, 0 for none.
func own(tx *models.Tx) int64 {
	if tx.Actor.MemberID == nil {
		return 0
	}
	return *tx.Actor.MemberID
}

// ActivityRow is an activity in a list, with whose it is.
type ActivityRow struct {
	Activity
	OrgCode string
	OrgName string
}

// Search says which activities a list shows.
type Search struct {
	OrgID int64    // 0 for all one may see
	Orgs  []int64  // nil for all one may see
	Below []string // paths: only the organisations there and below
	Type  Type
	State Stage
	From  calendar.Date
	To    calendar.Date
	Limit int

	AfterDay calendar.Date // the last row of the page before
	AfterID  int64
}

// conditions are the search as SQL on activities a.
func (s Search) conditions() (where string, args []any) {
	where = "1 = 1"
	also := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if s.OrgID != 0 {
		also(withGroups("a.org_id"), s.OrgID, s.OrgID)
	}
	if s.Below != nil {
		within, paths := models.Below("a.org_id", s.Below)
		also(within, paths...)
	}
	if s.Orgs != nil {
		also("a.org_id IN ?", s.Orgs)
	}
	if s.Type != "" {
		also("a.type = ?", s.Type)
	}
	if s.State != "" {
		also("a.state = ?", s.State)
	}
	if s.From != "" {
		also("a.held_on >= ?", s.From)
	}
	if s.To != "" {
		also("a.held_on <= ?", s.To)
	}
	if s.AfterID != 0 {
		also("(a.held_on < ? OR a.held_on = ? AND a.id < ?)", s.AfterDay, s.AfterDay, s.AfterID)
	}
	return where, args
}

// Activities lists what the actor may see, the latest day first.
func Activities(tx *models.Tx, s Search) ([]ActivityRow, error) {
	where, args := visible(tx, "a.")
	which, values := s.conditions()
	var rows []ActivityRow
	err := tx.Raw(&rows, `SELECT a.*, o.code AS org_code, o.name AS org_name FROM activities a JOIN orgs o ON o.id = a.org_id
		WHERE `+where+` AND `+which+` ORDER BY a.held_on DESC, a.id DESC LIMIT ?`, append(append(args, values...), s.Limit)...)
	return rows, err
}

// PlannedPage is PlannedFor, so many after a row, the latest day first.
func PlannedPage(tx *models.Tx, from, to calendar.Date, afterDay calendar.Date, afterID int64, limit int) ([]ActivityRow, error) {
	return Activities(tx, Search{State: Planned, From: from, To: to, AfterDay: afterDay, AfterID: afterID, Limit: limit})
}

// PlannedBy is PlannedFor of some organisations.
func PlannedBy(tx *models.Tx, orgs []int64, from, to calendar.Date) ([]ActivityRow, error) {
	return Activities(tx, Search{Orgs: orgs, State: Planned, From: from, To: to, Limit: 1 << 30})
}

// PlannedFor lists what is planned on days from one up to and including another
// and is not on record yet, for the reminders before and after.
func PlannedFor(tx *models.Tx, from, to calendar.Date) ([]ActivityRow, error) {
	return Activities(tx, Search{State: Planned, From: from, To: to, Limit: 1 << 30})
}
