package views

// Form is a form of a page: what is asked, what was typed, what is wrong with it.
type Form struct {
	ID, Title, Action, Button string
	Text                      string // what to know before filling it in
	Confirm                   string // the question to answer before it is sent; "" for none
	Hidden                    []Field
	Fields                    []Field
	Problems                  []FieldProblem
	Fault                     string // what is wrong beyond single fields
	Open, Main                bool   // of several on a page: unfolded, and the next step
}
