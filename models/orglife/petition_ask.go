package orglife

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// AskChange asks to hold a planned activity on another day, at another place or
// with another topic; what p leaves empty stays.
func (a *Activity) AskChange(tx *models.Tx, p *Petition) error {
	org, err := mayAsk(tx, a.OrgID)
	if err != nil {
		return err
	}
	if a.State != Planned {
		return models.Fail(models.Conflict, "活动已经记录，不能再申请变更；记录有误的，请直接修改记录。")
	}
	p.Kind, p.Code, p.Period, p.ActivityID, p.DutyID, p.Through = ChangeActivity, a.Type, a.Period, a.ID, 0, ""
	p.Old = a.setting()
	p.New = Setting{cmp.Or(p.New.On, p.Old.On), cmp.Or(p.New.At, p.Old.At), cmp.Or(strings.TrimSpace(p.New.Place), p.Old.Place), cmp.Or(strings.TrimSpace(p.New.Topic), p.Old.Topic)}
	wrong := models.FieldErrors{}
	if !slices.Contains(ReasonCodes, p.ReasonCode) {
		wrong.Add("reason_code", "变更原因请从法定节假日、上级统一安排、疫情防控或应急、其他中选择")
	}
	if err := p.checkDay(tx, org, wrong); err != nil {
		return err
	}
	if p.New == p.Old {
		wrong.Add("new_on", "日期、时间、地点、主题都没有变化，请填写要改成什么")
	}
	return p.ask(tx, org, a.subject(), wrong)
}

func (a *Activity) setting() Setting { return Setting{a.HeldOn, a.StartsAt, a.Place, a.Topic} }

// checkDay holds the new day against the limits of A44.
func (p *Petition) checkDay(tx *models.Tx, org *models.Org, wrong models.FieldErrors) error {
	rule, err := changing(tx, p.Old.On, org)
	if err != nil {
		return err
	}
	switch apart := max(p.Old.On.DaysUntil(p.New.On), p.New.On.DaysUntil(p.Old.On)); {
	case !p.New.On.Valid():
		wrong.Add("new_on", "新的日期写作 2022-06-20")
	case p.New.On == p.Old.On:
	case p.New.On < tx.Today():
		wrong.Add("new_on", "新的日期不能早于今天；已在其他日期开展的，请在记录中填写实际日期")
	case p.New.On.Month() != p.Old.On.Month():
		wrong.Add("new_on", "新的日期须与原定的%s在同一个月；当月不能开展的，到期后申请补开", p.Old.On.Short())
	case apart > rule.WithinDays:
		wrong.Add("new_on", "新的日期与原定的%s相差不能超过%d天；不能按期开展的，到期后申请补开", p.Old.On.Short(), rule.WithinDays)
	}
	if !calendar.IsClock(p.New.At) {
		wrong.Add("new_at", "请填写开始时间，如 15:00")
	}
	return nil
}

// AskMakeUp asks to hold what was missed in a period that is over.
func (d *Duty) AskMakeUp(tx *models.Tx, p *Petition) error {
	org, err := mayAsk(tx, d.OrgID)
	if err != nil {
		return err
	}
	switch today := tx.Today(); {
	case !d.Code.Held():
		return models.Fail(models.Conflict, "%s不单独开展，不能申请补开。", d.Code.Name())
	case d.State != Open && d.State != Suspended:
		return models.Fail(models.Conflict, "%s%s已办结或免除，不需要补开。", d.Period.Long(), d.Code.Name())
	case today <= d.DueOn:
		return models.Fail(models.Conflict, "%s%s尚未到期，请按期开展。", d.Period.Long(), d.Code.Name())
	}
	p.Kind, p.Code, p.Period, p.ActivityID, p.DutyID, p.Through, p.ReasonCode, p.Old = MakeUp, d.Code, d.Period, 0, d.ID, "", "", Setting{}
	p.New = Setting{p.New.On, cmp.Or(p.New.At, "15:00"), strings.TrimSpace(p.New.Place), strings.TrimSpace(p.New.Topic)}
	wrong := models.FieldErrors{}
	switch {
	case !p.New.On.Valid():
		wrong.Add("new_on", "请填写补开的日期，如 2022-06-20")
	case p.New.On <= d.Period.Last() || p.New.On > tx.Today().AddMonths(3):
		wrong.Add("new_on", "补开的日期须在%s之后、三个月以内", d.Period.Long())
	}
	if !calendar.IsClock(p.New.At) {
		wrong.Add("new_at", "请填写开始时间，如 15:00")
	}
	if p.New.Place == "" {
		wrong.Add("new_place", "请填写地点")
	}
	if d.Code == ThemeDay && p.New.Topic == "" {
		wrong.Add("new_topic", "请填写主题")
	}
	return p.ask(tx, org, d.subject(), wrong)
}

