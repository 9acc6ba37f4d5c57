package scheduler

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// recordedWithin is how many natural days after an activity its upload is reminded of.
const recordedWithin = 45

// uploadMissing reminds of what was held some working days ago, is on record, and
// not noted as uploaded to the province's platform; parameter 0 reminds of nothing.
func uploadMissing(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	work, err := r.Workdays()
	if err != nil || !work.Is(day) {
		return nil, err
	}
	rule, err := orglife.UploadingOn(r.Tx, day)
	if err != nil || rule.Remind == 0 {
		return nil, err
	}
	first, last := r.Days[0].Add(-recordedWithin), r.Days[len(r.Days)-1]
	rows, err := notice.Part(r, "uploads", func(after project.After, limit int) ([]orglife.UploadRow, error) {
		return orglife.Uploads(r.Tx, orglife.UploadSearch{State: orglife.ToUpload, From: first, To: last, AfterDay: after.Day, AfterID: after.ID, Limit: limit})
	}, func(u *orglife.UploadRow) project.After { return project.After{Day: u.HeldOn, ID: u.ActivityID} })
	if err != nil {
		return nil, err
	}
	now := slices.DeleteFunc(slices.Clone(rows), func(u orglife.UploadRow) bool { return u.RemindOn(r.Tx, work, rule) != day })
	_, c, err := charted(r, now, func(u *orglife.UploadRow) (int64, []int64) { return u.OrgID, nil })
	for _, u := range now {
		n := orglife.UploadNotice(u)
		n.Key = n.Subject
		list = append(list, notice.Reminder{Notice: n, To: keepers(c, u.OrgID)})
	}
	return list, err
}
