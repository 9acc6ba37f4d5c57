package models

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"luoshi/calendar"
)

// Rule is a dated rule: what a level of the organisation demands, from when to
// when, with its parameters and where it is written.
type Rule struct {
	ID        int64
	Code      string // "theme-day"
	Level     string // central, province, city, org
	OrgID     *int64 // for the level org: it and all below it
	ValidFrom calendar.Date
	ValidTo   calendar.Date // "" while in force
	Params    string        // JSON
	Name      string
	Source    string // 依据
}

// levels from the weakest to the strongest.
var levels = map[string]int{"central": 1, "province": 2, "city": 3, "org": 4}

// RuleFor finds the parameters of a rule in force on a day for an organisation
// (nil for the city), into T; a missing rule is a fault of the installation.
func RuleFor[T any](tx *Tx, code string, day calendar.Date, org *Org) (params T, rule Rule, err error) {
	params, rule, ok, err := RuleIn[T](tx, code, day, org)
	if err == nil && !ok {
		err = fmt.Errorf("no rule %q in force on %s", code, day)
	}
	return params, rule, err
}

// RuleIn is RuleFor for what may have no rule in force; ok says that it has.
func RuleIn[T any](tx *Tx, code string, day calendar.Date, org *Org) (params T, rule Rule, ok bool, err error) {
	rules, err := tx.rules()
	if err != nil {
		return params, rule, false, err
	}
	for _, r := range rules {
		inForce := r.Code == code && r.ValidFrom <= day && (r.ValidTo == "" || day <= r.ValidTo) && r.coversOrg(org)
		if inForce && (levels[r.Level] > levels[rule.Level] || levels[r.Level] == levels[rule.Level] && r.ValidFrom >= rule.ValidFrom) {
			rule = r
		}
	}
	if rule.ID == 0 {
		return params, rule, false, nil
	}
	params, err = paramsOf[T](tx, rule)
	return params, rule, true, err
}

// RulesInForce lists the dated rules in force on a day.
func (tx *Tx) RulesInForce(day calendar.Date) ([]Rule, error) {
	rules, err := tx.rules()
	return slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool { return r.ValidFrom > day || r.ValidTo != "" && r.ValidTo < day }), err
}

// paramsOf reads a rule's parameters: once as long as it is remembered.
func paramsOf[T any](tx *Tx, rule Rule) (params T, err error) {
	m, err := tx.known()
	if err != nil {
		return params, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	key := paramKey{rule.ID, reflect.TypeFor[T]()}
	if known, ok := m.params[key]; ok {
		return known.(T), nil
	}
	if err := json.Unmarshal([]byte(rule.Params), &params); err != nil {
		return params, fmt.Errorf("rule %q: %w", rule.Code, err)
	}
	m.params[key] = params
	return params, nil
}

// rules are all of them.
func (tx *Tx) rules() ([]Rule, error) {
	return keep(tx, func(m *memory) *[]Rule { return &m.dated }, func(list []Rule) bool { return list == nil },
		func() ([]Rule, error) { return In[Rule](tx).Order("id").Find(tx.Ctx) })
}

func (r Rule) coversOrg(org *Org) bool {
	return r.OrgID == nil || org != nil && containsID(org.Path, *r.OrgID)
}
