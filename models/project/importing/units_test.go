package importing

import (
	"testing"

	"luoshi/language"
	"luoshi/models"
)

// town is a register of a few organisations, without a database.
func town() *register {
	g := &register{byID: map[int64]*models.Org{}, byName: map[string]*models.Org{}}
	for i, o := range []models.Org{
		{Name: "中共澜川市委", Kind: models.CityCommittee, UnitName: "市委", Path: "/1/"},
		{Name: "市直机关工委", Kind: models.WorkCommittee, UnitName: "市直机关工委", Path: "/1/2/"},
		{Name: "市公安局党委", Kind: models.LeadingGroup, UnitName: "市公安局", Path: "/1/3/"},
		{Name: "市公安局机关党委", Kind: models.OrganCommittee, UnitName: "市公安局", Path: "/1/2/4/"},
		{Name: "公安局治安大队党支部", Kind: models.Branch, UnitName: "市公安局", Path: "/1/2/4/5/"},
		{Name: "市住房和城乡建设局党总支", Kind: models.GeneralBranch, UnitName: "市住房和城乡建设局", Path: "/1/2/6/"},
		{Name: "市行政审批服务局党支部", Kind: models.Branch, UnitName: "市行政审批服务局", Path: "/1/2/7/"},
		{Name: "市档案馆、市史志研究中心联合党支部", Kind: models.JointBranch, UnitName: "市档案馆、市史志研究中心", Path: "/1/2/8/"},
	} {
		o.ID = int64(i + 1)
		g.orgs = append(g.orgs, &o)
		g.byID[o.ID] = &o
	}
	g.index()
	for i, h := range []models.Holder{
		{OrgID: 2, OrgName: "市直机关工委", Office: models.CommitteeSecretary, PostName: "书记", MemberID: 1, MemberName: "周砚清"},
		{OrgID: 2, OrgName: "市直机关工委", Office: models.WorkOfficer, PostName: "组织科科长", MemberID: 2, MemberName: "许牧野"},
		{OrgID: 3, OrgName: "市公安局党委", Office: models.GroupSecretary, PostName: "党委书记", MemberID: 3, MemberName: "张𬭎"},
		{OrgID: 4, OrgName: "市公安局机关党委", Office: models.DeputySecretary, PostName: "专职副书记", MemberID: 4, MemberName: "李军"},
		{OrgID: 6, OrgName: "市住房和城乡建设局党总支", Office: models.DeputySecretary, PostName: "专职副书记", MemberID: 5, MemberName: "李军"},
		{OrgID: 6, OrgName: "市住房和城乡建设局党总支", Office: models.Staff, PostName: "党务干部"},
	} {
		h.PostID = int64(i + 1)
		g.holders = append(g.holders, h)
	}
	return g
}

func TestParties(t *testing.T) {
	t.Parallel()
	g := town()
	for cell, want := range map[string]struct {
		names   string
		group   bool
		notes   int
		unknown int
	}{
		"市公安局":      {"市公安局", false, 0, 0},
		" 市 公 安 局 ": {"市公安局", false, 0, 0},
		"公安局":       {"市公安局", false, 0, 0},
		"住建局":       {"市住房和城乡建设局", false, 1, 0},
		"市住建局、审批局":  {"市住房和城乡建设局、市行政审批服务局", false, 2, 0},
		"工委":        {"市直机关工委", false, 1, 0},
		"中共澜川市委市直机关工作委员会":        {"市直机关工委", false, 1, 0},
		"市直机关工委组织科":              {"市直机关工委", false, 1, 0},
		"市直机关工委、各党支部":            {"各党支部、市直机关工委", false, 0, 0},
		"市档案馆、市史志研究中心":           {"市档案馆、市史志研究中心", false, 0, 0},
		"市公安局，市档案馆、市史志研究中心":      {"市公安局、市档案馆、市史志研究中心", false, 0, 0},
		"公安局治安大队党支部":             {"公安局治安大队党支部", false, 0, 0},
		"市公安局（牵头）、市行政审批服务局（配合）等": {"市公安局、市行政审批服务局", false, 0, 0},
		"各机关党委、党总支":              {"各机关党委、党总支", true, 0, 0},
		"各党支部":                   {"各党支部", true, 0, 0},
		"市直各部门单位":                {"市直各部门单位", true, 0, 0},
		"相关机关党委、党总支":             {"各机关党委、党总支", true, 1, 0},
		"党总支":                    {"", false, 0, 1},
		"市海洋发展局":                 {"", false, 0, 1},
		"市局":                     {"", false, 0, 1},
		"":                       {"", false, 0, 0},
	} {
		p := g.parties(cell)
		if got := g.named(p.orgs); want.unknown == 0 && got != want.names || p.group != want.group || len(p.notes) != want.notes || len(p.unknown) != want.unknown {
			t.Errorf("%q: got %q, group %v, notes %q, unknown %q", cell, got, p.group, p.notes, p.unknown)
		}
	}
}

