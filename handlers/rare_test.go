package handlers_test

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"luoshi/testkit"
)

// rare are characters beyond the first plane: a name's, one that another font lacks, and a sign.
const rare = "张𬭎𠮷👍"

// bound are fields whose text names something of ours, or has a form of its own, though
// the description leaves it open.
var bound = []string{"login", "password", "present", "code", "decision", "decisions", "query", "verb", "rule", "fixed_day", "phone", "address", "secret", "value", "absences"}

// S26: rare characters are stored as they were sent, in every text field of the API.
func TestS26EveryField(t *testing.T) {
	t.Parallel()
	c := conversation{City: lifeCity(t), doc: description(t), programs: map[string]*testkit.Client{}, kept: map[string]string{}, answered: map[string]bool{}}
	c.begin()
	sent := map[string]string{} // the marks by where they were sent, and with what
	for _, table := range conversations {
		for _, row := range table(c.City) {
			row.body = c.marked(row, sent)
			c.say(row)
		}
	}
	all := c.Kept()
	for _, where := range slices.Sorted(maps.Keys(sent)) {
		if !strings.Contains(all, sent[where]) {
			t.Errorf("%s is not kept as it was sent, with %s", where, sent[where])
		}
	}
	found := c.client("mengshuqin").Get("/search?q=" + url.QueryEscape("𠮷👍")).Want(200)
	for _, kind := range []string{"project", "milestone", "member", "org", "document"} {
		found.Says(`"kind":"` + kind + `"`)
	}
	if len(sent) < 60 {
		t.Errorf("only %d fields", len(sent))
	}
}

// marked is the body of a call with a mark of rare characters, each another, at the end
// of every free text; what is sent again, so that it is refused, has the same mark.
func (c *conversation) marked(row call, sent map[string]string) any {
	path, _, _ := strings.Cut(row.path, "?")
	path = placeholder.ReplaceAllString(path, "{id}")
	if _, ok := row.body.(object); !ok || strings.HasPrefix(path, "/session") || strings.HasSuffix(path, "/preview") { // a preview keeps nothing
		return row.body
	}
	content := c.doc.Paths.Find(path).GetOperation(row.method).RequestBody.Value.Content.Get("application/json")
	return mark(content.Schema, row.body, row.method+" "+path, row.status < 300, sent)
}

// mark marks all free texts in a value; only those seen before, unless more may be.
func mark(schema *openapi3.SchemaRef, value any, where string, more bool, sent map[string]string) any {
	switch v := value.(type) {
	case object:
		out := object{}
		for name, inner := range v {
			out[name] = inner
			if property := schema.Value.Properties[name]; property != nil && !slices.Contains(bound, name) {
				out[name] = mark(property, inner, where+" "+name, more, sent)
			}
		}
		return out
	case []object:
		out := []object{}
		for _, inner := range v {
			out = append(out, mark(schema.Value.Items, inner, where, more, sent).(object))
		}
		return out
	case string:
		where = fmt.Sprintf("%s %q", where, v)
		text := fmt.Sprintf("%s%d。", rare, len(sent))
		most := schema.Value.MaxLength
		switch {
		case v == "" || strings.HasPrefix(v, "{") || !isFree(schema.Value):
		case sent[where] != "":
			return v + sent[where]
		case more && (most == nil || uint64(len([]rune(v+text))) <= *most):
			sent[where] = text
			return v + text
		}
	}
	return value
}

// isFree reports whether any text will do.
func isFree(s *openapi3.Schema) bool {
	return len(s.Enum) == 0 && s.Format == "" && s.Pattern == "" && s.Type != nil && s.Type.Is("string")
}
