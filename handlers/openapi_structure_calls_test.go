package handlers_test

import (
	"fmt"

	"luoshi/testkit"
)

func structureCalls(app *testkit.City) []call {
	filing := fmt.Sprintf("/filings/%d", unfiledDeputy(app))
	document := object{"document": "澜住建党〔2022〕6号"}
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
		{"xumuye", "GET", "/filings?state=unfiled", nil, 200, ""},
		{"xumuye", "GET", "/filings?state=none", nil, 422, ""},
		{"admin", "GET", "/filings", nil, 403, ""},
		{"shimuyun", "POST", filing + "/submission", object{"document": " "}, 422, ""},
		{"tongjianing", "POST", filing + "/submission", document, 404, ""},
		{"shimuyun", "POST", filing + "/submission", document, 200, ""},
		{"shimuyun", "POST", filing + "/submission", document, 409, ""},
		{"shimuyun", "POST", filing + "/return", object{"reason": "缺文件"}, 403, ""},
		{"xumuye", "POST", filing + "/return", object{"reason": " "}, 422, ""},
		{"xumuye", "POST", filing + "/return", object{"reason": "缺文件"}, 200, ""},
		{"xumuye", "POST", filing + "/return", object{"reason": "缺文件"}, 409, ""},
		{"shimuyun", "POST", filing + "/submission", document, 200, ""},
		{"shimuyun", "POST", filing + "/confirmation", nil, 403, ""},
		{"xumuye", "POST", filing + "/confirmation", nil, 200, ""},
		{"xumuye", "POST", filing + "/confirmation", nil, 409, ""},
		{"xumuye", "GET", "/staffing?as_of=2022-06-15", nil, 200, ""},
		{"xumuye", "GET", "/staffing?as_of=soon", nil, 422, ""},
		{"admin", "GET", "/staffing", nil, 403, ""},
		{"xumuye", "GET", "/org-changes?period=2022", nil, 200, ""},
		{"xumuye", "GET", "/org-changes?period=soon", nil, 422, ""},
		{"admin", "GET", "/org-changes", nil, 403, ""},
		{"xumuye", "POST", "/org-changes", reform(object{"type": "set_up", "code": "B0799", "name": "住建局执法党支部", "kind": "branch", "parent_id": "{D07}"}), 201, "fresh=id"},
		{"shanzian", "POST", "/org-changes", reform(object{"type": "renamed", "org_id": "{B0702}", "name": "新名", "revision": 9}), 403, ""},
		{"tongjianing", "POST", "/org-changes", reform(object{"type": "renamed", "org_id": "{B0702}", "name": "新名", "revision": 9}), 404, ""},
		{"xumuye", "POST", "/org-changes", reform(object{"type": "renamed", "org_id": "{fresh}", "name": "新名", "revision": 9}), 409, ""},
		{"xumuye", "POST", "/org-changes", object{"type": "renamed", "org_id": "{fresh}", "name": "新名", "revision": 0, "reason": "", "document": "", "effective_on": ""}, 422, ""},
	}
}
