package orglife

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// UploadState is whether an activity's record stands on 山东e支部, the province's
// platform, too. Content is never entered twice: here is only noted that it has been.
type UploadState string

const (
	ToUpload UploadState = "pending"
	Uploaded UploadState = "done"
	Spared   UploadState = "exempt" // need not
)

// UploadStates lists them in the order of pages.
var UploadStates = []UploadState{ToUpload, Uploaded, Spared}

// Name is the state as people read it.
func (s UploadState) Name() string {
	return map[UploadState]string{ToUpload: "未传", Uploaded: "已传", Spared: "不需"}[s]
}

// uploadVerbs are what the trail calls noting them.
var uploadVerbs = map[UploadState]string{ToUpload: "标记山东e支部未传", Uploaded: "标记山东e支部已传", Spared: "标记山东e支部不需"}

// Upload is what has been noted of an activity; one that awaits it has none.
type Upload struct {
	ActivityID int64 `gorm:"primaryKey"`
	State      UploadState
	UploadedOn calendar.Date // "" for one that need not
	UserID     int64
	UserName   string
	At         time.Time
	Revision   int
}

// TableName says whose uploads they are.
func (Upload) TableName() string { return "activity_uploads" }

// Uploading is the dated rule about it, in working days after the activity.
type Uploading struct {
	Remind int `json:"remind_after"`
	Yellow int `json:"yellow_after"`
}

// UploadingOn is the rule in force on a day.
func UploadingOn(tx *models.Tx, day calendar.Date) (Uploading, error) {
	rule, _, err := models.RuleFor[Uploading](tx, models.RuleUploading, day, nil)
	return rule, err
}

// uploadBasis is where it is written.
const uploadBasis = "市直机关工委要求：每月检查落实组织生活制度和上传山东e支部情况"

// UploadRow is an activity on record with what is noted of its upload. It tells no
// more of a meeting than that it was held.
type UploadRow struct {
	ActivityID int64
	OrgID      int64
	OrgCode    string
	OrgName    string
	Type       Type
	HeldOn     calendar.Date
	RecordedAt time.Time
	State      UploadState
	UploadedOn calendar.Date
	UserName   string
	At         *time.Time
	Revision   int
}

// Name is "6月6日主题党日".
func (u *UploadRow) Name() language.Phrase { return (&Activity{Type: u.Type, HeldOn: u.HeldOn}).Name() }

// RemindOn is the day on which the branch is reminded: some working days after the
// activity, or on the one after it was put on record.
func (u *UploadRow) RemindOn(tx *models.Tx, work *calendar.Workdays, rule Uploading) calendar.Date {
	return max(work.Add(u.HeldOn, rule.Remind), work.Add(tx.DayOf(u.RecordedAt), 1))
}

// YellowOn is the last day before it is an alert.
func (u *UploadRow) YellowOn(work *calendar.Workdays, rule Uploading) calendar.Date {
	return work.Add(u.HeldOn, rule.Yellow)
}

// platformTypes are the types that the province's platform keeps, for SQL.
var platformTypes = func() string {
	var list []string
	for _, f := range forms {
		if f.platform {
			list = append(list, "'"+string(f.code)+"'")
		}
	}
	return strings.Join(list, ", ")
}()

// UploadSearch says which uploads a list shows.
type UploadSearch struct {
	OrgID    int64
	State    UploadState // "" for all
	From, To calendar.Date
	Limit    int

	AfterDay calendar.Date // the last row of the page before
	AfterID  int64
}

// Uploads lists what the actor may see, the latest activity first.
func Uploads(tx *models.Tx, s UploadSearch) ([]UploadRow, error) {
	where, args := Search{OrgID: s.OrgID, From: s.From, To: s.To, AfterDay: s.AfterDay, AfterID: s.AfterID}.conditions()
	if s.State != "" {
		where, args = where+" AND COALESCE(u.state, 'pending') = ?", append(args, s.State)
	}
	return uploadRows(tx, models.View, where+" ORDER BY a.held_on DESC, a.id DESC LIMIT ?", append(args, s.Limit)...)
}

