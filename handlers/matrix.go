package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// matrixQuery is which part of the matrix an address asks for.
type matrixQuery struct {
	year, half int // half 0 is the whole year
	code       orglife.Type
	org        *models.Org // nil for all one sees
	odd        bool
}

func (r *Request) matrixQuery(tx *models.Tx) (q matrixQuery, err error) {
	today := tx.Today()
	q = matrixQuery{year: today.Year(), half: (today.Month().Number() + 5) / 6, code: orglife.Type(r.Query("code")), odd: r.Query("odd") != ""}
	wrong := models.FieldErrors{}
	if text := r.Query("year"); text != "" {
		if q.year, err = strconv.Atoi(text); err != nil || q.year < 2000 || q.year > today.Year()+1 {
			wrong.Add("year", "年度写作 %d", today.Year())
		}
	}
	if text := r.Query("half"); text != "" {
		if q.half, err = strconv.Atoi(text); err != nil || q.half < 0 || q.half > 2 {
			wrong.Add("half", "上半年写作 1，下半年写作 2，全年写作 0")
		}
	}
	if q.code != "" && orglife.TypeNames[q.code] == "" {
		wrong.Add("code", "没有“%s”这种应办事项", q.code)
	}
	if err := wrong.Err("查询条件有误，请更正后再查。"); err != nil {
		return q, err
	}
	q.org, err = r.orgFilter(tx)
	return q, err
}

// months are the first and the last month asked for.
func (q matrixQuery) months() (from, to calendar.Month) {
	first := calendar.MonthOf(q.year, 1)
	switch q.half {
	case 0:
		return first, first.Add(11)
	case 2:
		return first.Add(6), first.Add(11)
	}
	return first, first.Add(5)
}

func (q matrixQuery) forms() []orglife.Type {
	if q.code != "" {
		return []orglife.Type{q.code}
	}
	return orglife.MatrixForms
}

// link is the address of the matrix with another choice.
func (q matrixQuery) link(change func(*matrixQuery)) string {
	change(&q)
	link := fmt.Sprintf("/duties/matrix?year=%d&half=%d", q.year, q.half)
	if q.code != "" {
		link += "&code=" + string(q.code)
	}
	if q.org != nil {
		link += fmt.Sprintf("&org=%d", q.org.ID)
	}
	if q.odd {
		link += "&odd=1"
	}
	return link
}

func (s *Server) showMatrix(r *Request) (Answer, error) {
	var page matrixPage
	var list matrixJSON
	err := r.View(func(tx *models.Tx) error {
		q, err := r.matrixQuery(tx)
		if err != nil {
			return err
		}
		from, to := q.months()
		columns, err := orglife.Columns(tx, q.forms(), from, to)
		if err != nil {
			return err
		}
		orgs, err := orglife.BranchesBelow(tx, q.org, from.First())
		if err != nil {
			return err
		}
		m, err := orglife.ReadMatrix(tx, orgs, columns, tx.Today())
		if err != nil {
			return err
		}
		if wantsJSON(r.Context) {
			list = showMatrix(m, q, tx.Today(), tx.Actor.Language)
			return nil
		}
		page = drawMatrix(tx, m, q)
		page.Facts, err = monthFacts(tx, m)
		return err
	})
	return Answer{Page: "matrix", Title: word("组织生活落实情况"), Section: "orglife", Wide: true, View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("全年矩阵")}}}, err
}
