package testkit

import (
	"testing"

	"luoshi/calendar"
	"luoshi/models"
)

// City is a small part of 澜川市 with everyone a test needs: the work committee,
// three departments with and without a middle layer, and a branch without a
// committee. Logins are the names in pinyin.
type City struct {
	*App
	orgs    map[string]int64 // by code
	members map[string]int64 // by name
	posts   map[string]int64 // by "code/name of post"
}

// Org is the id of an organisation by its code.
func (c *City) Org(code string) int64 { return c.must(c.orgs, code) }

// Member is the id of a member by name.
func (c *City) Member(name string) int64 { return c.must(c.members, name) }

// Post is the id of a post, such as Post("D07", "专职副书记").
func (c *City) Post(code, name string) int64 { return c.must(c.posts, code+"/"+name) }

func (c *City) must(in map[string]int64, key string) int64 {
	c.T.Helper()
	id, ok := in[key]
	if !ok {
		c.T.Fatalf("the test city has no %q", key)
	}
	return id
}

// cityOrgs are the organisations: code, name, kind, unit, leading and guiding organisation, fixed day, seats.
var cityOrgs = []struct {
	code, name   string
	kind         models.OrgKind
	unit         string
	parent, guid string
	fixed        string
	seats        int
}{
	{"SW", "中共澜川市委", models.CityCommittee, "市委", "", "", "", 0},
	{"ZZB", "市委组织部", models.Department, "市委组织部", "SW", "", "", 0},
	{"GW", "市直机关工委", models.WorkCommittee, "市直机关工委", "SW", "", "", 0},
	{"DZ02", "市公安局党委", models.LeadingGroup, "市公安局", "SW", "", "", 0},
	{"DZ07", "市住房和城乡建设局党组", models.LeadingGroup, "市住房和城乡建设局", "SW", "", "", 0},
	{"DZ10", "市行政审批服务局党组", models.LeadingGroup, "市行政审批服务局", "SW", "", "", 0},
	{"D02", "市公安局机关党委", models.OrganCommittee, "市公安局", "GW", "DZ02", "", 0},
	{"B0203", "公安局治安大队党支部", models.Branch, "市公安局", "D02", "", "每月10日", 5},
	{"D07", "市住房和城乡建设局党总支", models.GeneralBranch, "市住房和城乡建设局", "GW", "DZ07", "", 0},
	{"B0701", "住建局机关党支部", models.Branch, "市住房和城乡建设局", "D07", "", "每月5日", 5},
	{"B0702", "住建局市政房产服务中心党支部", models.Branch, "市住房和城乡建设局", "D07", "", "每月5日", 5},
	{"B1001", "市行政审批服务局党支部", models.Branch, "市行政审批服务局", "GW", "DZ10", "每月5日", 5},
	{"B1101", "市统计局党支部", models.Branch, "市统计局", "GW", "", "每月15日", 0},
}

// cityPeople are who works there: login, name, branch, and posts as org and office.
var cityPeople = []struct {
	login, name, branch string
	posts               []cityPost
}{
	{"zhouyanqing", "周砚清", "", []cityPost{{"GW", models.CommitteeSecretary, "书记"}}},
	{"mengshuqin", "孟书琴", "", []cityPost{{"GW", models.DeputySecretary, "常务副书记"}}},
	{"xumuye", "许牧野", "", []cityPost{{"GW", models.WorkOfficer, "组织科科长"}}},
	{"hanzhiyuan", "韩知远", "", []cityPost{{"GW", models.Inspector, "督导员"}}},
	{"luchengyue", "陆承岳", "", []cityPost{{"ZZB", models.DepartmentOfficer, "部长"}}},
	{"leizhenchuan", "雷振川", "B0203", []cityPost{{"DZ02", models.GroupSecretary, "党委书记"}}},
	{"youlingxiao", "尤凌霄", "B0203", []cityPost{{"DZ02", models.GroupDeputy, "分管负责同志"}}},
	{"weichanggeng", "卫长庚", "B0203", []cityPost{{"D02", models.DeputySecretary, "专职副书记"}}},
	{"jixiaoman", "纪小满", "B0203", []cityPost{{"D02", models.Staff, "党务干部"}}},
	{"qishaochuan", "祁少川", "B0203", []cityPost{{"B0203", models.BranchSecretary, "书记"}}},
	{"wenlixin", "温立新", "B0701", []cityPost{{"DZ07", models.GroupSecretary, "党组书记"}, {"B0701", models.BranchSecretary, "书记"}}},
	{"shimuyun", "施慕云", "B0701", []cityPost{{"D07", models.DeputySecretary, "专职副书记"}}},
	{"shanzian", "单梓安", "B0702", []cityPost{{"B0702", models.BranchSecretary, "书记"}}},
	{"tongjianing", "童佳宁", "B1001", []cityPost{{"DZ10", models.GroupSecretary, "党组书记"}, {"B1001", models.BranchSecretary, "书记"}}},
	{"yanchuxia", "阎初夏", "B1001", []cityPost{{"B1001", models.Organiser, "组织委员"}}},
	{"daixinghe", "戴星河", "B1001", []cityPost{{"B1001", models.Publicist, "宣传委员"}}},
	{"huqinglan", "胡青岚", "B1001", []cityPost{{"B1001", models.Disciplinarian, "纪检委员"}}},
	{"linyuan", "林远", "B1001", nil}, // a member without a post
	{"zhuangzijin", "庄子衿", "B1101", []cityPost{{"B1101", models.BranchSecretary, "书记"}}},
}

