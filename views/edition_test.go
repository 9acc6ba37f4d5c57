package views

import (
	"html/template"
	"slices"
	"strings"
	"testing"

	"luoshi/language"
)

func TestPagesAreTranslatedAsTheyAreParsed(t *testing.T) {
	t.Parallel()
	english := map[string]string{
		"到期": `Due "soon"`, "周五 还有": "Friday has", "共 %d 项": "%d in all", "没有": "Nothing", "6月": "June",
	}
	e := edition{&Views{}, language.English}
	page := template.Must(template.New("page").Funcs(e.funcs()).Parse(`<p title="到期"> · 到期 <b>周五
	还有</b>{{say "共 %d 项" .N}}{{with .Typed}}{{.}}{{end}}{{or .None "没有"}} {{.Month}}</p>`))
	translate(page, func(phrase string) string { return english[phrase] })
	var out strings.Builder
	err := page.Execute(&out, struct {
		N           int
		Typed, None string
		Month       language.Word
	}{3, "到期", "", "6月"})
	if err != nil {
		t.Fatal(err)
	}
	want := `<p title="Due &#34;soon&#34;"> · Due &#34;soon&#34; <b>Friday has</b>3 in all到期Nothing Jun</p>`
	if out.String() != want {
		t.Errorf("said\n%s, want\n%s", out.String(), want)
	}
}

func TestEveryPhraseOfThePagesIsKnownInEnglish(t *testing.T) {
	t.Parallel()
	phrases, err := Phrases()
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(phrases)
	for _, phrase := range slices.Compact(phrases) {
		if !language.Known(phrase) {
			t.Errorf("a page says %q, and language/english has no English for it", phrase)
		}
	}
}
