package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/views"
)

// newElection is the form to ask for an election: ?org=, ?kind=.
func (s *Server) newElection(r *Request) (Answer, error) {
	var form views.Form
	err := r.View(func(tx *models.Tx) error {
		if wantsJSON(r.Context) {
			return tx.RequireSight(models.Elections)
		}
		if !tx.Reaches(models.Enter, models.Elections) {
			return tx.Require(models.Enter, models.Elections, 0)
		}
		id, _ := strconv.ParseInt(r.given("org"), 10, 64) // what is no number is no organisation
		if typed, _ := strconv.ParseInt(r.Context.Request.PostForm.Get("org_id"), 10, 64); typed != 0 {
			id = typed
		}
		if id == 0 && len(tx.Actor.Posts) > 0 {
			id = tx.Actor.Posts[0].OrgID
		}
		o, err := tx.Org(id)
		if err != nil {
			return err
		}
		kind := structure.ElectionKind(r.given("kind"))
		if kind == "" {
			kind = structure.NewTerm
		}
		form, err = r.askForm(tx, o, structure.Election{Kind: kind, PlannedOn: tx.Today().AddMonths(1)})
		form.Hidden = []views.Field{hidden("org_id", o.ID), {Name: "kind", Value: string(kind)}}
		return err
	})
	return Answer{Page: "finding_form", Title: word("请示选举"), Section: "orgs", View: form, Crumbs: electionCrumbs(word("请示选举"))}, err
}

// electLinks lead from a health card to the elections it calls for.
func electLinks(tx *models.Tx, o *models.Org, card *structure.Card) (list []views.Option) {
	if !tx.Can(models.Enter, models.Elections, o.ID) {
		return nil
	}
	for kind, codes := range map[structure.ElectionKind]string{structure.NewTerm: "TERM_OVERDUE TERM_DUE COMMITTEE_REQUIRED", structure.ByVacancy: "COMMITTEE_VACANCY"} {
		if slices.ContainsFunc(card.Lines, func(l structure.Line) bool {
			return slices.ContainsFunc(l.Alerts, func(a models.Alert) bool { return slices.Contains(strings.Fields(codes), a.Code) })
		}) {
			list = append(list, views.Option{Name: phrase{"请示%s", word(kind.String())}, Value: fmt.Sprintf("/elections/new?org=%d&kind=%s", o.ID, kind)})
		}
	}
	slices.SortFunc(list, func(a, b views.Option) int { return strings.Compare(a.Value, b.Value) })
	return list
}

// askForm asks when, and who stands for each chair; two may stand for one.
func (r *Request) askForm(tx *models.Tx, o *models.Org, e structure.Election) (views.Form, error) {
	seats, err := structure.Seats(tx, o, e.Kind)
	if err != nil {
		return views.Form{}, err
	}
	members, err := structure.Eligible(tx, o)
	fields := []views.Field{{Name: "planned_on", Label: "选举日期", Type: "date", Must: true, Value: string(e.PlannedOn)}}
	stood := map[int64][]int64{}
	for _, c := range e.Candidates {
		stood[c.PostID] = append(stood[c.PostID], c.MemberID)
	}
	for _, seat := range seats {
		for i, label := range []string{"%s：候选人", "%s：另一名候选人（差额）"} {
			chosen := int64(0)
			if i < len(stood[seat.PostID]) {
				chosen = stood[seat.PostID][i]
			} else if i == 0 && len(e.Candidates) == 0 {
				chosen = seat.MemberID
			}
			options := []views.Option{{Name: word("请选择")}}
			for _, m := range members {
				options = append(options, views.Option{Value: strconv.FormatInt(m.ID, 10), Name: typed(m.Name), Chosen: m.ID == chosen})
			}
			fields = append(fields, views.Field{Name: fmt.Sprintf("stand_%d_%d", seat.PostID, i), Label: word(tx.Say(label, seat.PostName)), Type: "select",
				Must: i == 0 && e.Kind == structure.NewTerm, Options: options})
		}
	}
	fields = append(fields, views.Field{Name: "note", Label: "说明", Type: "textarea", Value: e.Note})
	return r.fill(views.Form{ID: "election", Title: word(tx.Say("%[1]s：请示%[2]s", o.Name, word(e.Kind.String()))), Action: "/elections", Button: "报上级批复",
		Text: "候选人为本组织的正式党员；委员会委员候选人一般多于应选名额的20%。", Fields: fields}), err
}

