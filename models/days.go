package models

// DaysBetween is SQL for the number of days from one day to another; both are SQL
// themselves, a column or a parameter.
func (tx *Tx) DaysBetween(from, to string) string {
	if tx.gorm.Name() == "sqlite" {
		return "CAST(julianday(" + to + ") - julianday(" + from + ") AS INTEGER)"
	}
	return "DATEDIFF(" + to + ", " + from + ")"
}
