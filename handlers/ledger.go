package handlers

import (
	"bytes"
	"slices"
	"strings"

	"luoshi/documents"
	"luoshi/language"
	"luoshi/models"
)

// ledgerRows is the most rows of a list that a workbook takes in.
const ledgerRows = 5000

// ledger is the list of an answer as the office keeps it: its sheets for ?format=xlsx.
type ledger interface {
	tables(r *Request) []documents.NamedTable
}

// columnOf is a column of a ledger over rows of a type.
type columnOf[T any] struct {
	name  word
	width float64 // in digits
	cell  func(T) language.Text
}

// listLedger is a ledger with a line a row.
type listLedger[T any] struct {
	title   language.Text
	rows    []T
	columns []columnOf[T]
}

// ledgerOf is a list under a title as a ledger.
func ledgerOf[T any](title language.Text, rows []T, columns []columnOf[T]) ledger {
	return listLedger[T]{title, rows, columns}
}

func (l listLedger[T]) tables(r *Request) []documents.NamedTable {
	t := documents.Table{Title: l.title.In(r.Language())}
	for _, c := range l.columns {
		t.Columns = append(t.Columns, documents.Column{Name: c.name.In(r.Language()), Width: c.width, Wrap: true})
	}
	for _, row := range l.rows {
		cells := make([]string, len(l.columns))
		for i, c := range l.columns {
			cells[i] = c.cell(row).In(r.Language())
		}
		t.Rows = append(t.Rows, cells)
	}
	return []documents.NamedTable{{Sheet: t.Title, Table: t}}
}

// whole reports whether a list is asked for as a workbook: all of it at once.
func (r *Request) whole() bool { return r.Context.Query("format") == string(inExcel) }

// asWorkbook makes a download of an answer with a ledger where that is asked for.
func (s *Server) asWorkbook(r *Request, a Answer) (Answer, error) {
	if a.Ledger == nil {
		return a, nil
	}
	if f := format(r.Query("format")); f != "" && f != inExcel {
		return a, badField("format", "不提供“%s”格式，请用 xlsx", string(f))
	}
	if !r.whole() {
		return a, nil
	}
	sheets := a.Ledger.tables(r)
	err := r.View(func(tx *models.Tx) error {
		for i := range sheets {
			if len(sheets[i].Table.Rows) >= ledgerRows {
				return models.Fail(models.Invalid, "超过%d行，请先用筛选条件缩小范围再导出。", ledgerRows-1)
			}
			sheets[i].Table.Notes = []string{r.Say("制表单位：%[1]s　%[2]s", s.Owner, tx.Today().Long())}
		}
		return nil
	})
	if err != nil {
		return a, err
	}
	var out bytes.Buffer
	err = documents.WriteSheets(&out, sheets)
	return Answer{File: &File{Name: sheets[0].Table.Title + ".xlsx", Type: mediaTypes[inExcel], Content: out.Bytes()}}, err
}

// workbookLink is this address as a workbook, from the first page on.
func (r *Request) workbookLink() string {
	q := r.Context.Request.URL.Query()
	q.Set("format", string(inExcel))
	for name := range q {
		if slices.Contains([]string{"cursor", "limit", "form"}, name) || strings.HasPrefix(name, "after") {
			q.Del(name)
		}
	}
	return r.Context.Request.URL.Path + "?" + q.Encode()
}
