package views

import "luoshi/language"

// Frame is what surrounds every page.
type Frame struct {
	Title    language.Text   // of the document; nil takes the page's own "title"
	Section  string          // the entry of the main navigation that is current
	Crumbs   []Crumb         // the way to this page; the last has no link
	Wide     bool            // prints across the sheet
	Nav      []NavItem       // only what the user may open
	Menu     []NavItem       // of the account, above 退出; only what the user may open
	User     *Person         // nil when signed out
	Today    language.Phrase // such as "2022年6月15日 星期三 · 本月还剩 11 个工作日"
	City     string          // under the logo, such as "澜川市市直机关党建"
	Owner    string          // in the footer
	Demo     language.Phrase // "" or what to know about the demonstration, such as its clock
	Warning  language.Phrase // what an operator must mend, such as a missing calendar year
	Flash    string          // what has just been done
	Workbook string          // the address of the page's list as a workbook; "" for none
	View     any             // the page's own struct
}

// Crumb is one step on the way to a page.
type Crumb struct {
	Name language.Text
	Link string
}

// NavItem is one entry of the main navigation or of the account menu.
type NavItem struct {
	Section    string
	Name       language.Word
	Link, Icon string
	Count      int // shown when above zero
}

// Person is who is signed in.
type Person struct {
	Name  string
	Line  language.Phrase // the post held, such as "市行政审批服务局党支部 书记"
	Large bool            // wants large type
}

// Login is the page to sign in.
type Login struct {
	Name    string // as it was typed
	Problem string
	Next    string // the page asked for before signing in
	Demo    []DemoPerson
}

// DemoPerson is one role to look at the demonstration as.
type DemoPerson struct {
	Name  string
	Line  language.Text
	Login string
}

// Problem is the page for what could not be done.
type Problem struct {
	Status int
	Title  string
	Detail string
	Fields []FieldProblem
	Back   string // where to go on; "" leads to 今天
}

// FieldProblem is what is wrong with one field of a form.
type FieldProblem struct {
	Field   string
	Label   language.Word
	Message string // said already
}

// Field is one field of a form with what was typed and what is wrong with it.
type Field struct {
	Name, Value string
	Label, Hint language.Word
	Of          language.Phrase // the part of the form it stands in, where labels repeat, such as "阶段 ①"
	Key         string          // tells fields of one name on a page apart
	Type        string          // of the input; or "textarea", "select", "radio", "checkbox"; "" is text
	Must        bool
	Error       string   // said already
	Complete    string   // the browser's autocomplete, such as "username"
	Options     []Option // of select, radio, checkbox; of text: suggestions
}

// ID is what the field's element is called: "f-" before it.
func (f Field) ID() string { return f.Key + f.Name }

// Option is one choice of a field.
type Option struct {
	Value  string
	Name   language.Text
	Chosen bool
}

// Pager leads on through a long list.
type Pager struct {
	Count language.Phrase // such as "共 62 项"
	First string          // link back to the start; "" on the first page
	Next  string          // link to the following page; "" on the last
	Into  string          // selector of what htmx swaps; "" loads the page anew
}

// Empty says that there is nothing, and what to do about it.
type Empty struct{ Icon, Title, Text, Link, Action string }
