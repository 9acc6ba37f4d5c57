package views

import "luoshi/language"

// Tab is one view of a section, such as the board of its projects.
type Tab struct {
	Name       language.Word
	Link, Icon string
	Current    bool
}
