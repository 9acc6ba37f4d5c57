package importing_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/testkit"
	"luoshi/testkit/workbooks"
)

// upload sends a file as the page's form does.
func upload(t testing.TB, c *testkit.Client, year, name string, data []byte) *testkit.Reply {
	t.Helper()
	contentType, body := testkit.FileForm(t, name, data, map[string]string{"year": year})
	return c.Send(http.MethodPost, "/imports/projects", contentType, body)
}

// waiting uploads one of the kit's lists and returns the address of its preview.
func waiting(t testing.TB, c *testkit.Client, variant string) string {
	t.Helper()
	return upload(t, c, "2022", variant+".xlsx", workbooks.List(variant)).Want(http.StatusSeeOther).Header().Get("Location")
}

// projects counts what there is of 2022.
func projects(t testing.TB, c *testkit.City) int {
	t.Helper()
	var n int64
	c.Seed(func(tx *models.Tx) (err error) {
		n, err = models.In[project.Project](tx).Where("year = 2022").Count(tx.Ctx, "id")
		return err
	})
	return int(n)
}

func TestImportOnThePage(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page := c.Browser("mengshuqin")
	page.Get("/imports/projects").Want(200).Says("上传并核对", `value="2022"`)
	at := waiting(t, page, "office")
	page.Get(at).Want(200).Says("共14个项目，新增14个", "模范机关创建", "4月1日—6月30日 组织半年观摩 25%", "责任人建议为许牧野", "确认导入")
	if n := projects(t, c); n != 0 {
		t.Fatalf("%d projects before the confirmation", n)
	}
	page.Post(at+"/confirmation", nil).Want(http.StatusSeeOther)
	if n := projects(t, c); n != 14 {
		t.Fatalf("%d projects after the confirmation", n)
	}
	page.Get(at).Want(404)
	page.Post(at+"/confirmation", nil).Want(404).Says("可能已经导入")

	again := waiting(t, page, "office")
	page.Get(again).Want(200).Says("无变化14个").Lacks("新增")
	page.Post(again+"/confirmation", nil).Want(http.StatusSeeOther)
	if n := projects(t, c); n != 14 {
		t.Fatalf("%d projects after importing again", n)
	}
}

func TestImportThroughTheAPI(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	api := c.Program("xumuye")
	var got struct {
		ID    int64
		Ready bool
		Rows  []struct {
			Row      int
			Status   string
			Name     string
			Owner    string
			Problems []string
		}
	}
	upload(t, api, "2022", "office.xlsx", workbooks.List("missing-person")).Want(201).Into(&got)
	if got.Ready || len(got.Rows) != 14 || got.Rows[11].Status != "problem" || got.Rows[11].Owner != "未定" {
		t.Fatalf("got %+v", got)
	}
	at := "/imports/" + itoa(got.ID)
	api.Call("POST", at+"/confirmation", nil).Want(422).Says("第15行H列：没有填写“责任人”")
	if n := projects(t, c); n != 0 {
		t.Fatalf("%d projects were imported in spite of a problem", n)
	}
	choice := map[string]any{"choices": []map[string]any{{"row": 12, "owner_post_id": c.Post("GW", "督导员")}}}
	api.Call("POST", at+"/confirmation", choice).Want(200).Says("韩知远")
	if n := projects(t, c); n != 14 {
		t.Fatalf("%d projects", n)
	}
}

func TestChoicesOnThePage(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page := c.Browser("mengshuqin")
	at := waiting(t, page, "office")
	same := itoa(c.Post("GW", "书记"))
	page.Post(at+"/confirmation", url.Values{"row": {"3"}, "owner": {same}, "reviewer": {same}}).Want(422).
		Says("第6行：审核人和责任人都是周砚清", `selected>周砚清（市直机关工委 书记）`)
	page.Post(at+"/confirmation", url.Values{"row": {"3", "4"}, "owner": {same, "0"}, "reviewer": {itoa(c.Post("GW", "常务副书记")), "0"}}).Want(303)
	c.Seed(func(tx *models.Tx) error {
		p, err := models.In[project.Project](tx).Where("code = 'P03'").First(tx.Ctx)
		if p.OwnerPostID != c.Post("GW", "书记") || p.State != project.Draft {
			t.Errorf("got %+v", p)
		}
		return err
	})
}

