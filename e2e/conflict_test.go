package e2e

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"luoshi/models"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// TestConflict: what somebody else saved meanwhile stands beside what was typed;
// one takes theirs for a field and keeps one's own for another.
func TestConflict(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		name   string
		script bool
		choose func(*browser.Page)
	}{
		{"without script", false, func(p *browser.Page) {
			p.Click(`input[name="objective"][value="他人的目标"]`)
			p.Click(`button[form="versions"]`)
		}},
		{"by keyboard alone", true, func(p *browser.Page) {
			p.TabTo(`input[name="objective"]`)
			p.Press(kb.ArrowLeft)
			p.TabTo(`button[form="versions"]`)
			p.Press(kb.Enter)
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			app := testkit.NewDemo(t, "2022-06-15 08:30")
			var org int64
			app.Seed(func(tx *models.Tx) error { return tx.Raw(&org, "SELECT id FROM orgs WHERE code = ?", "GW") })
			xu := app.Program("xumuye")
			var made struct{ ID int64 }
			xu.Call("POST", "/projects", map[string]any{"year": 2022, "code": "P31", "name": "支委会建设", "org_id": org, "objective": "原来的目标", "target": "原来的成果"}).Want(http.StatusCreated).Into(&made)
			project := fmt.Sprintf("/projects/%d", made.ID)

			p := browser.Open(t, app)
			p.Script(way.script)
			p.SignIn("xumuye")
			p.Visit(project + "/edit")
			p.Type("#f-objective", "我的目标")
			p.Type("#f-target", "我的成果")
			xu.Call("PATCH", project, map[string]any{"revision": 0, "objective": "他人的目标", "name": "支委会建设规范提升"}).Want(http.StatusOK)
			p.Click(`form[action="` + project + `?_method=PATCH"] .btn.main`)
			p.Says("两个版本")
			if way.script {
				checkPage(t, p, "conflict")
			}
			way.choose(p)
			p.Says("修改已保存")
			xu.Get(project).Want(http.StatusOK).Says(`"objective":"他人的目标"`, `"target":"我的成果"`, `"name":"支委会建设规范提升"`)
			if len(p.Problems) > 0 || len(p.Foreign) > 0 {
				t.Errorf("console %v, foreign requests %v", p.Problems, p.Foreign)
			}
		})
	}
}
