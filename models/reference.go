package models

import (
	"context"
	"slices"

	"luoshi/calendar"
)

// Codes of the dated rules; their parameters are the types beside their use.
const (
	RuleStages    = "stages"
	RuleLeadDays  = "lead-days"
	RuleAtRisk    = "at-risk"
	RuleReview    = "review-days"
	RuleLadder    = "ladder"
	RuleThemeDay  = "theme-day"
	RuleCommittee = "committee-meeting"
	RuleMonthly   = "monthly-reminders"

	RuleGroupMeeting   = "group-meeting"
	RuleGeneralMeeting = "general-meeting"
	RulePartyClass     = "party-class"
	RuleSecretaryClass = "secretary-class"
	RuleLifeMeeting    = "life-meeting"
	RuleAppraisal      = "appraisal"
	RuleTalks          = "talks"
	RuleYearPlan       = "year-plan"
	RuleTheoryStudy    = "theory-study"
	RuleWorkStudy      = "work-study"

	RuleLateEntry     = "late-entry"
	RuleParticipation = "participation"
	RuleSigning       = "signing"
	RuleMending       = "mending-days"
	RuleLookback      = "lookback-months"
	RuleBulletins     = "bulletins"
	RuleTraining      = "training-hours"
	RuleComments      = "comments"
	RuleFiles         = "files"
	RuleHolding       = "acknowledged-days"
	RulePlanning      = "planning"
	RuleUploading     = "province-upload"
	RuleProcedure     = "procedure"

	RuleBranchSize     = "branch-size"
	RuleCommitteeForm  = "committee-form"
	RuleTerms          = "terms"
	RuleStaffing       = "staffing"
	RuleFiling         = "filing-days"
	RuleAbove          = "committees-above"
	RuleTermLength     = "term-length"
	RuleProbation      = "probation"
	RuleChanges        = "activity-changes"
	RuleResponsibility = "responsibilities"
	RuleRegulations    = "regulations"
)

// shippedSteps are the steps of activities by their types: A47 of the mission map.
var shippedSteps = map[string][]string{
	"theme-day":         {"支委会研究确定主题", "通知", "签到", "集中学习", "民主议事、组织生活", "实践、志愿服务", "记录", "议定事项落实"},
	"committee-meeting": {"通知", "签到", "逐项研究议题", "记录", "议定事项落实"},
	"general-meeting":   {"通知", "签到", "讨论决定事项", "记录", "议定事项落实"},
	"group-meeting":     {"通知", "签到", "集中学习", "记录"},
	"party-class":       {"通知", "签到", "讲授", "讨论交流", "记录"},
}

// shippedDocuments are what a branch is to have: A23.
var shippedDocuments = map[string][]string{"documents": {"党员大会制度", "支委会制度", "党小组会制度", "党课制度", "主题党日制度"}}

