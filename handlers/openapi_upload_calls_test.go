package handlers_test

import (
	"bytes"

	"luoshi/documents"
	"luoshi/testkit"
)

func uploadCalls(c *testkit.City) []call {
	list := file{content: []byte("x")}
	return []call{
		{"tongjianing", "POST", "/activities", minutes(c, "theme-day", "2022-06-13"), 201, "held=id"},
		{"tongjianing", "GET", "/uploads?state=pending&org={B1001}&month=2022-06&limit=1", nil, 200, ""},
		{"tongjianing", "GET", "/uploads?state=sent", nil, 422, ""},
		{"tongjianing", "PUT", "/uploads/{held}", object{"state": "exempt", "revision": 0}, 200, ""},
		{"tongjianing", "PUT", "/uploads/{held}", object{"state": "done", "revision": 0}, 409, ""},
		{"shanzian", "PUT", "/uploads/{held}", object{"state": "done", "revision": 0}, 404, ""},
		{"tongjianing", "DELETE", "/uploads/{held}?revision=0", nil, 409, ""},
		{"tongjianing", "DELETE", "/uploads/{held}?revision=1", nil, 200, ""},
		{"tongjianing", "POST", "/uploads", object{"items": []object{{"activity_id": "{held}", "on": "2022-06-15", "revision": 0}}}, 204, ""},
		{"tongjianing", "POST", "/uploads", object{"items": []object{}}, 422, ""},
		{"tongjianing", "GET", "/activities/{held}", nil, 200, ""},
		{"tongjianing", "POST", "/uploads/reconciliation", file{content: platformList(c), fields: map[string]string{"all": "true"}}, 200, ""},
		{"tongjianing", "POST", "/uploads/reconciliation", list, 422, ""},
		{"admin", "GET", "/uploads", nil, 403, ""},
		{"admin", "POST", "/uploads/reconciliation", list, 403, ""},
	}
}

// platformList is a list as the platform exports it: one line on both sides, one on neither.
func platformList(c *testkit.City) []byte {
	var out bytes.Buffer
	testkit.Must(c.T, documents.WriteTable(&out, "清单", documents.Table{Title: "组织生活清单",
		Columns: []documents.Column{{Name: "党支部名称", Width: 20}, {Name: "类型", Width: 10}, {Name: "召开日期", Width: 12}},
		Rows:    [][]string{{"市行政审批服务局党支部", "主题党日", "2022-06-13"}, {"市行政审批服务局党支部", "支部党员大会", "2022-06-13"}, {"无此支部", "党课", "2022-06-13"}}}))
	return out.Bytes()
}
