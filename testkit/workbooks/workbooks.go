// Package workbooks makes the yearly project list in the shapes that offices hand in, sound and broken.
package workbooks

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// List is the yearly list as an .xlsx file; an unknown variant panics.
func List(variant string) []byte {
	f := excelize.NewFile()
	defer f.Close()
	draw, ok := variants[variant]
	if !ok {
		panic("no such list: " + variant)
	}
	draw(&book{f})
	data, err := f.WriteToBuffer()
	must(err)
	return data.Bytes()
}

// Variants names every list there is.
func Variants() []string {
	return slices.Sorted(maps.Keys(variants))
}

// variants says how each list differs from the office's own. Broken ones have one
// fault, in the row named at their end.
var variants = map[string]func(*book){
	"office":            func(b *book) { b.list("项目清单", office, projects()) },
	"reordered":         func(b *book) { b.list("工作任务", reordered, projects()) },
	"unit-and-person":   unitAndPerson,
	"merged-categories": mergedCategories,
	"circled":           circled,
	"two-sheets":        twoSheets,
	"total-row":         totalRow,
	"excel-dates":       excelDates,
	"headers-two-rows":  headersTwoRows,

	"unknown-unit":        changed(11, func(p *project) { p.unit = "市海洋发展局" }),                                                  // row 14
	"impossible-date":     changed(10, func(p *project) { p.timetable = strings.Replace(p.timetable, "2月底前", "2月30日前", 1) }),    // row 13
	"formula":             formula,                                                                                              // row 8, column J
	"stage-after-project": changed(9, func(p *project) { p.timetable = strings.Replace(p.timetable, "12月15日前", "12月31日前", 1) }), // row 12
	"missing-person":      changed(12, func(p *project) { p.person = "" }),                                                      // row 15
	"duplicate-names":     changed(14, func(p *project) { p.name = "发展党员工作规范化" }),                                               // row 17, as row 8
}

// column is a heading and what stands under it.
type column struct {
	heading string
	of      func(project) string
	width   float64
}

func number(p project) string    { return p.number }
func category(p project) string  { return p.category }
func name(p project) string      { return p.name }
func measures(p project) string  { return p.measures }
func timetable(p project) string { return p.timetable }
func goal(p project) string      { return p.goal }
func unit(p project) string      { return p.unit }
func person(p project) string    { return p.person }
func partners(p project) string  { return p.partners }
func due(p project) string       { return p.due }

var office = []column{
	{"序号", number, 6}, {"类别", category, 12}, {"项目名称\n（干什么）", name, 24}, {"主要措施\n（怎么干）", measures, 30},
	{"时序进度\n（时间表、路线图）", timetable, 40}, {"目标要求\n（干到什么程度）", goal, 26}, {"责任单位\n（谁来干）", unit, 20},
	{"责任人", person, 12}, {"协同单位", partners, 24}, {"完成时限\n（何时完成）", due, 16},
}

var reordered = []column{
	{"序号", number, 6}, {"完成时间", due, 16}, {"任务名称", name, 24}, {"牵头单位", unit, 20}, {"负责人", person, 12}, {"配合单位", partners, 24},
	{"工作目标", goal, 26}, {"工作措施", measures, 30}, {"进度安排", timetable, 40}, {"类别", category, 12},
}

// The office's list: title, who made it, headings, and the projects from row 4 on.
const (
	headings = 3
	first    = 4
)

// book is a workbook being written; what fails in it is a mistake of this package, so it panics.
type book struct{ *excelize.File }

// list adds a sheet with the projects under the columns.
func (b *book) list(sheet string, columns []column, rows []project) {
	b.sheet(sheet)
	right := place(len(columns), 1)
	b.text(sheet, "A1", "澜川市市直机关2022年度党建重点项目清单")
	must(b.MergeCell(sheet, "A1", right))
	b.text(sheet, "A2", "制表单位：中共澜川市委市直机关工作委员会")
	must(b.MergeCell(sheet, "A2", "G2"))
	b.text(sheet, "H2", "2022年2月28日")
	for i, c := range columns {
		b.text(sheet, place(i+1, headings), c.heading)
		letter, err := excelize.ColumnNumberToName(i + 1)
		must(err)
		must(b.SetColWidth(sheet, letter, letter, c.width))
		for j, p := range rows {
			b.text(sheet, place(i+1, first+j), c.of(p))
		}
	}
}

// sheet adds a sheet; the first one takes the place of the sheet every new workbook has.
func (b *book) sheet(name string) {
	if b.GetSheetName(0) == "Sheet1" {
		must(b.SetSheetName("Sheet1", name))
		return
	}
	_, err := b.NewSheet(name)
	must(err)
}

func (b *book) text(sheet, place, text string) {
	if text != "" {
		must(b.SetCellStr(sheet, place, text))
	}
}

func place(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	must(err)
	return name
}

func must(err error) {
	if err != nil {
		panic(fmt.Sprintf("workbooks: %v", err))
	}
}