func TestApart(t *testing.T) {
	t.Parallel()
	g := town()
	for cell, want := range map[string][2]string{
		"市公安局 李军":            {"市公安局", "李军"},
		"市公安局\n李军":           {"市公安局", "李军"},
		"市公安局（李军）":           {"市公安局", "李军"},
		"市公安局(李军)":           {"市公安局", "李军"},
		"市公安局：李军":            {"市公安局", "李军"},
		"市公安局/李军":            {"市公安局", "李军"},
		"市公安局张𬭎":             {"市公安局", "张𬭎"},
		"牵头单位：市公安局\n责任人：李军":  {"市公安局", "李军"},
		"各机关党委、党总支 各专职副书记":   {"各机关党委、党总支", "各专职副书记"},
		"各机关党委、党总支（各专职副书记）":  {"各机关党委、党总支", "各专职副书记"},
		"市公安局":               {"市公安局", ""},
		"市公安局 市行政审批服务局":      {"市公安局 市行政审批服务局", ""},
		"市公安局、市住房和城乡建设局\n李军": {"市公安局、市住房和城乡建设局", "李军"},
	} {
		if unit, person := g.apart(cell); unit != want[0] || person != want[1] {
			t.Errorf("%q: got %q and %q", cell, unit, person)
		}
	}
}

func TestOwner(t *testing.T) {
	t.Parallel()
	g := town()
	for _, row := range []struct {
		name, lead, cell, want string
		notes, problems        int
	}{
		{"in the unit", "市公安局", "李军", "李军（市公安局机关党委 专职副书记）", 0, 0},
		{"of the same name, by unit", "市住房和城乡建设局", "李军", "李军（市住房和城乡建设局党总支 专职副书记）", 0, 0},
		{"of the same name, elsewhere", "市行政审批服务局", "李军", "未定", 0, 1},
		{"a rare character", "市公安局", "张𬭎", "张𬭎（市公安局党委 党委书记）", 0, 0},
		{"a name set wide", "市公安局", "李　军", "李军（市公安局机关党委 专职副书记）", 0, 0},
		{"with a title", "市公安局", "党委书记 张𬭎", "张𬭎（市公安局党委 党委书记）", 1, 0},
		{"with a title in brackets", "市公安局", "张𬭎（党委书记）", "张𬭎（市公安局党委 党委书记）", 0, 0},
		{"two of them", "市公安局", "李军、张𬭎", "李军（市公安局机关党委 专职副书记）", 1, 0},
		{"somebody of another unit", "市公安局", "许牧野", "许牧野（市直机关工委 组织科科长）", 1, 0},
		{"all of a kind", "市公安局", "各专职副书记", "许牧野（市直机关工委 组织科科长）", 1, 0},
		{"nobody known", "市公安局", "王二", "未定", 0, 1},
		{"nobody", "市公安局", "", "未定", 0, 1},
	} {
		r := &Row{Lead: g.byName[row.lead]}
		g.owner(r, language.Quote("第5行H列"), row.cell, false)
		if r.Owner() != row.want || len(r.Notes) != row.notes || len(r.Problems) != row.problems {
			t.Errorf("%s: got %s, %q, %q", row.name, r.Owner(), r.Notes, r.Problems)
		}
	}
}
