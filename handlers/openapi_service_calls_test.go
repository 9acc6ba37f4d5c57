package handlers_test

import (
	"strings"

	"luoshi/testkit"
)

func serviceCalls(app *testkit.City) []call {
	pair := object{"org_id": "{B1001}", "community": "云台社区", "since": "2022-03-01"}
	home := object{"member_id": app.Member("林远"), "community": "柳岸社区"}
	nobody := object{"member_id": 999999, "community": "柳岸社区"}
	return []call{
		{"tongjianing", "POST", "/pairings", pair, 201, "pairing=id"},
		{"tongjianing", "POST", "/pairings", pair, 409, ""},
		{"tongjianing", "POST", "/pairings", object{"org_id": "{B1001}"}, 422, ""},
		{"mengshuqin", "POST", "/pairings", pair, 403, ""},
		{"zhuangzijin", "POST", "/pairings", pair, 404, ""},
		{"tongjianing", "PUT", "/homes", home, 200, ""},
		{"tongjianing", "PUT", "/homes", nobody, 404, ""},
		{"mengshuqin", "PUT", "/homes", home, 403, ""},
		{"tongjianing", "PUT", "/homes", object{"member_id": app.Member("林远"), "community": strings.Repeat("柳", 61)}, 422, ""},
		{"tongjianing", "POST", "/services", aService(app), 201, "service=id"},
		{"tongjianing", "POST", "/services", object{"org_id": "{B1001}"}, 422, ""},
		{"mengshuqin", "POST", "/services", aService(app), 403, ""},
		{"zhuangzijin", "POST", "/services", aService(app), 404, ""},
		{"tongjianing", "GET", "/services?year=2022&org={B1001}&limit=1", nil, 200, ""},
		{"tongjianing", "GET", "/services?year=june", nil, 422, ""},
		{"admin", "GET", "/services", nil, 403, ""},
		{"tongjianing", "GET", "/services/{service}", nil, 200, ""},
		{"zhuangzijin", "GET", "/services/{service}", nil, 404, ""},
		{"tongjianing", "PATCH", "/services/{service}", object{"feedback": "居民满意", "revision": 0}, 200, ""},
		{"tongjianing", "PATCH", "/services/{service}", object{"feedback": "居民满意", "revision": 0}, 409, ""},
		{"tongjianing", "PATCH", "/services/{service}", object{"feedback": "居民满意"}, 422, ""},
		{"daixinghe", "PATCH", "/services/{service}", object{"feedback": "居民满意", "revision": 1}, 403, ""},
		{"zhuangzijin", "PATCH", "/services/{service}", object{"feedback": "居民满意", "revision": 1}, 404, ""},
		{"daixinghe", "DELETE", "/pairings/{pairing}", nil, 403, ""},
		{"zhuangzijin", "DELETE", "/pairings/{pairing}", nil, 404, ""},
		{"tongjianing", "DELETE", "/pairings/{pairing}", nil, 200, ""},
		{"tongjianing", "DELETE", "/pairings/{pairing}", nil, 409, ""},
	}
}
