package orglife

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
)

// monthColumn heads the first column of the office's sheet.
const monthColumn = "月"

// Sheet is the plan as the office's workbook has it: names of the columns, and
// the rows. Columns that are not the office's own are left out while empty.
func (p *Plan) Sheet() (columns []PlanColumn, rows [][]string) {
	for _, c := range PlanColumns {
		if !c.Optional || slices.ContainsFunc(p.Rows, func(r PlanRow) bool { return c.Cell(&r) != "" }) {
			columns = append(columns, c)
		}
	}
	for _, r := range p.Rows {
		cells := []string{fmt.Sprint(r.Month)}
		for _, c := range columns {
			cells = append(cells, c.Cell(&r))
		}
		rows = append(rows, cells)
	}
	return append([]PlanColumn{{Name: monthColumn, Width: 6}}, columns...), rows
}

// SheetOf is what a workbook or a pasted table says: whose plan of which year
// where its title names them, and the rows.
type SheetOf struct {
	OrgName string
	Year    int
	Rows    [][]string
	at      int // the row of the column names, from 0
	columns []PlanColumn
}

var planTitle = regexp.MustCompile(`^(.*?)(\d{4})年?(?:度)?主题党日计划$`)

// ReadPlanSheet finds the plan in a workbook: the one sheet with its column names.
func ReadPlanSheet(sheets []models.Sheet) (*SheetOf, error) {
	var found []*SheetOf
	for _, s := range sheets {
		if at := slices.IndexFunc(s.Rows, func(cells []string) bool { return len(cells) > 1 && flat(cells[0]) == monthColumn }); at >= 0 {
			found = append(found, &SheetOf{Rows: s.Rows, at: at})
		}
	}
	switch {
	case len(found) == 0:
		return nil, badSheet("没有找到表头。第一列的名称须是“月”，其后依次是%s。", strings.Join(columnNames(), "、"))
	case len(found) > 1:
		return nil, badSheet("有%d张工作表像是年度计划，请只保留一张。", len(found))
	}
	s := found[0]
	for _, row := range s.Rows[:s.at] {
		for _, cell := range row {
			if m := planTitle.FindStringSubmatch(flat(cell)); m != nil {
				s.OrgName = m[1]
				fmt.Sscan(m[2], &s.Year) // four digits
			}
		}
	}
	return s, s.readColumns()
}

// readColumns knows the columns by their names, in any order.
func (s *SheetOf) readColumns() error {
	head := s.Rows[s.at]
	s.columns = make([]PlanColumn, len(head))
	for i, name := range head[1:] {
		at := slices.IndexFunc(PlanColumns, func(c PlanColumn) bool { return flat(string(c.Name)) == flat(name) })
		switch {
		case flat(name) == "":
			continue
		case at < 0:
			return badSheet("%s的列名“%s”无法识别，可用的列名是：%s。", cellAt(s.at, i+1), name, strings.Join(columnNames(), "、"))
		case slices.ContainsFunc(s.columns, func(c PlanColumn) bool { return c.Key == PlanColumns[at].Key }):
			return badSheet("%s的列名“%s”重复了，请只保留一列。", cellAt(s.at, i+1), name)
		}
		s.columns[i+1] = PlanColumns[at]
	}
	for _, c := range PlanColumns {
		if !c.Optional && !slices.ContainsFunc(s.columns, func(have PlanColumn) bool { return have.Key == c.Key }) {
			return badSheet("第%d行缺少“%s”一列，请照原表补上。", s.at+1, c.Name)
		}
	}
	return nil
}

// Months reads the twelve rows of a year's plan; what is wrong is named by row and column.
func (s *SheetOf) Months(year int) ([]PlanRow, error) {
	var wrong faults
	rows := make([]PlanRow, 12)
	for i := s.at + 1; i < len(s.Rows); i++ {
		cells := s.Rows[i]
		if !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue
		}
		month := monthNumber(cells[0])
		switch {
		case month == 0:
			wrong.add(i, 0, language.With("“%s”不是月份，请写1至12", cells[0]))
		case rows[month-1].Month != 0:
			wrong.add(i, 0, language.With("%d月出现了两次", month))
		default:
			rows[month-1].Month = month
			s.readMonth(i, &rows[month-1], year, &wrong)
		}
	}
	for i, r := range rows {
		if r.Month == 0 {
			wrong.said = append(wrong.said, language.With("表中没有%d月", i+1))
		}
	}
	return rows, wrong.err()
}

// readMonth reads the cells after that of the month.
func (s *SheetOf) readMonth(i int, r *PlanRow, year int, wrong *faults) {
	for j, cell := range s.Rows[i][1:] {
		switch column := j + 1; {
		case column < len(s.columns) && s.columns[column].Key != "":
			if problem := s.columns[column].Read(r, year, cell); problem != nil {
				wrong.add(i, column, problem)
			}
		case strings.TrimSpace(cell) != "":
			wrong.add(i, column, language.With("“%s”上面没有列名", cell))
		}
	}
}

// faults are what is wrong with a sheet, from the top.
type faults struct{ said []language.Phrase }

func (f *faults) add(row, column int, what language.Phrase) {
	f.said = append(f.said, language.With("%s%s", cellAt(row, column), what))
}

func (f *faults) err() error {
	if len(f.said) == 0 {
		return nil
	}
	return badSheet("表格没有导入：%s。请改好后重新上传。", language.Join("；", f.said))
}

func badSheet(format string, values ...any) error {
	return models.FailAt(models.Invalid, "file", format, values...)
}

// cellAt names a cell as people see it: "第5行C列".
func cellAt(row, column int) language.Phrase {
	return language.Phrase{"第%d行%s列", row + 1, models.Letters(column)}
}

// flat is a text without spaces, its brackets and figures half-width.
func flat(text string) string {
	return strings.NewReplacer("（", "(", "）", ")").Replace(strings.Join(strings.Fields(text), ""))
}

func columnNames() []string {
	var names []string
	for _, c := range PlanColumns {
		names = append(names, string(c.Name))
	}
	return names
}

// monthNumber reads "3" or "3月"; 0 for what is none.
func monthNumber(cell string) int {
	text := strings.TrimSuffix(strings.TrimLeft(flat(cell), "0"), "月")
	for m := 1; m <= 12; m++ {
		if text == fmt.Sprint(m) {
			return m
		}
	}
	return 0
}
