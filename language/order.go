package language

import (
	"bytes"
	"cmp"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Order compares names as an office files them: by the sound of the common
// characters, in which their national code is arranged.
func Order(a, b string) int {
	return cmp.Or(bytes.Compare(filed(a), filed(b)), cmp.Compare(a, b))
}

func filed(name string) []byte {
	code, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(name))
	if err != nil {
		return []byte(name) // not text at all: by its bytes
	}
	return code
}
