package handlers_test

import "luoshi/testkit"

func campaignCalls(*testkit.City) []call {
	return []call{
		{"mengshuqin", "POST", "/campaigns", campaignOf(1), 201, "campaign=id"},
		{"mengshuqin", "POST", "/campaigns", campaignOf(1), 409, ""},
		{"mengshuqin", "POST", "/campaigns", object{"name": "创建"}, 422, ""},
		{"shimuyun", "POST", "/campaigns", campaignOf(1), 403, ""},
		{"shimuyun", "GET", "/campaigns", nil, 200, ""},
		{"admin", "GET", "/campaigns", nil, 403, ""},
		{"mengshuqin", "PATCH", "/campaigns/{campaign}", object{"note": "全年推进", "revision": 0}, 200, ""},
		{"mengshuqin", "PATCH", "/campaigns/{campaign}", object{"note": "全年推进", "revision": 0}, 409, ""},
		{"mengshuqin", "PATCH", "/campaigns/{campaign}", object{"note": "全年推进"}, 422, ""},
		{"shimuyun", "PATCH", "/campaigns/{campaign}", object{"note": "全年推进", "revision": 1}, 403, ""},
		{"admin", "GET", "/campaigns/{campaign}", nil, 404, ""},
		{"shimuyun", "POST", "/campaigns/{campaign}/units", object{"org_id": "{D07}"}, 201, "unit=id"},
		{"shimuyun", "POST", "/campaigns/{campaign}/units", object{"org_id": "{D07}"}, 409, ""},
		{"shimuyun", "POST", "/campaigns/{campaign}/units", object{"org_id": "{B0702}"}, 422, ""},
		{"shimuyun", "POST", "/campaigns/{campaign}/units", object{"org_id": "{B1001}"}, 403, ""},
		{"mengshuqin", "GET", "/campaigns/{campaign}?limit=1", nil, 200, ""},
		{"shimuyun", "GET", "/campaign-units/{unit}", nil, 200, ""},
		{"tongjianing", "GET", "/campaign-units/{unit}", nil, 404, ""},
		{"mengshuqin", "PATCH", "/campaign-units/{unit}", object{"state": "fostered", "revision": 0}, 200, ""},
		{"mengshuqin", "PATCH", "/campaign-units/{unit}", object{"state": "named", "revision": 1}, 409, ""},
		{"mengshuqin", "PATCH", "/campaign-units/{unit}", object{"revision": 1}, 422, ""},
		{"shimuyun", "PATCH", "/campaign-units/{unit}", object{"state": "assessed", "revision": 1}, 403, ""},
	}
}
