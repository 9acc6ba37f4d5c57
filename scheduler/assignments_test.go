package scheduler_test

import (
	"slices"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// A29: an assignment is reminded of a working day before it is due and one after.
func TestAssignmentsAreRemindedOf(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.At("2022-06-15 09:00")
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		a := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.CommitteeMeeting, HeldOn: "2022-06-14", StartsAt: "09:00", Place: "会议室", Host: "童佳宁", Content: "议事",
			Decisions: "补充学习资料", NextStep: "无"}
		if err := a.Record(tx, nil); err != nil {
			return err
		}
		_, err := a.Assign(tx, "补充学习资料", c.Post("B1001", "组织委员"), "2022-06-18") // a Saturday
		return err
	}))
	for _, tt := range []struct {
		at        string
		due, late []string
	}{
		{"2022-06-16 08:30", nil, nil},
		{"2022-06-17 08:30", []string{"yanchuxia"}, nil},
		{"2022-06-20 08:30", []string{"yanchuxia"}, []string{"tongjianing", "yanchuxia"}},
		{"2022-06-21 08:30", []string{"yanchuxia"}, []string{"tongjianing", "yanchuxia"}},
	} {
		c.At(tt.at)
		if due, late := whoWasTold(t, c, "assignment-due"), whoWasTold(t, c, "assignment-late"); !slices.Equal(due, tt.due) || !slices.Equal(late, tt.late) {
			t.Errorf("at %s told of due %v and of late %v, want %v and %v", tt.at, due, late, tt.due, tt.late)
		}
	}
}
