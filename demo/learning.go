package demo

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/campaign"
	"luoshi/models/learning"
	"luoshi/models/project"
	"luoshi/models/supervision"
)

// origins is why the year's projects were necessary.
var origins = map[string]project.Origin{
	"P01": project.FromAbove, "P02": project.FromSelf, "P03": project.FromSelf, "P04": project.FromSelf, "P05": project.FromPatrol,
	"P06": project.FromAbove, "P07": project.FromAbove, "P08": project.FromAbove, "P09": project.FromMasses, "P10": project.FromAbove,
	"P11": project.FromMasses, "P12": project.FromAbove, "P13": project.FromMasses, "P14": project.FromDebrief,
}

// source notes why the projects were necessary while they are drafts.
func (c *City) source(tx *models.Tx) error {
	projects, err := c.projects(tx)
	if err != nil {
		return err
	}
	for _, p := range projects {
		change := p
		if change.Origin = origins[p.Code]; change.Origin == "" {
			continue
		}
		if err := p.Edit(tx, p.Revision, change, nil); err != nil {
			return fmt.Errorf("%s: %w", p.Code, err)
		}
	}
	return nil
}

// cases are what units told at the year's meeting: five on the spot, six in writing.
var cases = []struct {
	org, title, text string
	mode             learning.Mode
	tags             learning.Tags
}{
	{"D01", "把示范支部建在工作最前沿", "领导干部带头讲党课、过双重组织生活，一支部一方案，每季度对照目标看一次。", learning.OnSite, "示范支部"},
	{"D02", "支部建在警务单元上", "办案、巡防、窗口各有党员先锋岗，任务到哪里，支部活动就开到哪里。", learning.OnSite, "先锋岗、一线支部"},
	{"D03", "抢修路上的主题党日", "汛期公路抢修党员分散在岗，支部按班组轮开主题党日，议题从一线来。", learning.OnSite, "主题党日、一线支部"},
	{"D04", "税惠先锋送政策上门", "服务队一户一策讲清退税政策，问题当场记、限期销号。", learning.OnSite, "先锋岗、助企纾困"},
	{"D05", "迎峰度夏党员突击队", "行动支部跟着线路走，隐患排查、抢修值守由党员包干。", learning.OnSite, "行动支部"},
	{"D06", "红色护航征迁攻坚", "征迁现场成立行动支部，党员包户，每周调度一次。", learning.Written, "行动支部"},
	{"D07", "党务工作一本清单管到底", "把全年事项排进一张清单，谁办、何时办一目了然。", learning.Written, "项目化管理"},
	{"D08", "疫情防控中的党员突击队", "支部班子带队下沉社区，轮班表、物资表公开。", learning.Written, "疫情防控"},
	{"D09", "财政支部的业务难题民主议事会", "每季度拿一个业务难题到支部讨论，议定事项有人跟、有回音。", learning.Written, "民主议事"},
	{"D10", "我为企业跑一次", "审批服务先锋岗帮办代办，办完回访满意度。", learning.Written, "先锋岗、流程再造"},
	{"D11", "小支部也有好生活", "人数少的支部联合开展活动，轮流领学。", learning.Written, "主题党日"},
}

// shareCases enters the cases, for every unit to read.
func (c *City) shareCases(tx *models.Tx) error {
	for _, one := range cases {
		err := learning.CreateCase(tx, &learning.Case{OrgID: c.orgs[c.party(one.org)].ID, Year: 2022, Mode: one.mode, Occasion: "全市机关党的建设工作会议",
			Title: one.title, Text: one.text, Tags: one.tags, Shared: true})
		if err != nil {
			return fmt.Errorf("%s: %w", one.title, err)
		}
	}
	return nil
}

// party is the code of a department's Party organisation: of a small one its branch.
func (c *City) party(department string) string {
	if _, found := c.orgs[department]; found {
		return department
	}
	return "B" + department[1:] + "01"
}

// learn records the visit to 昆山 and what was found wanting at home.
func (c *City) learn(tx *models.Tx) error {
	staff, err := learning.StaffOn(tx, "2022-03-24")
	if err != nil {
		return err
	}
	var members []int64
	for _, p := range staff {
		if p.Name == "卫长庚" || p.Name == "毕惠然" || p.Name == "童佳宁" || p.Name == "许牧野" {
			members = append(members, p.ID)
		}
	}
	t := &learning.Training{OrgID: c.orgs["GW"].ID, Type: learning.Benchmark, Title: "赴昆山对标学习党建品牌", HeldOn: "2022-03-24", Place: "昆山", Hours: 16,
		Lessons: "品牌与环境建设、产业发展、社区治理融合紧密。\n一个支部一个特色，群众叫得响、记得住。"}
	if err := learning.CreateTraining(tx, t, members); err != nil {
		return err
	}
	for _, f := range []struct {
		org, text, basis string
		source           project.Origin
		training         *int64
		due              calendar.Date
	}{
		{"D03", "党建品牌与公路养护业务结合不紧，群众知晓度低", "对标学习：赴昆山对标学习党建品牌", project.FromSelf, &t.ID, "2022-09-30"},
		{"D06", "窗口单位反映党员先锋岗挂牌后没有公示服务内容", "群众意见箱", project.FromMasses, nil, "2022-08-31"},
		{"B1001", "述职时评议人提出：业务骨干参加支部活动少", "2021年度述职评议", project.FromDebrief, nil, "2022-10-31"},
		{"D07", "支委会议定事项跟踪不到位，两项没有回音", "巡察反馈意见", project.FromPatrol, nil, "2022-07-29"},
	} {
		err := supervision.Create(tx, &supervision.Finding{OrgID: c.orgs[f.org].ID, Text: f.text, Basis: f.basis, Source: f.source, TrainingID: f.training, FoundOn: "2022-03-28", DueOn: f.due})
		if err != nil {
			return fmt.Errorf("%s: %w", f.text, err)
		}
	}
	return nil
}

// campaign sets up the year's creating of model departments; its criteria are the
// year's projects and the branches' duties.
func (c *City) campaign(tx *models.Tx) error {
	made := &campaign.Campaign{Year: 2022, Name: "2022年度模范机关创建", Note: "与全年机关党建工作任务结合，指标状态取自项目和应办事项"}
	for _, one := range []struct{ name, work string }{
		{"支部设置规范", "P02"}, {"支委会规范运行", "P03、应办:支委会"}, {"主题党日规范", "P04、应办:主题党日"}, {"优质服务", "类型:优质服务项目"}, {"双报到常态化", "P13"},
	} {
		links, err := campaign.ReadLinks(tx, 2022, one.work)
		if err != nil {
			return err
		}
		made.Criteria = append(made.Criteria, campaign.Criterion{Name: one.name, Links: links})
	}
	if err := campaign.Create(tx, made); err != nil {
		return err
	}
	for _, org := range []string{"D01", "D02", "D03", "D04", "D05", "D07", "B1001"} {
		if _, err := made.Apply(tx, c.orgs[org].ID); err != nil {
			return fmt.Errorf("%s: %w", org, err)
		}
	}
	return nil
}

// foster takes the units that applied on; who applied for them does not decide.
func (c *City) foster(tx *models.Tx) error {
	list, err := campaign.List(tx)
	if err != nil || len(list) == 0 {
		return err
	}
	units, err := list[0].Units(tx, "", 100)
	if err != nil {
		return err
	}
	for _, u := range units {
		if err := u.Move(tx, campaign.Fostered, "", u.Revision); err != nil {
			return err
		}
	}
	return nil
}
