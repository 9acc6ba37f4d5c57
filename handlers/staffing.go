package handlers

import (
	"strings"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/views"
)

// staffingView is a line of both tables: who works for the organisation full time,
// and how its committee is made up.
type staffingView struct {
	OrgID          int64    `json:"org_id"`
	OrgCode        string   `json:"org_code"`
	OrgName        string   `json:"org_name"`
	Kind           string   `json:"kind"`
	Full           int      `json:"full_members"`
	Probationary   int      `json:"probationary_members"`
	DeputiesNeeded int      `json:"deputies_needed"`
	Deputies       int      `json:"deputies"`
	StaffNeeded    int      `json:"staff_needed"`
	Staff          int      `json:"staff"`
	PartTime       int      `json:"part_time"`
	Gap            int      `json:"gap"`
	Alone          bool     `json:"alone"`
	Shared         []string `json:"shared"`
	Seats          int      `json:"seats"`
	SeatsMin       int      `json:"seats_min"`
	SeatsMax       int      `json:"seats_max"`
	Vacant         int      `json:"vacant"`
	Verdict        string   `json:"verdict"`

	KindName word            `json:"-"`
	Said     language.Phrase `json:"-"`
}

// Remark is what besides the numbers is to be seen.
func (v staffingView) Remark() language.Phrase {
	switch {
	case v.Gap > 0:
		return phrase{"缺%d名", v.Gap}
	case v.Alone:
		return phrase{"只有1名专职人员"}
	case len(v.Shared) > 0:
		return phrase{"%s与其他组织共用", strings.Join(v.Shared, "、")}
	}
	return phrase{"合规"}
}

func (v staffingView) Light() string {
	if v.Gap > 0 {
		return "late"
	}
	if v.Alone || len(v.Shared) > 0 {
		return "warn"
	}
	return "ok"
}

func showStaffing(tx *models.Tx, s structure.Strength) staffingView {
	return staffingView{OrgID: s.ID, OrgCode: s.Code, OrgName: s.Name, Kind: string(s.Kind), Full: s.Full, Probationary: s.Probationary,
		DeputiesNeeded: s.DeputiesNeeded, Deputies: s.Deputies, StaffNeeded: s.StaffNeeded, Staff: s.Staff, PartTime: s.PartTime, Gap: s.Gap(), Alone: s.Alone,
		Shared: append([]string{}, s.Shared...), Seats: s.Seats, SeatsMin: s.SeatsMin, SeatsMax: s.SeatsMax, Vacant: s.Vacant,
		Verdict: s.Verdict().In(tx.Actor.Language), KindName: word(models.OrgKindNames[s.Kind]), Said: s.Verdict()}
}

// The two tables of the page, as workbooks have them.
var (
	forceColumns = []columnOf[staffingView]{
		{"代码", 10, func(v staffingView) language.Text { return typed(v.OrgCode) }},
		{"组织", 28, func(v staffingView) language.Text { return typed(v.OrgName) }},
		{"类别", 12, func(v staffingView) language.Text { return v.KindName }},
		{"专职副书记应配", 12, func(v staffingView) language.Text { return digits(v.DeputiesNeeded) }},
		{"专职副书记实配", 12, func(v staffingView) language.Text { return digits(v.Deputies) }},
		{"专职党务干部应配", 12, func(v staffingView) language.Text { return digits(v.StaffNeeded) }},
		{"专职党务干部实配", 12, func(v staffingView) language.Text { return digits(v.Staff) }},
		{"兼职", 8, func(v staffingView) language.Text { return digits(v.PartTime) }},
		{"缺额", 8, func(v staffingView) language.Text { return digits(v.Gap) }},
		{"说明", 24, func(v staffingView) language.Text { return v.Remark() }},
	}
	committeeColumns = []columnOf[staffingView]{
		{"代码", 10, func(v staffingView) language.Text { return typed(v.OrgCode) }},
		{"组织", 28, func(v staffingView) language.Text { return typed(v.OrgName) }},
		{"正式党员", 10, func(v staffingView) language.Text { return digits(v.Full) }},
		{"预备党员", 10, func(v staffingView) language.Text { return digits(v.Probationary) }},
		{"委员", 8, func(v staffingView) language.Text { return digits(v.Seats) }},
		{"规定最少", 10, func(v staffingView) language.Text { return digits(v.SeatsMin) }},
		{"规定最多", 10, func(v staffingView) language.Text { return digits(v.SeatsMax) }},
		{"空缺", 8, func(v staffingView) language.Text { return digits(v.Vacant) }},
		{"分析", 32, func(v staffingView) language.Text { return v.Said }},
	}
)

// staffingLedger is a workbook of both tables.
type staffingLedger []staffingView

func (l staffingLedger) tables(r *Request) []documents.NamedTable {
	return append(ledgerOf(word("党务力量配备情况表"), l, forceColumns).tables(r), ledgerOf(word("委员会配备情况分析表"), l, committeeColumns).tables(r)...)
}

type staffingPage struct {
	Tabs  []views.Tab
	AsOf  calendar.Date
	Sum   language.Phrase
	Lines []staffingView
}

// showStaffingTable is how organisations are staffed: ?as_of= a day, ?org= an
// organisation and all below.
func (s *Server) showStaffingTable(r *Request) (Answer, error) {
	page, list := staffingPage{}, List[staffingView]{Items: []staffingView{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Orgs); err != nil {
			return err
		}
		f := newSieve(r)
		page.AsOf = f.day("as_of")
		org, err := f.org(tx, "org")
		if err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		if page.AsOf == "" {
			page.AsOf = tx.Today()
		}
		found, err := structure.Staffing(tx, page.AsOf, org)
		short, alone := 0, 0
		for _, one := range found {
			v := showStaffing(tx, one)
			if list.Items = append(list.Items, v); v.Gap > 0 {
				short++
			}
			if v.Alone {
				alone++
			}
		}
		page.Tabs, page.Lines = orgTabs(tx, "staffing"), list.Items
		page.Sum = phrase{"%[1]d个组织：缺额%[2]d个，只有1名专职人员%[3]d个", len(found), short, alone}
		return err
	})
	return Answer{Page: "staffing", Title: word("党务力量"), Section: "orgs", Wide: true, View: page, JSON: list, Ledger: staffingLedger(list.Items),
		Crumbs: []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("党务力量")}}}, err
}
