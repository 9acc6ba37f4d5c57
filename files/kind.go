package files

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"luoshi/language"
)

// kind is what a file of an ending must be made of.
type kind struct {
	mime  string
	check func(f io.ReaderAt, size int64) (bool, error)
}

// kinds are the files we keep, by ending. Archives are not among them: what is
// inside could not be looked at.
var kinds = map[string]kind{
	"pdf":  {"application/pdf", begins("%PDF-")},
	"docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", zipped("[Content_Types].xml", "word/document.xml")},
	"xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zipped("[Content_Types].xml", "xl/workbook.xml")},
	"pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", zipped("[Content_Types].xml", "ppt/presentation.xml")},
	"ofd":  {"application/ofd", zipped("OFD.xml")},
	"doc":  {"application/msword", stream("WordDocument")},
	"wps":  {"application/vnd.ms-works", stream("WordDocument")},
	"xls":  {"application/vnd.ms-excel", stream("Workbook", "Book")},
	"et":   {"application/vnd.ms-excel", stream("Workbook", "Book")},
	"ppt":  {"application/vnd.ms-powerpoint", stream("PowerPoint Document")},
	"dps":  {"application/vnd.ms-powerpoint", stream("PowerPoint Document")},
	"png":  {"image/png", begins("\x89PNG\r\n\x1a\n")},
	"jpg":  {"image/jpeg", begins("\xff\xd8\xff")},
	"jpeg": {"image/jpeg", begins("\xff\xd8\xff")},
	"webp": {"image/webp", begins("RIFF????WEBP")},
	"txt":  {"text/plain", text},
	"csv":  {"text/csv", text},
}

// Accepted are the endings of files we keep, as a form's field lists them.
const Accepted = ".pdf,.ofd,.docx,.doc,.wps,.xlsx,.xls,.et,.pptx,.ppt,.dps,.png,.jpg,.jpeg,.webp,.txt,.csv"

// typeOf is the type of a file by its content, which must be what its ending says.
func typeOf(name string, f io.ReaderAt, size int64) (string, error) {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	k, known := kinds[ending]
	switch {
	case size == 0:
		return "", &Refused{language.Phrase{"文件是空的，请重新选择。"}}
	case !known:
		return "", &Refused{language.Phrase{"不能上传这种文件；可以上传 PDF、OFD、Word、Excel、PPT、WPS 文档，PNG、JPG、WebP 图片，TXT、CSV 文本。"}}
	}
	fits, err := k.check(f, size)
	if err == nil && !fits {
		err = &Refused{language.Phrase{"文件内容与扩展名“.%s”不符，请用原来的软件另存后再上传。", ending}}
	}
	return k.mime, err
}

type check = func(io.ReaderAt, int64) (bool, error)

// begins looks for bytes at the start; ? stands for any.
func begins(mark string) check {
	return func(f io.ReaderAt, _ int64) (bool, error) {
		head, err := headOf(f, len(mark))
		if err != nil || len(head) < len(mark) {
			return false, err
		}
		for i := range mark {
			if mark[i] != '?' && head[i] != mark[i] {
				return false, nil
			}
		}
		return true, nil
	}
}

func headOf(f io.ReaderAt, n int) ([]byte, error) {
	head := make([]byte, n)
	got, err := f.ReadAt(head, 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return head[:got], err
}

// zipped looks for entries of a zip that begins where the file does. One with macros is refused.
func zipped(entries ...string) check {
	return func(f io.ReaderAt, size int64) (bool, error) {
		if ok, err := begins("PK\x03\x04")(f, size); !ok || err != nil {
			return false, err
		}
		z, err := zip.NewReader(f, size)
		if err != nil {
			return false, nil // no zip after all
		}
		var names []string
		for _, e := range z.File {
			if strings.Contains(strings.ToLower(e.Name), "vbaproject.bin") {
				return false, &Refused{language.Phrase{"文件带有宏，请另存为不带宏的格式后再上传。"}}
			}
			names = append(names, e.Name)
		}
		return !slices.ContainsFunc(entries, func(e string) bool { return !slices.Contains(names, e) }), nil
	}
}

// stream looks for one of the streams of an OLE file, whose directory names them in UTF-16.
func stream(names ...string) check {
	return func(f io.ReaderAt, size int64) (bool, error) {
		if ok, err := begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")(f, size); !ok || err != nil {
			return false, err
		}
		for _, name := range names {
			if found, err := holds(io.NewSectionReader(f, 0, size), wide(name)); found || err != nil {
				return found, err
			}
		}
		return false, nil
	}
}

// wide is text as UTF-16LE with its closing zero.
func wide(s string) []byte {
	var b []byte
	for _, u := range append(utf16.Encode([]rune(s)), 0) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// holds looks for bytes anywhere, a piece at a time.
func holds(from io.Reader, what []byte) (bool, error) {
	piece, kept := make([]byte, 64<<10), 0
	for {
		n, err := io.ReadFull(from, piece[kept:])
		if bytes.Contains(piece[:kept+n], what) {
			return true, nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		kept = copy(piece, piece[len(piece)-len(what):])
	}
}

// text takes what is text in UTF-8 or GB 18030 and does not begin like a page or a drawing.
func text(f io.ReaderAt, size int64) (bool, error) {
	all, err := headOf(f, int(size))
	if err != nil {
		return false, err
	}
	all = bytes.TrimPrefix(all, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(all) {
		if all, err = simplifiedchinese.GB18030.NewDecoder().Bytes(all); err != nil || bytes.ContainsRune(all, utf8.RuneError) {
			return false, nil
		}
	}
	control := bytes.ContainsFunc(all, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' })
	return !control && !bytes.HasPrefix(bytes.TrimSpace(all), []byte("<")), nil
}
