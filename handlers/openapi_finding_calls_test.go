package handlers_test

import "luoshi/testkit"

// findingCalls look for things; they come after the projects have been made.
func findingCalls(app *testkit.City) []call {
	card := p03(app)
	card["code"] = "P30"
	return []call{
		{"mengshuqin", "POST", "/projects/quarters", object{"year": 2022, "quarter": 2}, 201, ""},
		{"mengshuqin", "POST", "/projects/quarters", object{"year": 2022, "quarter": 4}, 422, ""},
		{"shimuyun", "POST", "/projects/quarters", object{"year": 2022, "quarter": 2}, 403, ""},
		{"shimuyun", "GET", "/projects/quarters?year=2022&quarter=2&limit=1", nil, 200, ""},
		{"shimuyun", "GET", "/projects/quarters?quarter=5", nil, 422, ""},
		{"shimuyun", "GET", "/projects/quarters/export?year=2022&quarter=2", nil, 200, ""},
		{"xumuye", "GET", "/search?q=zwh", nil, 200, ""},
		{"xumuye", "GET", "/search?q=%20", nil, 422, ""},
		{"xumuye", "POST", "/projects", card, 201, "card=id"},
		{"xumuye", "POST", "/projects/{card}/column", object{"to": "overdue"}, 409, ""},
		{"xumuye", "POST", "/projects/{card}/column", object{"to": "elsewhere"}, 422, ""},
		{"shimuyun", "POST", "/projects/{card}/column", object{"to": "in_review"}, 403, ""},
		{"zhuangzijin", "POST", "/projects/{card}/column", object{"to": "in_review"}, 404, ""},
		{"xumuye", "POST", "/projects/{card}/column", object{"to": "in_review", "verb": "申报立项", "reason": ""}, 200, ""},
		{"xumuye", "POST", "/projects/bulk", object{"action": "watch", "items": []object{{"id": "{card}", "revision": 1}}, "dry_run": true}, 200, ""},
		{"xumuye", "POST", "/projects/bulk", object{"action": "move", "items": []object{{"id": "{card}", "revision": 1}}}, 422, ""},
		{"zhuangzijin", "POST", "/projects/bulk", object{"action": "watch", "items": []object{{"id": "{card}", "revision": 1}}}, 404, ""},
		{"xumuye", "POST", "/templates", object{"project_id": "{card}", "org_id": "{D07}", "name": "样板"}, 201, "template=id"},
		{"xumuye", "POST", "/templates", object{"project_id": "{card}", "org_id": "{D07}", "name": "样板"}, 409, ""},
		{"xumuye", "POST", "/templates", object{"project_id": "{card}", "org_id": "{D07}", "name": " "}, 422, ""},
		{"hanzhiyuan", "POST", "/templates", object{"project_id": "{card}", "org_id": "{D07}", "name": "越权"}, 403, ""},
		{"shimuyun", "GET", "/templates", nil, 200, ""},
		{"hanzhiyuan", "GET", "/templates", nil, 403, ""},
		{"shimuyun", "GET", "/templates/{template}", nil, 200, ""},
		{"zhuangzijin", "GET", "/templates/{template}", nil, 404, ""},
		{"shimuyun", "POST", "/templates/{template}/projects", object{"code": "P33", "org_id": "{D07}", "start_on": "2022-07-01"}, 201, ""},
		{"shimuyun", "POST", "/templates/{template}/projects", object{"code": "P33", "org_id": "{D07}", "start_on": "2022-07-01"}, 409, ""},
		{"shimuyun", "POST", "/templates/{template}/projects", object{"code": "", "org_id": "{D07}", "start_on": "2022-07-01"}, 422, ""},
		{"shimuyun", "PATCH", "/templates/{template}", object{"name": "样板二", "revision": 0}, 200, ""},
		{"shimuyun", "PATCH", "/templates/{template}", object{"name": "样板三", "revision": 0}, 409, ""},
		{"shanzian", "DELETE", "/templates/{template}", nil, 403, ""},
		{"shimuyun", "DELETE", "/templates/{template}", nil, 204, ""},
		{"xumuye", "GET", "/projects?org={D07}&light=late&type=key&tag=规范提升&member=1&due=soon&overdue=true&behind=true&review=me&moved=true", nil, 200, ""},
		{"xumuye", "GET", "/projects?org_id={D07}", nil, 422, ""},
		{"xumuye", "GET", "/milestones?q=补缺&owner={officer}&light=warn&type=key&tag=规范提升&member=1&org={D07}&behind=true", nil, 200, ""},
		{"xumuye", "GET", "/stages?org=0", nil, 422, ""},
		{"mengshuqin", "GET", "/reviews?org={D07}&state=waiting", nil, 200, ""},
		{"mengshuqin", "GET", "/extensions?org={D07}&state=lost", nil, 422, ""},
		{"mengshuqin", "GET", "/improvements?org={D07}", nil, 200, ""},
	}
}
