package documents

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const byteOrderMark = "\uFEFF"

// commands are the characters that make a spreadsheet calculate a cell of a CSV file.
const commands = "=+-@\t\r＝＋－＠"

// readCSV reads UTF-8 or, what Chinese Excel writes by default, GB18030.
func readCSV(name string, data []byte) ([]Sheet, error) {
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, badFile("文件不是文本格式的 .csv。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")
	}
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return nil, badFile("文件的文字编码无法识别。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")
		}
		data = decoded
	}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = -1
	in.ReuseRecord = true
	s := Sheet{Name: name}
	row, line, read := 0, 1, int64(0)
	for {
		record, err := in.Read()
		if err == io.EOF {
			break
		}
		if bad, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, badFile("第 %d 行的双引号不成对。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。", bad.StartLine)
		}
		if err != nil {
			return nil, err
		}
		start, _ := in.FieldPos(0)
		row += 1 + start - line // the reader skips empty lines, people count them
		line += bytes.Count(data[read:in.InputOffset()], []byte("\n"))
		read = in.InputOffset()
		for i, text := range record {
			if strings.HasPrefix(text, "'") && isCommand(text) {
				text = text[1:]
			}
			if text == "" {
				continue
			}
			if err := s.add(row, i+1, text); err != nil {
				return nil, err
			}
		}
	}
	s.trim()
	if len(s.Rows) == 0 {
		return nil, nil
	}
	return []Sheet{s}, nil
}

// isCommand also holds for a command behind quote marks, so that taking one away
// always gives back what was there.
func isCommand(text string) bool {
	text = strings.TrimLeft(text, "'")
	first, _ := utf8.DecodeRuneInString(text)
	return text != "" && strings.ContainsRune(commands, first)
}
