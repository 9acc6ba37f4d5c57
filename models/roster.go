package models

import (
	"cmp"
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
)

// Sheet is a worksheet as documents reads it.
type Sheet struct {
	Name     string
	Rows     [][]string
	Formulas []string
}

// RosterReport is what an import of the roster has done.
type RosterReport struct {
	Created, Changed, Same int // organisations
	People, Updated        int // members entered, members of whom something was put right
	Appointed              int // posts given to somebody
	Vacant                 int // posts that the roster says are vacant
	Branches               []RosterBranch
}

// RosterBranch is how many members the roster gives a branch, beside how many
// the program has: the roster names only a few of them.
type RosterBranch struct {
	OrgID              int64
	Code, Name         string
	Full, Probationary int
	Has                Strength
}

// Lines is the report for people: the sum, then each branch whose members are not all entered.
func (r RosterReport) Lines() []language.Phrase {
	lines := []language.Phrase{{"组织：新增%d个，更新%d个，未变%d个。党员：新增%d名，更新%d名。职务：任职%d个，空缺%d个。", r.Created, r.Changed, r.Same, r.People, r.Updated, r.Appointed, r.Vacant}}
	for _, o := range r.Branches {
		if o.Full != o.Has.Full || o.Probationary != o.Has.Probationary {
			lines = append(lines, language.Phrase{"%s %s：名册正式%d名、预备%d名，已登记正式%d名、预备%d名。", o.Code, o.Name, o.Full, o.Probationary, o.Has.Full, o.Has.Probationary})
		}
	}
	return lines
}

// ImportRoster enters the units and branches of the yearly roster with their
// posts, and its members where they are listed, or brings up to date what was
// imported before; with anything wrong in the sheets it enters nothing.
func (tx *Tx) ImportRoster(sheets []Sheet) (RosterReport, error) {
	if err := tx.Require(Enter, Orgs, 0); err != nil {
		return RosterReport{}, err
	}
	units, members, faults := readRoster(sheets)
	if len(faults) > 0 {
		return RosterReport{}, faults.Err("名册有%d处需要修改，没有导入任何内容：%s", len(faults), faults)
	}
	r := roster{tx: tx}
	if len(units) > 0 {
		if err := r.enter(units); err != nil {
			return RosterReport{}, err
		}
	}
	for _, m := range members {
		if err := r.enrol(m); err != nil {
			return RosterReport{}, err
		}
	}
	if err := r.count(); err != nil {
		return RosterReport{}, err
	}
	return r.report, tx.Record(Entry{Verb: "导入组织名册", Subject: "orgs", Topic: "orgs", Detail: r.report.Lines()[0]})
}

// roster is an import at work.
type roster struct {
	tx     *Tx
	report RosterReport
}

func (r *roster) enter(units []rosterUnit) error {
	city, err := r.org(Org{Code: "SW", Name: "市委", Kind: CityCommittee, UnitName: "市委"}, nil, nil)
	if err != nil {
		return err
	}
	if _, err := r.org(Org{Code: "ZZB", Name: "市委组织部", Kind: Department, UnitName: "市委组织部"}, city, nil); err != nil {
		return err
	}
	committee, err := r.org(Org{Code: "GW", Name: "市直机关工委", Kind: WorkCommittee, UnitName: "市直机关工委"}, city, nil)
	if err != nil {
		return err
	}
	for _, u := range units {
		if err := r.unit(u, city, committee); err != nil {
			return fmt.Errorf("unit %s: %w", u.code, err)
		}
	}
	return nil
}

// count looks, when everybody is entered, how many members each branch has.
func (r *roster) count() error {
	branches := r.report.Branches
	ids := make([]int64, len(branches))
	for i, b := range branches {
		ids[i] = b.OrgID
	}
	has, err := r.tx.Strengths(ids)
	for i, b := range branches {
		branches[i].Has = has[b.OrgID]
	}
	return err
}

func (r *roster) unit(u rosterUnit, city, committee *Org) error {
	group, err := r.org(Org{Code: "DZ" + u.digits(), Name: u.name + "党组（党委）", Kind: LeadingGroup, UnitName: u.name, UnitKind: u.kind}, city, nil)
	if err != nil {
		return err
	}
	above, guide := committee, group // a direct branch is led by the work committee and guided by its group
	if u.committee != "" {
		if above, err = r.org(Org{Code: u.code, Name: u.name + u.party, Kind: u.committee, UnitName: u.name, UnitKind: u.kind}, committee, group); err != nil {
			return err
		}
		guide = nil
	}
	var first *Org
	for _, b := range u.branches {
		branch, err := r.branch(u, b, above, guide)
		if err != nil {
			return err
		}
		first = cmp.Or(first, branch)
	}
	if u.committee != "" && u.hasDeputy {
		if err := r.post(above, DeputySecretary, "专职副书记", first, u.deputy); err != nil {
			return err
		}
	}
	return r.post(group, GroupSecretary, "党组（党委）书记", first, person{name: u.secretary})
}

