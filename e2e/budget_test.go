package e2e

import (
	"fmt"
	"testing"
	"unicode/utf8"

	"github.com/chromedp/chromedp"

	"luoshi/models"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// clerk counts what the page asks of whoever fills it in.
type clerk struct {
	*browser.Page
	clicks, typed int
}

func (c *clerk) click(selector string) {
	c.clicks++
	c.Click(selector)
}

func (c *clerk) write(selector, text string) {
	c.clicks++
	c.typed += utf8.RuneCountInString(text)
	c.Type(selector, text)
}

// seconds is how long that takes somebody who writes 60 characters a minute and
// takes three seconds over each click.
func (c *clerk) seconds() int { return 3*c.clicks + c.typed }

// TestG3BudgetOfAClerk plans a year in five minutes and records a theme day in two,
// with eight required fields at most, on a desk and on a phone: pitfalls.md G.3.
func TestG3BudgetOfAClerk(t *testing.T) {
	t.Parallel()
	for size, form := range map[string]string{"1366x768": "/activities/new?org=%d&type=theme-day", "390x844": "/record?org=%d&type=theme-day"} {
		t.Run(size, func(t *testing.T) {
			t.Parallel()
			app := testkit.NewDemo(t, "2022-06-15 08:30")
			var org int64
			app.Seed(func(tx *models.Tx) error { return tx.Raw(&org, "SELECT id FROM orgs WHERE code = ?", "B1001") })
			p := browser.Open(t, app)
			p.SignIn("tongjianing")
			p.Size(size)

			plan := &clerk{Page: p}
			p.Visit("/activities")
			plan.click(`a[href="/plans"]`)
			plan.click(`a[href="/plans?year=2023"]`)
			plan.click(`form[action="/plans"] button`)
			plan.click(`button[name="submit"]`)
			p.Says("已提交，由上一级党组织审核")
			if plan.clicks > 5 || plan.typed > 0 || plan.seconds() > 5*60 {
				t.Errorf("a year's plan takes %d clicks and %d characters", plan.clicks, plan.typed)
			}

			record := &clerk{Page: p}
			p.Visit(fmt.Sprintf(form, org))
			var required, empty int
			p.Do(chromedp.Evaluate(`document.querySelectorAll("#form-activity .must").length`, &required),
				chromedp.Evaluate(`[...document.querySelectorAll("#form-activity .field:has(.must) .in")].filter((e) => !e.value).length`, &empty))
			for _, f := range []struct{ name, text string }{{"place", "党员活动室"}, {"host", "童佳宁、阎初夏"}, {"topic", "严明纪律、警示教育"},
				{"content", "集体观看警示教育片，学习廉洁自律准则，三名党员结合岗位发言。"}, {"decisions", "七月底前公开窗口服务承诺"}, {"next_step", "无"}} {
				record.write(fmt.Sprintf(`#form-activity [name=%q]`, f.name), f.text)
			}
			record.clicks++ // opens the list of reasons of the one who is ill
			p.Do(chromedp.Evaluate(`(() => { const s = document.querySelector('#form-activity select[name="absent"]'); s.selectedIndex = 3; })()`, nil))
			record.clicks++ // and chooses one
			record.click(`form[action="/activities"] button.main`)
			p.Says("已保存6月15日主题党日记录")
			if required > 8 || empty > 6 || record.clicks > 10 || record.typed > 90 || record.seconds() > 2*60 {
				t.Errorf("a record takes %d required fields, %d of them empty, %d clicks and %d characters: %d seconds", required, empty, record.clicks, record.typed, record.seconds())
			}
			t.Logf("%s: plan %d clicks, %d characters; record %d required fields, %d to fill in, %d clicks, %d characters, %d s", size, plan.clicks, plan.typed, required, empty, record.clicks, record.typed, record.seconds())
		})
	}
}
