package views

import (
	"bytes"
	"crypto/rand"
	"regexp"
)

// postForm is the beginning of a form that changes something.
var postForm = regexp.MustCompile(`<form\b[^>]*\bmethod="post"[^>]*>`)

// keyless is the beginning of one that needs no key.
var keyless = regexp.MustCompile(`multipart/form-data|action="/session"|action="/language`)

// keyed gives every form that changes something the key under which it takes
// effect once, however often it is sent. Uploads do without, and what may be done
// before signing in.
func keyed(html []byte) []byte {
	field := []byte(`<input type="hidden" name="once" value="` + rand.Text() + `">`)
	return postForm.ReplaceAllFunc(html, func(form []byte) []byte {
		if keyless.Match(form) {
			return form
		}
		return append(bytes.Clone(form), field...)
	})
}
