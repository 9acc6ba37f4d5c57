package orglife

import (
	"fmt"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Transcript is a record as text to paste into the platform, with the reasons of
// those absent as far as the reader knows them. It is a paper, hence Chinese.
func (a *Activity) Transcript(org *models.Org) string {
	var b strings.Builder
	fmt.Fprintf(&b, "【%s】%s%s，%s在%s%s%s", TypeNames[a.Type], a.HeldOn.Long(), a.StartsAt, org.Name, a.Place, byCode[a.Type].verb, TypeNames[a.Type])
	if a.Topic != "" {
		fmt.Fprintf(&b, "，主题：%s", a.Topic)
	}
	fmt.Fprintf(&b, "。主持、记录：%s。应到%d人，实到%d人", a.Host, a.Expected, a.Present)
	if away := a.Expected - a.Present; away > 0 {
		fmt.Fprintf(&b, "，缺席%d人", away)
		if reasons := a.awayBy(); len(reasons) > 0 {
			fmt.Fprintf(&b, "（%s）", strings.Join(reasons, "、"))
		}
	}
	fmt.Fprintf(&b, "。\n%s\n议定：%s\n下一步：%s\n", a.Content, a.Decisions, a.NextStep)
	return b.String()
}

// awayBy counts those absent by reason, as "公出1人"; who need not come is not absent.
func (a *Activity) awayBy() (list []string) {
	for _, reason := range AbsenceReasons {
		n := 0
		for _, b := range a.Absences {
			if b.Reason == reason {
				n++
			}
		}
		if n > 0 && reason != excused {
			list = append(list, fmt.Sprintf("%s%d人", reason, n))
		}
	}
	return list
}

// UploadsLink leads to what a branch has not uploaded.
func UploadsLink(orgID int64) string { return fmt.Sprintf("/uploads?org=%d", orgID) }

// UploadNotice, some working days after an activity whose upload nobody has noted.
func UploadNotice(u UploadRow) notice.Notice {
	a := Activity{ID: u.ActivityID}
	return notice.Notice{Subject: a.subject(), OrgID: u.OrgID, Title: language.Phrase{"%s尚未标记已传山东e支部", u.Name()},
		Body:  language.Phrase{"%[1]s%[2]s已记录，尚未标记“已上传山东e支部”。可一键复制文字稿，上传后点“已传”；不需上传的点“不需”。", u.OrgName, u.Name()},
		Basis: language.Phrase{uploadBasis}, DueOn: u.HeldOn, Link: "/" + a.subject() + "#upload"}
}
