package handlers

import (
	"strings"

	"luoshi/documents"
	"luoshi/papers"
	"luoshi/views"
)

// paperView is a paper as a page that prints as it leaves.
type paperView struct {
	Name, Back, Word, Excel string
	Across                  bool
	TooLong                 bool // to be read in a browser: Excel has it
	Parts                   []paperPart
}

type paperPart struct {
	Kind  string
	Label string // of a grid, for who cannot see it
	Lines []string
	Head  []string
	Rows  [][]string
}

// mostRows bounds the rows that a browser is asked to lay out.
const mostRows = 3000

func paperPage(r *Request, p papers.Paper, around paperOffer) Answer {
	v := paperView{Name: p.Name, Back: around.Page, Word: around.Word, Excel: around.Excel, Across: p.Letter.Across}
	rows, grids := 0, 0
	for _, part := range p.Letter.Paragraphs {
		shown := paperPart{Kind: string(part.Kind), Lines: strings.Split(part.Text, "\n")}
		if part.Kind == documents.Grid {
			for _, c := range part.Grid.Columns {
				shown.Head = append(shown.Head, c.Name)
			}
			grids++
			shown.Rows, shown.Label = part.Grid.Rows, r.Say("第 %d 张表，可左右滚动", grids)
			rows += len(shown.Rows)
		}
		v.Parts = append(v.Parts, shown)
	}
	if v.TooLong = rows > mostRows; v.TooLong {
		v.Parts = nil
	}
	return Answer{Page: "paper", Title: typed(p.Name), Section: "projects", View: v, Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: typed(p.Name)}}}
}
