package language

// Text is what stands on a page: a Word or a Phrase of ours or an error for the
// user, said in the reader's language, or what somebody Typed.
type Text interface{ In(Language) string }

// Typed is text as somebody typed it, the same in every language.
type Typed string

// In is the text as it is.
func (t Typed) In(Language) string { return string(t) }
