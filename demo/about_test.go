package demo_test

import (
	"testing"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

// TestRulesTellOfTheirKind holds what rules are said to tell of against what they
// have told in the demo; a new rule has to be said what it tells of.
func TestRulesTellOfTheirKind(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	told := map[string][]string{}
	app.Seed(func(tx *models.Tx) error {
		var rows []struct{ Rule, Subject string }
		err := tx.Raw(&rows, "SELECT DISTINCT rule, subject FROM notices")
		for _, r := range rows {
			told[r.Rule] = append(told[r.Rule], r.Subject)
		}
		return err
	})
	kinds := []string{"milestones", "projects", "improvements", "findings", "inspection-rows", "duties", "orgs", "activities", "assignments", "petitions", "members", "calendar"}
	held := 0
	for _, rule := range app.Scheduler.Rules {
		if rule.Due == nil {
			continue
		}
		if !tells(rule, kinds) {
			t.Errorf("%s: nothing says what it tells of", rule.Name)
		}
		for _, subject := range told[rule.Name] {
			if held++; !rule.TellsOf(subject) {
				t.Errorf("%s has told of %s", rule.Name, subject)
			}
		}
	}
	if held == 0 {
		t.Error("the demo has told of nothing")
	}
}

func tells(rule notice.Rule, kinds []string) bool {
	for _, kind := range kinds {
		if rule.TellsOf(kind + "/1") {
			return true
		}
	}
	return false
}
