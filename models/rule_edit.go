package models

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
)

// AddRule gives a rule a new version from a day on. What was before that day
// stays judged by the version of its time; so a day of a month gone by is refused.
func (tx *Tx) AddRule(r *Rule) error {
	if err := tx.CheckRule(r); err != nil {
		return err
	}
	r.ID = 0
	if err := In[Rule](tx).Create(tx.Ctx, r); err != nil {
		return err
	}
	return tx.Record(Entry{Verb: "修改规则", Subject: "rules/" + r.Code, Topic: "rules", Detail: language.Phrase{"%s，自%s起", language.Word(r.Name), r.ValidFrom.Long()}, After: JSON(r)})
}

// CheckRule completes a new version from the present one, and says what is wrong
// with it or that it is not the actor's to make.
func (tx *Tx) CheckRule(r *Rule) error {
	if err := tx.Require(Approve, Calendars, 0); err != nil {
		return err
	}
	now, err := tx.RuleOn(r.Code, max(r.ValidFrom, tx.Today()))
	if err != nil {
		return err
	}
	r.Name, r.OrgID = now.Name, now.OrgID
	if r.Level == "" {
		r.Level = now.Level
	}
	if r.Source == "" {
		r.Source = now.Source
	}
	wrong := FieldErrors{}
	switch first := tx.Today().Month().First(); {
	case !r.ValidFrom.Valid():
		wrong.Add("valid_from", "日期写作 2022-07-01")
	case r.ValidFrom < first:
		wrong.Add("valid_from", "已过去的月份按当时的规则评判，生效日期不能早于本月1日")
	case isDutyRule(r.Code) && r.ValidFrom != r.ValidFrom.Month().First():
		wrong.Add("valid_from", "请从某月1日起生效，以免一个时段两种要求")
	}
	if levels[r.Level] < levels[now.Level] {
		wrong.Add("level", "新规定的层级不能低于现行规定，否则不起作用")
	}
	if wrong["valid_from"] == nil {
		r.checkParams(now, wrong)
	}
	return wrong.Err("规则需要修改。")
}

// checkParams holds the parameters against those in force: the same keys, numbers where they were numbers.
func (r *Rule) checkParams(now Rule, wrong FieldErrors) {
	var before, after map[string]any
	if err := json.Unmarshal([]byte(now.Params), &before); err != nil {
		wrong.Add("params", "现行参数无法读取")
		return
	}
	if err := json.Unmarshal([]byte(r.Params), &after); err != nil || !slices.Equal(slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after))) {
		wrong.Add("params", "参数须与现行规则的各项相同")
		return
	}
	for key, value := range after {
		if fmt.Sprintf("%T", value) != fmt.Sprintf("%T", before[key]) {
			wrong.Add("params", "参数“%s”的写法须与现行规则相同", key)
		}
		if list, ok := value.([]any); ok && !likeElements(list, before[key]) {
			wrong.Add("params", "参数“%s”的各项写法须与现行规则相同，不能有空项", key)
		}
		if n, ok := value.(float64); ok && (n < 0 || n > 10000 || n != float64(int(n))) {
			wrong.Add("params", "参数“%s”须为0至10000的整数", key)
		}
	}
	floor, demands := after["statutory_min"].(float64)
	if city, ok := after["city_min"].(float64); demands && ok && (floor < 1 || city < floor) {
		wrong.Add("params", "条例要求至少1次，市级要求不低于条例要求")
	}
}

// RuleOn is the version of a rule in force on a day for the city.
func (tx *Tx) RuleOn(code string, day calendar.Date) (Rule, error) {
	_, rule, ok, err := RuleIn[map[string]any](tx, code, day, nil)
	if err == nil && !ok {
		err = Missing
	}
	return rule, err
}

// Rules lists all versions of all rules, by code and validity.
func (tx *Tx) Rules() ([]Rule, error) {
	if err := tx.RequireSight(Calendars); err != nil {
		return nil, err
	}
	return In[Rule](tx).Order("code, valid_from, id").Find(tx.Ctx)
}

// Suppose is the same work as if a rule were in force: to look what would follow.
func (tx *Tx) Suppose(r Rule) (*Tx, error) {
	rules, err := tx.rules()
	if err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	r.ID = -1
	then := *tx
	then.changes, then.memory = nil, newMemory(0, tx.Today())
	then.memory.dated, then.memory.work = append(slices.Clone(rules), r), work
	return &then, nil
}

// likeElements reports whether the elements of a list are like those of another,
// and none of them empty.
func likeElements(list []any, other any) bool {
	before, _ := other.([]any)
	return !slices.ContainsFunc(list, func(v any) bool {
		text, typed := v.(string)
		return len(before) > 0 && fmt.Sprintf("%T", v) != fmt.Sprintf("%T", before[0]) || typed && (strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > 30)
	})
}
