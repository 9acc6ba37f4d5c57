package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"luoshi/models/orglife"
	"luoshi/testkit"
)

type uploadShown struct {
	ActivityID int64  `json:"activity_id"`
	OrgCode    string `json:"org_code"`
	State      string
	UploadedOn string `json:"uploaded_on"`
	DueOn      string `json:"due_on"`
	By         string
	Revision   int
}

func markOf(a activity) string { return fmt.Sprintf("/uploads/%d", a.ID) }

func TestUploadIsNotedOnce(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	theme, committee := create(app, orglife.ThemeDay, "2022-06-06"), create(app, orglife.CommitteeMeeting, "2022-06-07")
	for _, c := range []struct {
		name, login, method string
		of                  activity
		body                any
		status              int
	}{
		{"a state nobody knows", "tongjianing", "PUT", theme, object{"state": "sent", "revision": 0}, 422},
		{"without a revision", "tongjianing", "PUT", theme, object{"state": "done"}, 422},
		{"before it was held", "tongjianing", "PUT", theme, object{"state": "done", "on": "2022-06-05", "revision": 0}, 422},
		{"tomorrow", "tongjianing", "PUT", theme, object{"state": "done", "on": "2022-06-16", "revision": 0}, 422},
		{"by a member without a post", "linyuan", "PUT", theme, object{"state": "done", "revision": 0}, 404},
		{"by another branch", "shanzian", "PUT", theme, object{"state": "done", "revision": 0}, 404},
		{"by who only inspects", "hanzhiyuan", "PUT", theme, object{"state": "done", "revision": 0}, 403},
		{"by the publicist", "daixinghe", "PUT", theme, object{"state": "done", "on": "2022-06-08", "revision": 0}, 200},
		{"again, on what was before", "tongjianing", "PUT", theme, object{"state": "exempt", "revision": 0}, 409},
		{"corrected", "tongjianing", "PUT", theme, object{"state": "exempt", "revision": 1}, 200},
		{"taken back, on what was before", "tongjianing", "DELETE", activity{ID: theme.ID, Revision: 1}, nil, 409},
		{"taken back", "tongjianing", "DELETE", activity{ID: theme.ID, Revision: 2}, nil, 200},
		{"the committee's by the work committee, which may not read it", "mengshuqin", "PUT", committee, object{"state": "done", "revision": 0}, 200},
	} {
		path := markOf(c.of)
		if c.method == "DELETE" {
			path += fmt.Sprintf("?revision=%d", c.of.Revision)
		}
		if reply := app.Program(c.login).Call(c.method, path, c.body); reply.Code != c.status {
			t.Errorf("%s: %d %s, want %d", c.name, reply.Code, reply.Body, c.status)
		}
	}
	if n := auditOf(app, fmt.Sprintf("activities/%d", theme.ID)).has("标记山东e支部已传"); n != 1 {
		t.Errorf("%d lines in the trail", n)
	}
	app.Program("tongjianing").Call("DELETE", fmt.Sprintf("/activities/%d?revision=%d", committee.ID, committee.Revision), nil).Want(204)
}

func TestUploadOfEightAtOnce(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	theme := create(app, orglife.ThemeDay, "2022-06-06")
	var mu sync.Mutex
	codes := map[int]int{}
	var all sync.WaitGroup
	for i := range 8 {
		login, state := "tongjianing", "done"
		if i%2 == 1 {
			login, state = "daixinghe", "exempt"
		}
		client := app.Program(login)
		all.Go(func() {
			reply := client.Call("PUT", markOf(theme), object{"state": state, "revision": 0})
			mu.Lock()
			defer mu.Unlock()
			codes[reply.Code]++
		})
	}
	all.Wait()
	if codes[200] != 1 || codes[409] != 7 {
		t.Errorf("answered %v, want one taken and seven told of a conflict", codes)
	}
}

func TestUploadsPage(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	theme := create(app, orglife.ThemeDay, "2022-06-06")
	b := app.Browser("tongjianing")
	b.Get(fmt.Sprintf("/activities/%d", theme.ID)).Want(200).Says("应于6月13日前上传", "复制文字稿", "【主题党日】2022年6月6日15:00，市行政审批服务局党支部在三楼会议室开展主题党日，主题：严明纪律。主持、记录：童佳宁、阎初夏。应到11人，实到10人，缺席1人（病假1人）。", "议定：会议决定甲")
	b.Get("/uploads").Want(200).Says("市行政审批服务局党支部", "6月6日 主题党日", "已传", "与平台导出的清单对账")
	b.Post(markOf(theme)+"?_method=PUT", url.Values{"state": {"done"}, "revision": {"0"}}).Want(303)
	b.Get("/uploads").Want(200).Says("没有这样的活动")
	b.Get("/uploads?state=done&month=2022-06").Want(200).Says("童佳宁", "6月15日", "撤回标记")
	app.Browser("hanzhiyuan").Get("/uploads?state=all").Want(200).Says("主题党日").Lacks("撤回标记", "对账")
	app.Program("linyuan").Get("/uploads").Want(403)
	app.Program("tongjianing").Get("/uploads?state=sent&month=June").Want(422).Says("state", "month")
}

