package testkit

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"luoshi/models"
)

// Kept is all that the database holds, as text: for tests of what must not be in it.
func (a *App) Kept() string { return a.tables(func(string) bool { return true }) }

// own are the tables in which the program keeps count of who asks.
var own = []string{"audit", "seals", "sessions", "tokens", "throttles", "claims", "sqlite_sequence"}

// Business is what the database holds of people's work: for tests that nothing of it changes.
func (a *App) Business() string {
	return a.tables(func(table string) bool { return !slices.Contains(own, table) })
}

func (a *App) tables(wanted func(name string) bool) string {
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
		for _, table := range slices.DeleteFunc(tables, func(table string) bool { return !wanted(table) }) {
			var rows []map[string]any
			if err := tx.Raw(&rows, "SELECT * FROM "+table); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			for _, row := range rows {
				for _, column := range slices.Sorted(maps.Keys(row)) {
					value := row[column]
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
