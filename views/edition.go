package views

import (
	"html"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
	"text/template/parse"

	"luoshi/language"
)

// edition is the pages in one language. They are written in Chinese; as they are
// parsed, each run of Chinese between tags or within an attribute's quotes, and
// each Chinese string handed to a function, is replaced by its English. A sentence
// with values in it is {{say "共 %d 项" .N}}: a run that an action cuts in two
// would be two phrases.
type edition struct {
	*Views
	language.Language
}

// pages are all of the edition, each to be read when it is first shown.
func (e edition) pages() (map[string]page, error) {
	funcs := e.funcs()
	shared, err := template.New("").Funcs(funcs).ParseFS(source, "*.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(source, "pages/*.html")
	pages := map[string]page{}
	for _, name := range names {
		pages[strings.TrimSuffix(path.Base(name), ".html")] = sync.OnceValues(func() (*template.Template, error) {
			page, err := parsePage(name, shared, funcs)
			if err == nil && e.Language != language.Chinese {
				translate(page, func(phrase string) string { return e.Say(phrase) })
			}
			return page, err
		})
	}
	return pages, err
}

// Phrases lists what the pages say, in Chinese, for whoever checks that all of it
// has been translated. It reads every page: a broken one is its error.
func Phrases() ([]string, error) {
	v, err := Load()
	if err != nil {
		return nil, err
	}
	var list []string
	for _, read := range v.pages[language.Chinese] {
		page, err := read()
		if err != nil {
			return nil, err
		}
		translate(page, func(phrase string) string {
			list = append(list, phrase)
			return phrase
		})
	}
	return list, nil
}

// ours are the characters and the punctuation of a Chinese phrase.
const ours = `[\p{Han}\x{3000}-\x{303F}\x{FF00}-\x{FFEF}]`

// run is a stretch of text with neither a tag nor a quote in it.
var (
	run   = regexp.MustCompile(`[^<>"]*` + ours + `[^<>"]*`)
	space = regexp.MustCompile(`\s+`)
	words = regexp.MustCompile(ours)
)

// translate puts what say makes of each phrase in its place, and has every value
// shown pass through "in", which says a Word, a Phrase or a name of ours.
func translate(page *template.Template, say func(phrase string) string) {
	for _, t := range page.Templates() {
		if t.Tree == nil {
			continue
		}
		walk(t.Tree.Root, func(node parse.Node) {
			switch n := node.(type) {
			case *parse.TextNode:
				n.Text = run.ReplaceAllFunc(n.Text, func(text []byte) []byte { return translated(string(text), say) })
			case *parse.StringNode:
				if words.MatchString(n.Text) {
					n.Text = say(n.Text)
				}
			case *parse.ActionNode:
				if len(n.Pipe.Decl) == 0 {
					n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos,
						Args: []parse.Node{parse.NewIdentifier("in").SetPos(n.Pos)}})
				}
			}
		})
	}
}

func translated(text string, say func(string) string) []byte {
	phrase := strings.Trim(text, " \t\n·")
	said := say(space.ReplaceAllString(phrase, " "))
	return []byte(strings.Replace(text, phrase, html.EscapeString(said), 1))
}

// walk visits a node and all that it holds.
func walk(node parse.Node, visit func(parse.Node)) {
	visit(node)
	switch n := node.(type) {
	case *parse.ListNode:
		for _, inner := range n.Nodes {
			walk(inner, visit)
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.TemplateNode:
		walkPipe(n.Pipe, visit)
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			for _, arg := range command.Args {
				walk(arg, visit)
			}
		}
	case *parse.IfNode:
		walkBranch(n.BranchNode, visit)
	case *parse.WithNode:
		walkBranch(n.BranchNode, visit)
	case *parse.RangeNode:
		walkBranch(n.BranchNode, visit)
	}
}

func walkBranch(n parse.BranchNode, visit func(parse.Node)) {
	walkPipe(n.Pipe, visit)
	walk(n.List, visit)
	if n.ElseList != nil {
		walk(n.ElseList, visit)
	}
}

func walkPipe(n *parse.PipeNode, visit func(parse.Node)) {
	if n != nil {
		walk(n, visit)
	}
}
