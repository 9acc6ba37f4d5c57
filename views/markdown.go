package views

import (
	"bytes"
	"fmt"
	"html/template"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// markdown shows what people write: paragraphs, lists, quotes, code, emphasis and
// links. It leaves out headings, pictures and HTML, twice over: the parser does
// not know them, and what it makes is cleaned.
func markdown() func(text string) (template.HTML, error) {
	blocks := []util.PrioritizedValue{
		util.Prioritized(parser.NewListParser(), 100), util.Prioritized(parser.NewListItemParser(), 200),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 300), util.Prioritized(parser.NewBlockquoteParser(), 400),
		util.Prioritized(parser.NewParagraphParser(), 500),
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100), util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300), util.Prioritized(parser.NewEmphasisParser(), 400),
	}
	writer := goldmark.New(goldmark.WithParser(parser.NewParser(parser.WithBlockParsers(blocks...), parser.WithInlineParsers(inlines...))),
		goldmark.WithRendererOptions(html.WithHardWraps()), goldmark.WithExtensions(extension.Linkify))
	clean := bluemonday.NewPolicy()
	clean.AllowElements("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre")
	clean.AllowAttrs("href").OnElements("a")
	clean.AllowURLSchemes("http", "https")
	clean.AllowRelativeURLs(true)
	clean.RequireParseableURLs(true)
	clean.RequireNoFollowOnLinks(true)
	clean.RequireNoReferrerOnLinks(true)
	return func(text string) (template.HTML, error) {
		var out bytes.Buffer
		if err := writer.Convert([]byte(text), &out); err != nil {
			return "", fmt.Errorf("markdown: %w", err)
		}
		return template.HTML(clean.SanitizeBytes(out.Bytes())), nil
	}
}
