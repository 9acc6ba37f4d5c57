package calendar

import (
	"errors"
	"io"
)

// ParseDays reads the holidays and makeup days of a year from CSV.
func ParseDays(r io.Reader) ([]Day, error) { return nil, errors.New("文件里没有一天") }
