package handlers_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"luoshi/testkit"
)

// X11: of what people write in a comment nothing runs: no script, no picture, no
// frame, no address but of the web, no attribute but where a link leads.
func TestX11CommentsAreOnlyText(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	subject := fmt.Sprintf("projects/%d", foreignProject(app, "P61").ID)
	writer, reader := app.Program("shimuyun"), app.Browser("wenlixin")
	harmless := []string{"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a"}
	for _, c := range []struct {
		text, shows string // what a reader still sees of it
	}{
		{"[x](javascript:alert(1))", "x"},
		{"[x](JaVaScRiPt:alert(1))", "x"},
		{"[x](java&#115;cript:alert(1))", "x"},
		{"[x](&#x6A;avascript&colon;alert(1))", "x"},
		{"[x](javascript&#9;:alert(1))", ""},
		{"[x](<javascript:alert(1)>)", "x"},
		{"[x](vbscript:msgbox)", "x"},
		{"[x](data:text/html,<script>alert(1)</script>)", ""},
		{"[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "x"},
		{"[x](file:///etc/passwd)", "x"},
		{"<javascript:alert(1)>", ""},
		{"[x](https://example.cn/ \"onmouseover=alert(1)\")", "x"},
		{"[x](https://example.cn/\" onmouseover=\"alert(1))", ""},
		{"[x]: javascript:alert(1)\n\n[x]", ""},
		{"![x](https://example.cn/pixel.png)", ""},
		{"![x](x\" onerror=\"alert(1))", ""},
		{"<script>alert(1)</script>", "alert(1)"},
		{"<img src=x onerror=alert(1)>", "onerror"},
		{"<svg/onload=alert(1)>", "svg"},
		{"<iframe src=javascript:alert(1)></iframe>", "iframe"},
		{"<a href=\"javascript:alert(1)\">x</a>", "x"},
		{"<div style=\"position:fixed\">x</div>", "x"},
		{"<p style=\"background:url(javascript:alert(1))\">x", "x"},
		{"**<b onclick=alert(1)>x</b>**", "x"},
		{"`<script>alert(1)</script>`", "<script>"},
		{"```\n<script>alert(1)</script>\n```", "<script>"},
		{"> <script>alert(1)</script>", "alert(1)"},
		{"- <style>*{display:none}</style>", "display"},
		{"# <script>alert(1)</script>", "alert(1)"},
		{"<!-- --><script>alert(1)</script>", "alert(1)"},
		{"<meta http-equiv=refresh content=\"0;url=//evil.example\">", "meta"},
		{"<base href=//evil.example>", "base"},
		{"<form action=//evil.example><input name=password>", "form"},
		{"//evil.example javascript://example.cn/%0aalert(1)", "evil"},
		{"https://example.cn/?q=<script>alert(1)</script>", "example.cn"},
		{"\\<script\\>alert(1)\\</script\\>", "alert(1)"},
		{"&lt;script&gt;alert(1)&lt;/script&gt;", "<script>"},
	} {
		var made struct{ ID int64 }
		writer.Call("POST", "/comments?subject="+subject, object{"text": c.text}).Want(201).Into(&made)
		var text strings.Builder
		for n := range saidIn(t, reader.Get("/comments?subject="+subject).Want(200), made.ID).Descendants() {
			if n.Type == html.TextNode {
				text.WriteString(n.Data)
				continue
			}
			if !slices.Contains(harmless, n.Data) {
				t.Errorf("%q has made <%s>", c.text, n.Data)
			}
			for _, attribute := range n.Attr {
				to, err := url.Parse(attribute.Val)
				web := attribute.Key == "href" && err == nil && slices.Contains([]string{"", "http", "https"}, to.Scheme)
				if !web && attribute.Key != "rel" {
					t.Errorf("%q has made %s=%q", c.text, attribute.Key, attribute.Val)
				}
			}
		}
		if !strings.Contains(text.String(), c.shows) {
			t.Errorf("%q shows %q, want %q in it", c.text, text.String(), c.shows)
		}
		writer.Call("DELETE", fmt.Sprintf("/comments/%d", made.ID), nil).Want(204)
	}
}

// saidIn is the element of a page that holds what a comment says.
func saidIn(t *testing.T, r *testkit.Reply, comment int64) *html.Node {
	t.Helper()
	page, err := html.Parse(strings.NewReader(r.Body.String()))
	testkit.Must(t, err)
	named := func(n *html.Node, key, value string) bool {
		return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key && a.Val == value })
	}
	for item := range page.Descendants() {
		if !named(item, "id", fmt.Sprintf("comment-%d", comment)) {
			continue
		}
		for n := range item.Descendants() {
			if named(n, "class", "said") {
				return n
			}
		}
	}
	t.Fatalf("the page does not show comment %d: %s", comment, r.Body)
	return nil
}
