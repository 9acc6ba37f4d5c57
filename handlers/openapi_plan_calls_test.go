package handlers_test

import (
	"os"

	"luoshi/testkit"
)

func planCalls(app *testkit.City) []call {
	office, err := os.ReadFile("../documents/testdata/theme-party-day-plan-2022-B1001.xlsx")
	testkit.Must(app.T, err)
	sheet := "月\t支委会(会前研究)\t主题党日(固定日)\t主题\t形式\t第二次(市级要求)\t兼作"
	return []call{
		{"shanzian", "POST", "/plans", object{"org_id": "{B0702}", "year": 2023}, 201, "plan=id"},
		{"shanzian", "POST", "/plans", object{"org_id": "{B0702}", "year": 2023, "again": false}, 409, ""},
		{"shanzian", "POST", "/plans", object{}, 422, ""},
		{"shimuyun", "POST", "/plans", object{"org_id": "{B0702}", "year": 2022}, 403, ""},
		{"zhuangzijin", "POST", "/plans", object{"org_id": "{B0702}", "year": 2022}, 404, ""},
		{"shimuyun", "GET", "/plans?year=2023&state=draft&limit=1", nil, 200, ""},
		{"shimuyun", "GET", "/plans?state=odd", nil, 422, ""},
		{"admin", "GET", "/plans", nil, 403, ""},
		{"shanzian", "GET", "/plans/{plan}", nil, 200, ""},
		{"zhuangzijin", "GET", "/plans/{plan}", nil, 404, ""},
		{"shanzian", "PATCH", "/plans/{plan}", object{"revision": 0, "rows": []object{{"month": 3, "topic": "学雷锋", "place": "社区"}}}, 200, ""},
		{"shanzian", "PATCH", "/plans/{plan}", object{"revision": 0, "rows": []object{}}, 409, ""},
		{"shanzian", "PATCH", "/plans/{plan}", object{"revision": 1, "rows": []object{{"month": 3, "held": "x"}}}, 422, ""},
		{"shimuyun", "PATCH", "/plans/{plan}", object{"revision": 1, "rows": []object{}}, 403, ""},
		{"shanzian", "POST", "/plans/{plan}/submission", nil, 200, ""},
		{"shanzian", "POST", "/plans/{plan}/submission", nil, 409, ""},
		{"shanzian", "DELETE", "/plans/{plan}/submission", nil, 200, ""},
		{"shanzian", "PATCH", "/plans/{plan}", object{"revision": 3, "submit": true}, 200, ""},
		{"shanzian", "POST", "/plans/{plan}/approval", nil, 403, ""},
		{"shimuyun", "POST", "/plans/{plan}/return", object{}, 422, ""},
		{"shimuyun", "POST", "/plans/{plan}/return", object{"reason": "请调整", "comments": object{"3": "与学雷锋日结合"}}, 200, ""},
		{"shanzian", "DELETE", "/plans/{plan}?revision=6", nil, 409, ""},
		{"shanzian", "POST", "/plans/{plan}/submission", nil, 200, ""},
		{"shimuyun", "POST", "/plans/approvals", object{"plans": []object{{"id": 0, "revision": 0}}}, 404, ""},
		{"shimuyun", "POST", "/plans/approvals", object{}, 422, ""},
		{"shimuyun", "POST", "/plans/{plan}/approval", object{"reason": "同意"}, 200, ""},
		{"shimuyun", "POST", "/plans/{plan}/approval", nil, 409, ""},
		{"zhuangzijin", "GET", "/plans/{plan}/export", nil, 404, ""},
		{"wenlixin", "GET", "/plans/{plan}/export", nil, 200, ""},
		{"tongjianing", "POST", "/plans/import", file{office, nil}, 201, "plan=id"},
		{"tongjianing", "POST", "/plans/import", file{[]byte("no workbook"), nil}, 422, ""},
		{"shanzian", "POST", "/plans/import", object{"text": sheet, "org_id": "{B1001}", "year": 2022}, 404, ""},
		{"tongjianing", "POST", "/plans/import", object{"text": sheet}, 422, ""},
		{"tongjianing", "DELETE", "/plans/{plan}?revision=0", nil, 204, ""},
		{"yanchuxia", "POST", "/plans", object{"org_id": "{B1001}", "year": 2022}, 201, "plan=id"},
		{"yanchuxia", "POST", "/plans/{plan}/submission", nil, 200, ""},
		{"xumuye", "POST", "/plans/approvals", object{"plans": []object{{"id": "{plan}", "revision": 1}}}, 200, ""},

		{"xumuye", "POST", "/themes", object{"month": 7, "topic": "重走红军路"}, 201, "theme=id"},
		{"xumuye", "POST", "/themes", object{"month": 0}, 422, ""},
		{"tongjianing", "POST", "/themes", object{"month": 7, "topic": "重走红军路"}, 403, ""},
		{"tongjianing", "GET", "/themes", nil, 200, ""},
		{"admin", "GET", "/themes", nil, 403, ""},
		{"xumuye", "PATCH", "/themes/{theme}", object{"form": "现场教学", "revision": 0}, 200, ""},
		{"xumuye", "PATCH", "/themes/{theme}", object{"form": "现场教学", "revision": 0}, 409, ""},
		{"tongjianing", "PATCH", "/themes/{theme}", object{"revision": 1}, 403, ""},

		{"shanzian", "GET", "/regulations?org={B0702}", nil, 200, ""},
		{"admin", "GET", "/regulations", nil, 403, ""},
		{"zhuangzijin", "GET", "/regulations?org={B0702}", nil, 404, ""},
		{"shanzian", "GET", "/regulations?org=odd", nil, 422, ""},
		{"shanzian", "PUT", "/regulations", object{"org_id": "{B0702}", "name": "党课制度", "text": "每季度一次。", "revision": 0}, 200, ""},
		{"shanzian", "PUT", "/regulations", object{"org_id": "{B0702}", "name": "党课制度", "revision": 0}, 409, ""},
		{"shanzian", "PUT", "/regulations", object{"org_id": "{B0702}", "name": "考勤制度", "revision": 0}, 422, ""},
		{"zhuangzijin", "PUT", "/regulations", object{"org_id": "{B0702}", "name": "党课制度", "revision": 0}, 404, ""},
		{"shimuyun", "PUT", "/regulations", object{"org_id": "{B0702}", "name": "党课制度", "revision": 1}, 403, ""},
		{"shanzian", "POST", "/regulations", object{"org_id": "{B0702}"}, 200, ""},
		{"shanzian", "POST", "/regulations", object{}, 422, ""},
		{"shimuyun", "POST", "/regulations", object{"org_id": "{B0702}"}, 403, ""},
		{"zhuangzijin", "POST", "/regulations", object{"org_id": "{B0702}"}, 404, ""},
		{"shanzian", "GET", "/regulations/templates", nil, 200, ""},
		{"admin", "GET", "/regulations/templates", nil, 403, ""},
		{"xumuye", "POST", "/regulations/templates", object{"name": "党课制度", "text": "新的范本。", "revision": 1}, 201, ""},
		{"xumuye", "POST", "/regulations/templates", object{"name": "党课制度", "text": "新的范本。", "revision": 1}, 409, ""},
		{"xumuye", "POST", "/regulations/templates", object{"name": "考勤制度", "text": "新的范本。", "revision": 0}, 422, ""},
		{"shanzian", "POST", "/regulations/templates", object{"name": "党课制度", "text": "新的范本。", "revision": 2}, 403, ""},
	}
}
