package views

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

func load(t *testing.T) *Views {
	t.Helper()
	v, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// templates hands every template file over.
func templates(t *testing.T, look func(name, text string)) {
	t.Helper()
	for _, pattern := range []string{"*.html", "pages/*.html"} {
		names, err := fs.Glob(source, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(source, name)
			if err != nil {
				t.Fatal(err)
			}
			look(name, string(text))
		}
	}
}

func TestEveryPageHasContent(t *testing.T) {
	t.Parallel()
	for l, pages := range load(t).pages {
		for name, read := range pages {
			page, err := read()
			if err != nil {
				t.Errorf("page %s in %v: %v", name, l, err)
			} else if page.Lookup("content") == nil {
				t.Errorf("page %s defines no content", name)
			}
		}
	}
}

func TestEveryAssetAndIconExists(t *testing.T) {
	t.Parallel()
	v := load(t)
	asset := regexp.MustCompile(`\basset "([^"]+)"`)
	icon := regexp.MustCompile(`\b(?:icon|empty) "([^"]+)"`)
	templates(t, func(name, text string) {
		for _, m := range asset.FindAllStringSubmatch(text, -1) {
			if _, err := v.asset(m[1]); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, m := range icon.FindAllStringSubmatch(text, -1) {
			if !v.icons[m[1]] {
				t.Errorf("%s: no icon %q", name, m[1])
			}
		}
	})
}

// The content security policy refuses all of these without a word to the user.
func TestNothingIsInline(t *testing.T) {
	t.Parallel()
	for what, pattern := range map[string]string{
		"a style attribute": `(?i)\sstyle\s*=`,
		"a style element":   `(?i)<style\b`,
		"an event handler":  `(?i)\son[a-z]+\s*=|hx-on`,
		"an inline script":  `(?i)<script\b[^>]*>[^<]`,
		"a foreign address": `(?i)(?:src|href|action)\s*=\s*["']?(?:https?:)?//`,
		"script in a link":  `(?i)javascript:`,
	} {
		wrong := regexp.MustCompile(pattern)
		templates(t, func(name, text string) {
			if found := wrong.FindString(text); found != "" {
				t.Errorf("%s has %s: %q", name, what, found)
			}
		})
	}
}

// The browser floor is Chromium 86; it drops a whole rule it cannot read.
func TestSheetIsReadByOldBrowsers(t *testing.T) {
	t.Parallel()
	sheet, _, _, _ := load(t).StaticFile("luoshi.css")
	for _, wrong := range []string{
		"@layer", "color-mix", ":has(", ":is(", ":where(", "oklch", "@container", "inset:",
		"padding-inline:", "padding-block:", "margin-inline:", "margin-block:", "dvh", "align-items: end", "url(http",
	} {
		if bytes.Contains(sheet, []byte(wrong)) {
			t.Errorf("the sheet has %q", wrong)
		}
	}
	if open, shut := bytes.Count(sheet, []byte("{")), bytes.Count(sheet, []byte("}")); open != shut {
		t.Errorf("%d braces are opened and %d shut", open, shut)
	}
}

func TestFirstVisitIsLight(t *testing.T) {
	t.Parallel()
	v := load(t)
	var packed bytes.Buffer
	for _, name := range []string{"luoshi.css", "luoshi.js", "htmx.min.js", "icons.svg", "seal.svg"} {
		content, _, _, ok := v.StaticFile(name)
		if !ok {
			t.Fatalf("no static file %q", name)
		}
		before := packed.Len()
		zip := gzip.NewWriter(&packed)
		if _, err := zip.Write(content); err != nil {
			t.Fatal(err)
		}
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, %d compressed", name, len(content), packed.Len()-before)
	}
	t.Logf("together: %d bytes compressed", packed.Len())
	if packed.Len() > 100<<10 {
		t.Errorf("a first visit loads %d bytes, more than 100 KB", packed.Len())
	}
}

func TestStaticFile(t *testing.T) {
	t.Parallel()
	v := load(t)
	for _, c := range []struct{ name, contentType string }{
		{"luoshi.css", "text/css; charset=utf-8"},
		{"icons.svg", "image/svg+xml"},
		{"htmx-LICENSE.txt", "text/plain; charset=utf-8"},
		{"VENDORED.md", ""},
		{"../views.go", ""},
		{"", ""},
	} {
		content, contentType, etag, ok := v.StaticFile(c.name)
		if ok != (c.contentType != "") || contentType != c.contentType || ok && (len(content) == 0 || !strings.HasPrefix(etag, `"`)) {
			t.Errorf("StaticFile(%q) = %d bytes, %q, %s, %v", c.name, len(content), contentType, etag, ok)
		}
	}
}
