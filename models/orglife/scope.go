package orglife

import (
	"fmt"
	"strings"

	"luoshi/models"
)

// reach is tx.Scope for what organisations owe: with an organisation goes the
// leading group that guides it, which has no clerks of its own.
func reach(tx *models.Tx, verb models.Verb, object models.Object, column string) (string, []any) {
	where, args := tx.Scope(verb, object, column)
	guided, more := tx.Scope(verb, object, "id")
	return fmt.Sprintf("(%s OR %s IN (SELECT guided_by_id FROM orgs WHERE guided_by_id IS NOT NULL AND %s))", where, column, guided), append(args, more...)
}

// withGroups is the condition for what is an organisation's or its groups', which takes its id twice.
func withGroups(column string) string {
	return column + " IN (SELECT id FROM orgs WHERE id = ? OR parent_id = ? AND " + group.sql + ")"
}

// visible is the condition for activities the actor may see; table is "" or an alias with a dot.
func visible(tx *models.Tx, table string) (string, []any) {
	var ors []string
	var args []any
	for _, log := range []models.Object{models.Minutes, models.CommitteeLog, models.Studies} {
		var types []string
		for _, f := range forms {
			if f.log == log {
				types = append(types, "'"+string(f.code)+"'")
			}
		}
		where, more := reach(tx, models.View, log, table+"org_id")
		ors = append(ors, fmt.Sprintf("%stype IN (%s) AND %s", table, strings.Join(types, ", "), where))
		args = append(args, more...)
	}
	return "(" + strings.Join(ors, " OR ") + ")", args
}
