package testkit

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// Form is a form of a page, as a browser without script sends it.
type Form struct {
	Action string
	url.Values
}

// Form reads the form of the page with this id, on itself or the box it fills, or
// else the first with this action.
func (r *Reply) Form(idOrAction string) Form {
	r.app.T.Helper()
	page, err := html.Parse(strings.NewReader(r.Body.String()))
	Must(r.app.T, err)
	var found *html.Node
	for n := range page.Descendants() {
		if n.Data != "form" {
			continue
		}
		if attribute(n, "id") == idOrAction || attribute(n.Parent, "id") == idOrAction || found == nil && attribute(n, "action") == idOrAction {
			found = n
		}
	}
	if found == nil {
		r.app.T.Fatalf("no form %q in: %s", idOrAction, r.Body)
	}
	f := Form{attribute(found, "action"), url.Values{}}
	for n := range found.Descendants() {
		if name := attribute(n, "name"); name != "" && n.Type == html.ElementNode {
			for _, value := range valuesOf(n) {
				f.Add(name, value)
			}
		}
	}
	return f
}

// Submit sends the form.
func (c *Client) Submit(f Form, header ...string) *Reply {
	return c.Post(f.Action, f.Values, header...)
}

// valuesOf are what a control of a form sends.
func valuesOf(control *html.Node) []string {
	switch control.Data {
	case "textarea":
		return []string{text(control)}
	case "select":
		return chosen(control)
	case "input":
		kind := attribute(control, "type")
		if (kind == "radio" || kind == "checkbox") && !has(control, "checked") || kind == "submit" || kind == "file" {
			return nil
		}
		return []string{attribute(control, "value")}
	}
	return nil // a button sends nothing unless it is pressed
}

// chosen is the value of a list: the last option selected, or the first of all.
func chosen(list *html.Node) (values []string) {
	for n := range list.Descendants() {
		if n.Data == "option" && (values == nil || has(n, "selected")) {
			values = []string{attribute(n, "value")}
		}
	}
	return values
}

func text(n *html.Node) string {
	var all strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			all.WriteString(d.Data)
		}
	}
	return all.String()
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
