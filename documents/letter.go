package documents

import (
	"archive/zip"
	"fmt"
	"io"
)

// Letter is a text in the format of public documents (GB/T 9704): what Word
// opens, and what a page prints.
type Letter struct {
	Name       string // of the file's properties
	Across     bool   // the sheet lies: for wide tables
	Paragraphs []Paragraph
}

// Paragraph is one piece of a letter.
type Paragraph struct {
	Kind ParagraphKind
	Text string // a line break breaks the line, as titles are broken by hand; in a Body it begins a new paragraph
	Grid Table  // of a Grid; its title and notes are paragraphs of their own
}

// ParagraphKind is what a paragraph is, and with it how it looks.
type ParagraphKind string

const (
	Masthead  ParagraphKind = "masthead"  // 发文机关标志: red, as wide as it fits
	Number    ParagraphKind = "number"    // 文号, above the red line
	Title     ParagraphKind = "title"     // 小标宋, centred
	Addressee ParagraphKind = "addressee" // 主送: no indent
	Heading1  ParagraphKind = "heading1"  // 一、 黑体
	Heading2  ParagraphKind = "heading2"  // （一） 楷体
	Body      ParagraphKind = "body"      // 仿宋, indented by two characters
	Remark    ParagraphKind = "remark"    // a small line above a table
	Grid      ParagraphKind = "grid"      // a table with a header that repeats on every sheet
	Signature ParagraphKind = "signature" // who issues it, above its date
	Date      ParagraphKind = "date"
)

// WriteLetter writes a letter as a Word document.
func WriteLetter(w io.Writer, l Letter) error {
	z := zip.NewWriter(w)
	body, err := letterBody(l)
	if err != nil {
		return err
	}
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", letterTypes},
		{"_rels/.rels", letterRoot},
		{"docProps/core.xml", letterProperties(l.Name)},
		{"word/_rels/document.xml.rels", letterRelations},
		{"word/document.xml", body},
		{"word/styles.xml", letterStyles()},
		{"word/fontTable.xml", letterFonts()},
		{"word/settings.xml", letterSettings},
		{"word/footer1.xml", pageNumber("right")},
		{"word/footer2.xml", pageNumber("left")},
	} {
		f, err := z.Create(part.name)
		if err == nil {
			_, err = io.WriteString(f, part.text)
		}
		if err != nil {
			return fmt.Errorf("write letter: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	return nil
}
