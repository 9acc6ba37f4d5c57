package files_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"luoshi/files"
)

// office is an OOXML file with these entries.
func office(t *testing.T, entries ...string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		w, err := z.Create(e)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, "<x/>"); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// ole is an OLE file whose directory names a stream.
func ole(stream string) string {
	var b strings.Builder
	b.WriteString("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 70000))
	for _, u := range append(utf16.Encode([]rune(stream)), 0) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.String()
}

// X16: what a file is, its content says, and it must be what its name says.
func TestX16TypeByContent(t *testing.T) {
	t.Parallel()
	word := office(t, "[Content_Types].xml", "word/document.xml")
	png := "\x89PNG\r\n\x1a\n…"
	gbk := "\xb5\xb3\xd6\xa7\xb2\xbf" // 党支部
	for _, c := range []struct {
		name, content, mime string // "" for refused
	}{
		{"报告.docx", word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"报告.DOCX", word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"表.xlsx", office(t, "[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"公文.ofd", office(t, "OFD.xml"), "application/ofd"},
		{"报告.pdf", "%PDF-1.7\n", "application/pdf"},
		{"旧.doc", ole("WordDocument"), "application/msword"},
		{"旧.xls", ole("Workbook"), "application/vnd.ms-excel"},
		{"图.png", png, "image/png"},
		{"图.jpg", "\xff\xd8\xff\xe0", "image/jpeg"},
		{"图.webp", "RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"},
		{"说明.txt", "党支部\r\n", "text/plain"},
		{"说明.txt", gbk, "text/plain"},
		{"表.csv", "\xef\xbb\xbf姓名,职务\n", "text/csv"},

		{"空.txt", "", ""},
		{"网页.html", "<html></html>", ""},
		{"图.svg", "<svg onload=alert(1)>", ""},
		{"程序.exe", "MZ\x90\x00", ""},
		{"压缩.zip", word, ""},
		{"无扩展名", "%PDF-1.7\n", ""},
		{"网页.docx", "<html></html>", ""},
		{"图.docx", "<svg onload=alert(1)>", ""},
		{"程序.docx", "MZ\x90\x00", ""},
		{"程序.txt", "MZ\x90\x00", ""},
		{"网页.txt", " \n<!DOCTYPE html><script>alert(1)</script>", ""},
		{"图.csv", "\xef\xbb\xbf<svg onload=alert(1)>", ""},
		{"表.docx", office(t, "[Content_Types].xml", "xl/workbook.xml"), ""},
		{"宏.docx", office(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), ""},
		{"安装包.doc", ole("Installer"), ""},
		{"图.png", "\xff\xd8\xff\xe0", ""},
		{"前面多了.docx", "MZ" + word, ""},
		{"一半.docx", word[:len(word)/2], ""},
		{"报告.pdf", "\n%PDF-1.7\n<script>alert(1)</script>", ""},
	} {
		store := &files.Store{Folder: t.TempDir()}
		kept, err := store.Take("2022-06-15", c.name, strings.NewReader(c.content))
		var refused *files.Refused
		switch {
		case c.mime == "" && (!errors.As(err, &refused) || refused.Text == nil):
			t.Errorf("%s %.20q: got %v %v, want it refused", c.name, c.content, kept, err)
		case c.mime != "" && (err != nil || kept.Type != c.mime || kept.Size != int64(len(c.content))):
			t.Errorf("%s %.20q: got %+v %v, want %s", c.name, c.content, kept, err, c.mime)
		}
		there, err := store.On("2022-06-15")
		if err != nil || (len(there) == 1) != (c.mime != "") {
			t.Errorf("%s: the store holds %v %v", c.name, there, err)
		}
	}
}

func TestX15NothingOutsideTheStore(t *testing.T) {
	t.Parallel()
	above := t.TempDir()
	if err := os.WriteFile(filepath.Join(above, "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	store := &files.Store{Folder: filepath.Join(above, "files")}
	for _, place := range []string{"../secret", "2022-06-15/../../secret", "/etc/passwd", "secret", "", "2022-06-15/" + strings.Repeat("a", 31), "2022-06-15/..%2f..%2fsecret"} {
		if f, err := store.Open(place); err == nil {
			f.Close()
			t.Errorf("%q opens", place)
		}
		if err := store.Remove(place); err != nil {
			t.Errorf("%q: %v", place, err)
		}
	}
	if _, err := os.Stat(filepath.Join(above, "secret")); err != nil {
		t.Error(err)
	}
}

func TestWhatBreaksOffIsNotKept(t *testing.T) {
	t.Parallel()
	store := &files.Store{Folder: t.TempDir()}
	broken := io.MultiReader(strings.NewReader("一半"), iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, err := store.Take("2022-06-15", "说明.txt", broken); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
	var large *files.TooLarge
	if _, err := store.Take("2022-06-15", "说明.txt", io.LimitReader(endless{}, files.Limit+1)); !errors.As(err, &large) {
		t.Errorf("got %v", err)
	}
	if kept, err := store.Take("2022-06-15", "说明.txt", io.LimitReader(endless{}, files.Limit)); err != nil || kept.Size != files.Limit {
		t.Errorf("a file of just the limit: %v %v", kept, err)
	}
	there, err := store.On("2022-06-15")
	if err != nil || len(there) != 1 || files.IsPart(there[0]) {
		t.Errorf("the store holds %v %v", there, err)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'a'
	}
	return len(b), nil
}

// X15: names that are shown and handed out.
func TestX15Names(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"报告.docx":                       "报告.docx",
		"../../etc/passwd.txt":          "passwd.txt",
		`C:\windows\system32\报告.pdf`:    "报告.pdf",
		"%2e%2e/报告.pdf":                 "报告.pdf",
		"a\x00b.txt":                    "ab.txt",
		"/etc/cron.d/x.txt":             "x.txt",
		"报告\u202excod.exe":              "报告xcod.exe",
		"报\u2066告\u2069.pdf":            "报告.pdf",
		"\u200b\ufeff.pdf":              "附件.pdf",
		"CON.txt":                       "_CON.txt",
		"lpt1.docx":                     "_lpt1.docx",
		"nul.tar.txt":                   "_nul.tar.txt",
		"报告. . ":                        "报告",
		"a<b>c:d\"e|f?g*.txt":           "a_b_c_d_e_f_g_.txt",
		"换\r\n行.txt":                    "换行.txt",
		"":                              "附件",
		"...":                           "附件",
		"\xff\xfe报告.txt":                "报告.txt",
		"a." + strings.Repeat("x", 300): "a",
	} {
		if got := files.Name(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
	long := files.Name(strings.Repeat("长", 300) + ".docx")
	if len(long) > 205 || !strings.HasSuffix(long, "长.docx") || !utf8.ValidString(long) {
		t.Errorf("300 characters become %d bytes: %s", len(long), long)
	}
}
