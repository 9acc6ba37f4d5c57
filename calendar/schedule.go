package calendar

import "fmt"

// A Step is one part of a schedule.
type Step struct {
	Name     string
	From, To Date   // From is empty when only the end is said
	Text     string // as it was written
}

// SplitSchedule turns the 时序进度 of a project into its steps.
func SplitSchedule(text string, year int) ([]Step, error) {
	return nil, fmt.Errorf("“%s”没有写时间，请写成“3月底前印发方案”", text)
}
