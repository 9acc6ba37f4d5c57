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
		{"mengshuqin", "GET", "/alerts?as_of=2022-07-01&level=red&org={D07}", nil, 200, ""},
		{"mengshuqin", "GET", "/alerts?as_of=soon", nil, 422, ""},
		{"shanzian", "GET", "/alerts?org={B1001}", nil, 404, ""},
	}
}
