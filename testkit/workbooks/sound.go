package workbooks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// unitAndPerson has one column for both, written in the two ways that are common.
func unitAndPerson(b *book) {
	both := func(p project) string {
		if len(p.number) == 2 {
			return p.unit + "（" + p.person + "）"
		}
		return p.unit + " " + p.person
	}
	columns := slices.Concat(office[:6], []column{{"责任单位及责任人", both, 26}}, office[8:])
	b.list("项目清单", columns, projects())
}

// mergedCategories groups the rows by category, which is written once for each group.
func mergedCategories(b *book) {
	var order []string
	groups := map[string][]project{}
	for _, p := range projects() {
		if groups[p.category] == nil {
			order = append(order, p.category)
		}
		groups[p.category] = append(groups[p.category], p)
	}
	var rows []project
	for _, c := range order {
		rows = append(rows, groups[c]...)
	}
	for i := range rows {
		rows[i].number = fmt.Sprint(i + 1)
	}
	b.list("项目清单", office, rows)
	row := first
	for _, c := range order {
		next := row + len(groups[c])
		must(b.MergeCell("项目清单", place(2, row), place(2, next-1))) // keeps only the uppermost value
		row = next
	}
}

// circled numbers rows and measures ①②③.
func circled(b *book) {
	rows := projects()
	for i := range rows {
		rows[i].number = string(rune('①' + i))
		lines := strings.Split(rows[i].measures, "\n")
		for j, line := range lines {
			lines[j] = string(rune('①'+j)) + line[len("1."):]
		}
		rows[i].measures = strings.Join(lines, "\n")
	}
	b.list("项目清单", office, rows)
}

// twoSheets explains the form on a sheet of its own and continues the list on a third.
func twoSheets(b *book) {
	b.sheet("填表说明")
	for i, line := range []string{"填表说明", "1.每个项目填写一行，不合并单元格。", "2.时序进度按“某月底前完成某事”填写，用分号隔开。", "3.完成时限填写年、月、日。"} {
		b.text("填表说明", place(1, i+1), line)
	}
	rows := projects()
	b.list("项目清单一", office, rows[:8])
	b.list("项目清单二", office, rows[8:])
}

// totalRow closes the list with a sum and remarks.
func totalRow(b *book) {
	rows := projects()
	b.list("项目清单", office, rows)
	end := first + len(rows)
	b.text("项目清单", place(1, end), "合计")
	b.text("项目清单", place(3, end), fmt.Sprintf("%d项", len(rows)))
	b.text("项目清单", place(1, end+2), "备注：1.各单位可根据实际细化措施。")
	b.text("项目清单", place(1, end+3), "2.完成时限确需调整的，应书面报市直机关工委同意。")
}

// excelDates has real dates as deadlines, shown in the formats that offices use.
func excelDates(b *book) {
	rows := projects()
	b.list("项目清单", office, rows)
	formats := []string{`yyyy"年"m"月"d"日"`, `yyyy/m/d`, `m"月"d"日"`, `yyyy\-mm\-dd;@`, `[$-F800]dddd, mmmm dd, yyyy`}
	for i, p := range rows {
		day, err := time.Parse("2006年1月2日", p.due)
		must(err)
		style, err := b.NewStyle(&excelize.Style{CustomNumFmt: &formats[i%len(formats)]})
		must(err)
		cell := place(len(office), first+i)
		must(b.SetCellValue("项目清单", cell, day))
		must(b.SetCellStyle("项目清单", cell, cell, style))
	}
}

// headersTwoRows has a common heading over the three columns that say who.
func headersTwoRows(b *book) {
	const sheet = "项目清单"
	b.list(sheet, office, projects())
	must(b.InsertRows(sheet, first, 1))
	for i, c := range office {
		top, below := place(i+1, headings), place(i+1, headings+1)
		if i < 6 || i > 8 {
			must(b.MergeCell(sheet, top, below))
			continue
		}
		b.text(sheet, below, c.heading)
	}
	must(b.SetCellStr(sheet, place(7, headings), "责任分工"))
	must(b.MergeCell(sheet, place(7, headings), place(9, headings)))
}
