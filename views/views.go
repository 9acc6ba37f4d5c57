// Package views holds the pages: one HTML file each, with the pieces htmx swaps
// defined in the same file.
//
// To add a page, write pages/<name>.html that defines "content" and, where the
// handler gives no title, "title"; both see the page's own struct only, the rest
// of the screen being Frame. A piece htmx swaps is a further define, rendered by
// its name with the struct it shows. Forms have method and action beside hx-post,
// for a browser without script. Style lies in css/, joined in the order of the
// file names into one sheet: 10 to 30 for everyone, 40 to 89 for pages, 90 print.
// An icon is a file of Tabler's outline set put into icons/. The answers of our
// server carry no inline style and no inline script: the browser refuses them.
package views

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"text/template/parse"

	"luoshi/language"
)

//go:embed *.html pages css icons static
var source embed.FS

// Views is every page, and every file that pages refer to.
type Views struct {
	pages  map[language.Language]map[string]page
	static map[string]file
	icons  map[string]bool
}

// page is read when somebody first asks for it: a process shows most pages in one
// language only, and some never.
type page func() (*template.Template, error)

// Load reads the files and what pages share.
func Load() (*Views, error) {
	v := &Views{pages: map[language.Language]map[string]page{}, static: map[string]file{}, icons: map[string]bool{}}
	if err := v.loadStatic(); err != nil {
		return nil, err
	}
	for _, l := range []language.Language{language.Chinese, language.English} {
		pages, err := edition{v, l}.pages()
		if err != nil {
			return nil, err
		}
		v.pages[l] = pages
	}
	return v, nil
}

// parsePage reads the page of a file, with the pieces it uses of those shared.
func parsePage(name string, shared *template.Template, funcs template.FuncMap) (*template.Template, error) {
	page, err := template.New("").Funcs(funcs).ParseFS(source, name)
	if err != nil {
		return nil, err
	}
	if err := complete(page, shared); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return page, nil
}

// complete gives a page the shared pieces it uses, and those they use: a copy of all
// in each of the pages is most of what the program would hold in memory.
func complete(page, shared *template.Template) error {
	wanted := []string{"layout"}
	look := func(t *template.Template) {
		walk(t.Tree.Root, func(node parse.Node) {
			if n, ok := node.(*parse.TemplateNode); ok {
				wanted = append(wanted, n.Name)
			}
		})
	}
	for _, own := range page.Templates() {
		if own.Tree != nil {
			look(own)
		}
	}
	for ; len(wanted) > 0; wanted = wanted[1:] {
		name := wanted[0]
		if t := page.Lookup(name); t != nil && t.Tree != nil {
			continue
		}
		piece := shared.Lookup(name)
		if piece == nil {
			return fmt.Errorf("there is no template %q", name)
		}
		added, err := page.AddParseTree(name, piece.Tree.Copy())
		if err != nil {
			return err
		}
		look(added)
	}
	return nil
}

// Render fills one part of a page in the reader's language: "layout" is the whole
// of it and takes a Frame, any other part takes the struct it shows.
func (v *Views) Render(l language.Language, page, part string, frame any) ([]byte, error) {
	if l != language.English {
		l = language.Chinese
	}
	read, ok := v.pages[l][page]
	if !ok {
		return nil, fmt.Errorf("no page %q", page)
	}
	t, err := read()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, part, frame); err != nil {
		return nil, fmt.Errorf("page %s: %w", page, err)
	}
	return keyed(out.Bytes()), nil
}