// AskExemption asks to be freed of a duty, or of it and its like until the end of
// the year, so that nobody has to ask again.
func (d *Duty) AskExemption(tx *models.Tx, p *Petition, wholeYear bool) error {
	org, err := mayAsk(tx, d.OrgID)
	if err != nil {
		return err
	}
	if d.State != Open {
		return models.Fail(models.Conflict, "%s%s已办结或免除，不需要再申请。", d.Period.Long(), d.Code.Name())
	}
	p.Kind, p.Code, p.Period, p.ActivityID, p.DutyID, p.ReasonCode, p.Old, p.New = Exemption, d.Code, d.Period, 0, d.ID, "", Setting{}, Setting{}
	p.Through = d.Period.Last()
	if wholeYear {
		p.Through = calendar.Yearly.Of(d.Period.First()).Last()
	}
	return p.ask(tx, org, d.subject(), models.FieldErrors{})
}

// mayAsk finds the organisation, among those the actor may see, and asks whether
// the actor may ask for it.
func mayAsk(tx *models.Tx, orgID int64) (*models.Org, error) {
	org, err := Branch(tx, orgID)
	if err != nil {
		return nil, err
	}
	may, err := Asks(tx, []int64{orgID})
	if err == nil && !may[orgID] {
		err = models.Fail(models.Forbidden, "%s的活动变更、补开、免除由该支部的书记、委员或党务干部申请。", org.Name)
	}
	return org, err
}

// Asks tells for which of the organisations the actor may hand in petitions.
func Asks(tx *models.Tx, orgIDs []int64) (map[int64]bool, error) {
	where, args := reach(tx, models.Enter, models.Changes, "id")
	return among(tx, orgIDs, where, args)
}

// busy is how people say that they are busy, which is no reason: A44.
var busy = regexp.MustCompile(`繁忙|太忙|很忙|较忙|工作忙|业务忙|忙于|忙不开|忙不过来|没时间|没有时间|没空|抽不[开出]`)

// ask checks what every petition needs, writes it and tells who decides.
func (p *Petition) ask(tx *models.Tx, org *models.Org, about string, wrong models.FieldErrors) error {
	p.Reason, p.Document = strings.TrimSpace(p.Reason), strings.TrimSpace(p.Document)
	switch n := utf8.RuneCountInString(p.Reason); {
	case n == 0:
		wrong.Add("reason", "请说明原因")
	case n > 500:
		wrong.Add("reason", "原因不能超过500个字，请精简")
	case busy.MatchString(p.Reason) && p.Document == "":
		wrong.Add("document", "不能以工作繁忙为由变更；确因上级安排的，请写明上级文件的名称、文号")
	}
	for field, text := range map[string]string{"document": p.Document, "new_place": p.New.Place, "new_topic": p.New.Topic} {
		if utf8.RuneCountInString(text) > 200 {
			wrong.Add(field, "不能超过200个字，请精简")
		}
	}
	if err := wrong.Err("申请还需修改，请按提示改好后再提交。"); err != nil {
		return err
	}
	p.ID, p.OrgID, p.BranchID, p.State, p.WaitsFor, p.Revision = 0, org.ID, org.ID, PetitionWaiting, &about, 0
	if org.Kind == models.PartyGroup {
		p.BranchID = *org.ParentID
	}
	p.AskedBy, p.AskedName, p.AskedAt = tx.Actor.ID, tx.Actor.Name, tx.Now
	var err error
	if p.AnswerBy, err = tx.AnswerBy(tx.Today()); err != nil {
		return err
	}
	if err := models.In[Petition](tx).Create(tx.Ctx, p); err != nil {
		if models.IsDuplicate(err) {
			return models.Fail(models.Conflict, "已有一份申请待审批，请等待答复，或先撤回再申请。")
		}
		return err
	}
	p.Org = org
	if err := p.record(tx, "申请"+p.Kind.String(), p.Reason); err != nil {
		return err
	}
	return p.tellSuperiors(tx)
}

func (p *Petition) record(tx *models.Tx, verb, detail string) error {
	topic := p.Subject()
	if p.ActivityID != 0 {
		topic = fmt.Sprintf("activities/%d", p.ActivityID)
	}
	return tx.Record(models.Entry{Verb: verb, Subject: p.Subject(), Topic: topic, OrgID: p.OrgID, Detail: language.Phrase{"%s：%s", p.Title(), detail}, After: models.JSON(p)})
}
