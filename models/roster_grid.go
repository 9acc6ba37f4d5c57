package models

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/language"
)

// grid walks over the rows of a sheet and finds cells by the heading of their column.
type grid struct {
	name    string
	rows    [][]string
	columns map[string]int
	row     int // the present one, from 0
	faults  FieldErrors
}

// openGrid finds a sheet and its headings, in whatever order they stand.
func openGrid(sheets []Sheet, name string, faults FieldErrors, headings ...string) *grid {
	i := slices.IndexFunc(sheets, func(s Sheet) bool { return strings.TrimSpace(s.Name) == name })
	if i < 0 {
		faults.Add(name, "没有工作表“%s”", name)
		return nil
	}
	g := &grid{name: name, rows: sheets[i].Rows, columns: map[string]int{}, faults: faults}
	for g.row < len(g.rows) && len(g.columns) == 0 {
		for column, text := range g.rows[g.row] {
			if heading := plainCell(text); slices.Contains(headings, heading) {
				g.columns[heading] = column
			}
		}
		g.row++
	}
	g.row-- // on the headings
	for _, heading := range headings {
		if _, found := g.columns[heading]; !found {
			faults.Add(name+"!"+heading, "工作表“%s”缺少列“%s”", name, heading)
		}
	}
	return g
}

// next goes on to the next row that says something.
func (g *grid) next() bool {
	for g.row++; g.row < len(g.rows); g.row++ {
		if g.text("代码") != "" || strings.Trim(strings.Join(g.rows[g.row], ""), " 　") != "" && !strings.HasPrefix(g.rows[g.row][0], "合计") {
			return true
		}
	}
	return false
}

func (g *grid) text(column string) string {
	row, i := g.rows[g.row], g.columns[column]
	if i >= len(row) {
		return ""
	}
	return plainCell(row[i])
}

// must is a cell that may not be empty.
func (g *grid) must(column string) string {
	text := g.text(column)
	switch {
	case text == "" || text == "—":
		g.fault(column, "请填写%s", column)
	case utf8.RuneCountInString(text) > 100:
		g.fault(column, "不能超过100个字")
	}
	return text
}

// holder is who holds a post, "" where the cell says that it is vacant.
func (g *grid) holder(column string) string {
	text := g.must(column)
	if isVacant(text) {
		return ""
	}
	return text
}

func isVacant(text string) bool {
	return strings.HasPrefix(text, "【缺】") || text == "缺" || text == "空缺"
}

// fault notes what is wrong with a cell of the present row, with its place: 工作表“单位” 第3行 D列.
func (g *grid) fault(column, format string, args ...any) {
	cell := fmt.Sprintf("%s!%s%d", g.name, Letters(g.columns[column]), g.row+1)
	g.faults.Add(cell, "%s：%s", g.place(column), language.With(format, args...))
}

// place is where a cell of the present row stands, for people.
func (g *grid) place(column string) language.Phrase {
	return language.Phrase{"工作表“%s” 第%d行 %s列（%s）", g.name, g.row + 1, Letters(g.columns[column]), column}
}

// Letters is a column as spreadsheets name it: 0 is A, 26 is AA.
func Letters(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// plainCell is a cell without spaces around it and with brackets of one width.
func plainCell(text string) string {
	return strings.NewReplacer("（", "(", "）", ")", "\n", "").Replace(strings.TrimSpace(text))
}
