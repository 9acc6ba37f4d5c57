package orglife

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// uploadAlerts are activities of last month and this that should stand on the
// province's platform by now.
func uploadAlerts(tx *models.Tx, day calendar.Date) ([]models.Alert, error) {
	rule, err := UploadingOn(tx, day)
	if err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	rows, err := Uploads(tx, UploadSearch{State: ToUpload, From: day.Month().Add(-1).First(), To: day, Limit: 1 << 30})
	var list []models.Alert
	for i := range rows {
		u := &rows[i]
		due := u.YellowOn(work, rule)
		if day <= due || day <= u.RemindOn(tx, work, rule) {
			continue
		}
		list = append(list, models.Alert{OrgID: u.OrgID, OrgCode: u.OrgCode, OrgName: u.OrgName, Code: "UPLOAD_PENDING", Level: models.Yellow, Period: calendar.Monthly.Of(u.HeldOn),
			Detail: language.Phrase{"%[1]s%[2]s尚未标记已传山东e支部，会后第%[3]d个工作日为%[4]s", u.HeldOn.Short(), language.Word(TypeNames[u.Type]), rule.Yellow, due.Short()},
			Rule:   models.RuleUploading, Basis: uploadBasis, DueOn: due, Advice: language.Phrase{"请复制文字稿上传，再标记“已传”；不需上传的标记“不需”"}, Link: UploadsLink(u.OrgID)})
	}
	return list, err
}
