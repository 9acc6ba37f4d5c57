package handlers_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"luoshi/testkit"
)

// marks are words that stand only in what belongs to D07 and what is below it.
var marks = []string{"住建局", "住房和城乡建设局", "施慕云", "单梓安", "支委会建设规范提升", "防汛"}

// asked are what lists, searches, figures and exports are asked for: words, initials, and an organisation by number.
func asked(app *testkit.City) (list []string) {
	for _, q := range []string{"支委会", "zwhjs", "住建", "施慕云"} {
		list = append(list, "?q="+url.QueryEscape(q))
	}
	return append(list, "", fmt.Sprintf("?org=%d", app.Org("D07")), fmt.Sprintf("?org_id=%d", app.Org("D07")),
		fmt.Sprintf("?subject=projects/%d", firstProject), "?year=2022",
		fmt.Sprintf("?owner=%d", app.Post("D07", "专职副书记")), fmt.Sprintf("?member=%d", app.Member("施慕云")))
}

const (
	firstProject = 1
	control      = "xumuye" // sees it all
)

// X8: what belongs to another tree stands in no list, count, search, figure, paper,
// workbook or page of anybody, whatever it is asked for.
func TestX8NothingOfAnotherTreeShows(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	fixtureIDs(app)
	app.Tick()
	app.Program("xumuye").Call("POST", "/projects/quarters", object{"year": 2022, "quarter": 2}).Want(201)
	found := map[string]bool{}
	for _, login := range []string{control, "leizhenchuan", "weichanggeng", "qishaochuan", "zhuangzijin", "linyuan", "admin"} {
		own := marks
		if login == "admin" { // looks after the accounts of all
			own = []string{"支委会建设规范提升", "防汛"}
		}
		browser, program := app.Browser(login), app.Program(login)
		for _, r := range app.Server.Routes() {
			if r.Method != http.MethodGet || strings.Contains(r.Path, "/:") || r.Path == "/projects/new" && login != "admin" {
				continue
			}
			for _, query := range asked(app) {
				echoes := query != "" && strings.Contains(query, "q=")
				seen := unpacked(t, program.Get(r.Path+query))
				if query == "" || strings.HasPrefix(query, "?year") || strings.HasPrefix(query, "?owner") {
					seen += unpacked(t, browser.Get(r.Path+query))
				}
				if echoes { // what was typed is shown again where nothing was found
					text, _ := url.QueryUnescape(strings.TrimPrefix(query, "?q="))
					seen = strings.ReplaceAll(seen, "“"+text+"”", "")
				}
				for _, mark := range own {
					i := strings.Index(seen, mark)
					switch {
					case i < 0:
					case login == control:
						found[mark] = true
					default:
						t.Errorf("%s is shown %q by GET %s%s: …%s…", login, mark, r.Path, query, seen[max(0, i-120):min(len(seen), i+60)])
					}
				}
			}
		}
	}
	if len(found) != len(marks) {
		t.Errorf("the work committee itself is shown only %v", found)
	}
}

// unpacked is the text of an answer, of a workbook or letter that of its parts.
func unpacked(t *testing.T, r *testkit.Reply) string {
	body := r.Body.Bytes()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return string(body)
	}
	var text strings.Builder
	for _, f := range archive.File {
		part, err := f.Open()
		testkit.Must(t, err)
		_, err = io.Copy(&text, part)
		testkit.Must(t, err)
	}
	return text.String()
}
