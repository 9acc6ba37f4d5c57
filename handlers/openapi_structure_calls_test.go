package handlers_test

import "luoshi/testkit"

func structureCalls(*testkit.City) []call {
	extension := object{"until": "2022-12-31", "reason": "机构改革", "document": "澜直工批〔2022〕3号"}
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
	}
}
