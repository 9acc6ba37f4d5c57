package views

import (
	"bytes"
	"crypto/rand"
	"regexp"
)

// postForm is the beginning of a form that changes something.
var postForm = regexp.MustCompile(`<form\b[^>]*\bmethod="post"[^>]*>`)

// keyed gives every form that changes something the key under which it takes
// effect once, however often it is sent. Uploads and signing in do without.
func keyed(html []byte) []byte {
	field := []byte(`<input type="hidden" name="once" value="` + rand.Text() + `">`)
	return postForm.ReplaceAllFunc(html, func(form []byte) []byte {
		if bytes.Contains(form, []byte("multipart/form-data")) || bytes.Contains(form, []byte(`action="/session"`)) {
			return form
		}
		return append(bytes.Clone(form), field...)
	})
}
