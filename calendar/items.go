package calendar

import "strings"

// Items splits a text into the points it lists, without their numbers: by lines,
// semicolons and full stops, and before each number of a numbered list.
func Items(text string) []string {
	var items []string
	for _, part := range splitList(text) {
		for _, item := range strings.FieldsFunc(part, func(r rune) bool { return strings.ContainsRune("；;。\r\n", r) }) {
			item = strings.TrimSpace(item)
			item = strings.Trim(item[len(listMarker.FindString(item)):], punctuation)
			if item != "" {
				items = append(items, item)
			}
		}
	}
	return items
}
