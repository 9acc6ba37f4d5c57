package handlers

import (
	"bytes"
	"fmt"
	"time"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/models"
	"luoshi/views"
)

// entryView is a line of the audit trail.
type entryView struct {
	ID        int64  `json:"id"`
	At        string `json:"at"`
	ActorID   int64  `json:"actor_id"`
	ActorName string `json:"actor_name"`
	Verb      string `json:"verb"`
	Subject   string `json:"subject"`
	Topic     string `json:"topic"`
	OrgID     int64  `json:"org_id"`
	Detail    string `json:"detail"`
	Before    string `json:"before"`
	After     string `json:"after"`
	Address   string `json:"address"`
	Failed    bool   `json:"failed"`

	When string `json:"-"`
}

func showEntry(tx *models.Tx, e models.Entry) entryView {
	at := tx.Local(e.At)
	return entryView{e.ID, at.Format(time.RFC3339), e.ActorID, e.ActorName, e.Verb, e.Subject, e.Topic, e.OrgID, tx.Say("%s", e.Detail), e.Before, e.After,
		e.Address, e.Failed, at.Format("2006-01-02 15:04:05")}
}

// auditFilter reads what of the trail is asked for.
func auditFilter(value func(string) string) models.AuditFilter {
	return models.AuditFilter{Who: value("who"), Verb: value("verb"), Subject: value("subject"), Address: value("address"), Result: value("result"),
		From: calendar.Date(value("from")), To: calendar.Date(value("to"))}
}

type auditPage struct {
	Filter  models.AuditFilter
	Entries []entryView
	Pager   views.Pager
	Anchor  string // the end of the chain
	Sealed  string // when that was
}

func (s *Server) listAudit(r *Request) (Answer, error) {
	paging, err := r.Paging(1)
	if err != nil {
		return Answer{}, err
	}
	page := auditPage{Filter: auditFilter(r.Query), Entries: []entryView{}}
	list := List[entryView]{}
	err = r.View(func(tx *models.Tx) error {
		entries, err := tx.Audit(page.Filter, before(paging), paging.Limit+1)
		if err != nil {
			return err
		}
		if len(entries) > paging.Limit {
			entries = entries[:paging.Limit]
			list.Next = cursor(entries[paging.Limit-1].ID)
		}
		for _, e := range entries {
			page.Entries = append(page.Entries, showEntry(tx, e))
		}
		last, err := tx.LastSeal()
		if last.ID > 0 {
			page.Anchor, page.Sealed = last.Anchor(), when(tx, last.SealedAt)
		}
		return err
	})
	list.Items, page.Pager = page.Entries, r.pager(list.Next)
	return Answer{Page: "audit", Title: word("审计记录"), Section: "audit", Crumbs: []views.Crumb{{Name: word("审计记录")}}, View: page, JSON: list}, err
}

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// exportAudit is a POST: that the trail was taken away is itself a line of it.
func (s *Server) exportAudit(r *Request) (Answer, error) {
	var form struct {
		Who     string `form:"who" json:"who" binding:"max=100" label:"操作人"`
		Verb    string `form:"verb" json:"verb" binding:"max=50" label:"操作"`
		Subject string `form:"subject" json:"subject" binding:"max=60" label:"对象"`
		Address string `form:"address" json:"address" binding:"max=60" label:"地址"`
		Result  string `form:"result" json:"result" binding:"max=10" label:"结果"`
		From    string `form:"from" json:"from" binding:"max=10" label:"起始日期"`
		To      string `form:"to" json:"to" binding:"max=10" label:"截止日期"`
		Format  string `form:"format" json:"format" binding:"omitempty,oneof=csv xlsx" label:"格式"`
	}
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	t := documents.Table{Title: "审计记录", Columns: []documents.Column{{Name: "编号", Width: 10}, {Name: "时间", Width: 20}, {Name: "操作人", Width: 12},
		{Name: "操作", Width: 14}, {Name: "对象", Width: 18}, {Name: "结果", Width: 8}, {Name: "地址", Width: 16}, {Name: "说明", Width: 40, Wrap: true},
		{Name: "变更前", Width: 40, Wrap: true}, {Name: "变更后", Width: 40, Wrap: true}}}
	name := "审计记录"
	err := r.Update(func(tx *models.Tx) error {
		t.Rows = nil
		entries, err := tx.ExportAudit(models.AuditFilter{Who: form.Who, Verb: form.Verb, Subject: form.Subject, Address: form.Address,
			Result: form.Result, From: calendar.Date(form.From), To: calendar.Date(form.To)})
		for _, e := range entries {
			v := showEntry(tx, e)
			t.Rows = append(t.Rows, []string{fmt.Sprint(v.ID), v.When, v.ActorName, v.Verb, v.Subject, resultName(v.Failed), v.Address, e.Detail.String(), v.Before, v.After})
		}
		name += string(tx.Today())
		t.Notes = []string{fmt.Sprintf("%s于%s导出，共%d条", tx.Actor.Name, when(tx, tx.Now), len(t.Rows))}
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	var out bytes.Buffer
	if form.Format == "csv" {
		err = documents.WriteCSV(&out, t)
		return Answer{File: &File{Name: name + ".csv", Type: "text/csv; charset=utf-8", Content: out.Bytes()}}, err
	}
	err = documents.WriteTable(&out, "审计记录", t)
	return Answer{File: &File{Name: name + ".xlsx", Type: workbookType, Content: out.Bytes()}}, err
}

func resultName(failed bool) string {
	if failed {
		return "被拒"
	}
	return "成功"
}
