package views

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// contentTypes says which files are served, and as what.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
}

type file struct {
	content           []byte
	contentType, hash string
}

// StaticFile finds what lies under /static/. Links made by asset carry the hash
// of the content, so a browser may keep the answer for ever.
func (v *Views) StaticFile(name string) (content []byte, contentType, etag string, ok bool) {
	f, ok := v.static[name]
	return f.content, f.contentType, `"` + f.hash + `"`, ok
}

// asset is the address of a static file.
func (v *Views) asset(name string) (string, error) {
	f, ok := v.static[name]
	if !ok {
		return "", fmt.Errorf("no static file %q", name)
	}
	return "/static/" + name + "?v=" + f.hash, nil
}

func (v *Views) loadStatic() error {
	if err := v.loadFolder("static", v.add); err != nil {
		return err
	}
	var sheet bytes.Buffer
	err := v.loadFolder("css", func(_ string, content []byte) { sheet.Write(content) })
	if err != nil {
		return err
	}
	v.add("luoshi.css", sheet.Bytes())
	sprite := bytes.NewBufferString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	err = v.loadFolder("icons", func(name string, content []byte) {
		name = strings.TrimSuffix(name, ".svg")
		v.icons[name] = true
		fmt.Fprintf(sprite, `<symbol id="i-%s" viewBox="0 0 24 24">%s</symbol>`, name, drawing(content))
	})
	if err != nil {
		return err
	}
	sprite.WriteString(`</svg>`)
	v.add("icons.svg", sprite.Bytes())
	return nil
}

// loadFolder hands over the files of a folder in the order of their names.
func (v *Views) loadFolder(folder string, take func(name string, content []byte)) error {
	entries, err := fs.ReadDir(source, folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		content, err := fs.ReadFile(source, path.Join(folder, e.Name()))
		if err != nil {
			return err
		}
		take(e.Name(), content)
	}
	return nil
}

func (v *Views) add(name string, content []byte) {
	contentType, served := contentTypes[path.Ext(name)]
	if !served {
		return
	}
	sum := sha256.Sum256(content)
	v.static[name] = file{content, contentType, hex.EncodeToString(sum[:6])}
}

// drawing is what stands inside the svg element of an icon, less the line
// breaks and the invisible square that all of Tabler's icons begin with.
func drawing(icon []byte) string {
	_, s, _ := strings.Cut(string(icon), "<svg")
	_, s, _ = strings.Cut(s, ">")
	s, _, _ = strings.Cut(s, "</svg>")
	s = strings.ReplaceAll(s, `<path stroke="none" d="M0 0h24v24H0z" fill="none" />`, "")
	return strings.Join(strings.Fields(s), " ")
}
