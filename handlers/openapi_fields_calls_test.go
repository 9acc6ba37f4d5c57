package handlers_test

import (
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// fieldCalls are about who supervises what, and the library.
func fieldCalls(app *testkit.City) []call {
	document := object{"title": "市直机关主题党日办法", "short_title": "主题党日办法", "number": "澜直工发〔2022〕3号", "issuer": "市直机关工委", "issued_on": "2022-03-01", "level": "city",
		"summary": true, "clauses": []object{{"code": "第三条", "text": "每月不少于2次"}}}
	meeting, placing := minutes(app, orglife.CommitteeMeeting, "2022-06-03"), object{"name": "项目审批提速", "unit": "市行政审批服务局", "tags": []string{"{tag}"}, "revision": "{r}"}
	body := foreignBody(app, "P41")
	return []call{
		{"mengshuqin", "POST", "/tags", object{"kind": "central_work", "name": "双招双引"}, 201, "tag=id"},
		{"mengshuqin", "POST", "/tags", object{"kind": "central_work", "name": "双招双引"}, 409, ""},
		{"mengshuqin", "POST", "/tags", object{"kind": "other", "name": "双招双引"}, 422, ""},
		{"shimuyun", "POST", "/tags", object{"kind": "example", "name": "贯彻落实"}, 403, ""},
		{"mengshuqin", "PATCH", "/tags/{tag}", object{"since": 2021, "revision": 0}, 200, ""},
		{"mengshuqin", "PATCH", "/tags/{tag}", object{"retired": true, "revision": 0}, 409, ""},
		{"mengshuqin", "PATCH", "/tags/{tag}", object{"retired": true}, 422, ""},
		{"shimuyun", "GET", "/tags/{tag}", nil, 200, ""},
		{"shimuyun", "POST", "/views", object{"page": "list", "name": "重点", "query": "type=key", "shared": true}, 201, "view=id"},
		{"shimuyun", "POST", "/views", object{"page": "list", "name": "重点", "query": "type=key"}, 409, ""},
		{"shimuyun", "POST", "/views", object{"page": "list", "name": "", "query": "type=key"}, 422, ""},
		{"shimuyun", "GET", "/views", nil, 200, ""},
		{"shimuyun", "GET", "/views/{view}", nil, 200, ""},
		{"zhuangzijin", "GET", "/views/{view}", nil, 404, ""},
		{"shimuyun", "PATCH", "/views/{view}", object{"is_default": true, "revision": 0}, 200, ""},
		{"shimuyun", "PATCH", "/views/{view}", object{"is_default": true, "revision": 0}, 409, ""},
		{"shimuyun", "DELETE", "/views/{view}", nil, 204, ""},
		{"shimuyun", "PATCH", "/tags/{tag}", object{"retired": true, "revision": 1}, 403, ""},
		{"shimuyun", "GET", "/tags", nil, 200, ""},
		{"linyuan", "GET", "/tags", nil, 401, ""},
		{"xumuye", "POST", "/projects", body, 201, "placed=id r=revision"},
		{"xumuye", "PUT", "/projects/{placed}/business", placing, 200, "r=revision"},
		{"xumuye", "PUT", "/projects/{placed}/business", object{"name": "无部门", "unit": "", "tags": []int64{}, "revision": "{r}"}, 422, ""},
		{"xumuye", "PUT", "/projects/{placed}/business", object{"name": "", "unit": "", "tags": []int64{}, "revision": 0}, 409, ""},
		{"hanzhiyuan", "PUT", "/projects/{placed}/business", placing, 403, ""},
		{"zhuangzijin", "PUT", "/projects/{placed}/business", placing, 404, ""},
		{"tongjianing", "POST", "/activities", meeting, 201, "decided=id"},
		{"tongjianing", "POST", "/projects/{placed}/links", object{"activity_id": "{decided}"}, 201, "link=ticks.0.records.0.link_id"},
		{"tongjianing", "POST", "/projects/{placed}/links", object{"activity_id": "{decided}"}, 409, ""},
		{"tongjianing", "POST", "/projects/{placed}/links", object{"activity_id": 1 << 40}, 422, ""},
		{"hanzhiyuan", "DELETE", "/links/{link}", nil, 403, ""},
		{"tongjianing", "DELETE", "/links/{link}", nil, 204, ""},
		{"tongjianing", "DELETE", "/links/{link}", nil, 404, ""},
		{"mengshuqin", "GET", "/projects/integration?year=2022", nil, 200, ""},
		{"xumuye", "POST", "/projects/{placed}/submission", nil, 200, ""},
		{"mengshuqin", "GET", "/projects/integration?year=x", nil, 422, ""},
		{"mengshuqin", "GET", "/projects?linked=yes&has=deployed&lacks=inspected&unit=市行政审批服务局&tag=双招双引", nil, 200, ""},
		{"mengshuqin", "GET", "/projects?has=all", nil, 422, ""},

		{"mengshuqin", "GET", "/reports?line=leading&kind=application&unread=true&limit=1", nil, 200, "report=items.0.id"},
		{"mengshuqin", "GET", "/reports?line=all", nil, 422, ""},
		{"luchengyue", "GET", "/reports", nil, 403, ""},
		{"mengshuqin", "POST", "/reports/{report}/read", object{"open": false}, 200, ""},
		{"mengshuqin", "POST", "/reports/{report}/read", nil, 200, ""},
		{"zhuangzijin", "POST", "/reports/{report}/read", nil, 404, ""},

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

// foreignBody is a project led by B1001.
func foreignBody(app *testkit.City, code string) object {
	body := p03(app)
	body["code"], body["org_id"], body["owner_post_id"], body["reviewer_post_id"] = code, app.Org("B1001"), app.Post("B1001", "书记"), app.Post("GW", "常务副书记")
	return body
}
