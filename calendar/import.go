package calendar

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

var kindNames = map[string]Kind{
	"放假": Holiday, "休": Holiday, "holiday": Holiday,
	"上班": Makeup, "班": Makeup, "makeup": Makeup,
}

var (
	tableDate = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$`)
	header    = regexp.MustCompile(`^(?i:date|日期)$`)
)

// ParseDays reads the holidays and makeup days of a year from CSV with the
// columns date, kind and name; a first line with the columns' names may be
// there or not. The error names every line that needs mending.
func ParseDays(r io.Reader) ([]Day, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading days: %w", err)
	}
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	if !utf8.Valid(content) {
		return nil, errors.New("文件不是UTF-8编码，请在表格软件中另存为“CSV UTF-8”后再导入")
	}
	table := csv.NewReader(bytes.NewReader(content))
	table.FieldsPerRecord = -1
	table.TrimLeadingSpace = true
	var days []Day
	var problems []error
	seen := make(map[Date]int)
	for first := true; ; first = false {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			problems = append(problems, fmt.Errorf("第%d行：引号不成对，请去掉多余的引号", wrong.Line))
			break
		}
		line, _ := table.FieldPos(0)
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		if first && header.MatchString(row[0]) || strings.Join(row, "") == "" {
			continue
		}
		day, err := readDay(row)
		if before := seen[day.On]; err == nil && before > 0 {
			err = fmt.Errorf("日期%s与第%d行重复，请保留一行", day.On, before)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("第%d行：%w", line, err))
			continue
		}
		seen[day.On] = line
		days = append(days, day)
	}
	switch {
	case len(problems) > 0:
		return nil, errors.Join(problems...)
	case len(days) == 0:
		return nil, errors.New("文件里没有放假或调休上班的日期，请按“日期,类型,名称”填写，例如“2022-06-03,放假,端午节”")
	}
	return days, nil
}

func readDay(row []string) (Day, error) {
	if len(row) != 3 {
		return Day{}, fmt.Errorf("应有“日期,类型,名称”三列，现有%d列", len(row))
	}
	day := Day{Kind: kindNames[strings.ToLower(row[1])], Name: row[2]}
	if m := tableDate.FindStringSubmatch(row[0]); m != nil {
		day.On = realDate(numeral(m[1]), numeral(m[2]), numeral(m[3]))
	}
	switch {
	case day.On == "":
		return Day{}, fmt.Errorf("日期“%s”无效，请写成“2022-06-03”这样真实存在的日期", row[0])
	case day.Kind == "":
		return Day{}, fmt.Errorf("类型“%s”无效，请填“放假”或“上班”", row[1])
	case day.Name == "":
		return Day{}, errors.New("名称没有填写，请填节日名称，例如“端午节”")
	case day.Kind == Makeup && day.On.Weekday() != time.Saturday && day.On.Weekday() != time.Sunday:
		return Day{}, fmt.Errorf("%s本来就是工作日，不能作为调休上班日，请核对日期", day.On.WithWeekday())
	}
	return day, nil
}
