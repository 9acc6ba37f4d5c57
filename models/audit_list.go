package models

import (
	"time"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
)

// AuditFilter narrows the trail; what is zero narrows nothing.
type AuditFilter struct {
	Who      string // a name or a login
	Verb     string
	Subject  string // such as "projects/3"
	Address  string
	Result   string // "ok" or "failed"
	From, To calendar.Date
}

// Audit lists the trail, the newest first; before is the id to go on from, 0 for the start.
func (tx *Tx) Audit(f AuditFilter, before int64, limit int) ([]Entry, error) {
	if err := tx.Require(View, AuditTrail, 0); err != nil {
		return nil, err
	}
	q, err := f.query(tx)
	if err != nil {
		return nil, err
	}
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	return q.Order("id DESC").Limit(limit).Find(tx.Ctx)
}

// mostExported is how many lines of the trail fit into one file.
const mostExported = 20000

// ExportAudit is Audit for a file, all of it at once; that it was taken is itself a line.
func (tx *Tx) ExportAudit(f AuditFilter) ([]Entry, error) {
	if err := tx.Require(Export, AuditTrail, 0); err != nil {
		return nil, err
	}
	q, err := f.query(tx)
	if err != nil {
		return nil, err
	}
	list, err := q.Order("id DESC").Limit(mostExported + 1).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	if len(list) > mostExported {
		return nil, FailAt(Invalid, "from", "符合条件的记录超过20000条，请缩小时间范围后分次导出。")
	}
	return list, tx.Record(Entry{Verb: "导出审计记录", Subject: "audit", Topic: "audit", Detail: language.Quote(JSON(f))})
}

func (f AuditFilter) query(tx *Tx) (Query[Entry], error) {
	wrong := FieldErrors{}
	for name, day := range map[string]calendar.Date{"from": f.From, "to": f.To} {
		if day != "" && !day.Valid() {
			wrong.Add(name, "日期写作 2022-06-15")
		}
	}
	if f.Result != "" && f.Result != "ok" && f.Result != "failed" {
		wrong.Add("result", "结果只能是 ok 或 failed")
	}
	if err := wrong.Err("查询条件需要修改：%s", wrong); err != nil {
		return Query[Entry]{}, err
	}
	q := In[Entry](tx).Where("1 = 1")
	if f.Who != "" {
		q = q.Where("actor_name = ? OR actor_id = (SELECT id FROM users WHERE login = ?)", f.Who, f.Who)
	}
	if f.Verb != "" {
		q = q.Where("verb = ?", f.Verb)
	}
	if f.Subject != "" {
		q = q.Where("subject = ? OR topic = ?", f.Subject, f.Subject)
	}
	if f.Address != "" {
		q = q.Where("address = ?", f.Address)
	}
	if f.Result != "" {
		q = q.Where("failed = ?", f.Result == "failed")
	}
	if f.From != "" {
		q = q.Where("at >= ?", tx.Time(f.From, "00:00"))
	}
	if f.To != "" {
		q = q.Where("at < ?", tx.Time(f.To, "00:00").Add(24*time.Hour))
	}
	return q, nil
}

// shortened cuts text to what a column holds, in characters.
func shortened(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
