package handlers_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/testkit"
)

// Two numbers: of 林远, a member of B1001, and of 童佳宁, its secretary.
const hiddenPhone, ownPhone = "13812345678", "13987654321"

// phoneCity is a city in which both have their numbers.
func phoneCity(t *testing.T) *testkit.City {
	app := testkit.NewCity(t)
	p := app.Program("mengshuqin")
	p.Call("PATCH", fmt.Sprintf("/members/%d", app.Member("林远")), object{"phone": "138 1234 5678", "revision": 0}).Want(200).Says("138****5678")
	p.Call("PATCH", fmt.Sprintf("/members/%d", app.Member("童佳宁")), object{"phone": "+86-139-8765-4321", "revision": 0}).Want(200).Says("139****4321")
	return app
}

// X23: nobody gets a whole number from any address that is read, whatever the role;
// one's own is shown to oneself alone.
func TestX23NumbersAreHidden(t *testing.T) {
	t.Parallel()
	app := phoneCity(t)
	ids := fixtureIDs(app)
	ids["members"] = append(ids["members"], app.Member("林远"), app.Member("童佳宁"))
	ids["orgs"] = append(ids["orgs"], app.Org("B1001"))
	words := url.QueryEscape(hiddenPhone)
	for _, login := range everyone {
		for _, c := range []*testkit.Client{app.Browser(login), app.Program(login)} {
			for _, path := range readable(app, ids) {
				text := shownText(t, c.Get(path+"?q="+words))
				own := login == "linyuan" && strings.Contains(text, hiddenPhone) && (path == "/me" || strings.HasPrefix(path, "/members"))
				if strings.Contains(strings.ReplaceAll(text, words, ""), "1234567") && !own {
					t.Errorf("%s shows %s the number of 林远", path, login)
				}
				if strings.Contains(text, ownPhone) && login != "tongjianing" {
					t.Errorf("%s shows %s the number of 童佳宁", path, login)
				}
			}
		}
	}
	app.Program("linyuan").Get("/me").Want(200).Says(hiddenPhone)
	app.Browser("linyuan").Get("/me").Want(200).Says(hiddenPhone)
	app.Program("tongjianing").Get(fmt.Sprintf("/members/%d", app.Member("童佳宁"))).Want(200).Says(ownPhone)
	app.Program("tongjianing").Get("/members").Want(200).Says(ownPhone, "138****5678")
	for _, words := range []string{hiddenPhone, "1381234", "5678", "138****5678"} {
		app.Program("mengshuqin").Get("/members?q=" + url.QueryEscape(words)).Want(200).Says(`"items":[]`)
		app.Program("mengshuqin").Get("/search?q=" + url.QueryEscape(words)).Want(200).Says(`"items":[]`)
	}
	if strings.Contains(app.Kept(), hiddenPhone) || strings.Contains(app.Kept(), ownPhone) {
		t.Error("a whole number is in the database as it was typed")
	}
}

// everyone is a login of each role, of several trees.
var everyone = []string{"mengshuqin", "hanzhiyuan", "luchengyue", "leizhenchuan", "youlingxiao", "weichanggeng", "jixiaoman", "qishaochuan",
	"tongjianing", "yanchuxia", "linyuan", "admin", "guard", "auditor"}

// readable lists every address that is read, with the numbers of things of its kind.
func readable(app *testkit.City, ids map[string][]int64) (paths []string) {
	for _, r := range app.Server.Routes() {
		kind := kindOf(r.Path)
		switch {
		case r.Method != http.MethodGet || r.Open:
		case kind == "":
			paths = append(paths, r.Path)
		default:
			for _, id := range ids[kind] {
				paths = append(paths, numbered(r.Path, id))
			}
		}
	}
	return paths
}

// shownText is what an answer says, also one that is a workbook.
func shownText(t *testing.T, r *testkit.Reply) string {
	t.Helper()
	if r.Code != http.StatusOK || !strings.Contains(r.Header().Get("Content-Type"), "spreadsheetml") {
		return r.Body.String()
	}
	sheets, err := documents.ReadWorkbook("list.xlsx", bytes.NewReader(r.Body.Bytes()))
	testkit.Must(t, err)
	return fmt.Sprint(sheets)
}

// X23: who may see a number gives a reason, and each time is one line of the trail,
// without the number.
func TestX23EachRevealIsRecorded(t *testing.T) {
	t.Parallel()
	app := phoneCity(t)
	path, subject := fmt.Sprintf("/members/%d/phone", app.Member("林远")), fmt.Sprintf("members/%d", app.Member("林远"))
	reveals := func() (n int) {
		app.Seed(func(tx *models.Tx) error {
			return tx.Raw(&n, "SELECT COUNT(*) FROM audit WHERE subject = ? AND verb = ? AND detail LIKE ?", subject, "查看完整号码", "%通知开会%")
		})
		return n
	}
	for login, want := range map[string]int{
		"mengshuqin": 200, "luchengyue": 200, "tongjianing": 200, // the office, the department, the secretary
		"yanchuxia": 403, "hanzhiyuan": 404, // sees the member; does not see members
		"linyuan": 404, "shimuyun": 404, "zhuangzijin": 404, "leizhenchuan": 404, "admin": 404, "guard": 403, "auditor": 403,
	} {
		before := reveals()
		app.Program(login).Call("POST", path, object{"reason": " "}).Lacks(hiddenPhone)
		reply := app.Program(login).Call("POST", path, object{"reason": "通知开会"})
		said, lines := strings.Contains(reply.Body.String(), hiddenPhone), reveals()-before
		if reply.Code != want || said != (want == 200) || said != (lines == 1) {
			t.Errorf("%s: %d, the number is said: %v, %d lines of the trail: %s", login, reply.Code, said, lines, reply.Body)
		}
	}
	b := app.Browser("tongjianing")
	b.Get(strings.TrimSuffix(path, "/phone")).Want(200).Says("138****5678", "form-reveal").Lacks(hiddenPhone)
	form := url.Values{"reason": {"通知开会"}, "once": {"k1"}}
	b.Post(path, form).Want(200).Says(hiddenPhone)
	b.Post(path, form).Want(303).Lacks(hiddenPhone) // the same form again: once is once
	b.Post(path, url.Values{"reason": {""}}).Want(422).Says("原因").Lacks(hiddenPhone)
	if kept := app.Kept(); strings.Contains(kept, hiddenPhone) {
		t.Error("a number that was shown stays in the database")
	}
}