type cityPost struct {
	org    string
	office models.Office
	name   string
}

// DutiesBegin is the day from which the small city is asked for duties: neither
// its second quarter nor its year.
const DutiesBegin calendar.Date = "2022-05-01"

// NewCity starts an application with the small city in it.
func NewCity(t testing.TB) *City {
	t.Helper()
	c := &City{App: New(t), orgs: map[string]int64{}, members: map[string]int64{}, posts: map[string]int64{}}
	c.Seed(func(tx *models.Tx) error {
		if _, err := models.In[models.Rule](tx).Where("valid_from > ?", DutiesBegin).Update(tx.Ctx, "valid_from", DutiesBegin); err != nil {
			return err
		}
		for _, o := range cityOrgs {
			org := models.Org{Code: o.code, Name: o.name, Kind: o.kind, UnitName: o.unit, FixedDay: o.fixed, CommitteeSeats: o.seats,
				ParentID: c.id(o.parent), GuidedByID: c.id(o.guid)}
			if err := tx.CreateOrg(&org); err != nil {
				return err
			}
			c.orgs[o.code] = org.ID
		}
		for _, p := range cityPeople {
			m := models.Member{Name: p.name, Status: models.Full, OrgID: c.id(p.branch)}
			if err := tx.CreateMember(&m); err != nil {
				return err
			}
			c.members[p.name] = m.ID
			if err := tx.CreateUser(&models.User{Login: p.login, Name: p.name, Email: p.login + "@lanchuan.example", MemberID: &m.ID}); err != nil {
				return err
			}
			if err := c.appoint(tx, m.ID, p.posts); err != nil {
				return err
			}
		}
		for _, name := range []string{"马一", "马二", "马三", "马四", "马五", "马六"} { // B1001 has more members than officers
			if err := tx.CreateMember(&models.Member{Name: name, Status: models.Full, OrgID: c.id("B1001")}); err != nil {
				return err
			}
		}
		for login, kind := range map[string]models.Admin{"admin": models.SystemKeeper, "guard": models.SecurityKeeper, "auditor": models.AuditReader} {
			if err := tx.CreateUser(&models.User{Login: login, Name: kind.String(), Admin: kind}); err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

func (c *City) appoint(tx *models.Tx, member int64, posts []cityPost) error {
	for _, p := range posts {
		post := models.Post{OrgID: c.orgs[p.org], Office: p.office, Name: p.name}
		if err := tx.CreatePost(&post); err != nil {
			return err
		}
		if err := post.Appoint(tx, &models.Tenure{MemberID: member, StartOn: "2021-01-01", FullTime: true}); err != nil {
			return err
		}
		c.posts[p.org+"/"+p.name] = post.ID
	}
	return nil
}

// id is an organisation's id, nil for no code.
func (c *City) id(code string) *int64 {
	if code == "" {
		return nil
	}
	id := c.orgs[code]
	return &id
}
