package handlers

import (
	"net/http"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// boardView is a year's projects in columns by how they stand.
type boardView struct {
	Head    projectsHead
	Columns []boardColumn
	Back    string // the address of the board as it is narrowed
	Pager   views.Pager
}

type boardColumn struct {
	Key   string
	Name  word
	Tone  string
	Empty word
	Cards []boardCard
}

type boardCard struct {
	ID                    int64
	Link, Name, Bar, Note string
	Under                 phrase
	Done, Time            int
	Ways                  []boardWay
}

// boardWay is one entry of a card's menu: what takes it to another column.
type boardWay struct {
	To, Verb, Action, Back string // the verb in Chinese, by which the form names it
	Name                   phrase // of the verb
	Column                 word
	ID                     int64
	Reason                 bool
}

// boardTones are the lights of the columns.
var boardTones = map[project.Column]project.Tone{project.Resting: project.Idle, project.Running: project.OK, project.Pressing: project.Warn,
	project.Reviewing: project.Info, project.Belated: project.Late, project.Finished: project.Idle}

// emptyColumns say why nothing stands in a column, and what would.
var emptyColumns = map[project.Column]word{project.Resting: "草拟、退回和中止的项目在这里。", project.Running: "没有正在推进的项目。",
	project.Pressing: "没有临期或落后的项目。", project.Reviewing: "没有等待审核的项目。", project.Belated: "没有逾期的项目。", project.Finished: "年底结项验收后移到这里。"}

// boardLimit is how many cards a board has before it goes on to a next one.
const boardLimit = 200

// showBoard is the board for a browser.
func (s *Server) showBoard(r *Request) (Answer, error) {
	var view boardView
	err := r.View(func(tx *models.Tx) error {
		some, err := someProjects(r, tx, "board", "/projects/board", boardLimit)
		if err != nil {
			return err
		}
		view.Head, view.Pager, view.Back = some.head, some.pager, r.Context.Request.URL.RequestURI()
		cards := map[project.Column][]boardCard{}
		for i := range some.list {
			column, card, err := cardOf(tx, &some.list[i], some.holders, view.Back)
			if err != nil {
				return err
			}
			cards[column] = append(cards[column], card)
		}
		for _, c := range project.Columns {
			if c == project.Resting && len(cards[c]) == 0 {
				continue // most of the year there is nothing at rest
			}
			view.Columns = append(view.Columns, boardColumn{string(c), word(c.String()), string(boardTones[c]), emptyColumns[c], cards[c]})
		}
		return nil
	})
	return Answer{Page: "board", Part: "board", Title: word("看板"), Section: "projects", View: view,
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("看板")}}}, err
}

// cardOf is a project's card, and the column it stands in.
func cardOf(tx *models.Tx, p *project.Project, holders map[int64]models.Holder, back string) (project.Column, boardCard, error) {
	light, err := p.Light(tx, p.Milestones)
	if err != nil {
		return "", boardCard{}, err
	}
	row, err := rowOf(tx, p, holders)
	column := p.Column(light)
	card := boardCard{ID: p.ID, Link: row.Link, Name: row.Name, Under: phrase{"%s · %s", row.Code, row.Owner}, Bar: row.Bar, Done: row.Done, Time: row.Time, Note: row.Stage}
	if p.DueOn.Valid() {
		card.Under = phrase{"%s · %s止", card.Under, p.DueOn.Short()}
	}
	switch {
	case light.Tone == project.Late, light.Tone == project.Warn, light.Tone == project.Info:
		card.Note = tx.Say("%s", light.Text)
	case card.Note == "":
		card.Note = tx.Say(p.State.String())
	}
	for _, w := range p.Ways(tx, column) {
		card.Ways = append(card.Ways, boardWay{To: string(w.To), Column: word(w.To.String()), Verb: w.Verb.String(), Name: w.Verb, Action: p.Link() + "/column", Back: back, ID: p.ID, Reason: w.Reason})
	}
	return column, card, err
}

// moveProject carries out the verb that takes a project to another column.
func (s *Server) moveProject(r *Request) (Answer, error) {
	var form struct {
		To     project.Column `form:"to" json:"to"`
		Verb   string         `form:"verb" json:"verb"`
		Reason string         `form:"reason" json:"reason" binding:"max=1000" label:"理由"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var done phrase
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		done, err = p.MoveTo(tx, form.To, form.Verb, form.Reason)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	answer, err := s.projectDone(r, r.ID(), http.StatusOK, word(r.Say("已办理：%s。", done)))
	answer.Goto = back(r.PostForm("back"), "/projects/board")
	return answer, err
}
