package models

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
)

// rosterUnit is a row of sheet 单位 with its branches.
type rosterUnit struct {
	code, name, kind, party string
	committee               OrgKind // "" where the branch is led by the work committee directly
	branchKind              OrgKind
	secretary               string
	hasDeputy               bool
	deputy                  person
	branches                []rosterBranch
}

func (u rosterUnit) digits() string { return strings.TrimPrefix(u.code, "D") }

// rosterBranch is a row of sheet 党支部.
type rosterBranch struct {
	code, name, secretary, fixedDay string
	full, probationary, seats       int
	electedOn, termEndsOn           calendar.Date
}

// person is who holds a post, as a cell says it: "施慕云(专职,2022-05-20任,未备案)".
type person struct {
	name             string
	fullTime, filed  bool
	startOn, filedOn calendar.Date
}

// parties are what the column 党组织 may say: the committee in the middle, and the kind of the branches.
var parties = map[string][2]OrgKind{
	"机关党委": {OrganCommittee, Branch}, "党委": {OrganCommittee, Branch}, "党总支": {GeneralBranch, Branch},
	"直属党支部": {"", Branch}, "联合党支部(直属)": {"", JointBranch}, "直属联合党支部": {"", JointBranch},
}

var (
	unitCode   = regexp.MustCompile(`^D\d{2,}$`)
	branchCode = regexp.MustCompile(`^B\d{4,}$`)
)

// readRoster reads the sheets of organisations and that of members, which may come
// alone or be left out; faults are keyed by where they stand.
func readRoster(sheets []Sheet) (units []rosterUnit, members []rosterMember, faults FieldErrors) {
	faults = FieldErrors{}
	if slices.ContainsFunc(sheets, func(s Sheet) bool { return s.Name == memberSheet }) {
		if members = readRosterMembers(sheets, faults); len(sheets) == 1 {
			return nil, members, faults
		}
	}
	units = readRosterUnits(sheets, faults)
	return units, members, faults
}

func readRosterUnits(sheets []Sheet, faults FieldErrors) (units []rosterUnit) {
	unitRows := openGrid(sheets, "单位", faults, "代码", "单位", "类型", "党组织", "党组(党委)书记", "机关党委/总支专职副书记")
	branchRows := openGrid(sheets, "党支部", faults, "代码", "党支部", "正式", "预备", "支委数", "书记", "当选", "届满", "固定日")
	if len(faults) > 0 {
		return nil
	}
	for unitRows.next() {
		units = append(units, unitRows.unit(units))
	}
	seen := map[string]bool{}
	for branchRows.next() {
		b := branchRows.branch()
		if seen[b.code] {
			branchRows.fault("代码", "代码%s重复", b.code)
		}
		seen[b.code] = true
		i := slices.IndexFunc(units, func(u rosterUnit) bool {
			return len(b.code) == len(u.digits())+3 && strings.HasPrefix(b.code[1:], u.digits())
		})
		if i < 0 {
			branchRows.fault("代码", "工作表“单位”里没有它所在的单位，党支部代码应为B加单位代码的数字再加两位序号，如D10的党支部为B1001")
			continue
		}
		units[i].branches = append(units[i].branches, b)
	}
	for _, u := range units {
		if len(u.branches) == 0 {
			faults.Add(u.code, "%s没有党支部，请在工作表“党支部”里补上", u.name)
		}
	}
	return units
}

func (g *grid) unit(before []rosterUnit) rosterUnit {
	u := rosterUnit{code: g.text("代码"), name: g.must("单位"), kind: g.text("类型"), party: g.text("党组织"), secretary: g.holder("党组(党委)书记")}
	if !unitCode.MatchString(u.code) {
		g.fault("代码", "单位代码写作D加两位数字，如D10")
	}
	if slices.ContainsFunc(before, func(other rosterUnit) bool { return other.code == u.code }) {
		g.fault("代码", "代码%s重复", u.code)
	}
	kinds, known := parties[u.party]
	if !known {
		g.fault("党组织", "只能填机关党委、党委、党总支、直属党支部或联合党支部(直属)，现为“%s”", u.party)
	}
	u.committee, u.branchKind = kinds[0], kinds[1]
	const column = "机关党委/总支专职副书记"
	switch text := g.text(column); {
	case text == "" || text == "—" || text == "-":
	case isVacant(text):
		u.hasDeputy = true
	default:
		var fault language.Phrase
		if u.deputy, fault = readPerson(text); fault != nil {
			g.fault(column, "%s", fault)
		}
		u.hasDeputy = true
	}
	return u
}

func (g *grid) branch() rosterBranch {
	b := rosterBranch{code: g.text("代码"), name: g.must("党支部"), secretary: g.holder("书记"), full: g.number("正式"), probationary: g.number("预备"),
		seats: g.number("支委数"), electedOn: g.date("当选"), termEndsOn: g.date("届满")}
	if !branchCode.MatchString(b.code) {
		g.fault("代码", "党支部代码写作B加四位数字，如B1001")
	}
	if b.seats != 0 && (b.seats < 3 || b.seats > 7) {
		g.fault("支委数", "支委会由3至7人组成，不设支委会的填—")
	}
	if b.electedOn != "" && b.termEndsOn != "" && b.termEndsOn <= b.electedOn {
		g.fault("届满", "届满日期须晚于当选日期%s", b.electedOn)
	}
	if text := g.text("固定日"); text != "" && text != "—" {
		fixed, err := calendar.ParseFixedDay(text)
		if err != nil {
			g.fault("固定日", "%s", err)
		}
		b.fixedDay = fixed.String()
	}
	return b
}

var personForm = regexp.MustCompile(`^([^(]+)(?:\((.*)\))?$`)

func readPerson(text string) (p person, fault language.Phrase) {
	m := personForm.FindStringSubmatch(text)
	if m == nil {
		return p, language.Phrase{"写作“姓名(专职,2022-05-20任,已备案)”，空缺的写“【缺】”"}
	}
	p.name = strings.TrimSpace(m[1])
	for _, part := range strings.FieldsFunc(m[2], func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		day, isStart := strings.CutSuffix(part, "任")
		filedOn, isFiled := strings.CutSuffix(part, "备案")
		switch {
		case part == "专职":
			p.fullTime = true
		case part == "兼职", part == "未备案":
		case part == "已备案":
			p.filed = true
		case isStart && calendar.Date(day).Valid():
			p.startOn = calendar.Date(day)
		case isFiled && calendar.Date(filedOn).Valid():
			p.filed, p.filedOn = true, calendar.Date(filedOn)
		default:
			return p, language.Phrase{"看不懂“%s”，括号里写专职或兼职、任职日期（如2022-05-20任）、已备案或未备案", part}
		}
	}
	return p, nil
}

func (g *grid) number(column string) int {
	text := g.text(column)
	if text == "" || text == "—" || text == "-" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 100000 {
		g.fault(column, "须为数字，现为“%s”", text)
	}
	return n
}

func (g *grid) date(column string) calendar.Date {
	text := g.text(column)
	if text == "" || text == "—" || text == "-" {
		return ""
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		g.fault(column, "日期写作2022-06-15，现为“%s”", text)
	}
	return d
}
