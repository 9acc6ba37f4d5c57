package calendar

import (
	"slices"
	"strings"
	"testing"
)

func TestParseDays(t *testing.T) {
	t.Parallel()
	want := []Day{{On: "2023-01-01", Kind: Holiday, Name: "元旦"}, {On: "2023-01-28", Kind: Makeup, Name: "春节调休"}}
	for name, text := range map[string]string{
		"with a header":         "date,kind,name\n2023-01-01,holiday,元旦\n2023-01-28,makeup,春节调休\n",
		"without a header":      "2023-01-01,放假,元旦\n2023-01-28,上班,春节调休",
		"as a spreadsheet does": "\uFEFF日期,类型,名称\r\n2023/1/1,放假,元旦\r\n,,\r\n2023/1/28,上班,\"春节调休\"\r\n",
		"with spaces and lines": "\n 2023年1月1日 , Holiday , 元旦 \n\n2023.1.28,班,春节调休\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseDays(strings.NewReader(text))
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

func TestParseDaysNamesTheLine(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, text, says string }{
		{"nothing in it", "", "没有放假"},
		{"only a header", "日期,类型,名称\n", "没有放假"},
		{"a day that does not exist", "日期,类型,名称\n2023-02-30,放假,元旦\n", "第2行：日期“2023-02-30”无效"},
		{"a kind nobody knows", "2023-01-01,放假,元旦\n\n2023-01-02,休息,元旦", "第3行：类型“休息”无效"},
		{"no name", "2023-01-01,放假,", "第1行：名称没有填写"},
		{"too few columns", "2023-01-01,放假", "第1行：应有“日期,类型,名称”三列，现有2列"},
		{"the same day twice", "2023-01-01,放假,元旦\n2023-01-01,放假,元旦", "第2行：日期2023-01-01与第1行重复"},
		{"makeup on a weekday", "2023-01-03,上班,元旦调休", "第1行：1月3日 周二本来就是工作日"},
		{"a quote too many", "2023-01-01,放假,元\"旦", "第1行：引号不成对"},
		{"another encoding", "2023-01-01,\xb7\xc5\xbc\xd9,x", "UTF-8"},
		{"the second mistake too", "x,放假,元旦\n2023-01-02,y,元旦", "第2行：类型“y”无效"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			days, err := ParseDays(strings.NewReader(row.text))
			if err == nil || !strings.Contains(err.Error(), row.says) || days != nil {
				t.Errorf("got %v, %v", days, err)
			}
		})
	}
}

func FuzzParseDays(f *testing.F) {
	f.Add("date,kind,name\n2023-01-01,holiday,元旦\n")
	f.Add("2023/1/28,上班,\"春节\n调休\"")
	f.Fuzz(func(t *testing.T, text string) {
		days, err := ParseDays(strings.NewReader(text))
		if err == nil && len(days) == 0 {
			t.Error("no days and no error")
		}
		for _, day := range days {
			if !day.On.Valid() || day.Name == "" || day.Kind != Holiday && day.Kind != Makeup {
				t.Errorf("got %+v", day)
			}
		}
	})
}
