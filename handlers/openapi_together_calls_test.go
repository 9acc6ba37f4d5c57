package handlers_test

import (
	"luoshi/testkit"
)

// evidence is a file to hand in.
type evidence struct{ name, content string }

func togetherCalls(app *testkit.City) []call {
	other := p03(app)
	other["code"] = "P46"
	return []call{
		{"xumuye", "POST", "/projects", other, 201, "talk=id part=stages.0.id"},
		{"xumuye", "POST", "/comments?subject=milestones/{part}", object{"text": "请@孟书琴 看一下"}, 201, "comment=id"},
		{"xumuye", "POST", "/comments?subject=projects/{talk}", object{"text": "请@庄子衿 看一下"}, 422, ""},
		{"xumuye", "POST", "/comments?subject=nothing", object{"text": "好"}, 422, ""},
		{"zhuangzijin", "POST", "/comments?subject=projects/{talk}", object{"text": "好"}, 404, ""},
		{"shimuyun", "GET", "/comments?subject=projects/{talk}&limit=1", nil, 200, ""},
		{"zhuangzijin", "GET", "/comments?subject=projects/{talk}", nil, 404, ""},
		{"shimuyun", "GET", "/comments/people?subject=projects/{talk}", nil, 200, ""},
		{"xumuye", "PATCH", "/comments/{comment}", object{"text": "请看一下", "revision": 0}, 200, ""},
		{"xumuye", "PATCH", "/comments/{comment}", object{"text": "请看一下", "revision": 0}, 409, ""},
		{"xumuye", "PATCH", "/comments/{comment}", object{"text": "", "revision": 1}, 422, ""},
		{"shimuyun", "GET", "/comments/{comment}", nil, 200, ""},
		{"shimuyun", "PATCH", "/comments/{comment}", object{"text": "请看一下", "revision": 1}, 403, ""},
		{"shimuyun", "DELETE", "/comments/{comment}", nil, 403, ""},
		{"xumuye", "POST", "/attachments?subject=comments/{comment}", evidence{"情况.txt", "情况"}, 201, "file=id"},
		{"xumuye", "POST", "/attachments?subject=projects/{talk}", evidence{"网页.docx", "<html>"}, 422, ""},
		{"zhuangzijin", "POST", "/attachments?subject=projects/{talk}", evidence{"情况.txt", "情况"}, 404, ""},
		{"shimuyun", "GET", "/attachments?subject=projects/{talk}", nil, 200, ""},
		{"shimuyun", "GET", "/attachments/{file}", nil, 200, ""},
		{"shimuyun", "DELETE", "/attachments/{file}", nil, 403, ""},
		{"xumuye", "DELETE", "/attachments/{file}", nil, 204, ""},
		{"xumuye", "DELETE", "/attachments/{file}", nil, 404, ""},
		{"xumuye", "DELETE", "/comments/{comment}", nil, 204, ""},
		{"xumuye", "GET", "/watch?subject=milestones/{part}", nil, 200, ""},
		{"shimuyun", "PUT", "/watch?subject=projects/{talk}", object{"mode": "watch"}, 200, ""},
		{"shimuyun", "PUT", "/watch?subject=projects/{talk}", object{"mode": "loud"}, 422, ""},
	}
}
