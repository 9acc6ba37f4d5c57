package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// petitionJSON is a petition as pages and the API show it.
type petitionJSON struct {
	ID         int64                 `json:"id"`
	Kind       orglife.PetitionKind  `json:"kind"` // change, make-up, exemption
	Title      string                `json:"title"`
	OrgID      int64                 `json:"org_id"`
	OrgName    string                `json:"org_name"`
	Code       orglife.Type          `json:"code"`
	Period     calendar.Period       `json:"period"`
	Through    calendar.Date         `json:"through"` // of an exemption: periods that begin by this day are freed too
	ActivityID *int64                `json:"activity_id"`
	DutyID     *int64                `json:"duty_id"`
	Old        settingJSON           `json:"old"`
	New        settingJSON           `json:"new"`
	ReasonCode orglife.ReasonCode    `json:"reason_code"` // holiday, superior, emergency, other; "" where none is asked
	Reason     string                `json:"reason"`
	Document   string                `json:"document"`
	State      orglife.PetitionState `json:"state"` // waiting, approved, returned, withdrawn, lapsed
	StateName  string                `json:"state_name"`
	AskedBy    string                `json:"asked_by"`
	AskedAt    string                `json:"asked_at"`
	AnswerBy   calendar.Date         `json:"answer_by"` // when it is to be decided on
	DecidedBy  string                `json:"decided_by"`
	DecidedAt  string                `json:"decided_at"`
	Answer     string                `json:"answer"`
	Revision   int                   `json:"revision"`

	Asked, Decided string `json:"-"` // when, for the page
	ReasonName     word   `json:"-"`
}

type settingJSON struct {
	On    calendar.Date `json:"on"`
	At    string        `json:"at"`
	Place string        `json:"place"`
	Topic string        `json:"topic"`
}

func (v settingJSON) Day() phrase { return v.On.WithWeekday() }

var petitionLights = map[orglife.PetitionState]string{orglife.PetitionWaiting: "info", orglife.PetitionApproved: "ok", orglife.PetitionReturned: "warn",
	orglife.PetitionWithdrawn: "idle", orglife.PetitionLapsed: "idle"}

func (v petitionJSON) Light() string { return petitionLights[v.State] }

func (v petitionJSON) Link() string { return fmt.Sprintf("/petitions/%d", v.ID) }

// changedRow is one thing that a change changes.
type changedRow struct {
	Name    word
	Was, Is language.Text
}

// Rows are what is to change, for the page.
func (v petitionJSON) Rows() (rows []changedRow) {
	for _, row := range []changedRow{{"日期", v.Old.Day(), v.New.Day()}, {"开始时间", typed(v.Old.At), typed(v.New.At)}, {"地点", typed(v.Old.Place), typed(v.New.Place)},
		{"主题", typed(v.Old.Topic), typed(v.New.Topic)}} {
		if row.Was.In(language.Chinese) != row.Is.In(language.Chinese) {
			rows = append(rows, row)
		}
	}
	return rows
}

func showPetition(tx *models.Tx, p *orglife.Petition) petitionJSON {
	v := petitionJSON{ID: p.ID, Kind: p.Kind, Title: p.Title().In(tx.Actor.Language), OrgID: p.OrgID, Code: p.Code, Period: p.Period, Through: p.Through,
		Old: settingJSON(p.Old), New: settingJSON(p.New), ReasonCode: p.ReasonCode, Reason: p.Reason, Document: p.Document, State: p.State,
		StateName: tx.Say(p.State.String()), AskedBy: p.AskedName, AskedAt: instant(tx, &p.AskedAt), AnswerBy: p.AnswerBy, DecidedBy: p.DecidedName, DecidedAt: instant(tx, p.DecidedAt),
		Answer: p.Answer, Revision: p.Revision, Asked: when(tx, p.AskedAt), ReasonName: word(p.ReasonCode.String())}
	if p.Org != nil {
		v.OrgName = p.Org.Name
	}
	if p.DecidedAt != nil {
		v.Decided = when(tx, *p.DecidedAt)
	}
	if p.ActivityID != 0 {
		v.ActivityID = &p.ActivityID
	}
	if p.DutyID != 0 {
		v.DutyID = &p.DutyID
	}
	return v
}

// changeForm asks for another day, time, place or topic of a planned activity.
func (r *Request) changeForm(a *orglife.Activity) *views.Form {
	reasons := []views.Option{{Name: word("请选择")}}
	for _, c := range orglife.ReasonCodes {
		reasons = append(reasons, views.Option{Value: string(c), Name: word(c.String())})
	}
	on := string(a.HeldOn)
	if day := calendar.Date(r.Query("to")); day.Valid() {
		on = string(day)
	}
	f := r.fill(views.Form{ID: "change", Title: "申请变更", Action: fmt.Sprintf("/activities/%d/petitions", a.ID), Button: "提交申请",
		Text: "由上一级党组织审批；同意前仍按原来的安排提醒。新的日期须在原定日期前后7天以内、同一个月。工作繁忙不是变更的理由。",
		Fields: []views.Field{{Name: "new_on", Label: "新的日期", Type: "date", Value: on, Must: true}, {Name: "new_at", Label: "新的时间", Type: "time", Value: a.StartsAt, Must: true},
			{Name: "new_place", Label: "新的地点", Value: a.Place}, {Name: "new_topic", Label: "新的主题", Value: a.Topic},
			{Name: "reason_code", Label: "变更原因", Type: "select", Must: true, Options: reasons},
			{Name: "reason", Label: "具体说明", Type: "textarea", Must: true},
			{Name: "document", Label: "上级文件", Hint: "由上级安排引起的，写明文件名称或文号"}}})
	return &f
}

// dutyPetitionForm asks to make up for the duty of the address, or to be freed of it.
func (r *Request) dutyPetitionForm(tx *models.Tx) (*views.Form, error) {
	d, org, err := r.dutyAsked(tx)
	if err != nil {
		return nil, err
	}
	kind := orglife.PetitionKind(r.given("kind"))
	f := views.Form{ID: "petition", Action: fmt.Sprintf("/duties/%d/petitions", d.ID), Button: "提交申请", Hidden: []views.Field{{Name: "kind", Value: string(kind)}}}
	f.Text = word(tx.Say("%s的申请由上一级党组织审批。", org.Name))
	reason := views.Field{Name: "reason", Label: "原因", Type: "textarea", Must: true}
	if kind == orglife.MakeUp {
		f.Title = word(tx.Say("申请补开%s%s", d.Period.Long(), word(orglife.TypeNames[d.Code])))
		f.Fields = []views.Field{{Name: "new_on", Label: "补开日期", Type: "date", Must: true, Hint: "同意后排入日历；已经开过的填实际日期，同意后补上记录"},
			{Name: "new_at", Label: "开始时间", Type: "time", Value: "15:00", Must: true}, {Name: "new_place", Label: "地点", Must: true},
			{Name: "new_topic", Label: "主题", Must: d.Code == orglife.ThemeDay}, reason}
	} else {
		f.Title = word(tx.Say("申请免除%s%s", d.Period.Long(), word(orglife.TypeNames[d.Code])))
		year := tick("whole_year", "本年以后各期一并免除，不再每次申请", false)
		f.Fields = []views.Field{reason, year}
	}
	f = r.fill(f)
	return &f, nil
}
