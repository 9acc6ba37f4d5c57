package handlers_test

import "luoshi/testkit"

// dispatchCalls hand a task down to two organisations, of which one signs and the
// other sends its part back, is handed it again, and loses it.
func dispatchCalls(app *testkit.City) []call {
	task := p03(app)
	task["code"], task["name"] = "P50", "双报到常态化"
	both := object{"units": []object{{"org_id": "{D07}", "share": 2}, {"org_id": "{B1001}"}}, "message": "请按季反馈", "measures": []string{"结对社区"},
		"target": "党员报到率≥95%", "due_on": "2022-11-25", "copy_stages": true}
	return []call{
		{"xumuye", "POST", "/projects", task, 201, "task=id"},
		{"mengshuqin", "POST", "/projects/{task}/dispatch", both, 409, ""},
		{"xumuye", "POST", "/projects/{task}/submission", nil, 200, ""},
		{"mengshuqin", "POST", "/projects/{task}/approval", nil, 200, ""},
		{"hanzhiyuan", "POST", "/projects/{task}/dispatch", both, 403, ""},
		{"mengshuqin", "POST", "/projects/{task}/dispatch", object{"units": []object{}}, 422, ""},
		{"mengshuqin", "POST", "/projects/{task}/dispatch", both, 201, "tr=revision"},
		{"mengshuqin", "POST", "/projects/{task}/dispatch", both, 422, ""},
		{"mengshuqin", "GET", "/projects/{task}/parts?limit=1&late=false", nil, 200, "other=items.0.project_id"},
		{"mengshuqin", "GET", "/projects/{task}/parts?state=waiting", nil, 200, "unit=items.0.project_id other=items.1.project_id"},
		{"mengshuqin", "GET", "/projects/{task}/parts?state=lost", nil, 422, ""},
		{"zhuangzijin", "GET", "/projects/{task}/parts", nil, 404, ""},
		{"mengshuqin", "PUT", "/projects/{task}/shares", object{"revision": "{tr}", "units": []object{{"org_id": "{B1001}", "share": 3}}}, 200, ""},
		{"mengshuqin", "PUT", "/projects/{task}/shares", object{"revision": "{tr}", "units": []object{{"org_id": "{B1001}", "share": 4}}}, 409, ""},
		{"mengshuqin", "PUT", "/projects/{task}/shares", object{"units": []object{}}, 422, ""},
		{"shimuyun", "POST", "/projects/{unit}/receipt", object{"owner_post_id": app.Post("D07", "专职副书记")}, 200, ""},
		{"shimuyun", "POST", "/projects/{unit}/receipt", nil, 409, ""},
		{"mengshuqin", "POST", "/projects/{other}/receipt", nil, 403, ""},
		{"tongjianing", "POST", "/projects/{other}/refusal", nil, 422, ""},
		{"tongjianing", "POST", "/projects/{other}/refusal", object{"reason": "本单位无此任务"}, 200, ""},
		{"tongjianing", "POST", "/projects/{other}/reissue", nil, 403, ""},
		{"mengshuqin", "POST", "/projects/{other}/reissue", object{"message": "窗口单位也须报到"}, 200, ""},
		{"mengshuqin", "POST", "/projects/{other}/reissue", nil, 409, ""},
		{"mengshuqin", "POST", "/projects/{other}/withdrawal", nil, 422, ""},
		{"mengshuqin", "POST", "/projects/{other}/withdrawal", object{"reason": "另行安排"}, 200, ""},
		{"mengshuqin", "POST", "/projects/{other}/withdrawal", object{"reason": "另行安排"}, 409, ""},
		{"mengshuqin", "GET", "/projects/{task}", nil, 200, ""},
		{"xumuye", "GET", "/projects?q=双报到&year=2022", nil, 200, ""},
	}
}
