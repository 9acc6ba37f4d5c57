package handlers_test

import "luoshi/testkit"

// fieldCalls are about who supervises what, and the library.
func fieldCalls(app *testkit.City) []call {
	document := object{"title": "市直机关主题党日办法", "short_title": "主题党日办法", "number": "澜直工发〔2022〕3号", "issuer": "市直机关工委", "issued_on": "2022-03-01", "level": "city",
		"summary": true, "clauses": []object{{"code": "第三条", "text": "每月不少于2次"}}}
	return []call{
		{"mengshuqin", "POST", "/posts", object{"org_id": app.Org("DZ02"), "office": "group_member"}, 201, "supervisor=id"},
		{"mengshuqin", "PUT", "/posts/{supervisor}/field", object{"org_ids": []int64{app.Org("B0203")}}, 200, ""},
		{"mengshuqin", "PUT", "/posts/{supervisor}/field", object{"org_ids": []int64{app.Org("D07")}}, 422, ""},
		{"youlingxiao", "PUT", "/posts/{supervisor}/field", object{"org_ids": []int64{}}, 403, ""},
		{"zhuangzijin", "PUT", "/posts/{supervisor}/field", object{"org_ids": []int64{}}, 404, ""},
		{"youlingxiao", "GET", "/me/field", nil, 200, ""},
		{"youlingxiao", "GET", "/projects?leader=me", nil, 200, ""},
		{"youlingxiao", "GET", "/projects?leader=you", nil, 422, ""},

		{"mengshuqin", "POST", "/documents", document, 201, "document=id"},
		{"mengshuqin", "POST", "/documents", document, 409, ""},
		{"mengshuqin", "POST", "/documents", object{"title": "缺少印发机关"}, 422, ""},
		{"shimuyun", "POST", "/documents", document, 403, ""},
		{"zhuangzijin", "GET", "/documents?q=主题党日&level=city&state=valid&limit=1", nil, 200, ""},
		{"zhuangzijin", "GET", "/documents?level=x", nil, 422, ""},
		{"linyuan", "GET", "/documents/{document}", nil, 401, ""},
		{"zhuangzijin", "GET", "/documents/{document}", nil, 200, ""},
		{"zhuangzijin", "GET", "/documents/{B1001}", nil, 404, ""},
		{"mengshuqin", "PATCH", "/documents/{document}", object{"ended_on": "2022-06-14", "revision": 0}, 200, ""},
		{"mengshuqin", "PATCH", "/documents/{document}", object{"ended_on": "2022-06-14", "revision": 0}, 409, ""},
		{"mengshuqin", "PATCH", "/documents/{document}", object{"ended_on": "2022-06-14"}, 422, ""},
		{"zhuangzijin", "PATCH", "/documents/{document}", object{"title": "更名", "revision": 1}, 403, ""},
	}
}