// A list of the platform: B1001's theme day is on both sides, its committee meeting
// only here, another theme day only there.
func TestUploadsAreReconciled(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	theme, committee := create(app, orglife.ThemeDay, "2022-06-06"), create(app, orglife.CommitteeMeeting, "2022-06-07")
	known := create(app, orglife.ThemeDay, "2022-06-10")
	app.Program("tongjianing").Call("PUT", markOf(known), object{"state": "done", "revision": 0}).Want(200)
	list := []byte(strings.Join([]string{"导出时间：2022-06-15", "序号,组织名称,活动类型,开展时间,上传时间",
		"1,中共市行政审批服务局党支部,主题党日活动,2022年6月6日 15:00,2022/6/8", "2,市行政审批服务局党支部,主题党日,2022-06-10,", "3,B1001,党课,2022.6.9,",
		"4,市行政审批服务局党支部,团日活动,2022-06-09,", "5,别的党支部,党课,2022-06-09,", "6,市行政审批服务局党支部,党课,上周五,"}, "\n"))
	var found struct {
		From, To string
		Known    int
		ToMark   []uploadShown `json:"to_mark"`
		NotThere []uploadShown `json:"not_there"`
		NotHere  []struct {
			Row    int
			HeldOn string `json:"held_on"`
		} `json:"not_here"`
		Unclear []struct{ Fault string }
	}
	contentType, body := testkit.FileForm(t, "清单.csv", list, nil)
	app.Program("tongjianing").Send("POST", "/uploads/reconciliation", contentType, body).Want(200).Into(&found)
	if found.From != "2022-06-01" || found.To != "2022-06-15" || found.Known != 1 || len(found.ToMark) != 1 || found.ToMark[0].ActivityID != theme.ID || found.ToMark[0].UploadedOn != "2022-06-08" ||
		len(found.NotThere) != 1 || found.NotThere[0].ActivityID != committee.ID || len(found.NotHere) != 1 || found.NotHere[0].HeldOn != "2022-06-09" || len(found.Unclear) != 3 {
		t.Errorf("found %+v", found)
	}
	page := app.Browser("tongjianing").Send("POST", "/uploads/reconciliation", contentType, body).Want(200)
	page.Says("平台上有、这里还没有标记：1 项", "这里有记录、平台上没有：1 项", "平台上有、这里没有记录：1 项", "无法比对：3 行", "类型“团日活动”无法识别", "没有找到党支部“别的党支部”",
		fmt.Sprintf(`value="%d/0/2022-06-08"`, theme.ID), orglifeLink(app, "B1001", "party-class", "2022-06-09"))
	app.Browser("tongjianing").Post("/uploads", url.Values{"mark": {fmt.Sprintf("%d/0/2022-06-08", theme.ID)}}).Want(303)
	app.Browser("tongjianing").Post("/uploads", url.Values{"mark": {"x"}}).Want(422)
	app.Program("tongjianing").Call("POST", "/uploads", object{"items": []object{{"activity_id": committee.ID}, {"activity_id": theme.ID}}}).Want(409)
	app.Program("tongjianing").Get("/uploads?state=done").Want(200).Says(`"uploaded_on":"2022-06-08"`).Lacks("committee-meeting")

	contentType, body = testkit.FileForm(t, "清单.csv", []byte("甲,乙\n1,2\n"), nil)
	app.Program("tongjianing").Send("POST", "/uploads/reconciliation", contentType, body).Want(422).Says("没有找到表头")
	app.Browser("tongjianing").Send("POST", "/uploads/reconciliation", contentType, body).Want(422).Says("没有找到表头")
}

func orglifeLink(app *testkit.City, code string, t orglife.Type, day string) string {
	return strings.ReplaceAll(fmt.Sprintf("/activities/new?org=%d&type=%s&date=%s", app.Org(code), t, day), "&", "&amp;")
}
