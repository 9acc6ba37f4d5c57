package handlers_test

import "luoshi/testkit"

func inspectionCalls(*testkit.City) []call {
	sent := func(kind string) object {
		return object{"kind": kind, "name": "二季度检查", "period": "2022-Q2", "due_on": "2022-12-24", "points": []string{"theme-day", "structure"}, "percent": 40, "avoid": 0, "seed": 202206}
	}
	one := sent("self")
	one["org_id"] = "{B0702}"
	lot := sent("spot")
	lot["org_id"] = "{B0702}"
	at := "/inspection-rows/{row}"
	return []call{
		{"xumuye", "POST", "/inspections", one, 201, "self=id"},
		{"xumuye", "POST", "/inspections", object{"kind": "raid", "name": "x", "period": "2022", "due_on": "2022-12-24"}, 422, ""},
		{"shimuyun", "POST", "/inspections", one, 403, ""},
		{"xumuye", "GET", "/inspections", nil, 200, ""},
		{"xumuye", "GET", "/inspections?cursor=bad", nil, 422, ""},
		{"admin", "GET", "/inspections", nil, 403, ""},
		{"xumuye", "GET", "/inspections/{self}", nil, 200, "row=list.0.id"},
		{"tongjianing", "GET", "/inspections/{self}", nil, 404, ""},
		{"xumuye", "GET", "/inspections/{self}/export", nil, 200, ""},
		{"tongjianing", "GET", "/inspections/{self}/export", nil, 404, ""},
		{"shanzian", "GET", at, nil, 200, "mark=mark"},
		{"tongjianing", "GET", at, nil, 404, ""},
		{"xumuye", "POST", at + "/judgement", object{"quality": "proper", "reason": "好", "revision": 0}, 409, ""},
		{"shanzian", "POST", at + "/answer", object{"revision": 0}, 422, ""},
		{"shanzian", "POST", at + "/answer", object{"mark": 12345, "revision": 0}, 409, ""},
		{"xumuye", "POST", at + "/answer", object{"mark": "{mark}", "revision": 0}, 403, ""},
		{"tongjianing", "POST", at + "/answer", object{"mark": "{mark}", "revision": 0}, 404, ""},
		{"shanzian", "POST", at + "/answer", object{"mark": "{mark}", "said": []object{{"code": "structure", "text": "正在配备"}}, "revision": 0}, 200, ""},
		{"xumuye", "POST", at + "/findings", object{"code": "theme-days"}, 422, ""},
		{"shanzian", "POST", at + "/findings", object{"code": "structure"}, 403, ""},
		{"tongjianing", "POST", at + "/findings", object{"code": "structure"}, 404, ""},
		{"xumuye", "POST", at + "/findings", object{"code": "structure"}, 201, ""},
		{"xumuye", "POST", at + "/findings", object{"code": "structure"}, 200, ""},
		{"xumuye", "POST", "/inspections", lot, 201, "spot=id"},
		{"xumuye", "POST", "/inspections/{spot}/sample", object{}, 422, ""},
		{"shimuyun", "POST", "/inspections/{spot}/sample", object{"revision": 0}, 404, ""},
		{"xumuye", "POST", "/inspections/{spot}/sample", object{"revision": 0}, 201, ""},
		{"xumuye", "POST", "/inspections/{spot}/sample", object{"revision": 1}, 409, ""},
		{"shimuyun", "POST", "/inspections/{spot}/sample", object{"revision": 1}, 403, ""},
		{"xumuye", "GET", "/inspections/{spot}", nil, 200, "row=list.0.id"},
		{"shanzian", "POST", at + "/judgement", object{"quality": "proper", "reason": "好", "revision": 0}, 403, ""},
		{"tongjianing", "POST", at + "/judgement", object{"quality": "proper", "reason": "好", "revision": 0}, 404, ""},
		{"xumuye", "POST", at + "/judgement", object{"quality": "good", "reason": "", "revision": 0}, 422, ""},
		{"xumuye", "POST", at + "/judgement", object{"quality": "improve", "reason": "未见会前研究", "revision": 0}, 200, ""},
		{"xumuye", "GET", "/responsibilities", nil, 200, ""},
		{"xumuye", "GET", "/responsibilities?year=never", nil, 422, ""},
		{"shanzian", "GET", "/responsibilities", nil, 403, ""},
		{"tongjianing", "GET", "/responsibilities", nil, 200, "head=items.0.post_id"},
		{"tongjianing", "GET", "/responsibilities/{head}", nil, 200, ""},
		{"tongjianing", "GET", "/responsibilities/{head}?year=never", nil, 422, ""},
		{"shimuyun", "GET", "/responsibilities/{head}", nil, 404, ""},
		{"xumuye", "PUT", "/responsibilities/{head}/confirmation", object{"code": "debrief", "done_on": "2022-06-01", "note": "述职", "revision": 0}, 403, ""},
		{"shimuyun", "PUT", "/responsibilities/{head}/confirmation", object{"code": "debrief", "done_on": "2022-06-01", "note": "述职", "revision": 0}, 404, ""},
		{"tongjianing", "PUT", "/responsibilities/{head}/confirmation", object{"code": "study", "done_on": "2022-06-01", "note": "研究", "revision": 0}, 422, ""},
		{"tongjianing", "PUT", "/responsibilities/{head}/confirmation", object{"code": "debrief", "done_on": "2022-06-01", "note": "向工委述职", "revision": 0}, 200, ""},
		{"tongjianing", "PUT", "/responsibilities/{head}/confirmation", object{"code": "debrief", "done_on": "2022-06-01", "note": "再述职", "revision": 0}, 409, ""},
	}
}
