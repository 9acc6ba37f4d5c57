package calendar

import (
	"slices"
	"testing"
)

func TestShift(t *testing.T) {
	t.Parallel()
	w := NewWorkdays(Shipped())
	for d, want := range map[Date]Date{
		"2022-04-30": "2022-04-29", // back: the next working day is in May
		"2022-01-31": "2022-01-30", // back to a makeup Sunday
		"2022-09-10": "2022-09-13",
		"2022-10-05": "2022-10-08", // a makeup Saturday
		"2022-06-24": "2022-06-24",
		"2026-02-20": "2026-02-24",
		"2026-02-28": "2026-02-28", // itself a makeup Saturday
		"2026-01-02": "2026-01-04", // a makeup Sunday
	} {
		if got := w.Shift(d); got != want {
			t.Errorf("%s: got %s, want %s", d, got, want)
		}
	}
	if got := w.WithoutMakeup().Shift("2026-01-02"); got != "2026-01-05" {
		t.Errorf("makeup days not counted: got %s", got)
	}
}

func TestAddAndBetween(t *testing.T) {
	t.Parallel()
	w := NewWorkdays(Shipped())
	for _, row := range []struct {
		d    Date
		n    int
		want Date
	}{
		{"2022-06-06", -5, "2022-05-27"},
		{"2022-06-06", -3, "2022-05-31"},
		{"2022-06-06", 3, "2022-06-09"},
		{"2022-06-06", 5, "2022-06-13"},
		{"2022-06-08", 15, "2022-06-29"},
		{"2022-06-06", 0, "2022-06-06"},
		{"2022-06-04", 0, "2022-06-04"},
		{"2022-06-04", 1, "2022-06-06"},
		{"2022-06-04", -1, "2022-06-02"},
		{"2022-09-30", 1, "2022-10-08"},
		{"2022-12-30", 1, "2023-01-02"}, // a year without a table: the weekday rule
	} {
		if got := w.Add(row.d, row.n); got != row.want || w.Between(row.d, got) != row.n {
			t.Errorf("%s %+d: got %s, %d working days away, want %s", row.d, row.n, got, w.Between(row.d, got), row.want)
		}
	}
	if got := w.Between("2022-06-02", "2022-06-05"); got != 0 {
		t.Errorf("over the Dragon Boat Festival: got %d", got)
	}
}

func TestNextAndNth(t *testing.T) {
	t.Parallel()
	w := NewWorkdays(Shipped())
	for _, row := range []struct{ got, want Date }{
		{w.Next("2022-06-03"), "2022-06-06"},
		{w.Next("2022-06-06"), "2022-06-06"},
		{w.Last("2022-06-05"), "2022-06-02"},
		{w.Last("2022-06-06"), "2022-06-06"},
		{w.Next("2022-04-30"), "2022-05-05"}, // a deadline may leave the month
		{w.Nth("2022-06", 1), "2022-06-01"},
		{w.Nth("2022-06", 5), "2022-06-08"},
		{w.Nth("2022-10", 1), "2022-10-08"},
		{w.Nth("2022-04", -1), "2022-04-29"},
		{w.Nth("2022-06", -5), "2022-06-24"},
		{w.Nth("2022-06", 30), "2022-06-30"},
		{w.Nth("2022-06", -30), "2022-06-01"},
	} {
		if row.got != row.want {
			t.Errorf("got %s, want %s", row.got, row.want)
		}
	}
}

func TestKnownYears(t *testing.T) {
	t.Parallel()
	w := NewWorkdays(append(Shipped(), Day{On: "2023-12-30", Kind: Holiday, Name: "元旦"}))
	for year, want := range map[int]bool{2021: false, 2022: true, 2023: false, 2024: false, 2025: true, 2026: true, 2027: false} {
		if got := w.Known(year); got != want {
			t.Errorf("%d: got %v, want %v", year, got, want)
		}
	}
	if !w.Covers("2025-12-01", "2026-02-01") || w.Covers("2026-12-01", "2027-01-01") || w.Covers("2022-01-01", "2025-01-01") {
		t.Error("covers the wrong years")
	}
}

func TestExceptions(t *testing.T) {
	t.Parallel()
	w := NewWorkdays(Shipped())
	var got []string
	for _, day := range w.Exceptions("2022-04-30", "2022-06-03") {
		got = append(got, string(day.On)+" "+string(day.Kind)+" "+day.Name)
	}
	want := []string{"2022-04-30 holiday 劳动节", "2022-05-01 holiday 劳动节", "2022-05-02 holiday 劳动节", "2022-05-03 holiday 劳动节",
		"2022-05-04 holiday 劳动节", "2022-05-07 makeup 劳动节调休", "2022-06-03 holiday 端午节"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if w.Kind("2022-05-07") != Makeup || w.Kind("2022-05-02") != Holiday || w.Kind("2022-05-08") != "" {
		t.Error("the kinds are mixed up")
	}
	if w.Is("2022-05-08") || !w.Is("2022-05-07") || w.Is("2022-05-02") || !w.Is("2022-05-09") {
		t.Error("works on the wrong days")
	}
	if len(w.Exceptions("2023-01-01", "2023-12-31")) != 0 {
		t.Error("made up holidays")
	}
	corrected := NewWorkdays(append(Shipped(), Day{On: "2022-06-03", Kind: Makeup, Name: "更正"}))
	if days := corrected.Exceptions("2022-06-03", "2022-06-03"); !corrected.Is("2022-06-03") || len(days) != 1 || days[0].Name != "更正" {
		t.Errorf("a later row does not count: %v", days)
	}
}

func TestShipped(t *testing.T) {
	t.Parallel()
	holidays, makeup := map[int]int{}, map[int]int{}
	for _, day := range Shipped() {
		if !day.On.Valid() || day.Name == "" || day.Source == "" {
			t.Errorf("unfinished: %+v", day)
		}
		if day.Kind == Holiday {
			holidays[day.On.Year()]++
		} else {
			makeup[day.On.Year()]++
		}
	}
	for year, want := range map[int][2]int{2022: {31, 7}, 2025: {28, 5}, 2026: {33, 6}} {
		if got := [2]int{holidays[year], makeup[year]}; got != want {
			t.Errorf("%d: got %d holidays and %d makeup days, want %v", year, got[0], got[1], want)
		}
	}
}

func BenchmarkAddFifteen(b *testing.B) {
	w := NewWorkdays(Shipped())
	for b.Loop() {
		w.Add("2022-06-08", 15)
	}
}

// TestBetweenCountsEachDay holds the sum against counting day by day.
func TestBetweenCountsEachDay(t *testing.T) {
	t.Parallel()
	work := NewWorkdays(Shipped())
	start := Date("2021-12-20")
	for length := range 400 {
		end, count := start.Add(length), 0
		for day := range length {
			if work.Is(start.Add(day + 1)) {
				count++
			}
		}
		back := 0
		for day := range length {
			if work.Is(start.Add(day)) {
				back--
			}
		}
		if forth := work.Between(start, end); forth != count || work.Between(end, start) != back {
			t.Fatalf("%s to %s: %d, counted %d; back %d, counted %d", start, end, forth, count, work.Between(end, start), back)
		}
	}
}