func TestPhonesAreNumbers(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	path, revision := fmt.Sprintf("/members/%d", app.Member("林远")), 0
	p := app.Program("tongjianing")
	for _, c := range []struct{ typed, shown, whole string }{
		{"13800138000", "138****8000", "13800138000"},
		{"138****8000", "138****8000", "13800138000"}, // as it is shown: unchanged
		{"１３９ ０１３９ ０００１", "139****0001", "13901390001"},
		{"(0431)8888-8888", "", ""},
		{"0431-88881234", "0431-****1234", "0431-88881234"},
		{"043188881234转8001", "0431-****1234", "0431-88881234-8001"},
		{"010 8888 1234", "010-****1234", "010-88881234"},
		{"139****0001", "", ""}, // of another number
		{"12345678901", "", ""},
		{"1380013800", "", ""},
		{"二三四", "", ""},
		{"", "", ""},
	} {
		reply := p.Call("PATCH", path, object{"phone": c.typed, "revision": revision})
		if c.shown == "" && c.typed != "" {
			reply.Want(422).Says("phone")
			continue
		}
		revision++
		reply.Want(200).Says(fmt.Sprintf(`"phone":%q`, c.shown))
		if c.whole != "" {
			p.Call("POST", path+"/phone", object{"reason": "核对号码"}).Want(200).Says(c.whole)
		}
	}
	p.Call("PATCH", path, object{"name": "林远", "revision": revision}).Want(200) // what is left out stays
}

// A list that was exported can be corrected and imported again; hidden numbers stay.
func TestMembersLeaveAndComeBack(t *testing.T) {
	t.Parallel()
	app := phoneCity(t)
	p := app.Program("mengshuqin")
	export := func() [][]string {
		reply := p.Send("POST", "/members/export?org="+fmt.Sprint(app.Org("B1001")), "", "").Want(200)
		sheets, err := documents.ReadWorkbook("members.xlsx", bytes.NewReader(reply.Body.Bytes()))
		testkit.Must(t, err)
		return sheets[0].Rows
	}
	bring := func(rows [][]string) *testkit.Reply {
		at := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 0 && row[0] == "代码" })
		list := documents.Table{Rows: rows[at+1:]}
		for _, name := range rows[at] {
			list.Columns = append(list.Columns, documents.Column{Name: name})
		}
		var file bytes.Buffer
		testkit.Must(t, documents.WriteTable(&file, "党员", list))
		contentType, body := testkit.FileForm(t, "党员.xlsx", file.Bytes(), nil)
		return p.Send("POST", "/imports/roster", contentType, body)
	}
	rows := export()
	if text := fmt.Sprint(rows); !strings.Contains(text, "138****5678") || strings.Contains(text, hiddenPhone) {
		t.Fatalf("the file says %s", text)
	}
	bring(rows).Want(200).Says(`"members_created":0`, `"members_changed":0`)
	for i, row := range rows {
		if len(row) > 2 && row[2] == "马一" {
			rows[i] = append(append(slices.Clone(row), make([]string, 6)...)[:5], "0431-88881234")
		}
	}
	rows = append(rows, []string{"B1001", "", "马七", "预备党员", "2022-05-01", "13700000007"})
	bring(rows).Want(200).Says(`"members_created":1`, `"members_changed":1`)
	p.Call("POST", fmt.Sprintf("/members/%d/phone", app.Member("林远")), object{"reason": "核对号码"}).Want(200).Says(hiddenPhone)
	if text := fmt.Sprint(export()); !strings.Contains(text, "0431-****1234") || !strings.Contains(text, "137****0007") {
		t.Errorf("after the import the file says %s", text)
	}
	for _, wrong := range [][]string{{"B1001", "", "马八", "群众", "", ""}, {"B9999", "", "马八", "正式党员", "", ""}, {"B1001", "", "马八", "正式党员", "", "12"},
		{"B1001", "", "马八", "正式党员", "", "138****0000"}} {
		bring(append(slices.Clone(rows), wrong)).Want(422).Says("没有导入任何内容")
	}
	var trail int
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&trail, "SELECT COUNT(*) FROM audit WHERE verb = ?", "导出党员名册")
	})
	if trail != 2 {
		t.Errorf("%d exports are in the trail, want 2", trail)
	}
}
