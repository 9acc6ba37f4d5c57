package models_test

import (
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

type nameOnly struct{ Name string }

// A row some of whose fields can never be filled is refused instead of read as zeros.
func TestReadPassesOverNothing(t *testing.T) {
	t.Parallel()
	type Name nameOnly
	app := testkit.NewCity(t)
	app.Seed(func(tx *models.Tx) error {
		type within struct {
			ID int64
			nameOnly
		}
		if list, err := models.Read[within](tx, "SELECT id, name FROM orgs"); err == nil || !strings.Contains(err.Error(), "nameOnly") {
			t.Errorf("read %v, %v", list, err)
		}
		type with struct {
			ID int64
			Name
		}
		list, err := models.Read[with](tx, "SELECT id, name, kind FROM orgs WHERE code = ?", "SW")
		if len(list) != 1 || list[0].ID == 0 || list[0].Name.Name == "" {
			t.Errorf("read %v", list)
		}
		return err
	})
}
