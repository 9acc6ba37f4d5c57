package calendar

import (
	"slices"
	"strings"
	"testing"
)

// The fourteen schedules of the city's list of projects for 2022.
func TestSplitScheduleOfTheList(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text  string
		steps []string
	}{
		{"3月底前印发方案、确定培育名单；6月底前组织半年观摩；11月底前完成考评；12月20日前公示命名。", []string{
			"2022-03-31 印发方案、确定培育名单", "2022-06-30 组织半年观摩", "2022-11-30 完成考评", "2022-12-20 公示命名"}},
		{"3月底前完成首轮排查；6月底前拿出调整方案；9月30日前全部调整到位。", []string{
			"2022-03-31 完成首轮排查", "2022-06-30 拿出调整方案", "2022-09-30 全部调整到位"}},
		{"3月底前摸清30个支部配备底数；6月底前空缺补齐、到期换届；9月底前按月召开率达到98%；11月底前形成制度。", []string{
			"2022-03-31 摸清30个支部配备底数", "2022-06-30 空缺补齐、到期换届", "2022-09-30 按月召开率达到98%", "2022-11-30 形成制度"}},
		{"1月底前完成全年计划审核；6月底前组织观摩一次；12月底前平均参与率达到85%。", []string{
			"2022-01-31 完成全年计划审核", "2022-06-30 组织观摩一次", "2022-12-31 平均参与率达到85%"}},
		{"4月底前完成专题培训；8月底前完成材料互审；11月底前完成全年发展计划。", []string{
			"2022-04-30 完成专题培训", "2022-08-31 完成材料互审", "2022-11-30 完成全年发展计划"}},
		{"3月底前完成申报；9月底前完成分类指导；11月25日前完成展评。", []string{
			"2022-03-31 完成申报", "2022-09-30 完成分类指导", "2022-11-25 完成展评"}},
		{"3月25日前完成上年度评星定级；6月底前后进支部整顿方案到位；12月15日前完成整顿验收。", []string{
			"2022-03-25 完成上年度评星定级", "2022-06-30 后进支部整顿方案到位", "2022-12-15 完成整顿验收"}},
		{"3月底前制定方案；6月底前中期评估；10月31日前全部建成。", []string{
			"2022-03-31 制定方案", "2022-06-30 中期评估", "2022-10-31 全部建成"}},
		{"3月底前12个先锋岗全部挂牌；6月底前帮办600件；9月底前帮办900件；12月15日前帮办1200件。", []string{
			"2022-03-31 12个先锋岗全部挂牌", "2022-06-30 帮办600件", "2022-09-30 帮办900件", "2022-12-15 帮办1200件"}},
		{"2月底前组建行动支部；4月底前完成A地块；8月15日前完成B、C地块；9月30日前验收总结。", []string{
			"2022-02-28 组建行动支部", "2022-04-30 完成A地块", "2022-08-15 完成B、C地块", "2022-09-30 验收总结"}},
		{"3月底前走访80家；5月底前走访180家；8月31日前走访260家。", []string{
			"2022-03-31 走访80家", "2022-05-31 走访180家", "2022-08-31 走访260家"}},
		{"5月底前组建行动支部；6月底前完成隐患排查；9月30日前完成度夏保供。", []string{
			"2022-05-31 组建行动支部", "2022-06-30 完成隐患排查", "2022-09-30 完成度夏保供"}},
		{"3月底前完成组织报到；6月底前党员报到率达到80%；12月底前达到95%。", []string{
			"2022-03-31 完成组织报到", "2022-06-30 党员报到率达到80%", "2022-12-31 达到95%"}},
		{"3月底前完成摸底；6月底前配备到位；7月15日前完成备案。", []string{
			"2022-03-31 完成摸底", "2022-06-30 配备到位", "2022-07-15 完成备案"}},
	} {
		t.Run(row.text, func(t *testing.T) {
			t.Parallel()
			checkSteps(t, row.text, row.steps)
		})
	}
}

