package handlers

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"luoshi/views"
)

// expiredView is the page for what was sent after the session had run out: it is to
// be sent again once one has signed in, and is not to be lost until then.
type expiredView struct {
	Action string
	Fields []views.Field // all of it, as it was sent
	Texts  []string      // what of it people wrote
}

// keepTyped answers a page's form that came too late with what was typed into it, and
// reports whether there was any. Secrets do not go back to the browser.
func (s *Server) keepTyped(c *gin.Context) bool {
	if c.Request.Method == http.MethodGet || c.ContentType() != "application/x-www-form-urlencoded" || c.Request.ParseForm() != nil {
		return false
	}
	view := expiredView{Action: c.Request.URL.RequestURI()}
	for _, name := range slices.Sorted(maps.Keys(c.Request.PostForm)) {
		if slices.ContainsFunc(secretFields, func(secret string) bool { return strings.Contains(name, secret) }) {
			return false
		}
		if name == onceField {
			continue // the page has a key of its own
		}
		for _, value := range c.Request.PostForm[name] {
			view.Fields = append(view.Fields, views.Field{Name: name, Value: value})
			if isWritten(value) {
				view.Texts = append(view.Texts, value)
			}
		}
	}
	if len(view.Texts) == 0 {
		return false
	}
	r := &Request{Context: c, db: s.DB}
	if c.GetHeader("HX-Request") == "true" {
		c.Header("HX-Retarget", "#main")
		c.Header("HX-Reswap", "innerHTML")
		s.render(r, http.StatusUnauthorized, "expired", "content", view)
		return true
	}
	s.render(r, http.StatusUnauthorized, "expired", "layout", s.frame(r, Answer{Title: word("登录已过期"), View: view}))
	return true
}

// secretFields are parts of the names of fields that hold what is not shown again.
var secretFields = []string{"password", "secret", "token"}

// isWritten reports whether a value is text that somebody wrote, and no number, date or choice.
func isWritten(value string) bool {
	return strings.ContainsFunc(value, func(c rune) bool { return c > 0x7f }) || strings.Contains(strings.TrimSpace(value), " ")
}
