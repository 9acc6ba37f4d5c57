package handlers

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/community"
)

// serviceJSON is a service to a community in a list.
type serviceJSON struct {
	ID         int64         `json:"id"`
	OrgID      int64         `json:"org_id"`
	OrgCode    string        `json:"org_code"`
	OrgName    string        `json:"org_name"`
	Community  string        `json:"community"`
	HeldOn     calendar.Date `json:"held_on"`
	Hours      float64       `json:"hours"`
	Content    string        `json:"content"`
	Feedback   string        `json:"feedback"`
	ActivityID *int64        `json:"activity_id"`
	People     int           `json:"people"` // who took part, also those one may not name
	Recorder   string        `json:"recorder"`
	Revision   int           `json:"revision"`
}

// serviceDetail is a service with whom of its participants one may name.
type serviceDetail struct {
	serviceJSON
	Members []participantJSON `json:"members"`
}

type participantJSON struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

func showServiceLine(s community.Row) serviceJSON {
	return serviceJSON{ID: s.ID, OrgID: s.OrgID, OrgCode: s.OrgCode, OrgName: s.OrgName, Community: s.Community, HeldOn: s.HeldOn, Hours: s.Hours, Content: s.Content,
		Feedback: s.Feedback, ActivityID: s.ActivityID, People: s.People, Recorder: s.Recorder, Revision: s.Revision}
}

func showServiceDetail(tx *models.Tx, s *community.Row) (serviceDetail, error) {
	view := serviceDetail{showServiceLine(*s), []participantJSON{}}
	people, err := s.Participants(tx)
	for _, m := range people {
		view.Members = append(view.Members, participantJSON{m.ID, m.Name})
	}
	return view, err
}

var serviceColumns = []columnOf[serviceJSON]{
	{"代码", 10, func(s serviceJSON) language.Text { return typed(s.OrgCode) }},
	{"组织", 26, func(s serviceJSON) language.Text { return typed(s.OrgName) }},
	{"服务日期", 12, func(s serviceJSON) language.Text { return day(s.HeldOn) }},
	{"社区", 16, func(s serviceJSON) language.Text { return typed(s.Community) }},
	{"服务内容", 40, func(s serviceJSON) language.Text { return typed(s.Content) }},
	{"时长（小时）", 12, func(s serviceJSON) language.Text { return typed(number(s.Hours)) }},
	{"参加党员", 10, func(s serviceJSON) language.Text { return digits(s.People) }},
	{"社区反馈", 30, func(s serviceJSON) language.Text { return typed(s.Feedback) }},
}

// countsJSON counts the reporting of organisations apart from that of members.
type countsJSON struct {
	Orgs struct {
		Pairings int `json:"pairings"`
		Services int `json:"services"`
	} `json:"orgs"`
	Members struct {
		Present int `json:"present"`
		Homes   int `json:"homes"`  // whose community is known
		Active  int `json:"active"` // who took part at least once
		Times   int `json:"times"`  // once a member and service
	} `json:"members"`
}

func showCounts(c community.Count) (v countsJSON) {
	v.Orgs.Pairings, v.Orgs.Services = c.Pairings, c.Services
	v.Members.Present, v.Members.Homes, v.Members.Active, v.Members.Times = c.Members, c.Homes, c.Active, c.Times
	return v
}

// reportingJSON is an organisation with its counts of a year.
type reportingJSON struct {
	OrgID   int64      `json:"org_id"`
	OrgCode string     `json:"org_code"`
	OrgName string     `json:"org_name"`
	Counts  countsJSON `json:"counts"`

	May bool `json:"-"` // enter its services
}

// pairingJSON is an organisation's pairing with a community.
type pairingJSON struct {
	ID        int64         `json:"id"`
	OrgID     int64         `json:"org_id"`
	Community string        `json:"community"`
	Since     calendar.Date `json:"since"`
	Until     calendar.Date `json:"until"` // "" while it lasts

	OrgName string `json:"-"`
	May     bool   `json:"-"` // end it
}

func showPairing(p community.Pairing) pairingJSON {
	return pairingJSON{ID: p.ID, OrgID: p.OrgID, Community: p.Community, Since: p.Since, Until: p.Until}
}

// serviceList is a page of a year's services, with what has been done in all of it.
type serviceList struct {
	List[serviceJSON]
	Year     int             `json:"year"`
	Counts   countsJSON      `json:"counts"`
	Orgs     []reportingJSON `json:"orgs"` // by code
	Pairings []pairingJSON   `json:"pairings"`
}
