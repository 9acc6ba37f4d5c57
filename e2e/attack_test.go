package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"luoshi/models"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// payloads try to leave the text they stand in: by element, attribute, script,
// template, address, and by what browsers mend.
var payloads = strings.Split(`<script>window.__xss=1</script>
"><script>window.__xss=2</script>
'><img src=x onerror=window.__xss=3>
<img src=x onerror="window.__xss=4">
<svg/onload=window.__xss=5>
<svg><animate onbegin=window.__xss=6 attributeName=x dur=1s>
<svg><script>window.__xss=7</script></svg>
</title><script>window.__xss=8</script>
</textarea><script>window.__xss=9</script>
</style><script>window.__xss=10</script>
</script><script>window.__xss=11</script>
--><script>window.__xss=12</script>
]]><script>window.__xss=13</script>
<iframe srcdoc="<script>parent.__xss=14</script>"></iframe>
<iframe src="javascript:parent.__xss=15"></iframe>
<object data="javascript:window.__xss=16"></object>
<embed src="javascript:window.__xss=17">
<a href="javascript:window.__xss=18">x</a>
<a href="JaVaScRiPt:window.__xss=19">x</a>
<form action="javascript:window.__xss=20"><button>x</button></form>
<button formaction="javascript:window.__xss=21">x</button>
<input autofocus onfocus=window.__xss=22>
<select autofocus onfocus=window.__xss=23></select>
<details open ontoggle=window.__xss=24>
<video><source onerror=window.__xss=25></video>
<audio src=x onerror=window.__xss=26>
<body onload=window.__xss=27>
<marquee onstart=window.__xss=28>
<math><mtext><img src=x onerror=window.__xss=29></mtext></math>
<base href="//evil.example/">
<meta http-equiv=refresh content="0;url=javascript:window.__xss=30">
<link rel=stylesheet href="data:text/css,*{color:red}">
" onmouseover="window.__xss=31" x="
' autofocus onfocus='window.__xss=32' x='
{{printf "%s" "<script>window.__xss=33</script>"}}
${window.__xss=34}
<<script>window.__xss=35//<</script>
<img src=`+"`x`"+` onerror=window.__xss=36>
&lt;script&gt;window.__xss=37&lt;/script&gt;
<x style="background:url(javascript:window.__xss=38)">`, "\n")

// foreign finds elements and attributes that no page of ours has; the box to type
// in and the list under it of a searched choice are styled by the library that draws them.
const foreign = `[onerror],[onload],[onfocus],[onmouseover],[ontoggle],[onbegin],[onstart],iframe,object,embed,base,marquee,math,video,audio,meta[http-equiv],` +
	`script:not([src]),link[href^="data:"],[style]:not(.ts-control > input, .ts-dropdown),a[href^="javascript:" i],[action^="javascript:" i],[formaction^="javascript:" i],img[src="x"]`

// TestX10TextStaysText writes payloads behind every text people have entered, in
// every table, and looks at every page.
func TestX10TextStaysText(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	pages := looks(app)
	poisoned := poison(t, app)
	if poisoned < 40 {
		t.Fatalf("only %d columns hold text", poisoned)
	}
	p := browser.Open(t, app)
	who, shown := "", 0
	for _, l := range pages {
		if l.login != who {
			who = l.login
			p.SignIn(who)
		}
		p.Visit(l.path)
		var made []string
		var ran bool
		p.Do(chromedp.Evaluate(fmt.Sprintf("Array.from(document.querySelectorAll(%q), e => e.outerHTML.slice(0, 200))", foreign), &made),
			chromedp.Evaluate("window.__xss !== undefined", &ran))
		if len(made) > 0 {
			t.Errorf("%s: text has made %q", l.name, made)
		}
		if ran {
			t.Errorf("%s: text has run", l.name)
		}
		if strings.Contains(p.Text("main"), "__xss") {
			shown++
		}
	}
	if shown < len(pages)/2 {
		t.Errorf("payloads show on %d of %d pages", shown, len(pages))
	}
	if len(p.Problems) > 0 || len(p.Foreign) > 0 {
		t.Errorf("console %v, foreign requests %v", p.Problems, p.Foreign)
	}
}

// poison writes a payload behind each value with Chinese text in it that is not
// JSON, and returns how many columns there were.
func poison(t *testing.T, app *testkit.App) (columns int) {
	t.Helper()
	app.Seed(func(tx *models.Tx) error {
		var found []struct{ Tab, Col string }
		if err := tx.Raw(&found, `SELECT t.name AS tab, c.name AS col FROM sqlite_master t JOIN pragma_table_info(t.name) c
			WHERE t.type = 'table' AND c.type = 'TEXT' AND c.pk = 0 ORDER BY t.name, c.cid`); err != nil {
			return err
		}
		for i, f := range found {
			var changed []string
			err := tx.Raw(&changed, fmt.Sprintf(`UPDATE "%[1]s" SET "%[2]s" = "%[2]s" || ? WHERE "%[2]s" GLOB '*[一-龥]*' AND substr("%[2]s", 1, 1) NOT IN ('{', '[') RETURNING "%[2]s"`, f.Tab, f.Col),
				payloads[i%len(payloads)])
			if err != nil {
				return fmt.Errorf("%s.%s: %w", f.Tab, f.Col, err)
			}
			if len(changed) > 0 {
				columns++
			}
		}
		return nil
	})
	return columns
}
