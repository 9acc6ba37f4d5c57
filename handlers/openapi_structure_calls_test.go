package handlers_test

import "luoshi/testkit"

func structureCalls(*testkit.City) []call {
	extension := object{"until": "2022-12-31", "reason": "机构改革", "document": "澜直工批〔2022〕3号"}
	said := object{"org_id": "{B0702}", "code": "STAFF_GAP", "text": "正在报批"}
	return []call{
		{"mengshuqin", "GET", "/orgs/{B0702}/health", nil, 200, ""},
		{"mengshuqin", "GET", "/orgs/{B0702}/health?as_of=soon", nil, 422, ""},
		{"tongjianing", "GET", "/orgs/{B0702}/health", nil, 404, ""},
		{"shanzian", "POST", "/orgs/{B0702}/term-letter/receipt", nil, 409, ""},
		{"shanzian", "POST", "/orgs/{B0702}/term-letter", nil, 403, ""},
		{"tongjianing", "POST", "/orgs/{B0702}/term-letter", nil, 404, ""},
		{"shimuyun", "POST", "/orgs/{B0702}/term-letter", nil, 201, ""},
		{"shimuyun", "POST", "/orgs/{B0702}/term-letter", nil, 409, ""},
		{"shimuyun", "POST", "/orgs/{B0702}/term-letter/receipt", nil, 403, ""},
		{"shanzian", "POST", "/orgs/{B0702}/term-letter/receipt", nil, 200, ""},
		{"shimuyun", "POST", "/orgs/{B0702}/extensions", extension, 403, ""},
		{"tongjianing", "POST", "/orgs/{B0702}/extensions", extension, 404, ""},
		{"xumuye", "POST", "/orgs/{B0702}/extensions", object{"until": "2024-12-31", "reason": "机构改革", "document": "批1号"}, 422, ""},
		{"xumuye", "POST", "/orgs/{B0702}/extensions", extension, 201, ""},
		{"xumuye", "POST", "/orgs/{B0702}/extensions", extension, 409, ""},
		{"xumuye", "GET", "/screenings?period=2022-06", nil, 200, ""},
		{"xumuye", "GET", "/screenings?period=soon", nil, 422, ""},
		{"admin", "GET", "/screenings", nil, 403, ""},
		{"shanzian", "GET", "/votes?kind=election&entitled=20&present=16&yes=9", nil, 200, ""},
		{"shanzian", "GET", "/votes?kind=none&entitled=20", nil, 422, ""},
		{"shanzian", "POST", "/explanations", said, 201, "said=id"},
		{"shanzian", "POST", "/explanations", said, 409, ""},
		{"shanzian", "POST", "/explanations", object{"org_id": "{B0702}", "code": "STAFF_GAP", "text": " "}, 422, ""},
		{"tongjianing", "POST", "/explanations", said, 404, ""},
		{"luchengyue", "POST", "/explanations", said, 403, ""},
		{"shanzian", "GET", "/explanations?state=filed", nil, 200, ""},
		{"shanzian", "GET", "/explanations?state=none", nil, 422, ""},
		{"admin", "GET", "/explanations", nil, 403, ""},
		{"shanzian", "GET", "/explanations/{said}", nil, 200, ""},
		{"tongjianing", "GET", "/explanations/{said}", nil, 404, ""},
		{"shanzian", "POST", "/explanations/{said}/return", object{"answer": "重写", "revision": 0}, 403, ""},
		{"tongjianing", "POST", "/explanations/{said}/return", object{"answer": "重写", "revision": 0}, 404, ""},
		{"shimuyun", "POST", "/explanations/{said}/return", object{"answer": "", "revision": 0}, 422, ""},
		{"shimuyun", "POST", "/explanations/{said}/return", object{"answer": "重写", "revision": 0}, 200, ""},
		{"shimuyun", "POST", "/explanations/{said}/return", object{"answer": "重写", "revision": 1}, 409, ""},
		{"shanzian", "POST", "/explanations", said, 201, "again=id"},
		{"shanzian", "POST", "/explanations/{again}/acceptance", object{"until": "2022-09-30", "revision": 0}, 403, ""},
		{"tongjianing", "POST", "/explanations/{again}/acceptance", object{"until": "2022-09-30", "revision": 0}, 404, ""},
		{"shimuyun", "POST", "/explanations/{again}/acceptance", object{"until": "soon", "revision": 0}, 422, ""},
		{"shimuyun", "POST", "/explanations/{again}/acceptance", object{"until": "2022-09-30", "revision": 0}, 200, ""},
		{"shimuyun", "POST", "/explanations/{again}/acceptance", object{"until": "2022-09-30", "revision": 1}, 409, ""},
		{"mengshuqin", "GET", "/orgs/{B0702}/health", nil, 200, ""},
	}
}
