package handlers

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/supervision"
)

// roundJSON is an attempt at mending a problem as the API shows it.
type roundJSON struct {
	Number       int                  `json:"number"`
	DueOn        calendar.Date        `json:"due_on"`
	Measures     []measureForm        `json:"measures"`
	Evidence     string               `json:"evidence"`
	SubmittedOn  calendar.Date        `json:"submitted_on"`
	SubmittedBy  string               `json:"submitted_by"`
	Verdict      supervision.Verdict  `json:"verdict"` // "" while nothing has been decided
	VerdictName  string               `json:"verdict_name"`
	Opinion      string               `json:"opinion"`
	DecidedOn    calendar.Date        `json:"decided_on"`
	DecidedBy    string               `json:"decided_by"`
	LookbackOn   calendar.Date        `json:"lookback_on"`
	Lookback     supervision.Lookback `json:"lookback"` // "" while it has not been looked at again
	LookbackName string               `json:"lookback_name"`
	LookbackNote string               `json:"lookback_note"`
	LookedOn     calendar.Date        `json:"looked_on"`
	LookedBy     string               `json:"looked_by"`
	ProjectID    *int64               `json:"project_id"` // the task by which it was mended
}

func showRounds(tx *models.Tx, f *supervision.Finding) ([]roundJSON, error) {
	rounds, err := f.Rounds(tx)
	list := []roundJSON{}
	for _, d := range rounds {
		view := roundJSON{Number: d.Number, DueOn: d.DueOn, Measures: []measureForm{}, Evidence: d.Evidence, SubmittedOn: d.SubmittedOn, SubmittedBy: d.SubmittedName,
			Verdict: d.Verdict, VerdictName: tx.Say(d.Verdict.String()), Opinion: d.Opinion, DecidedOn: d.DecidedOn, DecidedBy: d.DecidedName, LookbackOn: d.LookbackOn,
			Lookback: d.Lookback, LookbackName: tx.Say(d.Lookback.String()), LookbackNote: d.LookbackNote, LookedOn: d.LookedOn, LookedBy: d.LookedName, ProjectID: d.ProjectID}
		if d.Verdict == "" {
			view.DueOn = f.DueOn
		}
		for _, m := range d.Measures {
			view.Measures = append(view.Measures, measureForm{m.Text, m.Owner, m.DueOn, m.Progress})
		}
		list = append(list, view)
	}
	return list, err
}

// findingCourse is the way of a problem in the order of the trade.
var findingCourse = []word{"问题确认", "整改", "复核", "销号", "回头看"}

// findingStep is a step of the way with its day; of the mending, by when.
type findingStep struct {
	stepView
	Day   calendar.Date
	Until bool
}

// findingSteps shows how far on its way a problem is.
func findingSteps(f *supervision.Finding) (list []findingStep) {
	now := map[supervision.State]int{supervision.Open: 1, supervision.Tasked: 1, supervision.ToRedo: 1, supervision.HandedIn: 2, supervision.Closed: 4}[f.State()]
	if f.Mended() {
		now = 3
	}
	if f.State() == supervision.Closed && f.LookbackOn == "" {
		now = len(findingCourse)
	}
	days := []calendar.Date{f.FoundOn, f.DueOn, "", f.ClosedOn, f.LookbackOn}
	for i, name := range findingCourse {
		step := findingStep{stepView{Name: name}, days[i], i == 1}
		switch {
		case i < now:
			step.Class = "done"
		case i == now:
			step.Class = "now"
		}
		list = append(list, step)
	}
	return list
}

// underWay parts the attempt that goes on from those before, the latest first.
func underWay(rounds []roundJSON) (now roundJSON, before []roundJSON) {
	before = slices.Clone(rounds)
	slices.Reverse(before)
	if len(before) > 0 && before[0].Verdict == "" {
		return before[0], before[1:]
	}
	return roundJSON{}, before
}
