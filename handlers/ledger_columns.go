package handlers

import (
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models/orglife"
)

// What the ledgers of structure and organisational life have in their columns.

func day(d calendar.Date) language.Text { return typed(string(d)) }

func digits(n int) language.Text { return typed(strconv.Itoa(n)) }

var alertColumns = []columnOf[alertView]{
	{"代码", 10, func(a alertView) language.Text { return typed(a.OrgCode) }},
	{"组织", 26, func(a alertView) language.Text { return typed(a.OrgName) }},
	{"事项", 18, func(a alertView) language.Text { return a.Title }},
	{"级别", 8, func(a alertView) language.Text { return word(a.LevelName()) }},
	{"时段", 12, func(a alertView) language.Text { return typed(string(a.Period)) }},
	{"情况", 40, func(a alertView) language.Text { return a.Said }},
	{"下一步", 36, func(a alertView) language.Text { return a.Next }},
	{"时限", 12, func(a alertView) language.Text { return day(a.DueOn) }},
	{"依据", 36, func(a alertView) language.Text { return typed(a.Basis) }},
}

var findingColumns = []columnOf[findingJSON]{
	{"责任单位", 26, func(f findingJSON) language.Text { return typed(f.OrgName) }},
	{"问题", 40, func(f findingJSON) language.Text { return typed(f.Text) }},
	{"依据", 26, func(f findingJSON) language.Text { return typed(f.Basis) }},
	{"整改要求", 30, func(f findingJSON) language.Text { return typed(f.Requirement) }},
	{"来源", 10, func(f findingJSON) language.Text { return typed(f.SourceName) }},
	{"发现日期", 12, func(f findingJSON) language.Text { return day(f.FoundOn) }},
	{"发现人", 10, func(f findingJSON) language.Text { return typed(f.FoundBy) }},
	{"责任人", 12, func(f findingJSON) language.Text { return typed(f.OwnerName()) }},
	{"整改时限", 12, func(f findingJSON) language.Text { return day(f.DueOn) }},
	{"状态", 10, func(f findingJSON) language.Text { return typed(f.Light.Word) }},
	{"退回次数", 8, func(f findingJSON) language.Text { return digits(f.Returns) }},
	{"反弹次数", 8, func(f findingJSON) language.Text { return digits(f.Reopens) }},
	{"销号日期", 12, func(f findingJSON) language.Text { return day(f.ClosedOn) }},
	{"整改结果", 30, func(f findingJSON) language.Text { return typed(f.Result) }},
	{"回头看", 12, func(f findingJSON) language.Text { return day(f.LookbackOn) }},
}

var feedbackColumns = []columnOf[feedbackJSON]{
	{"批次", 26, func(b feedbackJSON) language.Text { return typed(b.Name) }},
	{"被巡察单位", 26, func(b feedbackJSON) language.Text { return typed(b.OrgName) }},
	{"反馈单位", 20, func(b feedbackJSON) language.Text { return typed(b.Sender) }},
	{"文号", 20, func(b feedbackJSON) language.Text { return typed(b.Document) }},
	{"收到日期", 12, func(b feedbackJSON) language.Text { return day(b.ReceivedOn) }},
	{"整改时限", 12, func(b feedbackJSON) language.Text { return day(b.DueOn) }},
	{"问题数", 8, func(b feedbackJSON) language.Text { return digits(int(b.Issues)) }},
	{"已销号", 8, func(b feedbackJSON) language.Text { return digits(int(b.Closed)) }},
}

var screeningColumns = []columnOf[screeningView]{
	{"代码", 10, func(v screeningView) language.Text { return typed(v.OrgCode) }},
	{"组织", 26, func(v screeningView) language.Text { return typed(v.OrgName) }},
	{"事项", 18, func(v screeningView) language.Text { return v.Title }},
	{"级别", 8, func(v screeningView) language.Text { return word(v.Level.String()) }},
	{"情况", 44, func(v screeningView) language.Text { return typed(v.Detail) }},
	{"发现", 12, func(v screeningView) language.Text { return day(v.FoundOn) }},
	{"解决", 12, func(v screeningView) language.Text { return day(v.ResolvedOn) }},
}

var reformColumns = []columnOf[reformView]{
	{"代码", 10, func(v reformView) language.Text { return typed(v.OrgCode) }},
	{"组织", 26, func(v reformView) language.Text { return typed(v.OrgName) }},
	{"变更类型", 10, func(v reformView) language.Text { return typed(v.TypeName) }},
	{"变更内容", 36, func(v reformView) language.Text { return typed(v.Detail) }},
	{"原因", 30, func(v reformView) language.Text { return typed(v.Reason) }},
	{"批准文号", 22, func(v reformView) language.Text { return typed(v.Document) }},
	{"生效日期", 12, func(v reformView) language.Text { return day(v.EffectiveOn) }},
	{"登记", 12, func(v reformView) language.Text { return typed(v.RecordedName) }},
}

