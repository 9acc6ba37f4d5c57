package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// rows is every row of a database, a line each.
func rows(t *testing.T, c *testkit.City) (list []string) {
	t.Helper()
	testkit.Must(t, c.DB.Snapshot(t.Context(), func(s *models.Snapshot) error {
		for _, table := range s.Tables {
			err := s.Rows(table, func(row []any) error {
				list = append(list, table.Name+" "+fmt.Sprint(row...))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return list
}

// told is "rule login title" of what is in the inboxes under the given keys' rules.
func told(t *testing.T, c *testkit.City) (list []string) {
	t.Helper()
	var all []struct{ Rule, Login, Title string }
	testkit.Must(t, c.DB.View(t.Context(), models.System, func(tx *models.Tx) error {
		return tx.Raw(&all, "SELECT n.rule, u.login, n.title FROM receipts r JOIN notices n ON n.id = r.notice_id JOIN users u ON u.id = r.user_id")
	}))
	for _, a := range all {
		list = append(list, a.Rule+" "+a.Login+" "+a.Title)
	}
	slices.Sort(list)
	return list
}

// A dry run prints what the tick then tells, line for line, and leaves every row as it was.
func TestDryRun(t *testing.T) {
	t.Parallel()
	c := busyCity(t)
	for _, day := range []string{"2022-05-26", "2022-05-27", "2022-05-30", "2022-05-31"} {
		c.At(day + " 08:30")
	}
	all := 0
	for _, moment := range []string{"2022-06-01 00:05", "2022-06-01 08:30", "2022-06-02 08:30", "2022-06-07 08:30"} {
		c.At(strings.Fields(moment)[0] + " 00:06") // the month's duties are opened before
		before, had := rows(t, c), told(t, c)
		said, err := answers(t, "tick", "--db", c.DSN, "--dry-run", "--at", at(moment))
		testkit.Must(t, err)
		if after := rows(t, c); !slices.Equal(before, after) {
			t.Fatalf("%s: the dry run changed the database", moment)
		}
		c.At(moment)
		var want []string
		for _, line := range told(t, c) {
			if i, was := slices.BinarySearch(had, line); was {
				had = slices.Delete(had, i, i+1)
				continue
			}
			want = append(want, line)
		}
		var got []string
		for _, line := range strings.Split(said, "\n") {
			if f := strings.Fields(line); len(f) > 5 && f[0] != "日期" {
				got = append(got, f[1]+" "+f[3]+" "+strings.Join(f[5:], " "))
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: foretold\n%s\ntold\n%s", moment, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if !strings.Contains(said, fmt.Sprintf("%d人次；这是预演", len(want))) {
			t.Errorf("%s: %s", moment, said)
		}
		all += len(want)
	}
	if all < 20 {
		t.Errorf("only %d lines in all", all)
	}
}

// A dry run refuses a database without this program's schema instead of making one.
func TestDryRunLeavesTheSchemaAlone(t *testing.T) {
	t.Parallel()
	dsn := filepath.Join(t.TempDir(), "new.db")
	if said, err := answers(t, "tick", "--db", dsn, "--dry-run"); err == nil || !strings.Contains(err.Error(), "luoshi migrate") {
		t.Errorf("%v: %s", err, said)
	}
}
