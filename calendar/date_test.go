package calendar

import (
	"testing"
	"time"
)

var shanghai = time.FixedZone("CST", 8*3600)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for text, good := range map[string]bool{
		"2022-06-24": true, "2024-02-29": true, "1900-01-01": true, "2200-12-31": true,
		"": false, "2022-6-24": false, "2022-02-29": false, "2100-02-29": false, "2022-13-01": false, "2022-00-10": false,
		"2022-06-00": false, "2022-06-31": false, "1899-12-31": false, "2201-01-01": false,
		"2022/06/24": false, "2022-06-24 ": false, "2022-0a-24": false, "+022-06-24": false, "２022-06": false,
	} {
		d, err := ParseDate(text)
		if (err == nil) != good || Date(text).Valid() != good || good && d != Date(text) || !good && d != "" {
			t.Errorf("%q: got %q, %v", text, d, err)
		}
	}
}

func TestOnIsTheDayInTheZone(t *testing.T) {
	t.Parallel()
	late := time.Date(2022, 6, 23, 16, 0, 0, 0, time.UTC)
	if got := On(late, shanghai); got != "2022-06-24" {
		t.Errorf("16:00 UTC in Shanghai: got %s", got)
	}
	if got := On(late, time.UTC); got != "2022-06-23" {
		t.Errorf("16:00 UTC in UTC: got %s", got)
	}
	if got, want := Date("2022-06-24").At("08:30", shanghai), time.Date(2022, 6, 24, 0, 30, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("08:30 in Shanghai: got %s, want %s", got, want)
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		d    Date
		days int
		want Date
	}{
		{"2022-06-24", 0, "2022-06-24"},
		{"2022-06-30", 1, "2022-07-01"},
		{"2022-01-01", -1, "2021-12-31"},
		{"2024-02-28", 1, "2024-02-29"},
		{"2022-02-28", 1, "2022-03-01"},
		{"1970-01-01", -1, "1969-12-31"},
		{"1900-01-01", 400 * 365, "2299-09-26"},
	} {
		got := row.d.Add(row.days)
		if got != row.want || row.d.DaysUntil(got) != row.days || got.DaysUntil(row.d) != -row.days {
			t.Errorf("%s %+d days: got %s, want %s", row.d, row.days, got, row.want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		d    Date
		n    int
		want Date
	}{
		{"2022-08-31", 6, "2023-02-28"},
		{"2023-08-31", 6, "2024-02-29"},
		{"2022-06-24", 12, "2023-06-24"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2022-03-31", -1, "2022-02-28"},
		{"2022-01-15", -13, "2020-12-15"},
		{"2022-12-31", 2, "2023-02-28"},
		{"2022-06-24", 0, "2022-06-24"},
	} {
		if got := row.d.AddMonths(row.n); got != row.want {
			t.Errorf("%s %+d months: got %s, want %s", row.d, row.n, got, row.want)
		}
	}
}

func TestShowing(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ got, want string }{
		{Date("2022-06-24").Short().String(), "6月24日"},
		{Date("2022-06-24").Long().String(), "2022年6月24日"},
		{Date("2022-06-04").WithWeekday().String(), "6月4日 周六"},
		{Date("2022-06-05").WithWeekday().String(), "6月5日 周日"},
		{Date("1969-12-31").WithWeekday().String(), "12月31日 周三"},
		{Date("").Short().String() + Date("").Long().String() + Date("").WithWeekday().String(), ""},
		{Month("2022-06").Long().String(), "2022年6月"},
		{Month("").Long().String(), ""},
		{string(Date("2022-06-24").Month()), "2022-06"},
	} {
		if row.got != row.want {
			t.Errorf("got %q, want %q", row.got, row.want)
		}
	}
}

func TestMonth(t *testing.T) {
	t.Parallel()
	m := Month("2024-02")
	if m.First() != "2024-02-01" || m.Last() != "2024-02-29" || m.Number() != 2 || m.Year() != 2024 {
		t.Errorf("got %s to %s, month %d of %d", m.First(), m.Last(), m.Number(), m.Year())
	}
	for n, want := range map[int]Month{0: "2024-02", 1: "2024-03", 11: "2025-01", -2: "2023-12", -26: "2021-12"} {
		if got := m.Add(n); got != want {
			t.Errorf("%+d months: got %s, want %s", n, got, want)
		}
	}
}

func TestArithmeticOnNoDayPanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("it made up a day")
		}
	}()
	Date("2022-02-30").Add(1)
}

func TestIsClock(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"00:00": true, "08:30": true, "23:59": true, "24:00": false, "8:30": false, "08:60": false, "08:3": false, "08:300": false, "": false, "０8:30": false} {
		if got := IsClock(text); got != want {
			t.Errorf("%q is a time of day: %v, want %v", text, got, want)
		}
	}
}
