package notice

import (
	"slices"

	"luoshi/language"
	"luoshi/models"
)

// The steps at which a rule says nothing at all.
const (
	OtherKind Step = "other_kind" // the rule is about things of another kind
	NotDue    Step = "not_due"    // its days do not come, or it turns to others
)

// Silence is a rule that has not told the person of the matter, and will not in the
// days ahead, and why.
type Silence struct {
	Rule Rule
	Stop
}

// hush lists the rules that say nothing, those about such things first.
func (w *Why) hush(tx *models.Tx, rules []Rule, paused map[string]RulePause) {
	var others []Silence
	for _, rule := range rules {
		switch {
		case rule.Due == nil, slices.ContainsFunc(w.Rules, func(r RuleWhy) bool { return r.Name == rule.Name }):
		case rule.TellsOf(w.Subject):
			w.Silent = append(w.Silent, Silence{rule, w.silence(tx, rule, paused)})
		default:
			others = append(others, Silence{rule, Stop{OtherKind, language.Phrase{"不在本规则范围：它提醒的是别的事项。"}}})
		}
	}
	w.Silent = append(w.Silent, others...)
}

// silence says why a rule about such things says nothing: a pause, what stops every
// rule, or its days. What waits for an answer may rest with its owner all the same.
func (w *Why) silence(tx *models.Tx, rule Rule, paused map[string]RulePause) Stop {
	if p, is := paused[rule.Name]; is {
		return p.stop(tx)
	}
	whole := []Step{AccountClosed, Departed, Unseen}
	if KindOf(rule.Name) != Asking {
		whole = append(whole, Resting)
	}
	if i := slices.IndexFunc(w.Stops, func(s Stop) bool { return slices.Contains(whole, s.Step) }); i >= 0 {
		return w.Stops[i]
	}
	return Stop{NotDue, language.Phrase{"接下来30天没有轮到提醒本人的日子。"}}
}
