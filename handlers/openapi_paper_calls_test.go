package handlers_test

import "luoshi/testkit"

func paperCalls(*testkit.City) []call {
	return []call{
		{"mengshuqin", "GET", "/papers/list?year=2022", nil, 200, ""},
		{"mengshuqin", "GET", "/papers/list?year=2022&format=docx&unit=市直机关工委", nil, 200, ""},
		{"mengshuqin", "GET", "/papers/timetable?year=2022&format=xlsx", nil, 200, ""},
		{"mengshuqin", "GET", "/papers/timetable?format=docx", nil, 422, ""},
		{"mengshuqin", "GET", "/papers/progress?format=docx", nil, 200, ""},
		{"mengshuqin", "GET", "/papers/ledger", nil, 200, ""},
		{"mengshuqin", "GET", "/papers/ledger?year=last", nil, 422, ""},
		{"mengshuqin", "GET", "/papers/list?unit=市财政局", nil, 422, ""},
		{"hanzhiyuan", "GET", "/papers/list", nil, 403, ""},
		{"admin", "GET", "/papers/progress", nil, 403, ""},
		{"mengshuqin", "GET", "/charts/completion?year=2022", nil, 200, ""},
		{"mengshuqin", "GET", "/charts/lights?unit=市直机关工委", nil, 200, ""},
		{"mengshuqin", "GET", "/charts/due", nil, 200, ""},
		{"mengshuqin", "GET", "/charts/due?year=x", nil, 422, ""},
		{"admin", "GET", "/charts/due", nil, 403, ""},
		{"mengshuqin", "GET", "/projects/{project}/paper?format=docx", nil, 200, ""},
		{"mengshuqin", "GET", "/projects/{project}/paper?format=pdf", nil, 422, ""},
		{"zhuangzijin", "GET", "/projects/{project}/paper", nil, 404, ""},
	}
}
