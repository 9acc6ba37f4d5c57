package testkit

import (
	"fmt"
	"strings"

	"luoshi/models"
)

// Kept is all that the database holds, as text: for tests of what must not be in it.
func (a *App) Kept() string {
	a.T.Helper()
	var kept strings.Builder
	a.Seed(func(tx *models.Tx) error {
		list := "SELECT name FROM sqlite_master WHERE type = 'table'"
		if OnMySQL() {
			list = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
		}
		var tables []string
		if err := tx.Raw(&tables, list); err != nil {
			return err
		}
		for _, table := range tables {
			var rows []map[string]any
			if err := tx.Raw(&rows, "SELECT * FROM "+table); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			for _, row := range rows {
				for column, value := range row {
					if text, ok := value.([]byte); ok {
						value = string(text)
					}
					fmt.Fprintf(&kept, "%s.%s: %v\n", table, column, value)
				}
			}
		}
		return nil
	})
	return kept.String()
}
