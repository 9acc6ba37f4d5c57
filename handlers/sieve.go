package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/models"
)

// sieve reads the filter in an address: what is not understood is named, never passed over.
type sieve struct {
	r     *Request
	wrong models.FieldErrors
	known []string // the names it has been asked for
}

func newSieve(r *Request) *sieve { return &sieve{r: r, wrong: models.FieldErrors{}} }

// text is the value of a name, "" when it is left out.
func (s *sieve) text(name string) string {
	s.known = append(s.known, name)
	const most = 100
	text := strings.TrimSpace(s.r.Query(name))
	if utf8.RuneCountInString(text) > most {
		s.wrong.Add(name, "不能超过%d个字", most)
		return ""
	}
	return text
}

// number is a number of ours, 0 when it is left out.
func (s *sieve) number(name string) int64 {
	text := s.text(name)
	n, err := strconv.ParseInt(text, 10, 64)
	if text != "" && (err != nil || n < 1) {
		s.wrong.Add(name, "须为编号，如 7")
	}
	return n
}

// year is a year, 0 when it is left out.
func (s *sieve) year(name string) int {
	text := s.text(name)
	y, err := strconv.Atoi(text)
	if text != "" && (err != nil || !calendar.Date(fmt.Sprintf("%04d-12-31", y)).Valid()) {
		s.wrong.Add(name, "年度请写作 2022")
		return 0
	}
	return y
}

// flag is true for "true".
func (s *sieve) flag(name string) bool {
	text := s.text(name)
	if text != "" && text != "true" && text != "false" {
		s.wrong.Add(name, "只能是 true 或 false")
	}
	return text == "true"
}

// day is a date, "" when it is left out.
func (s *sieve) day(name string) calendar.Date {
	day := calendar.Date(s.text(name))
	if day != "" && !day.Valid() {
		s.wrong.Add(name, "日期请写作 2022-06-15")
	}
	return day
}

// oneOf is one of the values, "" when it is left out.
func oneOf[T ~string](s *sieve, name string, values ...T) T {
	value := T(s.text(name))
	if value != "" && !slices.Contains(values, value) {
		s.wrong.Add(name, "没有“%s”；可选：%s", string(value), joined(values))
	}
	return value
}

func joined[T ~string](values []T) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return strings.Join(list, "、")
}

// org is the organisation of a name that the actor may see, nil when it is left out.
func (s *sieve) org(tx *models.Tx, name string) (*models.Org, error) {
	id := s.number(name)
	if id < 1 {
		return nil, nil
	}
	org, err := tx.Org(id)
	if models.KindOf(err) == models.NotFound {
		s.wrong.Add(name, "没有这个组织，或者不在您的查看范围内")
		return nil, nil
	}
	return org, err
}

// err is what is wrong, with names that mean nothing here; paging may always be asked
// for, and whether there is a workbook is seen from the answer.
func (s *sieve) err() error {
	for name := range s.r.Context.Request.URL.Query() {
		switch {
		case slices.Contains(s.known, name), name == "limit", name == "cursor", name == "format":
		case name == "org_id" && slices.Contains(s.known, "org"):
			s.wrong.Add(name, "请改用 org")
		default:
			s.wrong.Add(name, "没有这个筛选条件；可用：%s", strings.Join(s.known, "、"))
		}
	}
	return s.faults()
}

// faults is err without the names that mean nothing here: a program is told of them in
// any case, and a page may have others in its address.
func (s *sieve) faults() error { return s.wrong.Err("筛选条件有误，请改正后再看。") }
