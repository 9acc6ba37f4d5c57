package language

import (
	"fmt"
	"regexp"
	"strings"
)

// part is where Sprintf puts a value, perhaps with its index, or the "(s)" of a
// noun that the number before it counts.
var part = regexp.MustCompile(`%[^a-zA-Z%]*[a-zA-Z%]|\(e?s\)`)

// numbered settles the nouns of an English format: "%d day(s)" is of one day or
// of three days.
func numbered(format string, values []any) string {
	if !strings.Contains(format, "s)") {
		return format
	}
	next, one := 0, false
	return part.ReplaceAllStringFunc(format, func(p string) string {
		switch {
		case p == "%%":
			return p
		case p[0] == '%':
			if n, _ := fmt.Sscanf(p, "%%[%d]", &next); n == 1 { // else the one after the last
				next--
			}
			one = next < len(values) && (values[next] == 1 || values[next] == int64(1))
			next++
			return p
		case one:
			return ""
		}
		return strings.Trim(p, "()")
	})
}
