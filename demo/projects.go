package demo

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// expanded are the stages of the projects that the demo data spells out, with
// weights of their own: P03 and P10 of E.4.
var expanded = map[string][]project.Milestone{
	"P03": {
		{Name: "梳理分析", Goal: "摸清30个支部配备底数", Measures: "系统比对；各总支确认", StartOn: "2022-03-01", DueOn: "2022-03-31", Weight: 20},
		{Name: "补缺换届", Goal: "空缺补齐、到期换届", Measures: "一支部一方案；提醒函", StartOn: "2022-04-01", DueOn: "2022-06-30", Weight: 35},
		{Name: "运行规范", Goal: "按月召开率≥98%", Measures: "议题指引；抽查6个支部", StartOn: "2022-07-01", DueOn: "2022-09-30", Weight: 25, After: []int{2}},
		{Name: "总结巩固", Goal: "形成制度", Measures: "优秀议题选编", StartOn: "2022-10-01", DueOn: "2022-11-30", Weight: 20, After: []int{3}},
	},
	"P10": {
		{Name: "组建行动支部", Goal: "行动支部挂牌运行", Measures: "组建行动支部；党员包户", StartOn: "2022-02-10", DueOn: "2022-02-28", Weight: 10},
		{Name: "攻坚一：A地块", Goal: "A地块交付", Measures: "每周调度；党员包户", StartOn: "2022-03-01", DueOn: "2022-04-30", Weight: 30, After: []int{1}},
		{Name: "攻坚二：B、C地块", Goal: "B、C地块交付", Measures: "每周调度；党员包户", StartOn: "2022-05-01", DueOn: "2022-08-15", Weight: 40, After: []int{1}},
		{Name: "验收总结", Goal: "3个重点项目用地全部交付", Measures: "总结验收", StartOn: "2022-08-16", DueOn: "2022-09-30", Weight: 20, After: []int{3}},
	},
}

// nodes are pieces of work inside a stage, each with an owner of its own.
var nodes = []struct {
	project string
	stage   int
	name    string
	owner   string // organisation code and name of the post
	dueOn   calendar.Date
	doneOn  calendar.Date // "" while open
}{
	{"P03", 2, "B0302 补选纪检委员", "D03/专职副书记", "2022-06-17", ""},
	{"P03", 2, "B0702 换届", "B0701/书记", "2022-06-30", ""},
	{"P03", 2, "B0602 换届提醒函", "B0602/书记", "2022-05-23", "2022-05-20"},
	{"P03", 2, "B0802 延期报批", "D08/专职副书记", "2022-04-29", "2022-04-28"},
	{"P14", 2, "D06 配备专职副书记", "DZ06/党组（党委）书记", "2022-06-30", ""},
	{"P14", 2, "D07 施慕云任职备案", "DZ07/党组（党委）书记", "2022-06-06", ""},
	{"P14", 2, "B1001 配备专职党务干部", "B1001/书记", "2022-06-30", ""},
}

// underWay is how far the stages running on 15 June are; the others go with the calendar.
var underWay = map[string]int{"P03/2": 70, "P08/2": 40, "P10/3": 40}

// work is a stage or node to be played.
type work struct {
	project.Milestone
	code     string // of the project
	owner    string
	reviewer string
}

// projectActs are what happened to the year's projects since they were approved.
func (c *City) projectActs() []act {
	var acts []act
	for _, w := range c.work {
		key := fmt.Sprintf("%s/%d", w.code, w.Seq)
		switch {
		case !w.IsStage():
		case key == "P03/1":
			acts = append(acts, c.handIn(w, "2022-03-28 15:20", "30个支部配备情况已汇总。"),
				c.sendBack(w, "2022-03-30 16:48", "3个支部的委员数与党内统计口径不一致，请核对后再报。"),
				c.handIn(w, "2022-03-31 09:40", "已按党内统计口径更正。"), c.accept(w, "2022-04-01 11:30", "底数清楚，同意进入第2阶段。"))
		case key == "P09/2":
			acts = append(acts, c.report(w, "2022-05-31 10:00", 80, "已帮办560件。"), c.handIn(w, "2022-06-13 16:20", "已帮办643件（目标600件）。"))
		case w.DueOn < "2022-06-10":
			acts = append(acts, c.handIn(w, string(c.days.Next(w.DueOn.Add(-3)))+" 15:30", "按目标完成。"),
				c.accept(w, string(c.days.Add(c.days.Next(w.DueOn.Add(-3)), 1))+" 10:20", "同意。"))
		case w.StartOn < "2022-06-10":
			acts = append(acts, c.report(w, "2022-06-13 10:00", c.progress(w), "按计划推进。"))
		}
		if key == "P03/2" && w.IsStage() {
			acts = append(acts, c.handIn(w, "2022-06-14 14:05", "按月情况已汇总，报请审核。"),
				c.sendBack(w, "2022-06-14 17:12", "B0302补缺、B0702换届尚未完成，不能按完成提交；请补齐后再报。"))
		}
	}
	return append(acts, c.nodeActs()...)
}

