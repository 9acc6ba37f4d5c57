// Package e2e clicks through the application in a real browser.
package e2e

import (
	"testing"

	"luoshi/handlers"
	"luoshi/testkit"
	"luoshi/testkit/browser"
	"luoshi/views"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// newDemoCity is the test city with the demonstration's one-click sign-in.
func newDemoCity(t *testing.T) *testkit.City {
	t.Helper()
	c := testkit.NewCity(t)
	c.Server.Demo = &handlers.Demo{}
	for _, login := range []string{"wenlixin", "mengshuqin", "tongjianing", "yanchuxia", "linyuan", "admin"} {
		c.Server.Demo.People = append(c.Server.Demo.People, views.DemoPerson{Login: login, Name: login})
	}
	return c
}

// checkPage looks at the page for what no page may have.
func checkPage(t *testing.T, p *browser.Page, name string) {
	t.Helper()
	for size := range browser.Sizes {
		checkAt(t, p, name, size)
	}
	p.Size("1366x768")
}

// checkAt looks at the page in one size.
func checkAt(t *testing.T, p *browser.Page, name, size string) {
	t.Helper()
	p.Size(size)
	p.Shot(name + "-" + size)
	if over := p.Sideways(); over > 0 {
		t.Errorf("%s at %s scrolls %d px sideways", name, size, over)
	}
	for _, wrong := range p.Axe() {
		t.Errorf("%s at %s: %s", name, size, wrong)
	}
	if len(p.Problems) > 0 || len(p.Foreign) > 0 {
		t.Errorf("%s: console %v, foreign requests %v", name, p.Problems, p.Foreign)
	}
}

func TestSignInPage(t *testing.T) {
	t.Parallel()
	p := browser.Open(t, newDemoCity(t).App)
	p.Visit("/login")
	checkPage(t, p, "login")
	p.SignIn("wenlixin")
	p.Visit("/me/tokens")
	checkPage(t, p, "tokens")
}
