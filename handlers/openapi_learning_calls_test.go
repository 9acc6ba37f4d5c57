package handlers_test

import "luoshi/testkit"

func learningCalls(app *testkit.City) []call {
	return []call{
		{"shimuyun", "POST", "/trainings", aTraining(app, "D07", "施慕云"), 201, "training=id"},
		{"shimuyun", "POST", "/trainings", object{"org_id": "{D07}"}, 422, ""},
		{"tongjianing", "POST", "/trainings", aTraining(app, "D07", "施慕云"), 403, ""},
		{"shimuyun", "GET", "/trainings?type=benchmark&year=2022&org={D07}&limit=1", nil, 200, ""},
		{"shimuyun", "GET", "/trainings?type=party", nil, 422, ""},
		{"admin", "GET", "/trainings", nil, 403, ""},
		{"shimuyun", "GET", "/trainings/{training}", nil, 200, ""},
		{"tongjianing", "GET", "/trainings/{training}", nil, 404, ""},
		{"shimuyun", "PATCH", "/trainings/{training}", object{"hours": 8.5, "members": []int64{app.Member("单梓安")}, "revision": 0}, 200, ""},
		{"shimuyun", "PATCH", "/trainings/{training}", object{"hours": 8.5, "revision": 0}, 409, ""},
		{"shimuyun", "PATCH", "/trainings/{training}", object{"hours": 8.5}, 422, ""},
		{"shimuyun", "POST", "/trainings/{training}/findings", object{"text": "品牌不响"}, 201, ""},
		{"shimuyun", "POST", "/trainings/{training}/findings", object{}, 422, ""},
		{"wenlixin", "PATCH", "/trainings/{training}", object{"hours": 9, "revision": 1}, 403, ""},
		{"tongjianing", "POST", "/trainings/{training}/findings", object{"text": "品牌不响"}, 404, ""},
		{"shimuyun", "GET", "/trainings/{training}", nil, 200, ""},
		{"shimuyun", "GET", "/trainings/hours?year=2022&limit=1", nil, 200, ""},
		{"shimuyun", "GET", "/trainings/hours?year=june", nil, 422, ""},
		{"admin", "GET", "/trainings/hours", nil, 403, ""},

		{"shimuyun", "POST", "/cases", aCase(app, "D07", "written"), 201, "case=id"},
		{"shimuyun", "POST", "/cases", object{"org_id": "{D07}"}, 422, ""},
		{"tongjianing", "POST", "/cases", aCase(app, "D07", "written"), 403, ""},
		{"shimuyun", "GET", "/cases?q=品牌&tag=先锋岗&mode=written&year=2022&org={D07}&limit=1", nil, 200, ""},
		{"shimuyun", "GET", "/cases?mode=oral", nil, 422, ""},
		{"admin", "GET", "/cases", nil, 403, ""},
		{"shimuyun", "GET", "/cases/{case}", nil, 200, ""},
		{"tongjianing", "GET", "/cases/{case}", nil, 404, ""},
		{"shimuyun", "PATCH", "/cases/{case}", object{"tags": []string{"党建品牌"}, "revision": 0}, 200, ""},
		{"shimuyun", "PATCH", "/cases/{case}", object{"tags": "党建品牌", "revision": 0}, 409, ""},
		{"shimuyun", "PATCH", "/cases/{case}", object{"tags": "党建品牌"}, 422, ""},
		{"wenlixin", "PATCH", "/cases/{case}", object{"shared": true, "revision": 1}, 403, ""},
	}
}
