package browser

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Drag takes an element with the mouse and lets it go over another.
func (p *Page) Drag(from, to string) {
	p.t.Helper()
	middle := func(selector string) (x, y float64) {
		var at []float64
		p.Do(chromedp.Evaluate(fmt.Sprintf(`(() => { const r = document.querySelector(%q).getBoundingClientRect(); return [r.x + r.width / 2, r.y + Math.min(r.height, 40) / 2]; })()`, selector), &at))
		return at[0], at[1]
	}
	p.Do(chromedp.ScrollIntoView(from, chromedp.ByQuery))
	x, y := middle(from)
	toX, toY := middle(to)
	p.Do(input.DispatchMouseEvent(input.MousePressed, x, y).WithButton(input.Left).WithClickCount(1))
	for i := 1; i <= 8; i++ {
		p.Do(input.DispatchMouseEvent(input.MouseMoved, x+(toX-x)*float64(i)/8, y+(toY-y)*float64(i)/8).WithButton(input.Left))
	}
	p.Do(input.DispatchMouseEvent(input.MouseReleased, toX, toY).WithButton(input.Left).WithClickCount(1))
}
