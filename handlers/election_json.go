package handlers

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/views"
)

// electionView is an election as pages and the API show it.
type electionView struct {
	ID             int64                   `json:"id"`
	OrgID          int64                   `json:"org_id"`
	OrgCode        string                  `json:"org_code"`
	OrgName        string                  `json:"org_name"`
	Kind           structure.ElectionKind  `json:"kind"`
	KindName       string                  `json:"kind_name"`
	State          structure.ElectionState `json:"state"`
	StateName      string                  `json:"state_name"`
	PlannedOn      calendar.Date           `json:"planned_on"`
	Note           string                  `json:"note"`
	AskedOn        calendar.Date           `json:"asked_on"`
	AskedName      string                  `json:"asked_name"`
	Document       string                  `json:"document"`
	ApprovedOn     calendar.Date           `json:"approved_on"`
	ApprovedName   string                  `json:"approved_name"`
	HeldOn         calendar.Date           `json:"held_on"`
	Entitled       int                     `json:"entitled"`
	Present        int                     `json:"present"`
	ResultDocument string                  `json:"result_document"`
	ConfirmedOn    calendar.Date           `json:"confirmed_on"`
	ConfirmedName  string                  `json:"confirmed_name"`
	Reason         string                  `json:"reason"`
	Revision       int                     `json:"revision"`

	Light string `json:"-"`
}

// electionDetail is an election with its candidates.
type electionDetail struct {
	electionView
	Candidates []candidateView `json:"candidates"`
}

type candidateView struct {
	ID         int64  `json:"id"`
	PostID     int64  `json:"post_id"`
	PostName   string `json:"post_name"`
	MemberID   int64  `json:"member_id"`
	MemberName string `json:"member_name"`
	Yes        int    `json:"yes"`
	Elected    bool   `json:"elected"`
}

var electionLights = map[structure.ElectionState]string{structure.Asked: "info", structure.ElectionSent: "warn", structure.Approved: "warn",
	structure.Elected: "info", structure.Confirmed: "ok", structure.ElectionDropped: "idle"}

func showElectionLine(tx *models.Tx, e *structure.Election) electionView {
	return electionView{e.ID, e.OrgID, e.Org.Code, e.Org.Name, e.Kind, tx.Say(e.Kind.String()), e.State, tx.Say(e.State.String()), e.PlannedOn, e.Note, e.AskedOn, e.AskedName,
		e.Document, e.ApprovedOn, e.ApprovedName, e.HeldOn, e.Entitled, e.Present, e.ResultDocument, e.ConfirmedOn, e.ConfirmedName, e.Reason, e.Revision, electionLights[e.State]}
}

func showElection(tx *models.Tx, e *structure.Election) electionDetail {
	d := electionDetail{showElectionLine(tx, e), []candidateView{}}
	for _, c := range e.Candidates {
		d.Candidates = append(d.Candidates, candidateView{c.ID, c.PostID, c.Post.Name, c.MemberID, c.Member.Name, c.Yes, c.Elected})
	}
	return d
}

var electionColumns = []columnOf[electionView]{
	{"代码", 10, func(v electionView) language.Text { return typed(v.OrgCode) }},
	{"组织", 26, func(v electionView) language.Text { return typed(v.OrgName) }},
	{"类型", 12, func(v electionView) language.Text { return typed(v.KindName) }},
	{"请示日期", 12, func(v electionView) language.Text { return day(v.AskedOn) }},
	{"批复文号", 24, func(v electionView) language.Text { return typed(v.Document) }},
	{"选举日期", 12, func(v electionView) language.Text { return day(max(v.HeldOn, v.PlannedOn)) }},
	{"应到", 8, func(v electionView) language.Text { return digits(v.Entitled) }},
	{"实到", 8, func(v electionView) language.Text { return digits(v.Present) }},
	{"结果批复文号", 24, func(v electionView) language.Text { return typed(v.ResultDocument) }},
	{"状态", 12, func(v electionView) language.Text { return typed(v.StateName) }},
}

type electionsPage struct {
	Tabs  []views.Tab
	Chips []views.Option
	New   string // where one may ask for one's own organisation, "" for who may not
	Items []electionView
}

// listElections lists elections: ?state=, ?org= an organisation and all below.
func (s *Server) listElections(r *Request) (Answer, error) {
	page, list := electionsPage{}, List[electionView]{Items: []electionView{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Elections); err != nil {
			return err
		}
		f := newSieve(r)
		state := oneOf(f, "state", structure.ElectionStates...)
		org, err := f.org(tx, "org")
		if err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		found, err := structure.Elections(tx, state, org)
		for i := range found {
			list.Items = append(list.Items, showElectionLine(tx, &found[i]))
		}
		page.Tabs = orgTabs(tx, "elections")
		page.Chips = []views.Option{{Name: word("全部"), Value: "/elections", Chosen: state == ""}}
		for _, one := range structure.ElectionStates {
			page.Chips = append(page.Chips, views.Option{Name: word(one.String()), Value: "/elections?state=" + string(one), Chosen: one == state})
		}
		if tx.Reaches(models.Enter, models.Elections) {
			page.New = "/elections/new"
		}
		return err
	})
	page.Items = list.Items
	return Answer{Page: "elections", Title: word("换届选举"), Section: "orgs", View: page, JSON: list, Ledger: ledgerOf(word("换届选举台账"), list.Items, electionColumns),
		Crumbs: electionCrumbs(word(""))[:2]}, err
}

func electionCrumbs(name language.Text) []views.Crumb {
	return []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("换届选举"), Link: "/elections"}, {Name: name}}
}
