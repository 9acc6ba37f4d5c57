package documents

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

var letter = Letter{Name: "推进情况", Paragraphs: []Paragraph{
	{Kind: Title, Text: "关于2022年上半年市直机关\n党建项目推进情况的通报"},
	{Kind: Addressee, Text: "各机关党委、总支、直属党支部："},
	{Kind: Body, Text: "现将推进情况通报如下。张𬭎、张𠮷😀 a&b<c> ]]> \x00\x0b\ufffe一\r\n二\t三 =1+1"},
	{Kind: Heading1, Text: "一、总体情况"},
	{Kind: Heading2, Text: "（一）按时完成"},
	{Kind: Remark, Text: "截至2022年6月15日"},
	{Kind: Grid, Grid: Table{Columns: []Column{{Name: "单位", Width: 30}, {Name: "项目"}}, Rows: [][]string{{"市税务局", "=1+1"}, {"少一格"}}}},
	{Kind: Signature, Text: "中共澜川市委市直机关工作委员会"},
	{Kind: Date, Text: "2022年6月15日"},
}}

func TestLetterOpens(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]Letter{"upright": letter, "across": {Name: "清单 ]]> \x01", Across: true, Paragraphs: letter.Paragraphs}} {
		var out bytes.Buffer
		if err := WriteLetter(&out, l); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			if err := sound(part(t, out.Bytes(), f.Name)); err != nil {
				t.Errorf("%s: %s: %v", name, f.Name, err)
			}
		}
	}
}

// sound reads XML to its end.
func sound(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestLetterLooks(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := WriteLetter(&out, letter); err != nil {
		t.Fatal(err)
	}
	for file, wanted := range map[string][]string{
		"word/document.xml": {`<w:pStyle w:val="Title"/>`, `市直机关</w:t></w:r><w:r><w:br/><w:t xml:space="preserve">党建`, `<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">一、总体情况`,
			`<w:pStyle w:val="Heading2"/>`, `张𬭎、张𠮷😀 a&amp;b&lt;c&gt; ]]&gt; 一</w:t></w:r></w:p>`, `二</w:t><w:tab/>`, `<w:tblHeader/>`, `>=1+1<`,
			`<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"`, `w:linePitch="560"`},
		"word/styles.xml":    {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", `<w:name w:val="heading 1"/>`, `<w:outlineLvl w:val="1"/>`, `w:line="560" w:lineRule="exact"`},
		"word/fontTable.xml": {"华文中宋", "FangSong"},
		"word/footer1.xml":   {"— </w:t>", " PAGE ", `<w:jc w:val="right"/>`},
		"word/footer2.xml":   {`<w:jc w:val="left"/>`},
		"word/settings.xml":  {"evenAndOddHeaders"},
		"docProps/core.xml":  {"<dc:title>推进情况</dc:title>"},
	} {
		text := part(t, out.Bytes(), file)
		for _, w := range wanted {
			if !strings.Contains(text, w) {
				t.Errorf("%s is not in %s: %s", w, file, text)
			}
		}
	}
}

func TestLetterRefuses(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]Paragraph{"a kind it does not know": {Kind: "poem"}, "a grid without columns": {Kind: Grid}} {
		if err := WriteLetter(io.Discard, Letter{Paragraphs: []Paragraph{p}}); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
