package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// TestBulkByKeyboard chooses, decides, looks and confirms without a mouse.
func TestBulkByKeyboard(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	p := browser.Open(t, app)
	p.SignIn("xumuye")
	p.Visit("/projects?q=P03")
	checkPage(t, p, "projects-choose")
	p.TabTo(`input[name="id"]`)
	p.Press(" ")
	p.TabTo(`button[form="chosen"]`)
	p.Press(kb.Enter)
	p.Says("已选 1 个项目")
	p.TabTo(`input[name="action"]`)
	p.Press(kb.ArrowDown + kb.ArrowDown + kb.ArrowDown + kb.ArrowDown + kb.ArrowDown) // to the last, watching
	p.TabTo(`form button.btn.main`)
	p.Press(kb.Enter)
	p.Says("1项将更改")
	checkPage(t, p, "bulk-confirm")
	p.TabTo(`form button.btn.main`)
	p.Press(kb.Enter)
	p.Says("1项已更改")
	checkPage(t, p, "bulk-done")
	p.Visit("/projects?year=2022")
	p.Click(`input[data-ticks]`)
	p.See(`input[name="id"]:checked`)
}

// TestTemplateAndExpired looks at a list of templates, the form for using one, and at
// what is kept for who was away too long.
func TestTemplateAndExpired(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	p := browser.Open(t, app)
	p.SignIn("mengshuqin")
	p.Visit("/projects?q=P03")
	p.Follow("支委会")
	p.Click("#form-keep-project summary")
	p.Click("#form-keep-project button")
	p.Says("已存为模板")
	p.Visit("/templates")
	checkPage(t, p, "templates-one")
	p.Click("td a.btn.main")
	p.Type(`input[name="code"]`, "P99")
	checkPage(t, p, "template-use")
	app.Clock.Turn(31 * time.Minute)
	p.Click("form button.btn.main")
	p.Says("登录已过期")
	checkPage(t, p, "expired")
}