func uploadRows(tx *models.Tx, verb models.Verb, rest string, args ...any) (rows []UploadRow, err error) {
	where, scope := tx.Scope(verb, models.Uploads, "a.org_id")
	err = tx.Raw(&rows, `SELECT a.id AS activity_id, a.org_id, o.code AS org_code, o.name AS org_name, a.type, a.held_on, a.recorded_at, u.at,
		COALESCE(u.state, 'pending') AS state, COALESCE(u.uploaded_on, '') AS uploaded_on, COALESCE(u.user_name, '') AS user_name, COALESCE(u.revision, 0) AS revision
		FROM activities a JOIN orgs o ON o.id = a.org_id LEFT JOIN activity_uploads u ON u.activity_id = a.id
		WHERE a.state = 'held' AND a.type IN (`+platformTypes+`) AND `+where+" AND "+rest, append(scope, args...)...)
	return rows, err
}

// UploadOf finds what is noted of one activity, or NotFound for who may not see it
// and for a type that the platform does not keep.
func UploadOf(tx *models.Tx, activityID int64) (*UploadRow, error) {
	rows, err := uploadRows(tx, models.View, "a.id = ?", activityID)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, models.Missing
	}
	return &rows[0], nil
}

// Mark is what somebody says of an activity's upload, and on what they base it.
type Mark struct {
	ActivityID int64
	State      UploadState
	On         calendar.Date // the day it was uploaded; "" for today
	Revision   int
}

// MarkUploads notes what has become of uploads: all of them or none.
func MarkUploads(tx *models.Tx, marks ...Mark) error {
	ids := make([]int64, len(marks))
	for i, m := range marks {
		ids[i] = m.ActivityID
	}
	rows, err := uploadRows(tx, models.Enter, "a.id IN ?", ids)
	if err != nil {
		return err
	}
	for _, m := range marks {
		at := slices.IndexFunc(rows, func(u UploadRow) bool { return u.ActivityID == m.ActivityID })
		if at < 0 {
			seen, err := UploadOf(tx, m.ActivityID)
			if err == nil {
				err = tx.Require(models.Enter, models.Uploads, seen.OrgID)
			}
			return err
		}
		if err := rows[at].mark(tx, m); err != nil {
			return err
		}
	}
	return nil
}

func (u *UploadRow) mark(tx *models.Tx, m Mark) error {
	if !slices.Contains(UploadStates, m.State) {
		return models.FailAt(models.Invalid, "state", "状态可为 done（已传）、exempt（不需）。")
	}
	if m.Revision != u.Revision {
		return models.Stale
	}
	next := Upload{ActivityID: u.ActivityID, State: m.State, UserID: tx.Actor.ID, UserName: tx.Actor.Name, At: tx.Now, Revision: u.Revision + 1}
	if m.State == Uploaded {
		next.UploadedOn = cmp.Or(m.On, tx.Today())
		if !next.UploadedOn.Valid() || next.UploadedOn < u.HeldOn || next.UploadedOn > tx.Today() {
			return models.FailAt(models.Invalid, "on", "上传日期须在活动当天（%s）至今天之间，写作 2022-06-15。", u.HeldOn.Long())
		}
	}
	if err := next.write(tx, u.Revision); err != nil {
		return err
	}
	subject := (&Activity{ID: u.ActivityID}).subject()
	return tx.Record(models.Entry{Verb: uploadVerbs[m.State], Subject: subject, Topic: subject, OrgID: u.OrgID,
		Detail: language.Phrase{"%s：%s", u.Name(), language.Word(m.State.Name())}, Before: models.JSON(u.State), After: models.JSON(next)})
}

// write puts the note in the place of that of a revision; 0 for where there is none.
func (u Upload) write(tx *models.Tx, before int) error {
	there := models.In[Upload](tx).Where("activity_id = ?", u.ActivityID)
	var n int
	var err error
	switch {
	case before == 0 && u.State == ToUpload:
		return nil
	case before == 0:
		made := u
		if err := models.In[Upload](tx, models.Once).Create(tx.Ctx, &made); err != nil {
			return err
		}
		found, err := there.First(tx.Ctx)
		if err == nil && (found.UserID != u.UserID || found.State != u.State) {
			err = models.Stale
		}
		return err
	case u.State == ToUpload:
		n, err = there.Where("revision = ?", before).Delete(tx.Ctx)
	default:
		n, err = there.Where("revision = ?", before).Set(models.Assign("state", u.State), models.Assign("uploaded_on", u.UploadedOn), models.Assign("user_id", u.UserID),
			models.Assign("user_name", u.UserName), models.Assign("at", u.At), models.Assign("revision", u.Revision)).Update(tx.Ctx)
	}
	if err == nil && n == 0 {
		err = models.Stale
	}
	return err
}

// forgetUpload goes with a record that is deleted.
func (a *Activity) forgetUpload(tx *models.Tx) error {
	_, err := models.In[Upload](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx)
	return err
}
