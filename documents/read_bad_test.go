package documents

import (
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestReadWorkbookRefuses(t *testing.T) {
	t.Parallel()
	ole := func(name string) []byte {
		return append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"+strings.Repeat("\x00", 600)), utf16le(name)...)
	}
	list, err := os.ReadFile("testdata/annual-project-list-2022.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	large := bomb(t, 65)
	data := func(cells string) string { return "<sheetData>" + cells + "</sheetData>" }
	for _, c := range []struct {
		name, file string
		data       []byte
		want       string
	}{
		{"nothing", "a.xlsx", nil, "文件是空的"},
		{"blanks", "a.csv", []byte(" \r\n\n"), "文件是空的"},
		{"more than 10 MB", "a.xlsx", make([]byte, MaxFile+1), "文件超过 10 MB"},
		{"a picture", "a.xlsx", []byte("\x89PNG\r\n\x1a\n"), "文件不是 Excel 工作簿"},
		{"a web page called .xls", "a.xls", []byte("<html><table></table></html>"), "另存为 .xlsx"},
		{"a text table called .xlsx", "a.xlsx", []byte("序号,项目\n1,甲\n"), "文件不是 Excel 工作簿"},
		{"a password", "a.xlsx", ole("EncryptedPackage"), "请去掉打开密码"},
		{"an old .xls", "a.xls", ole("Workbook"), "旧版 .xls 格式"},
		{"an old .doc", "a.doc", ole("WordDocument"), "文件不是 Excel 工作簿"},
		{"macros", "a.xlsm", workbook(t, "", parts{"xl/vbaProject.bin": "x"}), "文件带有宏"},
		{"a binary workbook", "a.xlsb", workbook(t, "", parts{"xl/workbook.bin": "x"}), ".xlsb 格式"},
		{"a zip of something else", "a.xlsx", zipped(t, parts{"word.txt": "x"}), "文件不是 Excel 工作簿"},
		{"half a file", "a.xlsx", list[:len(list)/2], "文件不完整或已损坏"},
		{"a byte changed", "a.xlsx", flip(list, len(list)/2), "文件不完整或已损坏"},
		{"XML cut short", "a.xlsx", workbook(t, "<sheetData><row>", nil), "文件不完整或已损坏"},
		{"65 MB in a small zip", "a.xlsx", large, "表格内容过多"},
		{"65 MB declared as 1 KB", "a.xlsx", declare(large, 1024), "文件不完整或已损坏"},
		{"30 MB without a tag", "a.xlsx", workbook(t, strings.Repeat(" ", 30<<20), nil), "表格内容过多"},
		{"three million tags", "a.xlsx", workbook(t, strings.Repeat("<c/>", 3<<20), nil), "表格内容过多"},
		{"10 000 parts", "a.xlsx", manyParts(t, 10_000), "表格内容过多"},
		{"one long text in thousands of cells", "a.xlsx", workbook(t, data(strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 2000)),
			parts{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("长", 30_000) + "</t></si></sst>"}), "表格内容过多"},
		{"merges on merges", "a.xlsx", workbook(t, data(row(1, inline("A1", "x"))+row(5000, inline("B5000", "x")))+
			"<mergeCells>"+strings.Repeat(`<mergeCell ref="A1:A5000"/>`, 1000)+"</mergeCells>", nil), "表格内容过多"},
		{"a cell in the last row", "a.xlsx", workbook(t, data(row(1048576, inline("A1048576", "x"))), nil), "工作表“清单”第 1048576 行还有内容"},
		{"row 5001", "a.xlsx", workbook(t, data(row(5001, inline("A5001", "x"))), nil), "超过 5000 行的上限"},
		{"column 201", "a.xlsx", workbook(t, data(row(7, inline("GS7", "x"))), nil), "第 7 行第 201 列还有内容"},
		{"a cell with an impossible place", "a.xlsx", workbook(t, data(row(1, inline("AAAAA1", "x"))), nil), "文件不完整或已损坏"},
		{"a text that is not there", "a.xlsx", workbook(t, data(`<row><c t="s"><v>9</v></c></row>`), nil), "文件不完整或已损坏"},
		{"an entity of its own", "a.xlsx", workbook(t, data(row(1, inline("A1", "&x;"))),
			parts{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>`}), "外部实体定义"},
		{"only a hidden sheet", "a.xlsx", workbook(t, data(row(1, inline("A1", "x"))),
			parts{"xl/workbook.xml": `<workbook><sheets><sheet name="a" state="veryHidden" r:id="r1"/></sheets></workbook>`}), "表格里没有内容"},
		{"zeros called .csv", "a.csv", []byte("a\x00b"), "不是文本格式的 .csv"},
		{"unknown characters in .csv", "a.csv", []byte("a,\xff\xff\xff"), "文字编码无法识别"},
		{"an open quote in .csv", "a.csv", []byte("a\n\"b,c\n"), "第 2 行的双引号不成对"},
		{"5001 lines of .csv", "a.csv", []byte(strings.Repeat("x\n", 5001)), "超过 5000 行的上限"},
	} {
		sheets, err := ReadWorkbook(c.file, bytes.NewReader(c.data))
		bad, ok := errors.AsType[*BadFile](err)
		if !ok || !strings.Contains(bad.Error(), c.want) || sheets != nil {
			t.Errorf("%s: got %v, %v; want %q", c.name, sheets, err, c.want)
		}
	}
}

func flip(data []byte, at int) []byte {
	data = bytes.Clone(data)
	data[at] ^= 0xFF
	return data
}

// Hostile files must neither hold a request for seconds nor fill the memory.
func TestReadWorkbookStaysSmall(t *testing.T) {
	large := bomb(t, 600)
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"bomb", large},
		{"bomb that lies", declare(large, 1024)},
		{"tags", workbook(t, strings.Repeat("<c/>", 3<<20), nil)},
		{"spaces", workbook(t, strings.Repeat(" ", 30<<20), nil)},
		{"strings", workbook(t, "", parts{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", 3<<20) + "</sst>"})},
		{"styles", workbook(t, "", parts{"xl/styles.xml": "<s><cellXfs>" + strings.Repeat("<xf/>", 3<<20) + "</cellXfs></s>"})},
		{"parts", manyParts(t, 10_000)},
	} {
		runtime.GC()
		before := heap()
		start := time.Now()
		done := make(chan error)
		go func() {
			_, err := ReadWorkbook("a.xlsx", bytes.NewReader(c.data))
			done <- err
		}()
		look, most := time.NewTicker(5*time.Millisecond), before
		var err error
		for reading := true; reading; {
			select {
			case err = <-done:
				reading = false
			case <-look.C:
			}
			most = max(most, heap())
		}
		look.Stop()
		took, grown := time.Since(start), (most-before)>>20
		t.Logf("%s: %d KB file, %v, heap +%d MB", c.name, len(c.data)>>10, took, grown)
		if err == nil || took > 10*time.Second || grown > 100 {
			t.Errorf("%s: %v after %v, heap +%d MB", c.name, err, took, grown)
		}
	}
}

// heap is what the heap holds now, refuse included.
func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestReadWorkbookPassesOnReadErrors(t *testing.T) {
	t.Parallel()
	_, err := ReadWorkbook("a.xlsx", io.MultiReader(strings.NewReader("PK"), broken{}))
	if _, ok := errors.AsType[*BadFile](err); ok || !errors.Is(err, io.ErrClosedPipe) {
		t.Fatalf("got %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }
