package calendar_test

import (
	"testing"

	"luoshi/calendar"
)

func TestPeriods(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		span        calendar.Span
		day         calendar.Date
		want        calendar.Period
		first, last calendar.Date
		next        calendar.Period
		long        string
	}{
		{calendar.Monthly, "2022-02-28", "2022-02", "2022-02-01", "2022-02-28", "2022-03", "2022年2月"},
		{calendar.Monthly, "2022-12-31", "2022-12", "2022-12-01", "2022-12-31", "2023-01", "2022年12月"},
		{calendar.Quarterly, "2022-06-30", "2022-Q2", "2022-04-01", "2022-06-30", "2022-Q3", "2022年第2季度"},
		{calendar.Quarterly, "2022-10-01", "2022-Q4", "2022-10-01", "2022-12-31", "2023-Q1", "2022年第4季度"},
		{calendar.HalfYearly, "2022-06-30", "2022-H1", "2022-01-01", "2022-06-30", "2022-H2", "2022年上半年"},
		{calendar.HalfYearly, "2022-07-01", "2022-H2", "2022-07-01", "2022-12-31", "2023-H1", "2022年下半年"},
		{calendar.Yearly, "2022-07-01", "2022", "2022-01-01", "2022-12-31", "2023", "2022年度"},
	} {
		p := tt.span.Of(tt.day)
		if p != tt.want || p.First() != tt.first || p.Last() != tt.last || p.Add(1) != tt.next || p.Add(1).Add(-1) != p || p.Span() != tt.span ||
			p.Long().String() != tt.long || !p.Has(tt.day) || p.Has(tt.last.Add(1)) || !p.Valid() {
			t.Errorf("%s of %s is %s, from %s to %s, next %s, %s", tt.span, tt.day, p, p.First(), p.Last(), p.Add(1), p.Long())
		}
	}
	for _, text := range []calendar.Period{"", "22", "2022-13", "2022-00", "2022-Q5", "2022-Q0", "2022-H3", "2022-6", "2022-06-01", "二〇二二"} {
		if text.Valid() || text.Long().String() != string(text) {
			t.Errorf("%q is a period", text)
		}
	}
}