var explanationColumns = []columnOf[explanationView]{
	{"组织", 26, func(v explanationView) language.Text { return typed(v.OrgName) }},
	{"事项", 18, func(v explanationView) language.Text { return v.Title }},
	{"时段", 12, func(v explanationView) language.Text { return typed(string(v.Period)) }},
	{"说明", 44, func(v explanationView) language.Text { return typed(v.Text) }},
	{"提交", 12, func(v explanationView) language.Text { return typed(v.FiledName) }},
	{"提交日期", 12, func(v explanationView) language.Text { return day(v.FiledOn) }},
	{"状态", 10, func(v explanationView) language.Text { return typed(v.StateName) }},
	{"有效期至", 12, func(v explanationView) language.Text { return day(v.Until) }},
	{"答复", 30, func(v explanationView) language.Text { return typed(v.Answer) }},
}

var dutyColumns = []columnOf[dutyView]{
	{"代码", 10, func(v dutyView) language.Text { return typed(v.OrgCode) }},
	{"组织", 26, func(v dutyView) language.Text { return typed(v.OrgName) }},
	{"事项", 18, func(v dutyView) language.Text { return typed(v.Name) }},
	{"时段", 12, func(v dutyView) language.Text { return v.When() }},
	{"时限", 12, func(v dutyView) language.Text { return day(v.DueOn) }},
	{"状态", 10, func(v dutyView) language.Text { return v.StateName() }},
	{"情况", 36, func(v dutyView) language.Text { return typed(v.Detail) }},
	{"完成日期", 12, func(v dutyView) language.Text { return day(v.ClosedOn) }},
	{"原因", 24, func(v dutyView) language.Text { return typed(v.Reason) }},
	{"依据", 36, func(v dutyView) language.Text { return typed(v.Basis) }},
}

var activityStages = map[orglife.Stage]word{orglife.Planned: "待开展", orglife.Held: "已开展"}

var activityColumns = []columnOf[activityLine]{
	{"代码", 10, func(a activityLine) language.Text { return typed(a.OrgCode) }},
	{"组织", 26, func(a activityLine) language.Text { return typed(a.OrgName) }},
	{"类型", 16, func(a activityLine) language.Text { return typed(a.TypeName) }},
	{"日期", 12, func(a activityLine) language.Text { return day(a.HeldOn) }},
	{"开始时间", 10, func(a activityLine) language.Text { return typed(a.StartsAt) }},
	{"地点", 22, func(a activityLine) language.Text { return typed(a.Place) }},
	{"主题", 36, func(a activityLine) language.Text { return typed(a.Topic) }},
	{"状态", 10, func(a activityLine) language.Text { return activityStages[a.State] }},
	{"应到", 8, func(a activityLine) language.Text { return digits(a.Expected) }},
	{"实到", 8, func(a activityLine) language.Text { return digits(a.Present) }},
}

var petitionColumns = []columnOf[petitionJSON]{
	{"组织", 26, func(v petitionJSON) language.Text { return typed(v.OrgName) }},
	{"事项", 28, func(v petitionJSON) language.Text { return typed(v.Title) }},
	{"原定", 12, func(v petitionJSON) language.Text { return day(v.Old.On) }},
	{"申请改为", 12, func(v petitionJSON) language.Text { return day(v.New.On) }},
	{"原因", 36, func(v petitionJSON) language.Text { return typed(v.Reason) }},
	{"文件", 24, func(v petitionJSON) language.Text { return typed(v.Document) }},
	{"申请人", 12, func(v petitionJSON) language.Text { return typed(v.AskedBy) }},
	{"状态", 10, func(v petitionJSON) language.Text { return typed(v.StateName) }},
	{"审批", 12, func(v petitionJSON) language.Text { return typed(v.DecidedBy) }},
	{"答复", 30, func(v petitionJSON) language.Text { return typed(v.Answer) }},
}

var uploadColumns = []columnOf[uploadView]{
	{"代码", 10, func(v uploadView) language.Text { return typed(v.OrgCode) }},
	{"组织", 26, func(v uploadView) language.Text { return typed(v.OrgName) }},
	{"类型", 16, func(v uploadView) language.Text { return v.Name }},
	{"日期", 12, func(v uploadView) language.Text { return day(v.HeldOn) }},
	{"状态", 10, func(v uploadView) language.Text { return v.StateName() }},
	{"上传日期", 12, func(v uploadView) language.Text { return day(v.UploadedOn) }},
	{"登记", 12, func(v uploadView) language.Text { return typed(v.By) }},
}
