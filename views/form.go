package views

import "luoshi/language"

// Form is a form of a page: what is asked, what was typed, what is wrong with it.
type Form struct {
	ID, Action    string
	Title, Button language.Word
	Text          language.Word // what to know before filling it in
	Confirm       language.Word // the question to answer before it is sent; "" for none
	Hidden        []Field
	Fields        []Field
	Problems      []FieldProblem
	Fault         string // what is wrong beyond single fields
	Open, Main    bool   // of several on a page: unfolded, and the next step
}