func TestNothingIsHalfImported(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page := c.Browser("mengshuqin")
	for variant, want := range broken {
		at := waiting(t, page, variant)
		page.Get(at).Want(200).Says(want[:len("第14行G列")], "暂时不能导入")
		page.Post(at+"/confirmation", nil).Want(422).Says("没有导入任何项目")
		if n := projects(t, c); n != 0 {
			t.Errorf("%s: %d projects", variant, n)
		}
		page.Send(http.MethodPost, at+"?_method=DELETE", "", "").Want(303)
		page.Get(at).Want(404)
	}
}

func TestWhoMayImport(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	for _, login := range []string{"tongjianing", "weichanggeng", "luchengyue", "linyuan", "admin"} {
		page := c.Browser(login)
		page.Get("/imports/projects").Want(403)
		upload(t, page, "2022", "office.xlsx", workbooks.List("office")).Want(403)
		page.Get("/projects/export?year=2022").Want(403)
	}
	at := waiting(t, c.Browser("mengshuqin"), "office")
	c.Browser("xumuye").Get(at).Want(404) // another's list
	c.Browser("xumuye").Post(at+"/confirmation", nil).Want(404)
}

func TestBadFilesOnThePage(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page, api := c.Browser("mengshuqin"), c.Program("mengshuqin")
	for _, row := range []struct {
		name, file, year string
		data             []byte
		want             string
	}{
		{"X17 a picture", "a.xlsx", "2022", []byte("\x89PNG\r\n\x1a\n"), "文件不是 Excel 工作簿"},
		{"X17 half a file", "a.xlsx", "2022", workbooks.List("office")[:2000], "文件不完整或已损坏"},
		{"X17 more than 10 MB", "a.xlsx", "2022", make([]byte, documents.MaxFile+1), "文件超过 10 MB"},
		{"a list without headings", "a.csv", "2022", []byte("甲,乙\n丙,丁\n"), "没有找到项目清单"},
		{"a year that is none", "a.csv", "22", []byte("甲,乙\n"), "年度不能少于2000"},
		{"nothing in it", "a.xlsx", "2022", nil, "文件是空的"},
	} {
		upload(t, page, row.year, row.file, row.data).Want(422).Says(row.want, "上传并核对")
		upload(t, api, row.year, row.file, row.data).Want(422).Says(row.want)
	}
	upload(t, page, "2022", "a.xlsx", make([]byte, 13<<20)).Want(http.StatusRequestEntityTooLarge).Says("请缩小后再试")
	page.Post("/imports/projects", url.Values{"year": {"2022"}}).Want(422).Says("请填写清单文件")
}

func TestTwoConfirmationsAtOnce(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page, other := c.Browser("mengshuqin"), c.Browser("xumuye")
	first, second := waiting(t, page, "office"), waiting(t, other, "reordered")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { page.Post(first+"/confirmation", nil) })
		all.Go(func() { other.Post(second+"/confirmation", nil) })
	}
	all.Wait()
	if n := projects(t, c); n != 14 {
		t.Errorf("%d projects", n)
	}
}

func TestListsWaitForADay(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	api := c.Program("mengshuqin")
	upload(t, api, "2022", "office.xlsx", workbooks.List("office")).Want(201)
	c.Clock.Set("2022-06-16 08:00")
	api.Get("/imports/1").Want(200)
	c.Clock.Set("2022-06-16 08:31")
	api.Get("/imports/1").Want(404).Says("超过一天")
}

func TestQueriesOfThePreview(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page := c.Browser("mengshuqin")
	page.Post(waiting(t, page, "office")+"/confirmation", nil).Want(303)
	at := waiting(t, page, "office")
	if seen := c.Queries(func() { page.Get(at).Want(200) }); len(seen) > 15 {
		t.Errorf("%d queries:\n%s", len(seen), strings.Join(seen, "\n"))
	}
}
