package handlers_test

import (
	"luoshi/models/orglife"
	"luoshi/testkit"
)

func problemCalls(app *testkit.City) []call {
	decided := minutes(app, orglife.CommitteeMeeting, "2022-06-08")
	decided["decisions"] = "组织微心愿认领"
	return []call{
		{"shimuyun", "POST", "/findings", aFinding(app), 201, "finding=id r=revision"},
		{"shimuyun", "POST", "/findings", object{"org_id": "{B0702}"}, 422, ""},
		{"tongjianing", "POST", "/findings", aFinding(app), 403, ""},
		{"shimuyun", "GET", "/findings?q=支委&org={D07}&source=self_check&state=open&due_from=2022-06-01&due_to=2022-12-31&limit=1", nil, 200, ""},
		{"shimuyun", "GET", "/findings?state=lost", nil, 422, ""},
		{"linyuan", "GET", "/findings", nil, 401, ""},
		{"yanchuxia", "GET", "/findings/{finding}", nil, 404, ""},
		{"shanzian", "GET", "/findings/{finding}", nil, 200, ""},
		{"shimuyun", "PATCH", "/findings/{finding}", object{"basis": "支部工作条例", "revision": "{r}"}, 200, ""},
		{"shimuyun", "PATCH", "/findings/{finding}", object{"basis": "支部工作条例", "revision": "{r}"}, 409, ""},
		{"shimuyun", "PATCH", "/findings/{finding}", object{"basis": "支部工作条例"}, 422, ""},
		{"shanzian", "POST", "/findings/{finding}/closing", object{"result": "已补开"}, 403, ""},
		{"hanzhiyuan", "POST", "/findings/{finding}/project", nil, 403, ""},
		{"shanzian", "POST", "/findings/{finding}/project", nil, 201, "task=id"},
		{"shanzian", "POST", "/findings/{finding}/project", nil, 409, ""},
		{"shanzian", "GET", "/projects/{task}", nil, 200, ""},
		{"shimuyun", "POST", "/findings/{finding}/closing", object{"result": "已补开"}, 409, ""},
		{"shimuyun", "POST", "/findings", aFinding(app), 201, "finding=id"},
		{"shimuyun", "POST", "/findings/{finding}/closing", object{"result": ""}, 422, ""},
		{"shimuyun", "POST", "/findings/{finding}/closing", object{"result": "当场改正"}, 200, ""},
		{"shimuyun", "POST", "/findings", aFinding(app), 201, "finding=id r=revision"},
		{"shimuyun", "PUT", "/findings/{finding}/measures", object{"items": []object{{"text": "补开"}}}, 403, ""},
		{"zhuangzijin", "PUT", "/findings/{finding}/measures", object{"items": []object{{"text": "补开"}}}, 404, ""},
		{"shanzian", "PUT", "/findings/{finding}/measures", object{"items": []object{}}, 422, ""},
		{"shanzian", "POST", "/findings/{finding}/submission", object{"evidence": "已补开"}, 409, ""},
		{"shanzian", "PUT", "/findings/{finding}/measures", object{"items": []object{{"text": "补开", "owner": "单梓安", "due_on": "2022-06-17", "progress": "已定"}}, "revision": "{r}"}, 200, ""},
		{"shanzian", "POST", "/findings/{finding}/submission", object{"evidence": " "}, 422, ""},
		{"shanzian", "POST", "/findings/{finding}/submission", object{"evidence": "已补开"}, 200, "r=revision"},
		{"shanzian", "POST", "/findings/{finding}/return", object{"reason": "纪要不全"}, 403, ""},
		{"shimuyun", "POST", "/findings/{finding}/return", object{"reason": ""}, 422, ""},
		{"shimuyun", "POST", "/findings/{finding}/return", object{"reason": "纪要不全", "revision": "{r}"}, 200, ""},
		{"shimuyun", "POST", "/findings/{finding}/return", object{"reason": "纪要不全"}, 409, ""},
		{"shanzian", "POST", "/findings/{finding}/submission", object{"evidence": "已补开，纪要齐全"}, 200, ""},
		{"shimuyun", "POST", "/findings/{finding}/lookback", object{"lookback": "held", "note": "没有反弹"}, 409, ""},
		{"shimuyun", "POST", "/findings/{finding}/closing", object{"result": "已整改", "lookback_on": "2022-09-15"}, 200, ""},
		{"shimuyun", "POST", "/findings/{finding}/lookback", object{"lookback": "perhaps", "note": "没有反弹"}, 422, ""},
		{"shanzian", "POST", "/findings/{finding}/lookback", object{"lookback": "held", "note": "没有反弹"}, 403, ""},
		{"shimuyun", "POST", "/findings/{finding}/lookback", object{"lookback": "failed", "note": "又没有开", "due_on": "2022-10-14"}, 200, ""},
		{"shimuyun", "GET", "/findings?state=reopened&source=self_check", nil, 200, ""},
		{"shimuyun", "POST", "/findings", aFinding(app), 201, "finding=id"},
		{"shimuyun", "POST", "/findings/projects", object{"ids": []string{"{finding}"}}, 201, ""},
		{"shimuyun", "POST", "/findings/projects", object{"ids": []string{"{finding}"}}, 409, ""},
		{"shimuyun", "POST", "/findings/projects", object{"ids": []int{}}, 422, ""},
		{"xumuye", "GET", "/projects/origins?year=2022", nil, 200, ""},
		{"xumuye", "GET", "/projects/origins?year=june", nil, 422, ""},
		{"xumuye", "GET", "/projects?origin=self_check", nil, 200, ""},

		{"tongjianing", "POST", "/activities", decided, 201, "meeting=id"},
		{"tongjianing", "POST", "/activities/{meeting}/projects", object{"decision": "没有议过的事"}, 422, ""},
		{"yanchuxia", "POST", "/activities/{meeting}/projects", object{"decision": "组织微心愿认领"}, 403, ""},
		{"zhuangzijin", "POST", "/activities/{meeting}/projects", object{"decision": "组织微心愿认领"}, 404, ""},
		{"tongjianing", "POST", "/activities/{meeting}/projects", object{"decision": "组织微心愿认领"}, 201, ""},
		{"tongjianing", "POST", "/activities/{meeting}/projects", object{"decision": "组织微心愿认领"}, 409, ""},
		{"tongjianing", "GET", "/activities/{meeting}", nil, 200, ""},
	}
}
