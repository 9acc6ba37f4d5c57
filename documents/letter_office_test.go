package documents

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"luoshi/testkit/office"
)

// issued is a letter with everything in it, and long enough for a second page.
func issued() Letter {
	l := Letter{Name: "通报", Paragraphs: []Paragraph{{Kind: Masthead, Text: "中共澜川市委市直机关工作委员会文件"}, {Kind: Number, Text: "澜直工〔2022〕3号"}}}
	l.Paragraphs = append(l.Paragraphs, letter.Paragraphs...)
	for range 12 {
		l.Paragraphs = append(l.Paragraphs, Paragraph{Kind: Body, Text: "请上述支部于6月29日前完成整改，由所属机关党委核验后报工委销号；工委适时开展“回头看”。请上述支部于6月29日前完成整改。"})
	}
	return l
}

// X19: control characters, "]]>" and line breaks in any text do no harm to the
// letter, which becomes sheets of A4 with their numbers.
func TestX19LetterOpensInLibreOffice(t *testing.T) {
	t.Parallel()
	l := issued()
	for _, p := range l.Paragraphs[:4] {
		p.Text += "\x00\x07\x1b]]>\r\n<w:p/>\ufffe\xff"
		l.Paragraphs = append(l.Paragraphs, p)
	}
	var out bytes.Buffer
	if err := WriteLetter(&out, l); err != nil {
		t.Fatal(err)
	}
	pdf := office.PDF(t, out.Bytes())
	if keep := os.Getenv("LUOSHI_LETTER"); keep != "" { // to look at
		file, err := os.ReadFile(pdf)
		if err == nil {
			err = os.WriteFile(keep, file, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	pages := office.Pages(t, pdf)
	if len(pages) < 2 || !strings.Contains(pages[0], "—1—") || !strings.Contains(pages[1], "—2—") {
		t.Fatalf("%d pages, the first says %s", len(pages), pages[0])
	}
	for _, want := range []string{"中共澜川市委市直机关工作委员会文件", "澜直工〔2022〕3号", "各机关党委、总支、直属党支部：", "张𬭎、张𠮷", "一、总体情况", "（一）按时完成", "=1+1", "2022年6月15日"} {
		if !strings.Contains(pages[0], want) {
			t.Errorf("%q is not on the first page: %s", want, pages[0])
		}
	}
	if last := pages[len(pages)-1]; !strings.Contains(last, "]]><w:p/>") {
		t.Errorf("the last page says %s", last)
	}
	if info := office.Info(t, pdf); !strings.Contains(info, "(A4)") {
		t.Errorf("not A4: %s", info)
	}
}

// The same letter is the same file, so that it can be compared and signed.
func TestLetterIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := WriteLetter(out, issued()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two letters of the same text differ")
	}
}

// A masthead takes one line, whoever issues the letter.
func TestMastheadFits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"工委文件": `<w:sz w:val="72"/>`, "中共澜川市委市直机关工作委员会文件": `<w:sz w:val="52"/>`, strings.Repeat("很长的名字", 8): `<w:sz w:val="44"/>`} {
		if got := fitting(Paragraph{Kind: Masthead, Text: text}); !strings.Contains(got, want) {
			t.Errorf("%s is set as %s, want %s", text, got, want)
		}
	}
}
