package handlers

import (
	"fmt"
	"slices"
	"strconv"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// dispatchView is the form by which a task is handed down.
type dispatchView struct {
	Title, Sub phrase
	Back       string
	Form       views.Form
	Units      []takerRow
}

type takerRow struct {
	ID          int64
	Name, Share string
	Chosen      bool
}

// newDispatch is the form for a browser.
func (s *Server) newDispatch(r *Request) (Answer, error) {
	view := dispatchView{}
	err := r.View(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil || wantsJSON(r.Context) { // for a browser alone
			return err
		}
		units, err := p.Candidates(tx)
		if err != nil {
			return err
		}
		view.Title, view.Back = phrase{"分解下达：%s %s", p.Code, p.Name}, p.Link()
		view.Sub = phrase{"每个承接单位各有一个项目，签收后自定责任人和阶段；进度按份额汇总"}
		for _, o := range units {
			view.Units = append(view.Units, takerRow{ID: o.ID, Name: o.Name, Share: "1"})
		}
		view.Form = views.Form{ID: "dispatch", Action: p.Link() + "/dispatch", Button: "下达", Fields: []views.Field{
			{Name: "message", Label: "下达说明（选填）", Type: "textarea"},
			{Name: "target", Label: "干到什么程度", Type: "textarea", Value: p.Target, Hint: "对每个单位的要求"},
			{Name: "measures", Label: "怎么干", Type: "textarea", Value: p.Measures, Hint: "每行一条措施"},
			{Name: "due_on", Label: "完成时限", Type: "date", Value: string(p.DueOn)},
			tick("copy_stages", "复制尚未结束的阶段，供承接单位签收时调整", true)}}
		view.settle(r)
		return nil
	})
	return Answer{Page: "dispatch", Title: view.Title, Section: "projects", View: view, Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: view.Title}}}, err
}

// settle puts back what was typed.
func (v *dispatchView) settle(r *Request) {
	v.Form = r.fill(v.Form)
	if r.refused == nil {
		return
	}
	typed := r.PostFormArray("units")
	for i := range v.Units {
		u := &v.Units[i]
		id := strconv.FormatInt(u.ID, 10)
		u.Chosen, u.Share = slices.Contains(typed, id), r.PostForm("share."+id)
	}
}

// newReceipt is the form by which a part is signed for.
func (s *Server) newReceipt(r *Request) (Answer, error) {
	return s.projectFormPage(r, "签收任务", func(tx *models.Tx, v *projectFormView) error {
		w, err := project.FindWhole(tx, r.ID())
		if err != nil || wantsJSON(r.Context) { // for a browser alone
			return err
		}
		if !w.AllowedPart(tx).Sign && r.refused == nil {
			return models.Fail(models.Conflict, "任务已经办理，或者须由承接单位签收；请回到项目页查看。")
		}
		fields, err := receiptFields(tx, &w)
		if err != nil {
			return err
		}
		v.Title, v.Back = phrase{"签收任务：%s %s", w.Code, w.Name}, w.Link()
		v.Sub = phrase{"%s下达，请于%s前签收；不能承接的，请在项目页写明理由退回", w.Part.SentName, w.Part.DueOn.WithWeekday()}
		v.Form = views.Form{ID: "receipt", Action: w.Link() + "/receipt", Button: "签收", Fields: fields}
		v.addStages(r, &v.Form, w.Milestones, w.Needs)
		return nil
	})
}

// receiptFields name who answers for the part, and who reviews it.
func receiptFields(tx *models.Tx, w *project.Whole) ([]views.Field, error) {
	holders, err := tx.AllHolders()
	if err != nil {
		return nil, err
	}
	return []views.Field{
		{Name: "owner_post_id", Label: "谁来干：责任人", Type: "select", Must: true, Options: seatOptions(holders, w.OwnerPostID, "未定")},
		{Name: "reviewer_post_id", Label: "审核人", Type: "select", Options: seatOptions(holders, w.ReviewerPostID, "有审批权限的同志"), Hint: "不能是责任人"},
	}, nil
}

// partsView is the page of all that a task was decomposed into.
type partsView struct {
	Title    phrase
	Back     string
	Pieces   piecesView
	Chips    []chip
	Shares   views.Form // what was typed into the column of shares, and what is wrong with it
	MayShare bool
	Pager    views.Pager
}

func (s *Server) partsPage(r *Request) (Answer, error) {
	var view partsView
	err := r.View(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		f, err := r.partsFilter()
		if err != nil && r.refused == nil {
			return err
		}
		_, list, err := p.Pieces(tx)
		if err != nil {
			return err
		}
		some, next, err := r.somePieces(f.of(list, tx.Today()))
		if err != nil {
			return err
		}
		at := p.Link() + "/parts"
		view = partsView{Title: phrase{"分解任务：%s %s", p.Code, p.Name}, Back: p.Link(), Pieces: showPieces(tx, list, some),
			MayShare: p.UnderWay() && tx.Can(models.Approve, models.Divisions, p.OrgID), Chips: partChips(r, tx, at, list), Pager: pagerOf(r, at, next)}
		shares := views.Form{ID: "shares", Action: p.Link() + "/shares?_method=PUT", Button: "保存份额", Hidden: []views.Field{hidden("revision", int64(p.Revision))}}
		for _, row := range view.Pieces.Rows {
			shares.Fields = append(shares.Fields, views.Field{Name: fmt.Sprintf("share.%d", row.OrgID), Label: word(r.Say("%s的份额", row.Org)), Type: "number", Value: row.Share})
		}
		view.Shares = r.fill(shares)
		for i, f := range view.Shares.Fields {
			view.Pieces.Rows[i].Share = f.Value
		}
		return nil
	})
	return Answer{Page: "parts", Title: view.Title, Section: "projects", View: view, Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: view.Title}}}, err
}

func partChips(r *Request, tx *models.Tx, at string, list []project.Piece) []chip {
	late, by := int64(0), map[project.PartState]int64{}
	for i := range list {
		by[list[i].State]++
		if list[i].Gone == 0 && list[i].Overdue(tx.Today()) {
			late++
		}
	}
	none := r.Query("late") != "true" && r.Query("state") == ""
	chips := []chip{{Name: word("全部"), Link: at, Count: int64(len(list)) - by[project.Recalled], Current: none},
		{Name: word("逾期"), Link: at + "?late=true", Count: late, Current: r.Query("late") == "true"}}
	for _, state := range project.PartStates {
		if by[state] > 0 {
			chips = append(chips, chip{Name: word(state.String()), Link: at + "?state=" + string(state), Count: by[state], Current: r.Query("state") == string(state)})
		}
	}
	return chips
}
