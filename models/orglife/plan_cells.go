package orglife

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
)

// PlanColumn is a column of a plan as the office's sheet has it; the page, the
// workbook and what is pasted are all read and written by this one table.
type PlanColumn struct {
	Key      string        // of the field
	Name     language.Word // above the column
	Width    float64
	Optional bool // left out of the sheet while it says nothing
	Most     int  // characters of a cell
	day      func(*PlanRow) *calendar.Date
	text     func(*PlanRow) *string
}

// PlanColumns are all of them, after that of the month.
var PlanColumns = []PlanColumn{
	{Key: "committee", Name: "支委会(会前研究)", Width: 16, Most: 100, day: func(r *PlanRow) *calendar.Date { return &r.CommitteeOn }, text: func(r *PlanRow) *string { return &r.CommitteeNote }},
	{Key: "held", Name: "主题党日(固定日)", Width: 26, Most: 100, day: func(r *PlanRow) *calendar.Date { return &r.HeldOn }, text: func(r *PlanRow) *string { return &r.HeldNote }},
	{Key: "topic", Name: "主题", Width: 28, Most: 200, text: func(r *PlanRow) *string { return &r.Topic }},
	{Key: "form", Name: "形式", Width: 20, Most: 100, text: func(r *PlanRow) *string { return &r.Form }},
	{Key: "second", Name: "第二次(市级要求)", Width: 28, Most: 200, day: func(r *PlanRow) *calendar.Date { return &r.SecondOn }, text: func(r *PlanRow) *string { return &r.SecondTopic }},
	{Key: "also", Name: "兼作", Width: 24, Most: 100, text: func(r *PlanRow) *string { return &r.Also }},
	{Key: "leader", Name: "主讲人", Width: 12, Optional: true, Most: 50, text: func(r *PlanRow) *string { return &r.Leader }},
	{Key: "place", Name: "地点", Width: 18, Optional: true, Most: 200, text: func(r *PlanRow) *string { return &r.Place }},
}

// Cell is what the column says of the month: "02-07 下午".
func (c PlanColumn) Cell(r *PlanRow) string {
	text := *c.text(r)
	if c.day == nil || *c.day(r) == "" {
		return text
	}
	return strings.TrimSpace(string(*c.day(r))[5:] + " " + text)
}

var dayFirst = regexp.MustCompile(`^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})日?(.*)$`)

// nothing are the ways to say in a cell that there is nothing.
var nothing = []string{"", "—", "——", "-", "－", "无", "/"}

// Read takes a cell of a month of a year; problem says what is wrong with it.
func (c PlanColumn) Read(r *PlanRow, year int, cell string) (problem language.Phrase) {
	cell = strings.Join(strings.Fields(cell), " ")
	if n := utf8.RuneCountInString(cell); n > c.Most {
		return language.With("有%d个字，不能超过%d个字", n, c.Most)
	}
	if c.day == nil {
		*c.text(r) = cell
		return nil
	}
	*c.day(r), *c.text(r) = "", ""
	if slices.Contains(nothing, cell) {
		*c.text(r) = cell
		return nil
	}
	m := dayFirst.FindStringSubmatch(cell)
	if m == nil {
		return language.With("“%s”没有以日期开头，请写成“%02d-05”这样的月日，后面可以加说明", cell, r.Month)
	}
	if m[1] != "" && m[1] != strconv.Itoa(year) {
		return language.With("“%s”不在%d年", cell, year)
	}
	month, _ := strconv.Atoi(m[2]) // the pattern holds digits only
	day, _ := strconv.Atoi(m[3])
	on := calendar.Date(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	switch {
	case !on.Valid() || strings.TrimLeft(m[4], "0123456789") != m[4]:
		return language.With("“%s”不是真实的日期", cell)
	case month != r.Month:
		return language.With("“%s”不在%d月", cell, r.Month)
	}
	*c.day(r), *c.text(r) = on, strings.TrimSpace(m[4])
	return nil
}

// AlsoNames are what a theme day may count as besides, as plans write it.
var AlsoNames = []string{"党员大会", "党课", "组织生活会", "民主评议", "双报到", "志愿服务"}

// alsoTypes are the duties behind those names; what nobody owes has none.
var alsoTypes = map[string]Type{"党员大会": GeneralMeeting, "党课": PartyClass, "组织生活会": LifeMeeting, "民主评议": Appraisal}

var inBrackets = regexp.MustCompile(`[(（][^)）]*[)）]`)

// Counts splits what the month counts as besides into its parts, and those that are none we know.
func (r *PlanRow) Counts() (known, unknown []string) {
	if slices.Contains(nothing, r.Also) {
		return nil, nil
	}
	for _, part := range strings.FieldsFunc(inBrackets.ReplaceAllString(r.Also, ""), func(c rune) bool { return strings.ContainsRune("、，,；; /", c) }) {
		if slices.Contains(AlsoNames, part) {
			known = append(known, part)
		} else {
			unknown = append(unknown, part)
		}
	}
	return known, unknown
}
