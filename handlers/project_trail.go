package handlers

import (
	"fmt"
	"strings"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// roundView is a round of review as its row shows it.
type roundView struct {
	ID              int64
	Name, Decided   phrase
	Submitted, Text string
	Light           lamp
}

type clockView struct {
	Name       string
	Label, Sum phrase
	Turns      []turnView
}

type turnView struct{ X, W, Class string }

type checkView struct {
	Name  phrase
	Note  string
	Light lamp
	By    string
	Items []improvementView
}

type improvementView struct {
	ID               int64
	Problem, Measure string
	Owner, Due, Note phrase
	Light            lamp
	Forms            []views.Form
}

type extensionView struct {
	ID                              int64
	Of, Old, New, AnswerBy, Decided phrase
	Reason, Progress, Measures, By  string
	Waiting                         bool
	Light                           lamp
	Forms                           []views.Form
}

type acceptanceView struct {
	Outcome, Evidence, Reason, Experience, By string
	Satisfaction                              phrase
	Light                                     lamp
}

type logEntry struct {
	When, Who string
	Text      phrase
}

var decisionTones = map[project.Decision]string{project.Waiting: "info", project.Accepted: "ok", project.Refused: "warn", project.Withdrawn: "idle", project.Lapsed: "idle"}

func roundsOf(tx *models.Tx, w *project.Whole) (list []roundView) {
	for _, r := range w.Rounds {
		v := roundView{ID: r.ID, Name: phrase{"第 %d 轮", r.Number}, Submitted: r.SubmittedName + " " + when(tx, r.SubmittedAt), Text: r.Reason,
			Light: lamp{decisionTones[r.Decision], tx.Say(r.Decision.String())}}
		if m := w.Milestone(r.MilestoneID); m != nil {
			v.Name = phrase{"%s %s", place(m), v.Name}
		}
		if r.DecidedAt != nil {
			v.Decided = phrase{"%s %s", r.DecidedName, when(tx, *r.DecidedAt)}
		} else {
			v.Decided, v.Text = phrase{"请于 %s 前审核", r.DueOn.Short()}, r.Note
		}
		list = append(list, v)
	}
	return list
}

// place names a milestone in a narrow column: ② or the node's name.
func place(m *project.Milestone) string {
	if m.IsStage() {
		return circled(m.Seq)
	}
	return m.Name
}

// clocks draws the two clocks of every stage that has been handed in.
func clocks(tx *models.Tx, w *project.Whole) (list []clockView, err error) {
	for i := range w.Milestones {
		m := &w.Milestones[i]
		if countRounds(w, m) == nil {
			continue
		}
		turns, err := m.Clocks(tx, w.Rounds)
		if err != nil {
			return nil, err
		}
		days, all := map[project.Turner]int{}, 0
		for _, t := range turns {
			days[t.Who] += t.Days
			all += t.Days
		}
		v := clockView{Name: strings.TrimSpace(tx.Say("%s", m.Short())), Sum: phrase{"责 %d · 审 %d", days[project.Owners], days[project.Reviewers]},
			Label: phrase{"责任人 %d 个工作日，审核人 %d 个工作日，剩余 %d 个工作日", days[project.Owners], days[project.Reviewers], days[project.Left]}}
		at := 0
		for _, t := range turns {
			v.Turns = append(v.Turns, turnView{percent(100 * float64(at) / float64(max(all, 1))), percent(100 * float64(t.Days) / float64(max(all, 1))), string(t.Who)})
			at += t.Days
		}
		list = append(list, v)
	}
	return list, nil
}

var resultTones = map[project.Result]string{project.Met: "ok", project.MostlyMet: "warn", project.NotMet: "late"}

func checksOf(tx *models.Tx, w *project.Whole) (list []checkView) {
	for _, c := range w.Checks {
		v := checkView{Name: c.CheckedOn.Short(), Note: c.Note, By: c.ByName, Light: lamp{resultTones[c.Result], tx.Say(c.Result.String())}}
		if m := w.Milestone(c.MilestoneID); m != nil {
			v.Name = phrase{"阶段 %s · %s", place(m), v.Name}
		}
		for k := range w.Improvements {
			if i := &w.Improvements[k]; i.CheckID == c.ID {
				v.Items = append(v.Items, improvement(tx, w, i))
			}
		}
		list = append(list, v)
	}
	return list
}

func improvement(tx *models.Tx, w *project.Whole, i *project.Improvement) improvementView {
	v := improvementView{ID: i.ID, Problem: i.Problem, Measure: i.Measure, Owner: holderName(w.Holders[i.OwnerPostID]), Due: i.DueOn.Short()}
	if i.Note != "" {
		v.Note = phrase{"%s", i.Note}
	}
	switch {
	case i.State == project.Verified:
		v.Light = lamp{"ok", tx.Say(i.State.String())}
		if i.VerifiedAt != nil {
			v.Light.Word = tx.Say("%s %s", tx.DayOf(*i.VerifiedAt).Short(), i.VerifiedName)
		}
	case i.State == project.ToVerify:
		v.Light = lamp{"info", tx.Say(i.State.String())}
	case i.DueOn < tx.Today():
		v.Light = lamp{"late", tx.Say("逾期")}
	default:
		v.Light = lamp{"warn", tx.Say(i.State.String())}
	}
	if i.State == project.Rejected {
		v.Note = phrase{"退回：%s", i.Reason}
	}
	v.Forms = improvementForms(w, i, w.MayHandIn(tx, i), w.MayVerify(tx, i))
	return v
}

func extensionsOf(tx *models.Tx, w *project.Whole) (list []extensionView) {
	for k := range w.Extensions {
		e := &w.Extensions[k]
		v := extensionView{ID: e.ID, Of: phrase{"整个项目"}, Old: e.OldDueOn.Short(), New: e.NewDueOn.Short(), Reason: e.Reason, Progress: e.Progress, Measures: e.Measures,
			By: e.RequestedName + " · " + when(tx, e.RequestedAt), AnswerBy: e.AnswerBy.Short(), Waiting: e.State == project.Waiting, Light: lamp{decisionTones[e.State], tx.Say(e.State.String())}}
		if v.Waiting {
			v.Light.Word = tx.Say("待审批")
		}
		if m := w.Milestone(e.MilestoneID); m != nil {
			v.Of = phrase{"%s", m.Label()}
		}
		if e.DecidedAt != nil && e.DecidedName != "" {
			v.Decided = phrase{"%s %s", e.DecidedName, when(tx, *e.DecidedAt)}
			if e.DecisionReason != "" {
				v.Decided = phrase{"%s：%s", v.Decided, e.DecisionReason}
			}
		}
		if w.MayAnswer(tx, e) {
			v.Forms = extensionForms(w, e)
		}
		list = append(list, v)
	}
	return list
}

func acceptancesOf(tx *models.Tx, w *project.Whole) (list []acceptanceView) {
	for _, a := range w.Acceptances {
		tone := "ok"
		if a.Conclusion == project.Failed {
			tone = "late"
		}
		v := acceptanceView{Outcome: a.Outcome, Evidence: a.Evidence, Reason: a.Reason, Experience: a.Experience,
			By: a.ByName + " · " + when(tx, a.CreatedAt), Light: lamp{tone, tx.Say("验收%s", word(a.Conclusion.String()))}}
		if s := a.Satisfaction; s.Source != "" {
			v.Satisfaction = phrase{"%s，样本 %d，满意度 %s%%", s.Source, s.Sample, number(s.Percent)}
		}
		list = append(list, v)
	}
	return list
}

// logged is how many lines of the log a page shows.
const logged = 12

func logOf(r *Request, tx *models.Tx, w *project.Whole) (list []logEntry, next string, err error) {
	_, from, err := r.pageByID()
	if err != nil {
		return nil, "", err
	}
	entries, err := tx.History(w.Subject(), from, logged+1)
	if err != nil {
		return nil, "", err
	}
	if len(entries) > logged {
		entries = entries[:logged]
		next = fmt.Sprintf("%s?cursor=%s#log", w.Link(), cursor(entries[logged-1].ID))
	}
	for _, e := range entries {
		list = append(list, logEntry{when(tx, e.At), e.ActorName, phrase{"%s　%s", word(e.Verb), e.Detail}})
	}
	return list, next, nil
}
