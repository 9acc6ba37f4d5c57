package files

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is how many bytes of a name are kept; file systems take 255.
const longest = 200

// Name is a file name as it may be shown and handed out: without folders, without
// what is invisible or turns text around, and one that Windows can save.
func Name(typed string) string {
	name := typed[strings.LastIndexAny(typed, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, name)
	name = strings.TrimRight(strings.TrimSpace(name), ". ")
	ending := filepath.Ext(name)
	base := strings.TrimSpace(strings.TrimSuffix(name, ending))
	if len(ending) > 20 {
		ending = ""
	}
	for len(base) > longest-len(ending) {
		_, size := utf8.DecodeLastRuneInString(base)
		base = base[:len(base)-size]
	}
	if base == "" {
		base = "附件"
	}
	if reserved(base) {
		base = "_" + base
	}
	return base + ending
}

// reserved names stand for devices on Windows, whatever follows their first dot.
func reserved(base string) bool {
	first, _, _ := strings.Cut(strings.ToUpper(base), ".")
	switch strings.TrimSpace(first) {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(first) == 4 && (strings.HasPrefix(first, "COM") || strings.HasPrefix(first, "LPT")) && first[3] >= '0' && first[3] <= '9'
}
