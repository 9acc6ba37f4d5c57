package documents

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// What an .xlsx, which is a zip of XML parts, may unfold to.
const (
	maxParts    = 2000
	maxUnzipped = 64 << 20
	maxTags     = 1_000_000 // XML tags read from one file: 5 000 rows of twenty filled columns
	maxGap      = 1 << 20   // bytes between two tags: the longest cell Excel allows takes a quarter
	maxText     = 32 << 20  // bytes of text in all cells: one shared string may stand in many
)

// book is an opened .xlsx; parts are unzipped as a stream, never whole.
type book struct {
	parts   map[string]*zip.File
	tags    int
	text    int
	strings []string
	formats formats
}

func readXLSX(data []byte) ([]Sheet, error) {
	b, err := openBook(data)
	if err != nil {
		return nil, err
	}
	top, err := b.relations("")
	if err != nil {
		return nil, err
	}
	main := slices.IndexFunc(top, func(r relation) bool { return r.kind == "officeDocument" })
	if main < 0 {
		return nil, errForeign
	}
	return b.read(top[main].part)
}

func openBook(data []byte) (*book, error) {
	// Counted before opening, for the reader keeps a record of every part.
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts {
		return nil, errTooMuch
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	b := &book{parts: map[string]*zip.File{}}
	var size uint64
	for _, f := range archive.File {
		// The declared size can be trusted as a limit: archive/zip reads no further.
		if f.UncompressedSize64 > maxUnzipped {
			return nil, errTooMuch
		}
		if size += f.UncompressedSize64; size > maxUnzipped {
			return nil, errTooMuch
		}
		b.parts[strings.TrimPrefix(f.Name, "/")] = f
		switch strings.ToLower(path.Base(f.Name)) {
		case "vbaproject.bin":
			return nil, badFile("文件带有宏（.xlsm）。请另存为不带宏的 .xlsx 后再上传。")
		case "workbook.bin":
			return nil, badFile("文件是 .xlsb 格式。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")
		}
	}
	return b, nil
}

// read goes through the workbook part: which sheets there are and where, in their order.
func (b *book) read(main string) ([]Sheet, error) {
	links, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	type tab struct{ name, link string }
	var tabs []tab
	err = b.each(main, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.formats.from1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			if state := attr(e, "state"); state == "" || state == "visible" {
				tabs = append(tabs, tab{attr(e, "name"), attr(e, "id")})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		switch l.kind {
		case "sharedStrings":
			err = b.readStrings(l.part)
		case "styles":
			err = b.readFormats(l.part)
		}
		if err != nil {
			return nil, err
		}
	}
	var sheets []Sheet
	for _, t := range tabs {
		i := slices.IndexFunc(links, func(l relation) bool { return l.id == t.link })
		if i < 0 || links[i].kind != "worksheet" {
			continue // a chart on its own tab
		}
		s, err := b.sheet(t.name, links[i].part)
		if err != nil {
			return nil, err
		}
		if len(s.Rows) > 0 {
			sheets = append(sheets, *s)
		}
	}
	return sheets, nil
}

// relation says which other part of the package a part refers to, and as what.
type relation struct{ id, kind, part string }

// relations lists what a part refers to inside the file; links to the outside are never followed.
func (b *book) relations(part string) ([]relation, error) {
	var list []relation
	dir, file := path.Split(part)
	err := b.each(dir+"_rels/"+file+".rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" && attr(e, "TargetMode") != "External" {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = dir + target
			}
			list = append(list, relation{attr(e, "Id"), path.Base(attr(e, "Type")), strings.TrimPrefix(path.Clean(target), "/")})
		}
		return nil
	})
	if part == "" && errors.Is(err, errNoPart) {
		return nil, errForeign
	}
	return list, err
}

var errNoPart = errors.New("part missing")

// each hands every start tag of a part to visit, which may read on inside it.
func (b *book) each(part string, visit func(*xml.Decoder, xml.StartElement) error) error {
	f, ok := b.parts[part]
	if !ok {
		return errNoPart
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	dec := xml.NewDecoder(&tagReader{r: r, tags: &b.tags})
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.Directive:
			return badFile("文件里有外部实体定义，不是 Excel 正常保存的工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
		case xml.StartElement:
			if err := visit(dec, t); err != nil {
				return err
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// tagReader stops before XML that would cost the decoder too much: too many
// tags, or a single piece too long to be a cell.
type tagReader struct {
	r    io.Reader
	tags *int
	gap  int
}

func (t *tagReader) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	for rest := p[:n]; ; {
		i := bytes.IndexByte(rest, '<')
		if i < 0 {
			t.gap += len(rest)
			break
		}
		t.gap = 0
		*t.tags++
		rest = rest[i+1:]
	}
	if *t.tags > maxTags || t.gap > maxGap {
		return 0, errTooMuch
	}
	return n, err
}
