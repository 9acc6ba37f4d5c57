package workbooks

// changed is the office's list with one project changed.
func changed(number int, change func(*project)) func(*book) {
	return func(b *book) {
		rows := projects()
		change(&rows[number-1])
		b.list("项目清单", office, rows)
	}
}

// formula computes a deadline instead of stating it.
func formula(b *book) {
	b.list("项目清单", office, projects())
	must(b.SetCellFormula("项目清单", place(len(office), first+4), "J6"))
}
