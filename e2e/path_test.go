package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"luoshi/models"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

const (
	overdueNode = "D07 施慕云任职备案"
	handedIn    = "备案材料6月15日已报组织部"
	reason      = "缺任职文件扫描件，请补齐"
	again       = "任职文件已补齐"
	accepted    = "材料齐全，同意"
)

// node is the overdue node of the demonstration, as the parts of its page are named.
type node struct{ id, row string }

func findNode(app *testkit.App) node {
	var id int64
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&id, "SELECT id FROM milestones WHERE name = ?", overdueNode)
	})
	return node{fmt.Sprint(id), fmt.Sprintf("milestone-%d", id)}
}

// form is where a verb on the node is filled in.
func (n node) form(verb string) string { return "#form-" + verb + "-" + n.id }

// send opens a verb's form, writes into it and sends it.
func (n node) send(p *browser.Page, verb, field, text string) {
	p.Click(n.form(verb) + " > summary")
	p.Type(n.form(verb)+" textarea[name="+field+"]", text)
	p.Click(n.form(verb) + " form button")
}

// TestMainJob is the job the product is for: see what is overdue, hand it in, have
// it returned, hand it in again, have it accepted; each step told and kept once.
func TestMainJob(t *testing.T) {
	t.Parallel()
	byClicks := func(p *browser.Page, n node) {
		p.Follow(overdueNode)
		n.send(p, "submit", "note", handedIn)
	}
	for _, way := range []struct {
		name   string
		script bool
		handIn func(*browser.Page, node)
	}{
		{"with script", true, byClicks},
		{"without script", false, byClicks},
		{"by keyboard alone", true, func(p *browser.Page, n node) {
			p.TabTo("#h-late, a[href$='#" + n.row + "']")
			p.Press(kb.Enter)
			p.See(n.form("submit"))
			p.TabTo(n.form("submit") + " > summary")
			p.Press(kb.Enter)
			p.TabTo(n.form("submit") + " textarea")
			p.Press(handedIn)
			p.TabTo(n.form("submit") + " form button")
			p.Press(kb.Enter)
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			app := testkit.NewDemo(t, "2022-06-15 08:30")
			p, n := browser.Open(t, app), findNode(app)
			p.Script(way.script)

			p.SignIn("wenlixin")
			p.SaysIn("overdue", overdueNode)
			p.SaysIn("overdue", "逾期 7 个工作日")
			p.SaysIn("soon", "B0702 换届")
			p.SaysIn("soon", "6月30日")
			way.handIn(p, n)
			p.SaysIn(n.row, "待审核")

			app.Clock.Set("2022-06-15 09:00")
			p.SignIn("mengshuqin")
			p.Follow(overdueNode)
			n.send(p, "return", "reason", reason)
			p.SaysIn("rounds", reason)

			app.Clock.Set("2022-06-15 09:30")
			p.SignIn("wenlixin")
			p.Says("退回理由：" + reason)
			p.Visit("/notices")
			p.SaysIn("inbox", reason)
			p.Visit("/")
			p.Follow(overdueNode)
			n.send(p, "submit", "note", again)
			p.SaysIn(n.row, "待审核")

			app.Clock.Set("2022-06-15 10:00")
			p.SignIn("mengshuqin")
			p.Follow(overdueNode)
			n.send(p, "approve", "note", accepted)
			p.SaysIn("rounds", accepted)
			checkTrail(t, app, p)
			if len(p.Problems) > 0 || len(p.Foreign) > 0 {
				t.Errorf("console %v, foreign requests %v", p.Problems, p.Foreign)
			}
		})
	}
}

// checkTrail counts the steps in the project's log, and what each was told, on
// the page and by a program.
func checkTrail(t *testing.T, app *testkit.App, p *browser.Page) {
	t.Helper()
	once := func(where, text string, steps ...string) {
		for _, step := range steps {
			if n := strings.Count(text, step); n != 1 {
				t.Errorf("%q is %d times in %s: %s", step, n, where, text)
			}
		}
	}
	log := p.Text("#log")
	once("the log", log, "温立新 提交审核　提交节点“"+overdueNode+"”第1轮", "孟书琴 退回修改　退回节点“"+overdueNode+"”第1轮",
		"温立新 提交审核　提交节点“"+overdueNode+"”第2轮", "孟书琴 审核通过　通过节点“"+overdueNode+"”第2轮")
	for login, want := range map[string][]string{
		"mengshuqin": {"review-submitted", "review-submitted"},
		"wenlixin":   {"review-returned", "review-approved"},
	} {
		var inbox struct {
			Items []struct {
				Rule, Title string
				CreatedAt   string `json:"created_at"`
			}
		}
		app.Program(login).Get("/notices?limit=100").Want(http.StatusOK).Into(&inbox)
		var told []string
		for _, i := range inbox.Items {
			if strings.Contains(i.Title, overdueNode) && i.CreatedAt >= "2022-06-15T08:30" && strings.HasPrefix(i.Rule, "review-") {
				told = append([]string{i.Rule}, told...)
			}
		}
		if !slices.Equal(told, want) {
			t.Errorf("%s was told %q, want %q", login, told, want)
		}
	}
	p.Visit("/notices")
	once("the reviewer's inbox", p.Text("#inbox"), handedIn, again)
	p.SignIn("wenlixin")
	p.Visit("/notices")
	once("the owner's inbox", p.Text("#inbox"), reason, accepted)
}
