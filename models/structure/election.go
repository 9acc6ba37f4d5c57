package structure

import (
	"fmt"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Election is the election of a committee for a new term, or of who fills its
// vacant chairs: asked for, approved, held in the general meeting and confirmed by
// the organisation above (B.8 TERM-10).
type Election struct {
	ID             int64
	OrgID          int64
	Kind           ElectionKind
	State          ElectionState
	PlannedOn      calendar.Date
	Note           string
	AskedOn        calendar.Date
	AskedBy        int64
	AskedName      string
	Document       string // by which it was approved
	ApprovedOn     calendar.Date
	ApprovedName   string
	HeldOn         calendar.Date
	Entitled       int
	Present        int
	ResultDocument string // by which the result was confirmed
	ConfirmedOn    calendar.Date
	ConfirmedName  string
	Reason         string // why it was returned; "" when it goes on
	Closing        int64  // its own number once it is over: an organisation holds one at a time
	Revision       int

	Org        *models.Org
	Candidates []Candidate
}

// Candidate stands for a chair.
type Candidate struct {
	ID         int64
	ElectionID int64
	PostID     int64
	MemberID   int64
	Yes        int
	Elected    bool

	Post   *models.Post
	Member *models.Member
}

// ElectionKind is what is elected.
type ElectionKind string

const (
	NewTerm   ElectionKind = "term"    // 换届
	ByVacancy ElectionKind = "vacancy" // 补选
)

// ElectionKinds lists them in the order of the page.
var ElectionKinds = []ElectionKind{NewTerm, ByVacancy}

var electionKindNames = map[ElectionKind]language.Word{NewTerm: "换届选举", ByVacancy: "补选"}

func (k ElectionKind) String() string { return string(electionKindNames[k]) }

// ElectionState is how far an election has come.
type ElectionState string

const (
	Asked           ElectionState = "asked"
	ElectionSent    ElectionState = "returned"
	Approved        ElectionState = "approved"
	Elected         ElectionState = "held"
	Confirmed       ElectionState = "confirmed"
	ElectionDropped ElectionState = "withdrawn"
)

// ElectionStates lists them in the order of the trade.
var ElectionStates = []ElectionState{Asked, ElectionSent, Approved, Elected, Confirmed, ElectionDropped}

var electionNames = map[ElectionState]language.Word{Asked: "待批复", ElectionSent: "已退回", Approved: "待选举", Elected: "待确认结果", Confirmed: "已完成", ElectionDropped: "已撤回"}

func (s ElectionState) String() string { return string(electionNames[s]) }

// electionMoves lists where an election may go from each state.
var electionMoves = map[ElectionState][]ElectionState{
	Asked:        {Approved, ElectionSent, ElectionDropped},
	ElectionSent: {Asked, ElectionDropped},
	Approved:     {Elected, ElectionDropped},
	Elected:      {Confirmed, Approved},
}

// electionVerbs are the steps as the audit trail names them, by where they lead.
var electionVerbs = map[ElectionState]string{Asked: "请示选举", ElectionSent: "退回选举请示", Approved: "批复选举", Elected: "报告选举结果", Confirmed: "确认选举结果", ElectionDropped: "撤回选举请示"}

// Elections lists the elections the actor may see, the latest first: in a state (""
// for all), of an organisation and all below (nil for all).
func Elections(tx *models.Tx, state ElectionState, org *models.Org) ([]Election, error) {
	q := elections(tx)
	if state != "" {
		q = q.Where("elections.state = ?", state)
	}
	if org != nil {
		below, path := models.Below("elections.org_id", []string{org.Path})
		q = q.Where(below, path...)
	}
	return q.Order("elections.id DESC").Limit(1000).Find(tx.Ctx)
}

// FindElection finds an election the actor may see, with its candidates.
func FindElection(tx *models.Tx, id int64) (*Election, error) {
	e, err := elections(tx).Where("elections.id = ?", id).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	e.Candidates, err = models.In[Candidate](tx).Preload("Post", nil).Preload("Member", nil).Where("election_id = ?", id).Order("post_id, id").Find(tx.Ctx)
	return &e, err
}

func elections(tx *models.Tx) models.Query[Election] {
	return models.Visible[Election](tx, models.Elections, "elections.org_id").LeftJoin("Org")
}

// above is the organisation that approves and confirms: the one that leads.
func (e *Election) above() int64 {
	if e.Org.ParentID == nil {
		return e.OrgID
	}
	return *e.Org.ParentID
}

// mayDecide: the organisation above, and never whoever asked.
func (e *Election) mayDecide(tx *models.Tx) error {
	if e.AskedBy == tx.Actor.ID {
		return models.Fail(models.Forbidden, "不能批复自己提出的选举请示，请由上级党组织的其他同志办理。")
	}
	return tx.Require(models.Approve, models.Elections, e.above())
}

// Decidable reports whether the actor may approve, confirm or return it now.
func (e *Election) Decidable(tx *models.Tx) bool {
	return (e.State == Asked || e.State == Elected) && e.mayDecide(tx) == nil
}

// Runs reports whether the actor acts for the organisation that elects.
func (e *Election) Runs(tx *models.Tx) bool { return tx.Can(models.Enter, models.Elections, e.OrgID) }

// move takes the election as it was at the revision to a state, and puts it on record.
func (e *Election) move(tx *models.Tx, to ElectionState, revision int, also ...clause.Assigner) error {
	allowed := false
	for _, next := range electionMoves[e.State] {
		allowed = allowed || next == to
	}
	if !allowed {
		return models.Fail(models.Conflict, "这次选举%s，不能再办理这一步。", e.State)
	}
	before := models.JSON(e)
	also = append(also, models.Assign("state", to), models.Assign("revision", revision+1))
	if to == Confirmed || to == ElectionDropped {
		also = append(also, models.Assign("closing", e.ID))
	}
	n, err := models.In[Election](tx).Where("id = ? AND revision = ? AND state = ?", e.ID, revision, e.State).Set(also...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	e.State, e.Revision = to, revision+1
	return e.record(tx, electionVerbs[to], before)
}

func (e *Election) record(tx *models.Tx, verb, before string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: e.subject(), Topic: fmt.Sprintf("orgs/%d", e.OrgID), OrgID: e.OrgID,
		Detail: language.Phrase{"%[1]s%[2]s", e.Org.Name, language.Word(e.Kind.String())}, Before: before, After: models.JSON(e)})
}

