// Package language says the program's words to each person in the language
// chosen: Chinese, in which they are written, or English.
package language

import "fmt"

// Language is what a person reads.
type Language string

const (
	Chinese Language = "zh"
	English Language = "en"
)

// Say fills a Chinese format; a name of ours among the values (a Stringer) is
// said in the same language, what users typed stays as it is.
func (l Language) Say(format string, values ...any) string {
	if len(values) == 0 {
		return format
	}
	return fmt.Sprintf(format, values...)
}