// shippedRules are the rules a new installation starts with; the work committee
// may set others beside them. Sources: domain rules.md, calendar.md F.2, organisation.md D.4.
var shippedRules = []Rule{
	{Code: RuleStages, Level: "city", Params: `{"min":2}`, Name: "项目阶段数下限", Source: "项目化管理机制：时间表、路线图"},
	{Code: RuleLeadDays, Level: "city", Params: `{"days":[15,7,3,1]}`, Name: "到期前提醒（工作日）", Source: "项目化管理机制"},
	{Code: RuleAtRisk, Level: "city", Params: `{"days":7,"percent":80,"gap":15}`, Name: "黄灯：剩余工作日、进度、落后百分点", Source: "项目化管理机制"},
	{Code: RuleReview, Level: "city", Params: `{"days":3}`, Name: "审核时限（工作日）", Source: "项目化管理机制"},
	{Code: RuleLadder, Level: "city", Params: `{"steps":[{"after":1,"offices":["branch_secretary","committee_secretary"]},` +
		`{"after":5,"offices":["deputy_secretary"]},{"after":10,"offices":["group_deputy"]},{"after":15,"offices":["group_secretary","work_officer"]}]}`,
		Name: "逾期逐级提醒（工作日）", Source: "督导整改机制"},
	{Code: RuleMonthly, Level: "city", Params: `{"study_before":5,"study_within":30,"notice_before":3,"minutes_after":3,"month_end":5}`,
		Name: "每月组织生活提醒（工作日）", Source: "督导整改机制"},
	{Code: RuleUploading, Level: "city", Params: `{"remind_after":3,"yellow_after":5}`, Name: "上传山东e支部：会后提醒、预警（工作日）",
		Source: "市直机关工委要求：每月检查上传山东e支部情况"},
	{Code: RuleParticipation, Level: "city", Params: `{"percent":80}`, Name: "主题党日参与率（%）", Source: "市直机关工委要求：主题党日覆盖全体党员"},
	{Code: RuleHolding, Level: "city", Params: `{"days":5}`, Name: "知悉逾期后，上级提醒顺延（工作日，0为不再升级）", Source: "督导整改机制"},
	{Code: RuleProcedure, Level: "city", Params: JSON(shippedSteps), Name: "活动程序清单",
		Source: "《支部工作条例》第十五条：集中学习、过组织生活、民主议事、志愿服务；严格落实程序要求，逐项抓好落实"},
	{Code: RuleLateEntry, Level: "city", Params: `{"days":10}`, Name: "补录：迟于会后工作日", Source: "督导整改机制"},
	{Code: RuleSigning, Level: "city", Params: `{"days":3,"leads":[1],"grace":0,"steps":[{"after":1,"offices":["branch_secretary","committee_secretary"]},` +
		`{"after":3,"offices":["deputy_secretary"]},{"after":5,"offices":["group_deputy"]}]}`, Name: "签收时限、提醒（工作日）", Source: "任务分解"},
	{Code: RuleMending, Level: "city", Params: `{"days":15}`, Name: "问题整改时限（工作日）", Source: "督导整改机制"},
	{Code: RuleLookback, Level: "city", Params: `{"months":3}`, Name: "销号后回头看（月）", Source: "督导整改机制：回头看；月数为建议值"},
	{Code: RuleBulletins, Level: "city", Params: `{"working_day":5,"issuer":"","series":"直工","letters":"直工督"}`, Name: "每月通报草稿（次月第几个工作日）、发文机关、代字",
		Source: "市直机关工委要求：每月对落实组织生活制度情况进行督导检查"},
	{Code: RuleTraining, Level: "city", Params: `{"hours":56}`, Name: "党务干部每年培训学时", Source: "党务力量配备"},
	{Code: RuleComments, Level: "city", Params: `{"edit_minutes":30}`, Name: "评论可修改、删除的时间（分钟）", Source: "办事有痕：过后另发说明"},
	{Code: RuleFiles, Level: "city", Params: `{"user_mb":1024,"per_subject":50,"per_activity":3}`, Name: "附件：每人容量、每事个数", Source: "减负：附件选填，不作评价依据"},
	{Code: RulePlanning, Level: "city", Params: `{"study_before":3,"second_after":14,"forenoon":"09:00","afternoon":"15:00"}`,
		Name: "编制年度计划：会前研究（工作日）、第二次相隔（天）、上下午时间", Source: "市直机关工委：年初列出全年主题党日计划"},
	{Code: RuleBranchSize, Level: "city", Params: `{"most":50,"near":46,"least_full":3,"joint_units":5,"mend_days":60}`, Name: "党支部人数、调整时限（天）",
		Source: "《支部工作条例》第四条、第五条、第七条"},
	{Code: RuleCommitteeForm, Level: "city", Params: `{"from_full":7,"min":3,"usual":5,"max":7,"fill_days":60}`, Name: "支委会设置、补缺时限（天）",
		Source: "《支部工作条例》第二十条；市直机关工委要求：成员空缺及时补齐"},
	{Code: RuleTerms, Level: "central", Params: `{"notice_months":6,"extension_months":12}`, Name: "换届提醒、延期上限（月）",
		Source: "《基层组织选举工作条例》第三条；任期届满前6个月提醒，延期一般不超过1年"},
	{Code: RuleStaffing, Level: "city", Params: `{"branch_staff":1}`, Name: "专职副书记、专职党务干部配备（名）",
		Source: "市直机关工委要求：机关党委、总支设专职副书记，支部设1名以上专职党务干部"},
	{Code: RuleTermLength, Level: "central", Params: `{"branch":3,"joint_branch":3,"general_branch":3,"organ_committee":5}`, Name: "任期（年）",
		Source: "《基层组织选举工作条例》；党支部、党总支一般3年，机关党委一般5年"},
	{Code: RuleAbove, Level: "central", Params: `{"general_branch":{"min":5,"max":7},"organ_committee":{"min":5,"max":9}}`, Name: "党总支、机关党委委员会人数",
		Source: "《机关基层组织工作条例》"},
	{Code: RuleFiling, Level: "city", Params: `{"days":15}`, Name: "党务干部任职备案时限（天）", Source: "市直机关工委要求：党务干部任职在机关工委备案"},
	{Code: RuleProbation, Level: "central", Params: `{"months":12,"lead_days":15}`, Name: "预备期（月）、提前提醒（天）", Source: "《发展党员工作细则》：预备期一年"},
	{Code: RuleChanges, Level: "city", Params: `{"within_days":7,"often":2}`, Name: "活动变更：新日期相差（天）、每年几次起提示",
		Source: "市直机关工委要求：不能以工作繁忙为由随意变更"},
	{Code: RuleResponsibility, Level: "city", Params: `{"lectures":1,"life":1,"soon":30}`, Name: "第一责任人、分管负责同志每年讲党课、参加组织生活次数，到期前提示（天）",
		Source: "主要负责同志要自觉扛起抓机关党建第一责任人职责"},
	{Code: RuleRegulations, Level: "city", Params: JSON(shippedDocuments), Name: "党支部应制定的制度",
		Source: "市直机关工委要求：指导党支部制定和落实党员大会、支委会、党小组会工作制度，确保党支部制度完备"},
}

