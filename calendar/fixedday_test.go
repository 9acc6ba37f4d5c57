package calendar

import (
	"fmt"
	"strings"
	"testing"
)

func TestFixedDayThroughTheYear(t *testing.T) {
	t.Parallel()
	w := NewWorkdays(Shipped())
	for _, row := range []struct {
		year, day, want string
	}{
		{"2022", "每月5日", "05 07 07 06 05 06 05 05 05 08 07 05"},
		{"2022", "每月第一个星期五", "07 07 04 01 06 06 01 05 02 08 04 02"},
		{"2026", "每月5日", "05 05 05 07 06 05 06 05 07 08 05 07"},
		{"2026", "每月第一个星期五", "04 06 06 03 06 05 03 07 04 08 06 04"},
	} {
		f, err := ParseFixedDay(row.day)
		if err != nil {
			t.Fatal(err)
		}
		for i, day := range strings.Fields(row.want) {
			m := Month(fmt.Sprintf("%s-%02d", row.year, i+1))
			if got, want := f.In(m, w), Date(string(m)+"-"+day); got != want {
				t.Errorf("%s in %s: got %s, want %s", row.day, m, got, want)
			}
		}
	}
}

func TestParseFixedDay(t *testing.T) {
	t.Parallel()
	w := NewWorkdays(Shipped())
	for _, row := range []struct {
		text, written string
		in            Month
		want          Date
	}{
		{"每月5日", "每月5日", "2022-10", "2022-10-08"},
		{"每月五日", "每月5日", "2022-10", "2022-10-08"},
		{"每月 １５ 号", "每月15日", "2022-06", "2022-06-15"},
		{"每个月的二十五日", "每月25日", "2022-07", "2022-07-25"},
		{"每月三十日", "每月30日", "2022-04", "2022-04-29"},
		{"每月31日", "每月31日", "2022-02", "2022-02-28"},
		{"每月31日", "每月31日", "2022-11", "2022-11-30"},
		{"每月第一个星期五", "每月第一个星期五", "2026-01", "2026-01-04"},
		{"每月第1个周五", "每月第一个星期五", "2022-07", "2022-07-01"},
		{"每月首个礼拜五", "每月第一个星期五", "2022-07", "2022-07-01"},
		{"每月第二个周三", "每月第二个星期三", "2022-06", "2022-06-08"},
		{"每月第四周日", "每月第四个星期日", "2022-07", "2022-07-25"},
		{"每月第三个星期天", "每月第三个星期日", "2022-07", "2022-07-18"},
		{"每月最后一个星期五", "每月最后一个星期五", "2022-06", "2022-06-24"},
		{"每月最后一个周四", "每月最后一个星期四", "2022-06", "2022-06-30"},
		{"每月最后一天", "每月最后一天", "2022-04", "2022-04-29"},
		{"每月月底", "每月最后一天", "2022-06", "2022-06-30"},
	} {
		f, err := ParseFixedDay(row.text)
		if err != nil {
			t.Errorf("%s: %v", row.text, err)
			continue
		}
		if got := f.In(row.in, w); got != row.want {
			t.Errorf("%s in %s: got %s, want %s", row.text, row.in, got, row.want)
		}
		again, err := ParseFixedDay(f.String())
		if f.String() != row.written || again != f || err != nil {
			t.Errorf("%s is written %s and read back as %v, %v", row.text, f, again, err)
		}
	}
	first, _ := ParseFixedDay("每月第一个星期五")
	if got := first.In("2026-01", w.WithoutMakeup()); got != "2026-01-05" {
		t.Errorf("makeup days not counted: got %s", got)
	}
}

func TestParseFixedDayRefuses(t *testing.T) {
	t.Parallel()
	for text, says := range map[string]string{
		"": "没有填写", "每月": "看不懂", "5日": "看不懂", "每周五": "看不懂", "每月下旬": "看不懂", "每月第二个": "看不懂",
		"每月0日": "1日至31日", "每月32日": "1日至31日", "每月四十日": "1日至31日", "每月十二五日": "1日至31日",
		"每月第五个星期五": "不是每个月都有", "每月第0个星期五": "不是每个月都有",
	} {
		f, err := ParseFixedDay(text)
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), text) || f != (FixedDay{}) {
			t.Errorf("%q: got %v, %v", text, f, err)
		}
	}
	if none := (FixedDay{}); none.String() != "" || none.In("2022-06", NewWorkdays(nil)) != "" {
		t.Error("no fixed day has a day")
	}
}

func FuzzParseFixedDay(f *testing.F) {
	for _, text := range []string{"每月5日", "每月二十五日", "每月第一个星期五", "每月最后一个周日", "每月最后一天"} {
		f.Add(text)
	}
	w := NewWorkdays(Shipped())
	f.Fuzz(func(t *testing.T, text string) {
		day, err := ParseFixedDay(text)
		if err != nil {
			return
		}
		if d := day.In("2022-02", w); !d.Valid() || d.Month() != "2022-02" || !w.Is(d) {
			t.Errorf("%q: got %s", text, d)
		}
		if again, err := ParseFixedDay(day.String()); again != day || err != nil {
			t.Errorf("%q: %s is read back as %s, %v", text, day, again, err)
		}
	})
}
