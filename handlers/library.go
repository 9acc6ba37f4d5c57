package handlers

import (
	"fmt"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/library"
	"luoshi/views"
)

// documentView is a document of the library as pages and the API show it.
type documentView struct {
	ID           int64         `json:"id"`
	Title        string        `json:"title"`
	ShortTitle   string        `json:"short_title"`
	Number       string        `json:"number"`
	Issuer       string        `json:"issuer"`
	IssuedOn     calendar.Date `json:"issued_on"`
	Level        library.Level `json:"level"`
	State        library.State `json:"state"`
	EndedOn      calendar.Date `json:"ended_on"`
	SupersededBy int64         `json:"superseded_by"` // 0 for none
	Summary      bool          `json:"summary"`
	Revision     int           `json:"revision"`

	Light string `json:"-"`
}

func (v documentView) LevelName() word { return word(v.Level.String()) }

func (v documentView) StateName() word { return word(v.State.String()) }

var documentLights = map[library.State]string{library.Valid: "ok", library.Superseded: "idle", library.Repealed: "idle"}

func showDocumentLine(tx *models.Tx, d *library.Document) documentView {
	v := documentView{ID: d.ID, Title: d.Title, ShortTitle: d.ShortTitle, Number: d.Number, Issuer: d.Issuer, IssuedOn: d.IssuedOn, Level: d.Level,
		State: d.StateOn(tx.Today()), EndedOn: d.EndedOn, Summary: d.Summary, Revision: d.Revision}
	if d.SupersededByID != nil {
		v.SupersededBy = *d.SupersededByID
	}
	v.Light = documentLights[v.State]
	return v
}

// clauseView is a clause, with the dated rules that rest on it.
type clauseView struct {
	ID    int64    `json:"id"`
	Code  string   `json:"code"`
	Text  string   `json:"text"`
	Rules []string `json:"rules"`
}

type documentsPage struct {
	Tabs           []views.Tab
	Words          string
	Levels, States []views.Option
	Documents      []documentView
	Filtered       bool
	CanAdd         bool
	Form           *views.Form
	Pager          views.Pager
}

// documentSearch reads which documents a list shows from the address.
func (r *Request) documentSearch(p Paging) (library.Search, error) {
	s := library.Search{Words: strings.TrimSpace(r.Query("q")), Level: library.Level(r.Query("level")), State: library.State(r.Query("state")), Limit: p.Limit + 1}
	wrong := models.FieldErrors{}
	if s.Level != "" && library.LevelNames[s.Level] == "" {
		wrong.Add("level", "层级只能是 central、province、city、org")
	}
	if s.State != "" && library.StateNames[s.State] == "" {
		wrong.Add("state", "状态只能是 valid、superseded、repealed")
	}
	if p.After != nil {
		s.AfterDay = calendar.Date(p.After[0])
		if _, err := fmt.Sscan(p.After[1], &s.AfterID); err != nil {
			return s, badCursor
		}
	}
	return s, wrong.Err("筛选条件有误，请重新选择。")
}

func (s *Server) listDocuments(r *Request) (Answer, error) {
	paging, err := r.Paging(2)
	if err != nil {
		return Answer{}, err
	}
	search, err := r.documentSearch(paging)
	if err != nil {
		return Answer{}, err
	}
	page := documentsPage{Words: search.Words, Documents: []documentView{}, Filtered: len(keep(r, "q", "level", "state")) > 0,
		Levels: anyOf(library.Levels, library.LevelNames, search.Level), States: anyOf(library.States, library.StateNames, search.State)}
	list := List[documentView]{}
	err = r.View(func(tx *models.Tx) error {
		documents, err := library.Documents(tx, search)
		if err != nil {
			return err
		}
		if len(documents) > paging.Limit {
			documents = documents[:paging.Limit]
			last := documents[paging.Limit-1]
			list.Next = cursor(last.IssuedOn, last.ID)
		}
		for i := range documents {
			page.Documents = append(page.Documents, showDocumentLine(tx, &documents[i]))
		}
		page.Tabs, page.CanAdd = libraryTabs(tx, "documents"), tx.Can(models.Enter, models.Documents, 0)
		if page.CanAdd && r.asked("document") {
			page.Form, err = r.documentForm(tx, &library.Document{Level: library.City, Summary: true}, nil)
		}
		return err
	})
	list.Items, page.Pager = page.Documents, r.pager(list.Next)
	return Answer{Page: "documents", Title: word("文件库"), Section: "library", Crumbs: []views.Crumb{{Name: word("资料")}, {Name: word("文件库")}}, View: page, JSON: list}, err
}

// anyOf are the choices of a filter, the first for all.
func anyOf[T ~string](values []T, names map[T]string, chosen T) []views.Option {
	return append([]views.Option{{Name: word("全部"), Chosen: chosen == ""}}, choices(values, names, chosen)...)
}

type documentPage struct {
	documentView
	Tabs      []views.Tab
	Successor *documentView
	Clauses   []clauseView
	CanEdit   bool
	Form      *views.Form
}

type documentJSON struct {
	documentView
	Clauses []clauseView `json:"clauses"`
}

func (s *Server) showDocument(r *Request) (Answer, error) {
	var page documentPage
	err := r.View(func(tx *models.Tx) error {
		d, err := library.Find(tx, r.ID())
		if err != nil {
			return err
		}
		clauses, err := d.Clauses(tx)
		if err != nil {
			return err
		}
		page.documentView, page.Tabs = showDocumentLine(tx, d), libraryTabs(tx, "documents")
		if d.SupersededBy != nil {
			successor := showDocumentLine(tx, d.SupersededBy)
			page.Successor = &successor
		}
		if page.Clauses, err = showClauses(tx, clauses); err != nil {
			return err
		}
		page.CanEdit = tx.Can(models.Enter, models.Documents, 0)
		if page.CanEdit && !wantsJSON(r.Context) && r.asked("document") {
			page.Form, err = r.documentForm(tx, d, clauses)
		}
		return err
	})
	return Answer{Page: "document", Title: typed(page.Title), Section: "library", View: page, JSON: documentJSON{page.documentView, page.Clauses},
		Crumbs: []views.Crumb{{Name: word("资料"), Link: "/documents"}, {Name: word("文件库"), Link: "/documents"}, {Name: typed(page.Title)}}}, err
}

// showClauses names beside each clause the dated rules whose source cites it.
func showClauses(tx *models.Tx, clauses []library.Clause) ([]clauseView, error) {
	list := []clauseView{}
	rules, err := tx.RulesInForce(tx.Today())
	if err != nil {
		return nil, err
	}
	var sources []string
	for _, rule := range rules {
		sources = append(sources, rule.Source)
	}
	cited, err := library.Cite(tx, tx.Today(), sources...)
	for _, c := range clauses {
		v := clauseView{ID: c.ID, Code: c.Code, Text: c.Text, Rules: []string{}}
		for _, rule := range rules {
			for _, piece := range cited[rule.Source] {
				if piece.Link == c.Link() {
					v.Rules = append(v.Rules, tx.Say(rule.Name))
				}
			}
		}
		list = append(list, v)
	}
	return list, err
}