// standsTyped are the candidates of a form that was typed in.
func (r *Request) standsTyped() (list []structure.Stands) {
	for name, values := range r.Context.Request.PostForm {
		var s structure.Stands
		var i int
		if n, _ := fmt.Sscanf(name, "stand_%d_%d", &s.PostID, &i); n == 2 && len(values) > 0 && values[0] != "" {
			s.MemberID, _ = strconv.ParseInt(values[0], 10, 64) // what is no number is nobody
			list = append(list, s)
		}
	}
	return list
}

// votesTyped are the votes of a form that was typed in, by candidate.
func (r *Request) votesTyped() map[int64]int {
	votes := map[int64]int{}
	for name, values := range r.Context.Request.PostForm {
		id, err := strconv.ParseInt(strings.TrimPrefix(name, "yes_"), 10, 64)
		if strings.HasPrefix(name, "yes_") && err == nil && len(values) > 0 {
			if votes[id], err = strconv.Atoi(values[0]); err != nil {
				votes[id] = -1 // no number: refused as no number of votes
			}
		}
	}
	return votes
}

// electionForms are the steps that the actor may take now.
func (r *Request) electionForms(tx *models.Tx, e *structure.Election) (list []views.Form, err error) {
	here := e.Link()
	add := func(f views.Form) {
		f.Action = here + "/" + f.Action
		f.Hidden = append(f.Hidden, hidden("revision", int64(e.Revision)))
		list = append(list, r.fill(f))
	}
	back := views.Form{ID: "return", Title: "退回", Action: "return", Button: "退回", Fields: []views.Field{{Name: "reason", Label: "退回原因", Type: "textarea", Must: true}}}
	switch {
	case e.State == structure.Asked && e.Decidable(tx):
		add(views.Form{ID: "approve", Title: "批复", Action: "approval", Button: "同意选举", Fields: []views.Field{{Name: "document", Label: "批复文号", Must: true}}})
		add(back)
	case e.State == structure.Elected && e.Decidable(tx):
		add(views.Form{ID: "confirm", Title: "确认结果", Action: "confirmation", Button: "确认结果", Text: "确认后，当选的同志自选举之日起任职；换届的，届期同时更新。",
			Fields: []views.Field{{Name: "document", Label: "批复文号", Must: true}}})
		add(back)
	case e.State == structure.ElectionSent && e.Runs(tx):
		f, err := r.askForm(tx, e.Org, *e)
		if err != nil {
			return nil, err
		}
		f.Action = "resubmission"
		add(f)
	case e.State == structure.Approved && e.Runs(tx):
		f, err := resultForm(tx, e)
		if err != nil {
			return nil, err
		}
		add(f)
	}
	return list, nil
}

// resultForm asks what came of the meeting; who may vote is known already.
func resultForm(tx *models.Tx, e *structure.Election) (views.Form, error) {
	members, err := structure.Eligible(tx, e.Org)
	entitled := strconv.Itoa(len(members))
	held := e.PlannedOn
	if held > tx.Today() {
		held = calendar.Date("")
	}
	fields := []views.Field{{Name: "held_on", Label: "选举日期", Type: "date", Must: true, Value: string(held)},
		{Name: "entitled", Label: "有选举权的党员", Type: "number", Must: true, Value: entitled, Hint: "已按名册填好，留党察看等不能参加的请减去"},
		{Name: "present", Label: "实到", Type: "number", Must: true}}
	for _, c := range e.Candidates {
		fields = append(fields, views.Field{Name: fmt.Sprintf("yes_%d", c.ID), Label: word(tx.Say("%[1]s（%[2]s）赞成票", c.Member.Name, c.Post.Name)), Type: "number", Must: true})
	}
	return views.Form{ID: "result", Title: "报告选举结果", Action: "result", Button: "报上级确认", Text: "到会有选举权的党员达到五分之四选举有效，赞成超过实到会半数当选。", Fields: fields}, err
}
