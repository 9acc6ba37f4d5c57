package orglife

import (
	"fmt"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// check refuses a plan that cannot be handed in, field by field: "held-3" is the
// fixed day of March.
func (p *Plan) check() error {
	wrong := models.FieldErrors{}
	for i := range p.Rows {
		r := &p.Rows[i]
		add := func(key, text string, values ...any) {
			wrong.Add(fmt.Sprintf("%s-%d", key, r.Month), text, append([]any{r.Month}, values...)...)
		}
		if r.HeldOn == "" {
			add("held", "%d月还没有主题党日的日期")
		}
		if r.Topic == "" {
			add("topic", "%d月还没有主题")
		}
		if r.CommitteeOn == "" && p.Org.CommitteeSeats > 0 {
			add("committee", "%d月还没有支委会的日期")
		}
		if r.CommitteeOn != "" && p.Org.CommitteeSeats == 0 {
			add("committee", "%d月安排了支委会，但%s未设支部委员会，请改为“—”", p.Org.Name)
		}
		if r.CommitteeOn != "" && r.HeldOn != "" && r.CommitteeOn > r.HeldOn {
			add("committee", "%d月的支委会晚于主题党日，会前研究应在当天或之前")
		}
		if r.SecondOn != "" && r.SecondOn == r.HeldOn {
			add("second", "%d月的两次主题党日在同一天，同一天只计一次")
		}
		if _, unknown := r.Counts(); len(unknown) > 0 {
			add("also", "%d月的兼作“%s”无法识别，可写：%s", strings.Join(unknown, "、"), strings.Join(AlsoNames, "、"))
		}
	}
	return wrong.Err("年度计划还不能提交，请按提示补全。")
}

// Hint is what a plan may be handed in with, and the reviewer should see.
type Hint struct {
	Month int
	Text  language.Phrase
}

// Hints are what the plan may be handed in with all the same: days off the
// branch's fixed day, days nobody works, a second time that is missing.
func (p *Plan) Hints(tx *models.Tx) ([]Hint, error) {
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	fixed, err := calendar.ParseFixedDay(p.FixedDay)
	unread := err != nil // the organisation's own page says what is wrong with it
	var hints []Hint
	for i := range p.Rows {
		r := &p.Rows[i]
		add := func(text string, values ...any) {
			hints = append(hints, Hint{r.Month, language.With(text, append([]any{r.Month}, values...)...)})
		}
		if !unread && r.HeldOn != "" {
			if due := fixed.In(calendar.MonthOf(p.Year, r.Month), work); r.HeldOn != due {
				add("%d月主题党日%s不是固定日（%s）", r.HeldOn.Short(), due.Short())
			}
		}
		for _, day := range []calendar.Date{r.CommitteeOn, r.HeldOn, r.SecondOn} {
			if day != "" && !work.Is(day) {
				add("%d月%s不是工作日", day.WithWeekday())
			}
		}
		times, err := cityTimes(tx, calendar.MonthOf(p.Year, r.Month), p.Org)
		if err != nil {
			return nil, err
		}
		if r.SecondOn == "" && times > 1 {
			add("%d月只安排了一次主题党日，市级要求%d次", times)
		}
	}
	return hints, nil
}
