package calendar

import "fmt"

// ParseDeadline reads when something is due in the words of office workbooks.
// from is empty when only the end is said.
func ParseDeadline(phrase string, year int) (from, to Date, err error) {
	return "", "", fmt.Errorf("看不懂完成时限“%s”，请写成“3月底前”“12月20日前”或“2022年12月20日”", phrase)
}
