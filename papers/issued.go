package papers

import (
	"strings"

	"luoshi/documents"
	"luoshi/models/bulletin"
)

// Bulletin is a bulletin as a public document: as it was approved, or as it would be now.
func Bulletin(b *bulletin.Bulletin) Paper {
	name := strings.ReplaceAll(b.Title, "\n", "")
	return Issued(name, b.Paragraphs())
}

// Issued is a public document under a name.
func Issued(name string, text []bulletin.Paragraph) Paper {
	return Paper{Name: name, Letter: documents.Letter{Name: name, Paragraphs: paragraphs(text)}}
}

// paragraphs are the same for Word.
func paragraphs(list []bulletin.Paragraph) (made []documents.Paragraph) {
	for _, p := range list {
		made = append(made, documents.Paragraph{Kind: documents.ParagraphKind(p.Kind), Text: p.String()})
	}
	return made
}
