package handlers

import (
	"net/url"
	"reflect"
	"strings"
	"unicode"
)

// plain is a text as it is kept, whoever sent it and whether by page or program:
// whatever breaks a line is a line break, and what nobody sees is left out: control
// characters, marks that turn the direction of writing, and the mark before a file.
// Joiners stay: emoji and several scripts are written with them.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\t', '\n', '\r':
			return r
		case '\v', '\f', '\u0085', '\u2028', '\u2029':
			return '\n'
		case '\ufeff':
			return -1
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}

// plainFields makes the values of a form plain.
func plainFields(form url.Values) {
	for _, values := range form {
		for i := range values {
			values[i] = plain(values[i])
		}
	}
}

// plainTexts makes every text in a form that was read from JSON plain.
func plainTexts(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			plainTexts(v.Elem())
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			if field.CanSet() {
				plainTexts(field)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			plainTexts(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem() // what is in a map cannot be changed there
			value.Set(v.MapIndex(key))
			plainTexts(value)
			v.SetMapIndex(key, value)
		}
	case reflect.Interface:
		if text, ok := v.Interface().(string); ok {
			v.Set(reflect.ValueOf(plain(text)))
		}
	case reflect.String:
		v.SetString(plain(v.String()))
	}
}