func (e *Election) subject() string { return fmt.Sprintf("elections/%d", e.ID) }

// Link is the election's page.
func (e *Election) Link() string { return "/" + e.subject() }

// tellAbove tells who decides in the organisation above; each step has its revision.
func (e *Election) tellAbove(tx *models.Tx, title language.Phrase) error {
	holders, err := tx.Holders(e.above(), models.CommitteeSecretary, models.DeputySecretary, models.WorkOfficer)
	if err != nil {
		return err
	}
	n := e.notice(title)
	for _, h := range holders {
		if h.UserID != tx.Actor.ID {
			n.To = append(n.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
		}
	}
	return notice.SendAll(tx, []notice.Reminder{n})
}

func (e *Election) tellAsker(tx *models.Tx, title language.Phrase, body string) error {
	n := e.notice(title).Notice
	n.Body = language.Quote(body)
	return notice.Send(tx, n, e.AskedBy)
}

func (e *Election) notice(title language.Phrase) notice.Reminder {
	return notice.Reminder{Notice: notice.Notice{Key: fmt.Sprintf("election-%s/%s/%d", e.State, e.subject(), e.Revision), Rule: "election-step", Subject: e.subject(),
		OrgID: e.OrgID, Title: title, Link: e.Link(), DueOn: e.PlannedOn}}
}
