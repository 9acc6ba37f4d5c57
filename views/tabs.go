package views

// Tab is one view of a section, such as the board of its projects.
type Tab struct {
	Name, Link, Icon string
	Current          bool
}
