package language

// Fault is an error in words for people, said in their language; as a log has
// it, in Chinese.
type Fault struct{ Phrase }

// Errorf is a Fault of a Chinese format and its values.
func Errorf(format string, values ...any) error { return Fault{With(format, values...)} }

func (f Fault) Error() string { return f.String() }
