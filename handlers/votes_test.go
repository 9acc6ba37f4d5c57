package handlers_test

import (
	"fmt"
	"testing"

	"luoshi/testkit"
)

// TestVotes are G07 to G10 of rules.md B.14.
func TestVotes(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	p := app.Program("shanzian")
	for _, c := range []struct {
		name                   string
		kind                   string
		entitled, present, yes int
		valid, passed          bool
	}{
		{"G07: two of five are no quorum", "committee", 5, 2, 2, false, false},
		{"G07: three of five are", "committee", 5, 3, 3, true, true},
		{"G07: two of four are", "committee", 4, 2, 2, true, false},
		{"G08: nine of twenty cannot vote", "meeting", 20, 9, 9, false, false},
		{"G08: ten can, but ten is not more than half", "meeting", 20, 10, 10, true, false},
		{"G08: nor is it when fifteen have come", "meeting", 20, 15, 10, true, false},
		{"G08: eleven are", "meeting", 20, 15, 11, true, true},
		{"G09: ten of twenty admit nobody", "admission", 20, 10, 10, false, false},
		{"G09: eleven do", "admission", 20, 11, 11, true, true},
		{"G10: sixteen of twenty elect", "election", 20, 16, 9, true, true},
		{"G10: fifteen do not", "election", 20, 15, 15, false, false},
		{"G10: eight of sixteen are not more than half", "election", 20, 16, 8, true, false},
	} {
		var got struct{ Valid, Passed bool }
		p.Get(fmt.Sprintf("/votes?kind=%s&entitled=%d&present=%d&yes=%d", c.kind, c.entitled, c.present, c.yes)).Want(200).Into(&got)
		if got.Valid != c.valid || got.Passed != c.passed {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
	p.Get("/votes?kind=lots&entitled=3").Want(422).Says("kind")
	p.Get("/votes?kind=meeting&entitled=3&present=4").Want(422).Says("present")
	app.Browser("shanzian").Get("/votes?kind=election&entitled=20&present=15&yes=9").Want(200).Says("到会15人，不足16人，不能表决", "五分之四")
}
