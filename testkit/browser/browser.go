// Package browser clicks real pages in Chromium.
package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"luoshi/testkit"
)

//go:embed axe.min.js
var axe string

// Page is one browser window on the application.
type Page struct {
	t    testing.TB
	ctx  context.Context
	base string

	mu       sync.Mutex
	Problems []string // console errors, refused content and failed requests
	Foreign  []string // requests that left the server
}

// Sizes are the screens every page must fit.
var Sizes = map[string][2]int64{"1366x768": {1366, 768}, "390x844": {390, 844}}

// Open starts Chromium on the application; it is closed when the test ends.
func Open(t testing.TB, app *testkit.App) *Page {
	t.Helper()
	server := httptest.NewServer(app.Handler)
	t.Cleanup(server.Close)
	profile, err := os.MkdirTemp("", "luoshi-browser-")
	testkit.Must(t, err)
	t.Cleanup(func() { os.RemoveAll(profile) }) // Chromium may still be writing on its way out: what stays is harmless
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath("/usr/bin/chromium"), chromedp.NoSandbox,
		chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.UserDataDir(profile))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closePage := chromedp.NewContext(allocator)
	t.Cleanup(closePage)
	p := &Page{t: t, ctx: ctx, base: server.URL}
	chromedp.ListenTarget(ctx, p.listen)
	if err := chromedp.Run(ctx, network.Enable(), log.Enable()); err != nil { // the first run starts the browser, which lives as long as its context
		t.Fatal(err)
	}
	p.Size("1366x768")
	p.Dark(false)
	return p
}

func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.Problems = append(p.Problems, e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError && !strings.Contains(e.Entry.Text, "the server responded with a status of 4") {
			p.Problems = append(p.Problems, e.Entry.Text)
		}
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, p.base) && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "about:") {
			p.Foreign = append(p.Foreign, url)
		}
	}
}

// Do runs browser actions and ends the test on a failure.
func (p *Page) Do(actions ...chromedp.Action) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second) // a bound for what never comes, not a measure
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		p.Shot("failure")
		p.t.Fatalf("browser: %v\n%s", err, p.Text("body"))
	}
}

// Size makes the window one of Sizes.
func (p *Page) Size(name string) {
	p.t.Helper()
	size := Sizes[name]
	p.Do(emulation.SetDeviceMetricsOverride(size[0], size[1], 1, size[0] < 500))
}

// Dark asks for dark colours, as a person's system does; and never for motion, so
// that no colour is measured on its way to another.
func (p *Page) Dark(on bool) {
	p.t.Helper()
	scheme := map[bool]string{true: "dark", false: "light"}[on]
	p.Do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
}

// Script switches JavaScript on or off for the pages to come.
func (p *Page) Script(on bool) { p.t.Helper(); p.Do(emulation.SetScriptExecutionDisabled(!on)) }

// Visit opens an address of the application.
func (p *Page) Visit(path string) {
	p.t.Helper()
	p.Do(chromedp.Navigate(p.base+path), chromedp.WaitReady("main"))
}

// SignIn signs in by one click, on a server that is a demonstration.
func (p *Page) SignIn(login string) {
	p.t.Helper()
	p.Do(network.ClearBrowserCookies())
	p.Visit("/login")
	p.Click(fmt.Sprintf(`button[value=%q], form:has(input[value=%q]) button`, login, login))
	p.See(".me")
}

// Click presses what the selector finds and waits for what follows to load.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.Do(chromedp.WaitVisible(selector, chromedp.ByQuery), chromedp.ScrollIntoView(selector, chromedp.ByQuery), chromedp.Click(selector, chromedp.ByQuery))
}

// Type writes into a field, over what was there.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	p.Do(chromedp.WaitVisible(selector, chromedp.ByQuery), chromedp.Focus(selector, chromedp.ByQuery),
		chromedp.KeyEvent("a", chromedp.KeyModifiers(input.ModifierCtrl)), chromedp.KeyEvent(kb.Delete), chromedp.SendKeys(selector, text, chromedp.ByQuery))
}

// Set gives a field a value at once: dates and selects.
func (p *Page) Set(selector, value string) {
	p.t.Helper()
	p.Do(chromedp.WaitVisible(selector, chromedp.ByQuery), chromedp.SetValue(selector, value, chromedp.ByQuery))
}

// See waits until the selector finds something visible.
func (p *Page) See(selector string) {
	p.t.Helper()
	p.Do(chromedp.WaitVisible(selector, chromedp.ByQuery))
}

// Says waits until the page holds the text.
func (p *Page) Says(text string) {
	p.t.Helper()
	p.Do(chromedp.WaitVisible(fmt.Sprintf(`//main//*[contains(normalize-space(.), %q)]`, text), chromedp.BySearch))
}

// SaysIn waits until the part with this id holds the text.
func (p *Page) SaysIn(id, text string) {
	p.t.Helper()
	p.Do(chromedp.WaitVisible(fmt.Sprintf(`//*[@id=%q]//*[contains(normalize-space(.), %q)]`, id, text), chromedp.BySearch))
}

// Follow clicks the link that says the text.
func (p *Page) Follow(text string) {
	p.t.Helper()
	p.Do(chromedp.Click(fmt.Sprintf(`//main//a[contains(normalize-space(.), %q)]`, text), chromedp.BySearch), chromedp.WaitReady("main"))
}

// Press types on the keyboard, wherever the focus is.
func (p *Page) Press(keys string) { p.t.Helper(); p.Do(chromedp.KeyEvent(keys)) }

// TabTo presses Tab until the focus is on what the selector finds.
func (p *Page) TabTo(selector string) {
	p.t.Helper()
	for range 200 {
		p.Press(kb.Tab)
		var there bool
		p.Do(chromedp.Evaluate(fmt.Sprintf(`document.activeElement.matches(%q)`, selector), &there))
		if there {
			return
		}
	}
	p.t.Fatalf("Tab does not lead to %s", selector)
}

// Attach chooses a file in a field.
func (p *Page) Attach(selector, file string) {
	p.t.Helper()
	p.Do(chromedp.SetUploadFiles(selector, []string{file}, chromedp.ByQuery))
}

// Text is what a part of the page says.
func (p *Page) Text(selector string) string {
	var text string
	if err := chromedp.Run(p.ctx, chromedp.Text(selector, &text, chromedp.ByQuery)); err != nil {
		return ""
	}
	return text
}

// Sideways is how many pixels the page is wider than its window.
func (p *Page) Sideways() int {
	p.t.Helper()
	var over int
	p.Do(chromedp.Evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &over))
	return over
}

// Axe lists what axe-core finds wrong with the page.
func (p *Page) Axe() []string {
	p.t.Helper()
	var found string
	p.Do(chromedp.Evaluate(axe, nil), chromedp.Evaluate(
		`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(", "))))`,
		&found, func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	var list []string
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		p.t.Fatal(err)
	}
	return list
}

// Shot keeps a picture of the page in LUOSHI_SHOTS, if that names a folder.
func (p *Page) Shot(name string) {
	folder := os.Getenv("LUOSHI_SHOTS")
	if folder == "" {
		return
	}
	var picture []byte
	if err := chromedp.Run(p.ctx, chromedp.FullScreenshot(&picture, 100)); err != nil {
		p.t.Error(err)
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		p.t.Error(err)
	}
}
