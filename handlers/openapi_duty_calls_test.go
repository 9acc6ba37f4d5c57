package handlers_test

import "luoshi/testkit"

func dutyCalls(*testkit.City) []call {
	return []call{
		{"mengshuqin", "GET", "/duties/matrix?year=2022&half=1&code=theme-day&org={D07}", nil, 200, ""},
		{"mengshuqin", "GET", "/duties/matrix?half=3", nil, 422, ""},
		{"shanzian", "GET", "/duties/matrix?org={B1001}", nil, 404, ""},
		{"shanzian", "GET", "/orgs/{B0702}/year?year=2022", nil, 200, ""},
		{"shanzian", "GET", "/orgs/{B0702}/year?year=soon", nil, 422, ""},
		{"shanzian", "GET", "/orgs/{B1001}/year", nil, 404, ""},
		{"mengshuqin", "GET", "/rules", nil, 200, ""},
		{"tongjianing", "GET", "/rules", nil, 403, ""},
		{"mengshuqin", "POST", "/rules/preview", object{"code": "theme-day", "valid_from": "2022-06-01", "params": object{"city_min": 1}}, 200, ""},
		{"mengshuqin", "POST", "/rules/preview", object{"code": "theme-day", "valid_from": "2022-05-01"}, 422, ""},
		{"mengshuqin", "POST", "/rules/preview", object{"code": "none", "valid_from": "2022-07-01"}, 404, ""},
		{"tongjianing", "POST", "/rules/preview", object{"code": "theme-day", "valid_from": "2022-07-01"}, 403, ""},
		{"tongjianing", "POST", "/rules", object{"code": "theme-day", "valid_from": "2022-07-01"}, 403, ""},
		{"mengshuqin", "POST", "/rules", object{"code": "none", "valid_from": "2022-07-01"}, 404, ""},
		{"mengshuqin", "POST", "/rules", object{"code": "theme-day", "valid_from": "2022-07-02"}, 422, ""},
		{"mengshuqin", "POST", "/rules", object{"code": "theme-day", "valid_from": "2022-07-01", "params": object{"city_min": 1}}, 201, ""},
		{"mengshuqin", "GET", "/alerts?as_of=2022-07-01&level=red&org={D07}", nil, 200, ""},
		{"mengshuqin", "GET", "/alerts?as_of=soon", nil, 422, ""},
		{"shanzian", "GET", "/alerts?org={B1001}", nil, 404, ""},
	}
}
