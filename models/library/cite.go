package library

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// Piece is a part of a text; with a link it is a citation that the library has.
type Piece struct {
	Text string `json:"text"`
	Link string `json:"link"`
}

// cited is a document named in a text.
var cited = regexp.MustCompile(`《[^《》]+》`)

// target is a document, or a clause of one, that may be cited.
type target struct {
	ID         int64
	Title      string
	ShortTitle string
	IssuedOn   calendar.Date
	EndedOn    calendar.Date
	ClauseID   int64
	Code       string
}

func (t target) link() string {
	if t.ClauseID == 0 {
		return (&Document{ID: t.ID}).Link()
	}
	return (&Clause{ID: t.ClauseID, DocumentID: t.ID}).Link()
}

// Cite cuts texts into pieces, with a link wherever one names a document of the
// library (《支部工作条例》), also with a clause (《支部工作条例》第十二条), or is itself the
// name of a clause (项目化管理机制). Of several versions the one in force on the day
// counts. One query, whatever is cited; none for who does not see the library.
func Cite(tx *models.Tx, day calendar.Date, texts ...string) (map[string][]Piece, error) {
	found := map[string][]Piece{}
	if !tx.Sees(models.Documents) {
		for _, text := range texts {
			found[text] = []Piece{{Text: text}}
		}
		return found, nil
	}
	names := []string{""}
	for _, text := range texts {
		for _, name := range cited.FindAllString(text, -1) {
			names = append(names, strings.Trim(name, "《》"))
		}
		names = append(names, parts(text)...)
	}
	var targets []target
	err := tx.Raw(&targets, `SELECT d.id, d.title, d.short_title, d.issued_on, d.ended_on, COALESCE(c.id, 0) AS clause_id, COALESCE(c.code, '') AS code
		FROM documents d LEFT JOIN clauses c ON c.document_id = d.id
		WHERE d.title IN ? OR d.short_title IN ? AND d.short_title <> '' OR d.id IN (SELECT document_id FROM clauses WHERE code IN ?)
		ORDER BY d.id, c.seq`, names, names, names)
	if err != nil {
		return nil, err
	}
	// what is in force comes first, and of that the latest; longer codes before those they begin with
	slices.SortStableFunc(targets, func(a, b target) int {
		return cmp.Or(cmp.Compare(a.rank(day), b.rank(day)), cmp.Compare(b.IssuedOn, a.IssuedOn), cmp.Compare(len(b.Code), len(a.Code)))
	})
	for _, text := range texts {
		found[text] = pieces(text, targets)
	}
	return found, nil
}

func (t target) rank(day calendar.Date) int {
	if t.IssuedOn <= day && (t.EndedOn == "" || day <= t.EndedOn) {
		return 0
	}
	return 1
}

// parts are what stands between the semicolons of a text.
func parts(text string) []string { return strings.Split(text, "；") }

func pieces(text string, targets []target) []Piece {
	list := []Piece{}
	add := func(text, link string) {
		switch n := len(list); {
		case text == "":
		case link == "" && n > 0 && list[n-1].Link == "":
			list[n-1].Text += text
		default:
			list = append(list, Piece{text, link})
		}
	}
	for i, part := range parts(text) {
		if i > 0 {
			add("；", "")
		}
		if n := slices.IndexFunc(targets, func(t target) bool { return t.Code == part }); n >= 0 {
			add(part, targets[n].link())
			continue
		}
		for {
			at := cited.FindStringIndex(part)
			if at == nil {
				add(part, "")
				break
			}
			add(part[:at[0]], "")
			name, rest := part[at[0]:at[1]], part[at[1]:]
			link, code := resolve(strings.Trim(name, "《》"), rest, targets)
			add(name+code, link)
			part = rest[len(code):]
		}
	}
	return list
}

// resolve finds the document of a name, and the clause whose code the rest begins with.
func resolve(name, rest string, targets []target) (link, code string) {
	var id int64
	for _, t := range targets {
		if t.Title != name && t.ShortTitle != name || id != 0 && t.ID != id {
			continue
		}
		id, link = t.ID, (&Document{ID: t.ID}).Link()
		if t.Code != "" && strings.HasPrefix(rest, t.Code) {
			return t.link(), t.Code
		}
	}
	return link, ""
}
