// Package documents is what offices hand in and get back on paper: workbooks and tables.
package documents

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"luoshi/language"
)

// What one file may hold; the yearly lists we know stay below a hundredth of it.
const (
	MaxFile    = 10 << 20
	MaxRows    = 5000
	MaxColumns = 200
)

// Sheet is one worksheet as plain text, row by row; Rows[0] is the sheet's first
// row, so row numbers people see are index+1.
type Sheet struct {
	Name     string
	Rows     [][]string
	Formulas []string // cells ("D5") whose text is what a formula last came to
}

// BadFile is a file we could not take; its text tells the user what is wrong and what to do.
type BadFile struct{ Text language.Phrase }

func (e *BadFile) Error() string { return e.Text.String() }

func badFile(format string, args ...any) error {
	return &BadFile{language.With(format, args...)}
}

var (
	errDamaged   = badFile("文件不完整或已损坏，可能是上传中断。请用 Excel 或 WPS 打开，确认内容无误后另存为 .xlsx，再重新上传。")
	errForeign   = badFile("文件不是 Excel 工作簿。请上传 .xlsx 文件；其他表格请先用 Excel 或 WPS 打开，另存为 .xlsx。")
	errTooMuch   = badFile("表格内容过多。请只保留需要导入的工作表、行和列，删去图片后再上传。")
	errEmptyFile = badFile("文件是空的。请选择填写好的表格再上传。")
)

// ReadWorkbook reads an .xlsx or .csv file: every visible sheet that says
// something. What it cannot take it refuses with a BadFile; other errors are r's.
func ReadWorkbook(name string, r io.Reader) (sheets []Sheet, err error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	// The one place that recovers: a stranger's file must not be able to end a
	// request through a panic in a library that reads its number formats.
	defer func() {
		if recover() != nil {
			sheets, err = nil, errDamaged
		}
	}()
	switch csv := strings.EqualFold(path.Ext(name), ".csv"); {
	case len(data) > MaxFile:
		err = badFile("文件超过 %d MB。请删去图片和无关的工作表后再上传。", MaxFile>>20)
	case len(bytes.TrimSpace(data)) == 0:
		err = errEmptyFile
	case bytes.HasPrefix(data, []byte("PK")):
		sheets, err = readXLSX(data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		err = oldFormat(data)
	case csv:
		sheets, err = readCSV(strings.TrimSuffix(path.Base(name), path.Ext(name)), data)
	default:
		err = errForeign
	}
	if _, told := errors.AsType[*BadFile](err); err != nil && !told {
		return nil, errDamaged
	}
	if err == nil && len(sheets) == 0 {
		err = badFile("表格里没有内容。请确认填写的工作表没有被隐藏，保存后再上传。")
	}
	return sheets, err
}

// oldFormat says what a compound file is: the container of .xls and of encrypted .xlsx.
func oldFormat(data []byte) error {
	switch {
	case bytes.Contains(data, utf16le("EncryptedPackage")):
		return badFile("文件设有打开密码。请去掉打开密码，保存后再上传。")
	case bytes.Contains(data, utf16le("Workbook")), bytes.Contains(data, utf16le("Book")):
		return badFile("文件是旧版 .xls 格式。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")
	}
	return errForeign
}

// utf16le spells an ASCII name as compound files do.
func utf16le(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}

// add puts a text at a place counted from 1, and refuses what lies outside a list of sensible size.
func (s *Sheet) add(row, col int, text string) error {
	if row > MaxRows {
		return badFile("工作表“%s”第 %d 行还有内容，超过 %d 行的上限。请删去多余的行，或分成几个文件上传。", s.Name, row, MaxRows)
	}
	if col > MaxColumns {
		return badFile("工作表“%s”第 %d 行第 %d 列还有内容，超过 %d 列的上限。请删去多余的列。", s.Name, row, col, MaxColumns)
	}
	for len(s.Rows) < row {
		s.Rows = append(s.Rows, nil)
	}
	for len(s.Rows[row-1]) < col {
		s.Rows[row-1] = append(s.Rows[row-1], "")
	}
	s.Rows[row-1][col-1] = text
	return nil
}

// trim drops the empty cells at the end of each row and the empty rows at the end of the sheet.
func (s *Sheet) trim() {
	for i, row := range s.Rows {
		for len(row) > 0 && strings.TrimSpace(row[len(row)-1]) == "" {
			row = row[:len(row)-1]
		}
		s.Rows[i] = row
	}
	for len(s.Rows) > 0 && len(s.Rows[len(s.Rows)-1]) == 0 {
		s.Rows = s.Rows[:len(s.Rows)-1]
	}
}
