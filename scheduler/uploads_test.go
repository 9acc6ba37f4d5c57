package scheduler_test

import (
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// A76: reminded on the third working day after the activity, or on the one after it
// was put on record; nothing for what has been uploaded or need not be.
func TestA76UploadsAreRemindedOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		held     calendar.Date // of a theme day of B1001
		recorded string
		then     orglife.UploadState // noted on the day itself; "" for nothing
		want     []string
	}{
		{"held on Monday and not noted: on Thursday", "2022-06-06", "2022-06-06 17:30", "", []string{"06-09 08:30 upload-missing: tongjianing"}},
		{"over a holiday: by working days", "2022-06-02", "2022-06-02 17:30", "", []string{"06-08 08:30 upload-missing: tongjianing"}},
		{"recorded late: on the next working day", "2022-06-06", "2022-06-10 17:30", "", []string{"06-13 08:30 upload-missing: tongjianing"}},
		{"uploaded: never", "2022-06-06", "2022-06-06 17:30", orglife.Uploaded, nil},
		{"need not: never", "2022-06-06", "2022-06-06 17:30", orglife.Spared, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			city := testkit.NewCity(t)
			city.At("2022-06-01 08:00")
			at := calendar.Date(c.recorded[:10])
			live(city, "2022-06-02", at, nil)
			city.Clock.Set(c.recorded)
			testkit.Must(t, city.As("tongjianing", func(tx *models.Tx) error {
				a := orglife.Activity{OrgID: city.Org("B1001"), Type: orglife.ThemeDay, HeldOn: c.held, StartsAt: "15:00", Place: "三楼", Topic: "严明纪律",
					Host: "童佳宁", Content: "学习", Decisions: "无", NextStep: "无"}
				if err := a.Record(tx, nil); err != nil || c.then == "" {
					return err
				}
				return orglife.MarkUploads(tx, orglife.Mark{ActivityID: a.ID, State: c.then})
			}))
			live(city, at.Add(1), "2022-06-15", nil)
			got := slices.DeleteFunc(story(city, "B1001"), func(line string) bool { return !strings.Contains(line, "upload-missing") })
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
