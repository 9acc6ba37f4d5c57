package handlers

import (
	"bytes"
	"fmt"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/inspection"
	"luoshi/views"
)

// inspectionView is an inspection with its rows and what came of it, for programs.
type inspectionView struct {
	inspectionJSON
	Tally tallyJSON `json:"tally"`
	List  []rowJSON `json:"list"`
}

// inspectionPage is one inspection.
type inspectionPage struct {
	inspectionView
	Spot, MaySample bool
	Units           []unitLine
	Log             []logEntry
}

// unitLine is a department of a lot's frame.
type unitLine struct{ Name, Codes string }

func (s *Server) showInspection(r *Request) (Answer, error) {
	var page inspectionPage
	err := r.View(func(tx *models.Tx) error {
		n, view, err := readInspection(tx, r.ID())
		page.inspectionView = view
		if err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Spot = n.Kind == inspection.Spot
		page.MaySample = page.Spot && !n.Drawn() && inspection.Inspects(tx)
		if view.Lot != nil && view.Lot.Frame != nil {
			for _, d := range *view.Lot.Frame {
				page.Units = append(page.Units, unitLine{d.Name, joined(d.Codes)})
			}
		}
		page.Log, err = trailOf(tx, n.Subject())
		return err
	})
	return Answer{Page: "inspection", Title: word("自查抽查"), Section: "supervise", Wide: true, View: page, JSON: page.inspectionView,
		Crumbs: inspectionCrumbs(views.Crumb{Name: typed(page.Name)})}, err
}

// readInspection reads an inspection with its rows and their sum.
func readInspection(tx *models.Tx, id int64) (*inspection.Inspection, inspectionView, error) {
	v := inspectionView{List: []rowJSON{}}
	n, err := inspection.Find(tx, id)
	if err != nil {
		return nil, v, err
	}
	rows, err := n.Rows(tx)
	if err != nil {
		return nil, v, err
	}
	for i := range rows {
		v.List = append(v.List, showRow(tx, &rows[i]))
	}
	t := inspection.Count(n, rows, tx.Today())
	v.Tally = showTally(tx, t)
	v.inspectionJSON, err = showInspection(tx, n, inspection.Progress{Total: t.Rows, Answered: t.Answered})
	return n, v, err
}

// exportInspection is the inspection as a workbook: its rows, and the sum point by point.
func (s *Server) exportInspection(r *Request) (Answer, error) {
	var v inspectionView
	err := r.View(func(tx *models.Tx) (err error) {
		_, v, err = readInspection(tx, r.ID())
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	rows := documents.Table{Title: v.Name, Notes: []string{r.Say("%[1]s，检查时段%[2]s，完成时限%[3]s", word(v.Kind.String()), v.Period.Long(), v.DueOn.Long())}}
	if v.Lot != nil {
		rows.Notes = append(rows.Notes, r.Say("从%[1]d个党支部中抽取%[2]d个，种子%[3]d，避开前%[4]d轮", v.Lot.Size, v.Rows, v.Lot.Seed, v.Lot.Avoided))
	}
	for _, c := range []struct {
		name  word
		width float64
	}{{"代码", 10}, {"党支部", 28}, {"状态", 12}, {"按时", 8}, {"规范", 10}, {"检查内容", 18}, {"结果", 10}, {"记录情况", 48}, {"说明、理由", 36}, {"问题编号", 10}, {"完成日期", 14}, {"确认、检查人", 14}} {
		rows.Columns = append(rows.Columns, documents.Column{Name: r.Say("%s", c.name), Width: c.width, Wrap: c.width > 16})
	}
	for _, row := range v.List {
		rows.Rows = append(rows.Rows, row.lines(r)...)
	}
	sum := documents.Table{Title: r.Say("%s：汇总", typed(v.Name))}
	for _, name := range []word{"检查内容", "符合", "有不足", "有缺项", "未到期"} {
		sum.Columns = append(sum.Columns, documents.Column{Name: name.In(r.Language()), Width: 16})
	}
	for _, p := range v.Tally.Points {
		sum.Rows = append(sum.Rows, []string{p.Name, fmt.Sprint(p.Fine), fmt.Sprint(p.Late), fmt.Sprint(p.Missing), fmt.Sprint(p.Pending)})
	}
	var out bytes.Buffer
	err = documents.WriteSheets(&out, []documents.NamedTable{{Sheet: r.Say("逐个支部"), Table: rows}, {Sheet: r.Say("汇总"), Table: sum}})
	return Answer{File: &File{Name: v.Name + ".xlsx", Type: mediaTypes[inExcel], Content: out.Bytes()}}, err
}

// lines are a branch's lines of the workbook: one for each point, or for none.
func (v rowJSON) lines(r *Request) (list [][]string) {
	begin := []string{v.OrgCode, v.OrgName, v.Light.Word, v.TimelyWord().In(r.Language()), v.QualityName().In(r.Language())}
	end := []string{string(v.AnsweredOn), v.AnsweredBy}
	for _, i := range v.Items {
		said, finding := i.Said, ""
		if i.Code == inspection.Judged {
			said = v.Reason
		}
		if i.FindingID != nil {
			finding = fmt.Sprint(*i.FindingID)
		}
		list = append(list, append(append(begin[:5:5], i.Name, i.StateName, i.Fact, said, finding), end...))
	}
	if list == nil {
		list = [][]string{append(append(begin[:5:5], "", "", "", v.Reason, ""), end...)}
	}
	return list
}
