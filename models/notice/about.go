package notice

import (
	"slices"
	"strings"
)

// subjects are what the rules tell of, by the beginnings of their names: as the subjects
// of their notices begin.
var subjects = []struct {
	of    string
	kinds []string
}{
	{"milestone-", []string{"milestones"}}, {"review-", []string{"milestones"}}, {"extension-", []string{"milestones", "projects"}},
	{"project-", []string{"projects"}}, {"receipt", []string{"projects"}}, {"improvement-", []string{"improvements"}},
	{"finding-", []string{"findings"}}, {"lookback-", []string{"findings"}}, {"self-check-", []string{"inspection-rows"}},
	{"duty-", []string{"duties"}}, {"season-", []string{"duties"}}, {"committee-", []string{"duties"}}, {"theme-month-end", []string{"duties"}}, {"theme-last-day", []string{"duties"}},
	{"theme-plan", []string{"orgs"}}, {"theme-study", []string{"orgs"}}, {"plan-", []string{"orgs"}},
	{"theme-ahead", []string{"activities"}}, {"upload-", []string{"activities"}}, {"theme-today", []string{"activities", "duties"}}, {"record-missing", []string{"activities", "duties"}},
	{"assignment-", []string{"assignments"}}, {"petition-", []string{"petitions"}},
	{"absence-", []string{"members"}}, {"leader-absent", []string{"members"}}, {"calendar-missing", []string{"calendar"}},
}

// TellsOf reports whether the rule tells of things of the subject's kind.
func (r Rule) TellsOf(subject string) bool {
	kind, _, _ := strings.Cut(subject, "/")
	for _, a := range subjects {
		if strings.HasPrefix(r.Name, a.of) {
			return slices.Contains(a.kinds, kind)
		}
	}
	return false
}