// dutyRules demand something of organisations each month, quarter, half-year or
// year: rules.md B.3, calendar.md F.1. They are in force from the day on which the
// installation begins, see BeginDuties.
var dutyRules = []Rule{
	{Code: RuleThemeDay, Level: "city", Params: `{"every":"month","statutory_min":1,"city_min":2}`, Name: "主题党日每月次数",
		Source: "《支部工作条例》第十五条；市直机关工委要求每月不少于2次"},
	{Code: RuleCommittee, Level: "central", Params: `{"every":"month","statutory_min":1,"city_min":1}`, Name: "支委会每月次数", Source: "《支部工作条例》第十二条"},
	{Code: RuleGroupMeeting, Level: "central", Params: `{"every":"month","statutory_min":1,"city_min":1}`, Name: "党小组会每月次数", Source: "《支部工作条例》第十三条"},
	{Code: RuleGeneralMeeting, Level: "central", Params: `{"every":"quarter","statutory_min":1,"city_min":1,"leads":[15,5]}`, Name: "党员大会每季度次数",
		Source: "《支部工作条例》第十一条"},
	{Code: RulePartyClass, Level: "city", Params: `{"every":"quarter","statutory_min":1,"city_min":1,"leads":[15,5]}`, Name: "党课每季度次数",
		Source: "《支部工作条例》第十六条：按期开展；本市按每季度1次"},
	{Code: RuleSecretaryClass, Level: "central", Params: `{"every":"year","statutory_min":1,"city_min":1,"leads":[60,20]}`, Name: "书记讲党课每年次数",
		Source: "《支部工作条例》第十六条"},
	{Code: RuleLifeMeeting, Level: "central", Params: `{"every":"year","statutory_min":1,"city_min":1,"lag":3,"leads":[20,10]}`, Name: "组织生活会每年次数",
		Source: "《支部工作条例》第十七条；召开时间以当年通知为准"},
	{Code: RuleAppraisal, Level: "central", Params: `{"every":"year","statutory_min":1,"city_min":1,"lag":3,"leads":[20,10]}`, Name: "民主评议党员每年次数",
		Source: "《支部工作条例》第十八条；开展时间以当年通知为准"},
	{Code: RuleTalks, Level: "central", Params: `{"every":"year","statutory_min":1,"city_min":1,"leads":[60,20]}`, Name: "谈心谈话每年次数（每类）", Source: "《支部工作条例》第十九条"},
	{Code: RuleYearPlan, Level: "city", Params: `{"every":"year","statutory_min":1,"city_min":1,"due":"01-31","leads":[10,3]}`, Name: "年度主题党日计划报送",
		Source: "市直机关工委要求：年初列出全年主题党日计划"},
	{Code: RuleTheoryStudy, Level: "city", Params: `{"every":"quarter","statutory_min":1,"city_min":1,"leads":[10]}`, Name: "党组理论学习中心组每季度次数",
		Source: "《党委（党组）理论学习中心组学习规则》；本市按每季度1次"},
	{Code: RuleWorkStudy, Level: "city", Params: `{"every":"half","statutory_min":1,"city_min":1,"soon":15}`, Name: "党组每半年研究机关党建次数",
		Source: "《机关基层组织工作条例》"},
}

// ship gives the database the rules and the working-day tables that come with
// the program and that it does not have yet.
func (db *DB) ship(ctx context.Context) error {
	return db.Update(ctx, System, func(tx *Tx) error {
		begins := tx.Today().Month().Add(1).First() // so that nothing of a new installation is late in its first week
		for _, r := range slices.Concat(shippedRules, dutyRules) {
			n, err := In[Rule](tx).Where("code = ?", r.Code).Count(ctx, "id")
			if err != nil {
				return err
			}
			if n > 0 {
				continue
			}
			r.ValidFrom = "2000-01-01"
			if isDutyRule(r.Code) {
				r.ValidFrom = begins
			}
			if err := In[Rule](tx).Create(tx.Ctx, &r); err != nil {
				return err
			}
		}
		work, err := tx.Workdays()
		if err != nil {
			return err
		}
		var rows []CalendarDay
		for _, d := range calendar.Shipped() {
			if !work.Known(d.On.Year()) {
				rows = append(rows, CalendarDay{Day: d.On, Kind: d.Kind, Name: d.Name, Source: d.Source})
			}
		}
		if len(rows) == 0 {
			return nil
		}
		return In[CalendarDay](tx, Once).CreateInBatches(tx.Ctx, &rows, 100)
	})
}

func isDutyRule(code string) bool {
	return slices.ContainsFunc(dutyRules, func(r Rule) bool { return r.Code == code })
}
