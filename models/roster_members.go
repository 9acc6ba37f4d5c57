package models

import (
	"maps"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
)

// memberSheet is the roster's list of members, the same that ExportMembers hands out.
const memberSheet = "党员"

// MemberColumns are the columns of that list.
var MemberColumns = []string{"代码", "党支部", "姓名", "身份", "入党日期", "电话"}

// ExportMembers lists what MemberList does for a file, all of it at once; that it
// was taken is a line of the audit trail. Numbers leave with their middle hidden.
func (tx *Tx) ExportMembers(org *Org, words string) (rows [][]string, err error) {
	if err := tx.Require(Export, Members, 0); err != nil {
		return nil, err
	}
	list, err := tx.MemberList(org, words, 0, mostExported+1)
	if err != nil {
		return nil, err
	}
	if len(list) > mostExported {
		return nil, Fail(Invalid, "符合条件的党员超过%d名，请先按组织筛选，再分次导出。", mostExported)
	}
	branches := map[int64]Org{}
	for _, m := range list {
		branches[m.Branch()] = Org{}
	}
	found, err := In[Org](tx).Where("id IN ?", slices.Sorted(maps.Keys(branches))).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range found {
		branches[o.ID] = o
	}
	for _, m := range list {
		o := branches[m.Branch()]
		rows = append(rows, []string{o.Code, o.Name, m.Name, MemberStatusNames[m.Status], string(m.JoinedOn), m.Phone})
	}
	return rows, tx.Record(Entry{Verb: "导出党员名册", Subject: "members", Topic: "members", Detail: language.Phrase{"共%d名", len(rows)}})
}

// rosterMember is a row of sheet 党员.
type rosterMember struct {
	place             language.Phrase
	code, name, phone string
	status            MemberStatus
	joinedOn          calendar.Date
}

func readRosterMembers(sheets []Sheet, faults FieldErrors) (list []rosterMember) {
	g := openGrid(sheets, memberSheet, faults, MemberColumns...)
	if len(faults) > 0 {
		return nil
	}
	for g.next() {
		m := rosterMember{place: g.place("姓名"), code: g.text("代码"), name: g.must("姓名"), phone: g.text("电话"), joinedOn: g.date("入党日期")}
		for status, name := range MemberStatusNames {
			if g.text("身份") == name {
				m.status = status
			}
		}
		if m.status == "" {
			g.fault("身份", "请填正式党员或预备党员，现为“%s”", g.text("身份"))
		}
		if whole, _ := readPhone(m.phone); whole == "" && m.phone != "" && !strings.Contains(m.phone, "*") {
			g.fault("电话", "电话写作 13800138000 或 0431-88888888")
		}
		list = append(list, m)
	}
	return list
}

// enrol enters a member that is not there yet, or changes what the roster says
// otherwise; two of one name in a branch have to be told apart on their pages.
func (r *roster) enrol(row rosterMember) error {
	var branch *Org
	found := In[Member](r.tx).Where("name = ? AND left_on = '' AND org_id IS NULL", row.name)
	if row.code != "" {
		o, err := r.tx.OrgByCode(row.code)
		if KindOf(err) == NotFound {
			return Fail(Invalid, "%s：没有代码为“%s”的党支部，没有导入任何内容。", row.place, row.code)
		}
		if err != nil {
			return err
		}
		branch, found = o, In[Member](r.tx).Where("name = ? AND left_on = '' AND org_id = ?", row.name, o.ID)
	}
	list, err := found.Limit(2).Find(r.tx.Ctx)
	switch {
	case err != nil:
		return err
	case len(list) == 2:
		return Fail(Conflict, "%s：这个党支部有两名%s，请到各自页面上修改，没有导入任何内容。", row.place, row.name)
	case len(list) == 0:
		r.report.People++
		err = r.tx.CreateMember(&Member{OrgID: idOf(branch), Name: row.name, Status: row.status, JoinedOn: row.joinedOn, Phone: row.phone})
	case list[0].Status != row.status || list[0].JoinedOn != row.joinedOn || list[0].Phone != row.phone:
		r.report.Updated++
		err = list[0].Change(r.tx, MemberChange{Status: &row.status, JoinedOn: &row.joinedOn, Phone: &row.phone}, list[0].Revision)
	}
	if KindOf(err) == Invalid {
		return Fail(Invalid, "%s：%s没有导入任何内容。", row.place, err)
	}
	return err
}
