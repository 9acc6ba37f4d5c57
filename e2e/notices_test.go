package e2e

import (
	"testing"

	"luoshi/testkit/browser"
)

func TestReminderPages(t *testing.T) {
	t.Parallel()
	c := newDemoCity(t)
	for _, at := range []string{"2022-06-01 08:30", "2022-06-23 08:30", "2022-06-24 09:00"} {
		c.At(at)
	}
	p := browser.Open(t, c.App)
	p.SignIn("tongjianing")
	p.Visit("/notices")
	checkPage(t, p, "notices")
	p.Click("#inbox li.unread a")
	p.See("#h-why")
	checkPage(t, p, "notice")
	p.See("#notice-read span")
	p.Visit("/reminders")
	checkPage(t, p, "reminders")

	admin := browser.Open(t, c.App)
	admin.SignIn("admin")
	for _, page := range []string{"jobs", "deliveries"} {
		admin.Visit("/" + page)
		checkPage(t, admin, page)
	}
}
