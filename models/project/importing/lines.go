package importing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
)

// Sheet is one worksheet as documents reads it; Rows[0] is its first row.
type Sheet struct {
	Name     string
	Rows     [][]string
	Formulas []string // cells such as "D5"
}

// line is one project as it stands in the workbook, not yet understood.
type line struct {
	sheet    string // named in messages; "" while the workbook has one list only
	row      int    // as people count
	cells    map[field]string
	columns  map[field]int
	formulas map[field]bool
}

// at is a place for a message: "第9行E列".
func (l *line) at(f field) language.Phrase {
	place := language.Phrase{"第%d行", l.row}
	if i, ok := l.columns[f]; ok {
		place = language.Phrase{"第%d行%s列", l.row, models.Letters(i)}
	}
	if l.sheet != "" {
		return language.Phrase{"工作表“%s”%s", l.sheet, place}
	}
	return place
}

// reading is what a workbook holds: its projects, and what was left aside.
type reading struct {
	lines []*line
	notes []language.Phrase // about sheets, rows and columns that were passed over
}

// read finds the lists of a workbook and their rows.
func read(sheets []Sheet) reading {
	var r reading
	lists := map[int]headed{}
	for i, s := range sheets {
		h, ok := findHeadings(s.Rows)
		switch {
		case !ok:
			r.notes = append(r.notes, language.Phrase{"工作表“%s”没有项目清单的表头，已跳过。", s.Name})
		case h.timetable():
			r.notes = append(r.notes, language.Phrase{"工作表“%s”按阶段列出，不是项目清单，已跳过。", s.Name})
		default:
			lists[i] = h
		}
	}
	for i, s := range sheets {
		if h, ok := lists[i]; ok {
			r.list(s, h, len(lists) > 1)
		}
	}
	return r
}

// list reads the rows below the headings of one sheet.
func (r *reading) list(s Sheet, h headed, named bool) {
	if len(h.unread) > 0 {
		r.notes = append(r.notes, language.Phrase{"工作表“%s”的“%s”栏不导入。", s.Name, strings.Join(h.unread, "”“")})
	}
	group := ""
	var last *line
	for i := h.first; i < len(s.Rows); i++ {
		l := &line{row: i + 1, cells: map[field]string{}, columns: h.columns, formulas: map[field]bool{}}
		if named {
			l.sheet = s.Name
		}
		for f, col := range h.columns {
			if col < len(s.Rows[i]) {
				l.cells[f] = strings.TrimSpace(s.Rows[i][col])
			}
			l.formulas[f] = slices.Contains(s.Formulas, fmt.Sprintf("%s%d", models.Letters(col), i+1))
		}
		switch kind, title := l.kind(s.Rows[i]); kind {
		case blankRow:
		case asideRow:
			r.notes = append(r.notes, language.Phrase{"%s“%s”不是项目，已跳过。", l.at(""), short(title)})
		case remarksRow:
			r.notes = append(r.notes, language.Phrase{"%s起是备注，已跳过。", l.at("")})
			return
		case groupRow:
			group = title
		case moreRow:
			if last != nil {
				last.join(l)
				continue
			}
			fallthrough
		default:
			if last != nil && l.continues(last) {
				last.join(l)
				continue
			}
			if l.cells[category] == "" {
				l.cells[category] = group
			}
			last = l
			r.lines = append(r.lines, l)
		}
	}
}

// rowKind is what a row below the headings is.
type rowKind int

const (
	projectRow rowKind = iota
	blankRow           // nothing stands in it
	asideRow           // a sum, or the headings once more
	remarksRow         // here the list ends
	groupRow           // a group of projects begins: 一、规范提升
	moreRow            // more measures or steps of the project above
)

var (
	sum       = regexp.MustCompile(`^(?:合计|总计|小计|共计|累计)`)
	remarking = regexp.MustCompile(`^(?:备注|注|说明|填表说明|填报|制表|审核|联系人|联系电话)[:：]?`)
	grouping  = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])(.+)$`)
	counted   = regexp.MustCompile(`[（(]\s*\d+\s*[个项]\s*[）)]$`)
)

// kind tells a project's row from the others; title is the text by which it was told.
func (l *line) kind(row []string) (kind rowKind, title string) {
	filled := 0
	for _, text := range row {
		if text = compact(text); text != "" {
			if filled++; filled == 1 {
				title = text
			}
		}
	}
	says := 0
	for _, f := range []field{measures, schedule, goal, unit, person, both, partners, due} {
		if l.cells[f] != "" {
			says++
		}
	}
	switch {
	case filled == 0:
		return blankRow, ""
	case sum.MatchString(title) && says <= 1, filled > 2 && allHeadings(row):
		return asideRow, title
	case says > 0 && l.cells[name] == "" && l.cells[number] == "" && l.cells[unit]+l.cells[both]+l.cells[due] == "":
		return moreRow, title
	case says > 0:
		return projectRow, title
	case remarking.MatchString(title):
		return remarksRow, title
	}
	if m := grouping.FindStringSubmatch(title); m != nil && filled <= 2 {
		return groupRow, counted.ReplaceAllString(m[1], "")
	}
	if l.cells[name] != "" && l.cells[name] != row[0] || filled > 2 {
		return projectRow, title
	}
	return asideRow, title
}

// continues reports whether the row goes on with the project above: merged cells
// repeat its name and number.
func (l *line) continues(above *line) bool {
	return l.cells[name] != "" && l.cells[name] == above.cells[name] &&
		l.cells[number] != "" && l.cells[number] == above.cells[number]
}

// join takes over what a further row says.
func (l *line) join(further *line) {
	for f, text := range further.cells {
		l.formulas[f] = l.formulas[f] || further.formulas[f]
		switch {
		case text == "" || l.cells[f] == text:
		case l.cells[f] == "":
			l.cells[f] = text
		case f == measures || f == schedule || f == goal || f == partners:
			l.cells[f] += "\n" + text
		}
	}
}

// short cuts a text for a message.
func short(text string) string {
	if runes := []rune(text); len(runes) > 20 {
		return string(runes[:20]) + "…"
	}
	return text
}