func TestSplitSchedule(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, text string
		steps      []string
	}{
		{"nothing written", " \n ", nil},
		{"a phrase in brackets at the end", "印发方案（3月底前）；组织观摩(6月底)", []string{"2022-03-31 印发方案", "2022-06-30 组织观摩"}},
		{"a bracket that belongs to the name", "制定方案（含预案）（3月底前）", []string{"2022-03-31 制定方案（含预案）"}},
		{"a bracket shared with a name", "印发方案（许牧野，3月底前）", []string{"2022-03-31 印发方案（许牧野）"}},
		{"a labelled bracket", "印发方案（完成时限：3月底前）", []string{"2022-03-31 印发方案"}},
		{"a phrase and 完成 at the end", "印发方案，3月底前完成；观摩一次 6月底前全部完成。", []string{"2022-03-31 印发方案", "2022-06-30 观摩一次"}},
		{"a phrase in the middle", "各支部在3月底前制定方案", []string{"2022-03-31 各支部制定方案"}},
		{"only 完成", "3月底前完成。", []string{"2022-03-31 完成"}},
		{"a colon after the phrase", "3月：印发方案\n4—6月：组织观摩", []string{"2022-03-01/2022-03-31 印发方案", "2022-04-01/2022-06-30 组织观摩"}},
		{"numbers and lines", "1.3月底前印发\n2. 6月底前观摩", []string{"2022-03-31 印发", "2022-06-30 观摩"}},
		{"numbers on one line", "1.3月底前印发2.6月底前观摩3.12月20日前命名", []string{"2022-03-31 印发", "2022-06-30 观摩", "2022-12-20 命名"}},
		{"numbers before a decimal", "1.投入2.5万元（3月底前）2.验收（6月底前）", []string{"2022-03-31 投入2.5万元", "2022-06-30 验收"}},
		{"a number before a count", "1.20家单位挂牌（3月底前）；2.验收（6月底前）", []string{"2022-03-31 20家单位挂牌", "2022-06-30 验收"}},
		{"full-width numbers", "１．３月底前印发；２．６月底前观摩", []string{"2022-03-31 印发", "2022-06-30 观摩"}},
		{"circled numbers", "①3月底前印发②6月底前观摩", []string{"2022-03-31 印发", "2022-06-30 观摩"}},
		{"numbers in words and brackets", "（一）3月底前印发（二）6月底前观摩", []string{"2022-03-31 印发", "2022-06-30 观摩"}},
		{"numbers in words", "一、3月底前印发。二、6月底前观摩。", []string{"2022-03-31 印发", "2022-06-30 观摩"}},
		{"numbers in brackets", "(1)3月底前印发 (2)6月底前观摩", []string{"2022-03-31 印发", "2022-06-30 观摩"}},
		{"commas for semicolons", "3月底前印发方案，6月底前组织观摩，抓好整改", []string{"2022-03-31 印发方案", "2022-06-30 组织观摩，抓好整改"}},
		{"a dotted day at the beginning", "12.20前公示命名", []string{"2022-12-20 公示命名"}},
		{"arrows", "立项（3月）→实施（4—10月）→总结（11月底前）", []string{
			"2022-03-01/2022-03-31 立项", "2022-04-01/2022-10-31 实施", "2022-11-30 总结"}},
		{"quarters", "一季度动员部署；二、三季度组织实施；四季度总结", []string{
			"2022-01-01/2022-03-31 动员部署", "2022-04-01/2022-09-30 组织实施", "2022-10-01/2022-12-31 总结"}},
		{"a period in the name and a date behind it", "每季度指导一次，形成全年台账（12月底前）", []string{"2022-12-31 每季度指导一次，形成全年台账"}},
		{"a month in the name and a date behind it", "总结3月份主题党日（4月底前）", []string{"2022-04-30 总结3月份主题党日"}},
		{"the whole year", "每月系统排查；长期坚持走访", []string{"2022-01-01/2022-12-31 系统排查", "2022-01-01/2022-12-31 走访"}},
		{"next year", "12月底前考评；次年1月底前命名", []string{"2022-12-31 考评", "2023-01-31 命名"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			checkSteps(t, row.text, row.steps)
		})
	}
}

func checkSteps(t *testing.T, text string, want []string) {
	t.Helper()
	steps, err := SplitSchedule(text, 2022)
	var got []string
	for _, step := range steps {
		span := string(step.To)
		if step.From != "" {
			span = string(step.From) + "/" + span
		}
		got = append(got, span+" "+step.Name)
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q\n got %q, %v\nwant %q", text, got, err, want)
	}
}

func TestSplitScheduleKeepsTheGoodSteps(t *testing.T) {
	t.Parallel()
	steps, err := SplitSchedule("3月底前印发方案；完成率12.20%；2月30日前观摩；6月底前。；投入3.5万元；12月20日前命名", 2022)
	if len(steps) != 2 || steps[0].Text != "3月底前印发方案" || steps[1].Name != "命名" {
		t.Errorf("got steps %+v", steps)
	}
	if err == nil {
		t.Fatal("nothing is said about the others")
	}
	for _, says := range []string{"“完成率12.20%”没有写时间", "“2月30日前观摩”里有不存在的日期", "“6月底前”没有写做什么", "“投入3.5万元”没有写时间"} {
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%q does not say %q", err, says)
		}
	}
}
