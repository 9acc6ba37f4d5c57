package handlers

import "luoshi/language"

// What a page says is ours, a word or a phrase with values, and said in the
// reader's language; or it is as somebody typed it.
type (
	word   = language.Word
	phrase = language.Phrase
	typed  = language.Typed
)
