package models

import "strings"

// insertAtOnce is how many rows one statement inserts.
const insertAtOnce = 500

// InsertOnce writes rows, whose values stand one after the other, and passes over
// those whose key is there already: Create with Once, without what gorm does for
// each row and value. It is for what is written by the ten thousand.
func (tx *Tx) InsertOnce(table string, columns []string, values []any) error {
	insert := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES "
	passing := " ON CONFLICT DO NOTHING"
	if tx.gorm.Name() == "mysql" {
		passing = " ON DUPLICATE KEY UPDATE " + columns[0] + " = " + columns[0]
	}
	mark := ", (?" + strings.Repeat(", ?", len(columns)-1) + ")"
	for len(values) > 0 {
		n := min(insertAtOnce, len(values)/len(columns))
		some := values[:n*len(columns)]
		if err := tx.gorm.Exec(insert+strings.Repeat(mark, n)[2:]+passing, some...).Error; err != nil {
			return err
		}
		values = values[len(some):]
	}
	return nil
}
