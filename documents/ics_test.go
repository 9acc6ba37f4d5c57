package documents

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// property is a line of a calendar as a reader unfolds and unescapes it.
type property struct{ name, value string }

// parseICS reads a calendar as RFC 5545 says, and ends the test on what is no line of one.
func parseICS(t *testing.T, content []byte) (list []property) {
	t.Helper()
	if !utf8.Valid(content) {
		t.Fatal("not UTF-8: a character has been cut")
	}
	text, ended := strings.CutSuffix(string(content), "\r\n")
	if !ended {
		t.Fatal("the last line has no end")
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("%d octets in %q", len(line), line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7F }) {
			t.Errorf("a control character in %q", line)
		}
	}
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ToUpper(name[:1]) != name[:1] {
			t.Fatalf("%q is no property", line)
		}
		list = append(list, property{name, strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)})
	}
	return list
}

func valueOf(t *testing.T, list []property, name string) string {
	t.Helper()
	at := slices.IndexFunc(list, func(p property) bool { return p.name == name })
	if at < 0 {
		t.Fatalf("no %s in %v", name, list)
	}
	return list[at].value
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestCalendarSaysWhen(t *testing.T) {
	t.Parallel()
	shanghai := zone(t, "Asia/Shanghai")
	changed := time.Date(2022, 6, 1, 9, 30, 0, 0, shanghai)
	for _, c := range []struct {
		name  string
		event CalendarEvent
		want  []property
	}{
		{"a clock time in Shanghai", CalendarEvent{UID: "activities-7@luoshi", Sequence: 2, ChangedAt: changed, Start: time.Date(2022, 6, 6, 7, 0, 0, 0, time.UTC), Title: "主题党日"},
			[]property{{"TZID", "Asia/Shanghai"}, {"TZOFFSETTO", "+0800"}, {"DTSTART;TZID=Asia/Shanghai", "20220606T150000"}, {"DTSTAMP", "20220601T013000Z"}, {"SEQUENCE", "2"}, {"UID", "activities-7@luoshi"}, {"STATUS", "CONFIRMED"}}},
		{"a day alone, whatever day it is in UTC", CalendarEvent{Start: time.Date(2022, 6, 30, 0, 0, 0, 0, shanghai), WholeDay: true, ChangedAt: changed, Title: "到期"},
			[]property{{"DTSTART;VALUE=DATE", "20220630"}, {"TRANSP", "TRANSPARENT"}}},
		{"what is cancelled", CalendarEvent{Start: changed, WholeDay: true, ChangedAt: changed, Title: "已取消", Cancelled: true}, []property{{"STATUS", "CANCELLED"}}},
		{"place, note and link", CalendarEvent{Start: changed, ChangedAt: changed, Place: "三楼会议室", Note: "B1001", URL: "https://luoshi.example/activities/7"},
			[]property{{"LOCATION", "三楼会议室"}, {"DESCRIPTION", "B1001"}, {"URL", "https://luoshi.example/activities/7"}}},
	} {
		list := parseICS(t, Calendar{Name: "日历", Zone: shanghai, Events: []CalendarEvent{c.event}}.ICS())
		for _, want := range c.want {
			if got := valueOf(t, list, want.name); got != want.value {
				t.Errorf("%s: %s is %q, want %q", c.name, want.name, got, want.value)
			}
		}
	}
}

func TestCalendarDescribesItsZone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		zone     string
		months   []time.Month
		offsets  []string
		from     string
		daylight int
	}{
		{"Asia/Shanghai", []time.Month{1, 12}, []string{"+0800"}, "+0900", 0},
		{"Europe/Berlin", []time.Month{1, 12}, []string{"+0100", "+0200", "+0100"}, "+0200", 1},
	} {
		z := zone(t, c.zone)
		var events []CalendarEvent
		for _, m := range c.months {
			events = append(events, CalendarEvent{Start: time.Date(2022, m, 3, 9, 0, 0, 0, z)})
		}
		var offsets []string
		daylight := 0
		list := parseICS(t, Calendar{Zone: z, Events: events}.ICS())
		for _, p := range list {
			if p.name == "TZOFFSETTO" {
				offsets = append(offsets, p.value)
			}
			if p == (property{"BEGIN", "DAYLIGHT"}) {
				daylight++
			}
		}
		if !slices.Equal(offsets, c.offsets) || daylight != c.daylight || valueOf(t, list, "TZOFFSETFROM") != c.from {
			t.Errorf("%s: offsets %v, %d daylight, want %v, %d: %v", c.zone, offsets, daylight, c.offsets, c.daylight, list)
		}
	}
}

// X19: nothing typed begins a line of its own, and nothing is lost.
func TestX19CalendarKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	z := zone(t, "Asia/Shanghai")
	for _, c := range []struct{ name, typed, read string }{
		{"punctuation that means something", `甲;乙,丙\丁`, `甲;乙,丙\丁`},
		{"a line break", "甲\r\n乙\n丙\r丁", "甲\n乙\n丙\n丁"},
		{"another event", "甲\r\nEND:VEVENT\r\nBEGIN:VEVENT", "甲\nEND:VEVENT\nBEGIN:VEVENT"},
		{"control characters", "甲\x00\x07\x1b乙\x7f", "甲乙"},
		{"long, and rare characters at the fold", strings.Repeat("张𬭎𠮷é", 60), strings.Repeat("张𬭎𠮷é", 60)},
		{"emoji", "👍🏽 好", "👍🏽 好"},
	} {
		list := parseICS(t, Calendar{Zone: z, Events: []CalendarEvent{{Title: c.typed, Start: time.Date(2022, 6, 6, 9, 0, 0, 0, z)}}}.ICS())
		if got := valueOf(t, list, "SUMMARY"); got != c.read {
			t.Errorf("%s: read as %q", c.name, got)
		}
		if n := len(slices.DeleteFunc(list, func(p property) bool { return p != property{"BEGIN", "VEVENT"} })); n != 1 {
			t.Errorf("%s: %d events", c.name, n)
		}
	}
}

func FuzzCalendar(f *testing.F) {
	f.Add("主题党日", "甲\r\n乙")
	f.Fuzz(func(t *testing.T, title, place string) {
		parseICS(t, Calendar{Zone: time.UTC, Name: place, Events: []CalendarEvent{{Title: title, Place: place}}}.ICS())
	})
}