func (r *roster) branch(u rosterUnit, b rosterBranch, above, guide *Org) (*Org, error) {
	branch, err := r.org(Org{Code: b.code, Name: b.name, Kind: u.branchKind, UnitName: u.name, UnitKind: u.kind, FixedDay: b.fixedDay,
		CommitteeSeats: b.seats, ElectedOn: b.electedOn, TermEndsOn: b.termEndsOn}, above, guide)
	if err != nil {
		return nil, err
	}
	if err := r.post(branch, BranchSecretary, "书记", branch, person{name: b.secretary, startOn: b.electedOn}); err != nil {
		return nil, err
	}
	r.report.Branches = append(r.report.Branches, RosterBranch{OrgID: branch.ID, Code: b.code, Name: b.name, Full: b.full, Probationary: b.probationary})
	return branch, nil
}

// org enters an organisation, or changes what the roster says otherwise than it
// is; names that the roster does not give stay as people have put them.
func (r *roster) org(want Org, parent, guide *Org) (*Org, error) {
	want.ParentID, want.GuidedByID = idOf(parent), idOf(guide)
	o, err := r.tx.OrgByCode(want.Code)
	if KindOf(err) == NotFound {
		r.report.Created++
		err = r.tx.CreateOrg(&want)
		return &want, err
	}
	if err != nil {
		return nil, err
	}
	was := JSON(o)
	if want.IsBranch() {
		o.Name, o.FixedDay, o.CommitteeSeats, o.ElectedOn, o.TermEndsOn = want.Name, want.FixedDay, want.CommitteeSeats, want.ElectedOn, want.TermEndsOn
	}
	if want.Code[0] == 'D' || want.IsBranch() {
		o.Kind, o.UnitName, o.UnitKind, o.ParentID, o.GuidedByID = want.Kind, want.UnitName, want.UnitKind, want.ParentID, want.GuidedByID
	}
	if JSON(o) == was {
		r.report.Same++
		return o, nil
	}
	r.report.Changed++
	if err := o.moveBelow(r.tx, parent); err != nil {
		return nil, err
	}
	return o, o.Change(r.tx, OrgChange{}, o.Revision)
}

func idOf(o *Org) *int64 {
	if o == nil {
		return nil
	}
	return &o.ID
}

// post sets up a post with the person who holds it; without a name it is vacant.
func (r *roster) post(o *Org, office Office, name string, home *Org, p person) error {
	holders, err := r.tx.Holders(o.ID, office)
	if err != nil {
		return err
	}
	post := Post{OrgID: o.ID, Office: office, Name: name}
	var held Holder
	if len(holders) == 0 {
		err = r.tx.CreatePost(&post)
	} else {
		held = holders[0]
		post.ID, post.Name = held.PostID, held.PostName
	}
	if err != nil {
		return err
	}
	if p.name == "" {
		r.report.Vacant++
		if held.MemberID != 0 {
			return post.Vacate(r.tx, max(held.StartOn, r.tx.Today().Add(-1)))
		}
		return nil
	}
	if held.MemberName == p.name {
		return post.file(r.tx, held, p)
	}
	member, err := r.member(p.name, home)
	if err != nil {
		return err
	}
	start := cmp.Or(p.startOn, calendar.Date(fmt.Sprintf("%04d-01-01", r.tx.Today().Year()))) // the roster gives no day
	if held.MemberID != 0 && start <= held.StartOn {
		start = r.tx.Today()
	}
	r.report.Appointed++
	t := Tenure{MemberID: member, StartOn: start, FullTime: p.fullTime}
	if p.filed {
		t.FiledOn = cmp.Or(p.filedOn, start)
	}
	return post.Appoint(r.tx, &t)
}

// file notes that a tenure has been filed with the work committee since.
func (p *Post) file(tx *Tx, held Holder, as person) error {
	if !as.filed || held.FiledOn != "" {
		return nil
	}
	_, err := In[Tenure](tx).Where("post_id = ? AND end_on = ''", p.ID).Set(Assign("filed_on", cmp.Or(as.filedOn, tx.Today()))).Update(tx.Ctx)
	if err != nil {
		return err
	}
	return p.record(tx, "备案", language.Phrase{"%s任%s已备案", held.MemberName, p.Name}, "", "")
}

// member finds a person of the unit by name, or enters one in the unit's first branch.
func (r *roster) member(name string, home *Org) (int64, error) {
	m, err := In[Member](r.tx).Where("name = ? AND left_on = '' AND org_id IN (SELECT id FROM orgs WHERE unit_name = ?)", name, home.UnitName).Order("id").First(r.tx.Ctx)
	if err == nil || KindOf(err) != NotFound {
		return m.ID, err
	}
	r.report.People++
	m = Member{OrgID: &home.ID, Name: name, Status: Full}
	err = r.tx.CreateMember(&m)
	return m.ID, err
}
