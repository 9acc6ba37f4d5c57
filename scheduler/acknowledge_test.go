package scheduler_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

// D.4, turned through a month: the later steps, and what it makes of them that
// the deputy secretary takes the thing in hand.
func TestTheLadderWaitsForWhoHasItInHand(t *testing.T) {
	t.Parallel()
	for _, a := range []struct {
		name  string
		takes bool
		days  int
		want  []string
	}{
		{"not without a word", false, 5, []string{"06-28 00:10 milestone-overdue: youlingxiao+", "07-05 00:10 milestone-overdue: leizhenchuan+ xumuye*"}},
		{"for five working days", true, 5, []string{"07-05 00:10 milestone-overdue: youlingxiao+", "07-12 00:10 milestone-overdue: leizhenchuan+ xumuye*"}},
		{"until the next due date", true, 0, nil},
	} {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			only(c, "milestone-overdue", notice.LeadersRule)
			c.Seed(func(tx *models.Tx) error {
				_, err := models.In[models.Rule](tx).Where("code = ?", models.RuleHolding).Set(models.Assign("params", fmt.Sprintf(`{"days":%d}`, a.days))).Update(tx.Ctx)
				return err
			})
			underWay(c, "B0203", "B0203", "书记", "2022-05-20", "2022-06-14")
			for day := calendar.Date("2022-06-13"); day <= "2022-07-14"; day = day.Add(1) {
				c.At(string(day) + " 00:10")
				c.At(string(day) + " 08:30")
				if day == "2022-06-22" && a.takes {
					testkit.Must(t, c.As("weichanggeng", takeInHand))
					if err := c.As("weichanggeng", takeInHand); models.KindOf(err) != models.Conflict {
						t.Errorf("twice: %v", err)
					}
				}
			}
			got := slices.DeleteFunc(rulesOnly(story(c, "B0203"), "milestone-overdue"), func(line string) bool { return line < "06-22" })
			if !slices.Equal(got, a.want) {
				t.Errorf("got\n%s", strings.Join(got, "\n"))
			}
			if a.takes && a.days > 0 {
				c.Browser("youlingxiao").Get("/notices/" + newest(c, "youlingxiao")).Says("卫长庚6月22日已知悉，正在处理。本周补齐")
			}
		})
	}
}

func takeInHand(tx *models.Tx) error {
	list, err := notice.Inbox(tx, false, 0, 1)
	if err != nil {
		return err
	}
	return list[0].Acknowledge(tx, 0, "本周补齐")
}