// progress is how far a running stage is: as told, or as far as its time.
func (c *City) progress(w work) int {
	if p, told := underWay[fmt.Sprintf("%s/%d", w.code, w.Seq)]; told {
		return p
	}
	return min(95, w.TimeShare("2022-06-15")+2)
}

// nodeActs add the nodes, finish those that are done, and ask for one postponement.
func (c *City) nodeActs() []act {
	var acts []act
	for _, n := range nodes {
		stage := c.stage(n.project, n.stage)
		added := max(string(c.days.Next(stage.StartOn)), "2022-04-02") + " 09:30"
		acts = append(acts, act{at: added, who: "许牧野", do: func(tx *models.Tx) error {
			m, err := project.FindMilestone(tx, stage.ID)
			if err != nil {
				return err
			}
			return m.AddNode(tx, &project.Milestone{Name: n.name, OwnerPostID: c.posts[n.owner], ReviewerPostID: c.posts["GW/常务副书记"], DueOn: n.dueOn})
		}})
		if n.doneOn != "" {
			w := work{Milestone: project.Milestone{Name: n.name, ProjectID: stage.ProjectID}, code: n.project, owner: c.holders[n.owner], reviewer: "孟书琴"}
			acts = append(acts, c.handIn(w, string(n.doneOn)+" 14:30", "已办结。"), c.accept(w, string(n.doneOn)+" 16:50", "同意。"))
		}
	}
	return append(acts, act{at: "2022-06-14 09:12", who: "毕惠然", do: func(tx *models.Tx) error {
		m, err := c.find(tx, work{Milestone: project.Milestone{Name: "B0302 补选纪检委员", ProjectID: c.stage("P03", 2).ProjectID}})
		if err != nil {
			return err
		}
		return m.Postpone(tx, &project.Extension{NewDueOn: "2022-06-30", Reason: "补选须开党员大会；汛期公路抢修，党员分散在岗，6月中旬到会难过半",
			Progress: "候选人预备人选已报机关党委", Measures: "6月27日与党员大会合并召开"})
	}})
}

func (c *City) stage(code string, seq int) work {
	for _, w := range c.work {
		if w.code == code && w.Seq == seq {
			return w
		}
	}
	return work{}
}

// find reads the milestone anew, as the actor sees it: it has changed since.
func (c *City) find(tx *models.Tx, w work) (*project.Milestone, error) {
	if w.ID == 0 { // a node, known by its name
		list, err := models.In[project.Milestone](tx).Where("project_id = ? AND name = ?", w.ProjectID, w.Name).Find(tx.Ctx)
		if err != nil || len(list) == 0 {
			return nil, fmt.Errorf("node %s: %w", w.Name, err)
		}
		w.ID = list[0].ID
	}
	return project.FindMilestone(tx, w.ID)
}

func (c *City) on(w work, at, who string, do func(*models.Tx, *project.Milestone) error) act {
	return act{at: at, who: who, do: func(tx *models.Tx) error {
		m, err := c.find(tx, w)
		if err != nil {
			return fmt.Errorf("%s %s: %w", w.code, w.Name, err)
		}
		if err := do(tx, m); err != nil {
			return fmt.Errorf("%s %s: %w", w.code, w.Name, err)
		}
		return nil
	}}
}

func (c *City) report(w work, at string, percent int, text string) act {
	return c.on(w, at, w.owner, func(tx *models.Tx, m *project.Milestone) error {
		return m.Report(tx, &project.ProgressReport{Percent: percent, Text: text})
	})
}

func (c *City) handIn(w work, at, note string) act {
	return c.on(w, at, w.owner, func(tx *models.Tx, m *project.Milestone) error {
		_, err := m.Submit(tx, note, nil)
		return err
	})
}

func (c *City) accept(w work, at, note string) act {
	return c.on(w, at, w.reviewer, func(tx *models.Tx, m *project.Milestone) error { return m.Approve(tx, note) })
}

func (c *City) sendBack(w work, at, reason string) act {
	return c.on(w, at, w.reviewer, func(tx *models.Tx, m *project.Milestone) error { return m.Return(tx, reason) })
}
