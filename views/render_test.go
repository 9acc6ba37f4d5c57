package views

import (
	"strings"
	"testing"

	"luoshi/language"
)

func frame(view any) Frame {
	return Frame{
		Title: language.Word("今天"), Section: "today", Today: language.Phrase{"2022年6月15日 星期三"}, City: "澜川市市直机关党建", Owner: "中共澜川市委市直机关工作委员会",
		Crumbs: []Crumb{{language.Word("项目"), "/projects"}, {language.Typed("P03"), ""}},
		Nav: []NavItem{
			{"today", "今天", "/", "sun", 2}, {"projects", "项目", "/projects", "flag", 0}, {"orglife", "组织生活", "/orglife", "calendar-check", 0},
			{"supervision", "督导", "/supervision", "report-search", 0}, {"orgs", "组织", "/orgs", "sitemap", 0}, {"reminders", "提醒", "/reminders", "bell", 3},
		},
		User: &Person{Name: "童佳宁", Line: language.Quote("市行政审批服务局党支部 书记")},
		View: view,
	}
}

func render(t *testing.T, page, part string, view any) string {
	t.Helper()
	html, err := load(t).Render(language.Chinese, page, part, view)
	if err != nil {
		t.Fatal(err)
	}
	return string(html)
}

func TestFrame(t *testing.T) {
	t.Parallel()
	plain := frame(Problem{Status: 404, Title: "没有找到这个页面", Detail: "可能已移走。"})
	large, flash, untitled, signedOut, few := plain, plain, plain, plain, plain
	large.User = &Person{Name: "童佳宁", Large: true}
	flash.Flash, flash.Warning = "已保存<b>", language.Phrase{"2023年节假日表尚未导入。"}
	untitled.Title = nil
	signedOut.User, signedOut.Demo = nil, language.Phrase{"演示城市"}
	few.Nav = plain.Nav[:5]
	for _, c := range []struct {
		name  string
		frame Frame
		has   []string
		lacks []string
	}{
		{"has title, name and current section", plain, []string{"<title>今天 · 落实</title>", `aria-current="page"><svg`, `<span class="face" aria-hidden="true">童</span>`}, []string{"data-type", "toast"}},
		{"keeps five entries below and the rest under 更多", plain, []string{`<li class="extra"><a href="/orgs">`, "更多"}, []string{`class="extra"><a href="/supervision"`}},
		{"needs no 更多 for five", few, nil, []string{"更多", "extra"}},
		{"is large for who wants it", large, []string{`<html lang="zh-CN" data-type="large">`, "标准</span>"}, nil},
		{"says what was done, escaped, and warns", flash, []string{"已保存&lt;b&gt;", "2023年节假日表"}, []string{"已保存<b>"}},
		{"falls back to the page's own title", untitled, []string{"<title>没有找到这个页面 · 落实</title>"}, nil},
		{"has no navigation when signed out", signedOut, []string{"演示城市", "工作落实平台"}, []string{"mainnav", "退出"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			html := render(t, "problem", "layout", c.frame)
			for _, want := range c.has {
				if !strings.Contains(html, want) {
					t.Errorf("lacks %q", want)
				}
			}
			for _, wrong := range c.lacks {
				if strings.Contains(html, wrong) {
					t.Errorf("has %q", wrong)
				}
			}
		})
	}
}

func TestField(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		field Field
		has   []string
	}{
		{"is text unless told", Field{Name: "place", Label: "地点", Value: `"三楼"`}, []string{`type="text"`, `for="f-place"`, "&#34;三楼&#34;"}},
		{"says 必填 in words", Field{Name: "place", Label: "地点", Must: true}, []string{`<span class="must">必填</span>`, " required"}},
		{"ties error and hint to the control", Field{Name: "due", Label: "时限", Type: "date", Hint: "还剩 3 天", Error: "早于今天"},
			[]string{`aria-invalid="true"`, `aria-describedby="f-due-error f-due-hint"`, `id="f-due-error"`, `id="f-due-hint"`}},
		{"keeps long text", Field{Name: "note", Label: "说明", Type: "textarea", Value: "</textarea>"}, []string{"&lt;/textarea&gt;</textarea>"}},
		{"offers choices", Field{Name: "kind", Label: "类型", Type: "select", Options: []Option{{"a", language.Word("甲"), false}, {"b", language.Typed("乙"), true}}}, []string{`<option value="b" selected>乙`}},
		{"groups ticks", Field{Name: "as", Label: "兼作", Type: "checkbox", Options: []Option{{"class", language.Word("党课"), true}}}, []string{"<fieldset", `value="class" checked`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			html := render(t, "users", "field", c.field)
			for _, want := range c.has {
				if !strings.Contains(html, want) {
					t.Errorf("lacks %q in %s", want, html)
				}
			}
		})
	}
}

func TestPieces(t *testing.T) {
	t.Parallel()
	late, err := (edition{nil, language.Chinese}).tag("late", "逾期 <10> 天")
	if err != nil || !strings.Contains(string(late), `class="light tag late"`) || !strings.Contains(string(late), "&lt;10&gt;") {
		t.Errorf("tag = %s, %v", late, err)
	}
	if _, err := (edition{nil, language.Chinese}).light("red", ""); err == nil {
		t.Error("an unknown light is drawn")
	}
	if _, err := load(t).icon("nothing"); err == nil {
		t.Error("an unknown icon is drawn")
	}
	if bar := string((edition{nil, language.Chinese}).progress(120, -1)); !strings.Contains(bar, `aria-label="完成 100%"`) || strings.Contains(bar, "p-now") {
		t.Errorf("progress = %s", bar)
	}
	if bar := string((edition{nil, language.Chinese}).progress(33, 45, "warn")); !strings.Contains(bar, `class="p-fill warn"`) || !strings.Contains(bar, `x="45%"`) {
		t.Errorf("progress = %s", bar)
	}
	if e := (edition{nil, language.English}); e.face("") != "" || e.face(language.Phrase{"%s", "童佳宁"}) != "童" {
		t.Error("face is not the first character")
	}
	pager := render(t, "users", "pager", Pager{Count: language.Phrase{"共 62 项"}, Next: "/projects?after=9", Into: "#project-list"})
	if !strings.Contains(pager, `hx-target="#project-list"`) || strings.Contains(pager, "回到开头") {
		t.Errorf("pager = %s", pager)
	}
	problems := render(t, "users", "problems", []FieldProblem{{"due", "何时完成", "早于开始"}})
	if !strings.Contains(problems, `href="#f-due"`) || !strings.Contains(problems, "1 处") {
		t.Errorf("problems = %s", problems)
	}
}
