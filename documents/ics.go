package documents

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar is what a calendar program subscribes to.
type Calendar struct {
	Name   string
	Zone   *time.Location // in which clock times are said
	Events []CalendarEvent
}

// CalendarEvent is one entry of a calendar.
type CalendarEvent struct {
	UID       string
	Sequence  int // grows with each change
	ChangedAt time.Time
	Start     time.Time
	WholeDay  bool // Start says the day alone
	Title     string
	Place     string
	Note      string
	URL       string
	Cancelled bool
}

// ICSType is what a calendar is sent as.
const ICSType = "text/calendar; charset=utf-8"

// The forms of a day and of an instant in RFC 5545.
const (
	icsDay   = "20060102"
	icsLocal = "20060102T150405"
	icsUTC   = "20060102T150405Z"
)

// ICS is the calendar as RFC 5545 has it. The same calendar is always the same bytes.
func (c Calendar) ICS() []byte {
	var out ics
	out.line("BEGIN", "VCALENDAR")
	out.line("VERSION", "2.0")
	out.line("PRODID", "-//Luoshi//Luoshi//ZH")
	out.line("CALSCALE", "GREGORIAN")
	out.text("X-WR-CALNAME", c.Name)
	out.line("REFRESH-INTERVAL;VALUE=DURATION", "PT4H")
	out.zone(c.Zone, c.Events)
	for _, e := range c.Events {
		out.event(e, c.Zone)
	}
	out.line("END", "VCALENDAR")
	return out.Bytes()
}

// ics is a calendar being written.
type ics struct{ bytes.Buffer }

func (out *ics) event(e CalendarEvent, zone *time.Location) {
	out.line("BEGIN", "VEVENT")
	out.text("UID", e.UID)
	out.line("DTSTAMP", e.ChangedAt.UTC().Format(icsUTC))
	out.line("SEQUENCE", fmt.Sprint(e.Sequence))
	if e.WholeDay {
		out.line("DTSTART;VALUE=DATE", e.Start.In(zone).Format(icsDay))
		out.line("TRANSP", "TRANSPARENT") // leaves the day free
	} else {
		out.line("DTSTART;TZID="+zone.String(), e.Start.In(zone).Format(icsLocal))
	}
	out.text("SUMMARY", e.Title)
	for _, p := range [][2]string{{"LOCATION", e.Place}, {"DESCRIPTION", e.Note}} {
		if p[1] != "" {
			out.text(p[0], p[1])
		}
	}
	if e.URL != "" {
		out.line("URL", e.URL)
	}
	if e.Cancelled {
		out.line("STATUS", "CANCELLED")
	} else {
		out.line("STATUS", "CONFIRMED")
	}
	out.line("END", "VEVENT")
}

// zone describes the zone for as long as the events with a clock time last.
func (out *ics) zone(zone *time.Location, events []CalendarEvent) {
	var from, to time.Time
	for _, e := range events {
		if e.WholeDay {
			continue
		}
		if from.IsZero() || e.Start.Before(from) {
			from = e.Start
		}
		if e.Start.After(to) {
			to = e.Start
		}
	}
	if from.IsZero() {
		return
	}
	out.line("BEGIN", "VTIMEZONE")
	out.line("TZID", zone.String())
	for at := from.In(zone); ; {
		begins, ends := at.ZoneBounds()
		out.observance(at, begins)
		if ends.IsZero() || ends.After(to) {
			break
		}
		at = ends
	}
	out.line("END", "VTIMEZONE")
}

// observance is a stretch of time with one offset; begins is zero for one that has always been.
func (out *ics) observance(at, begins time.Time) {
	name, offset := at.Zone()
	before := offset
	if begins.IsZero() {
		begins = time.Unix(0, 0).In(at.Location())
	} else {
		_, before = begins.Add(-time.Second).Zone()
	}
	kind := "STANDARD"
	if at.IsDST() {
		kind = "DAYLIGHT"
	}
	out.line("BEGIN", kind)
	out.line("DTSTART", begins.UTC().Add(time.Duration(before)*time.Second).Format(icsLocal)) // as clocks showed it until then
	out.line("TZOFFSETFROM", icsOffset(before))
	out.line("TZOFFSETTO", icsOffset(offset))
	out.text("TZNAME", name)
	out.line("END", kind)
}

func icsOffset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}

// icsEscapes are the characters that mean something in a text.
var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// text writes a property whose value people typed.
func (out *ics) text(name, value string) { out.line(name, icsEscapes.Replace(value)) }

// icsFold is how many octets a line holds, without its end.
const icsFold = 75

// line writes a property, folded between characters. No control character gets
// through: none may begin a line of its own.
func (out *ics) line(name, value string) {
	width := 0
	for _, r := range name + ":" + value {
		if r < ' ' || r == 0x7F {
			continue
		}
		n := utf8.RuneLen(r)
		if n < 0 {
			r, n = utf8.RuneError, utf8.RuneLen(utf8.RuneError)
		}
		if width+n > icsFold {
			out.WriteString("\r\n ")
			width = 1
		}
		out.WriteRune(r)
		width += n
	}
	out.WriteString("\r\n")
}
