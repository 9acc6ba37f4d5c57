package handlers_test

import "luoshi/testkit"

// guardCalls are what the three administrators do.
func guardCalls(*testkit.City) []call {
	return []call{
		{"admin", "POST", "/users", object{"login": "second", "name": "第二名审计员"}, 201, "second=id r=revision"},
		{"admin", "POST", "/users/{second}/admin", object{"admin": "audit", "revision": "{r}"}, 403, ""},
		{"guard", "POST", "/users/{second}/admin", object{"admin": "everything", "revision": "{r}"}, 422, ""},
		{"guard", "POST", "/users/{second}/admin", object{"admin": "audit", "revision": "{r}"}, 200, "r=revision"},
		{"guard", "POST", "/users/{second}/admin", object{"admin": "audit", "revision": "{r}"}, 409, ""},
		{"yanchuxia", "POST", "/users/{second}/admin", object{"admin": "audit", "revision": "{r}"}, 404, ""},

		{"auditor", "GET", "/audit?who=admin&result=ok&from=2022-06-01&to=2022-06-30&limit=2", nil, 200, ""},
		{"auditor", "GET", "/audit?verb=登录&subject=users/1&address=192.0.2.1", nil, 200, ""},
		{"auditor", "GET", "/audit?result=maybe", nil, 422, ""},
		{"admin", "GET", "/audit", nil, 403, ""},
		{"auditor", "POST", "/audit/export", object{"format": "csv", "from": "2022-06-01"}, 200, ""},
		{"auditor", "POST", "/audit/export", nil, 200, ""},
		{"auditor", "POST", "/audit/export", object{"from": "June"}, 422, ""},
		{"xumuye", "POST", "/audit/export", object{"format": "xlsx"}, 403, ""},
	}
}
