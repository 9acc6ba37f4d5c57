package handlers

import (
	"fmt"
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/bulletin"
	"luoshi/models/structure"
	"luoshi/models/supervision"
	"luoshi/papers"
	"luoshi/views"
)

// letterOf is a letter about a problem.
type letterOf struct {
	ID         int64               `json:"id"`
	FindingID  int64               `json:"finding_id"`
	Kind       bulletin.LetterKind `json:"kind"`
	KindName   string              `json:"kind_name"`
	Number     string              `json:"number"`
	IssuedOn   calendar.Date       `json:"issued_on"`
	IssuedName string              `json:"issued_name"`
}

func showLetter(tx *models.Tx, l *bulletin.Letter) letterOf {
	return letterOf{l.ID, l.FindingID, l.Kind, tx.Say(l.Kind.String()), l.DocumentNumber(), l.IssuedOn, l.IssuedName}
}

// lettersOf are the letters about a problem, and those the actor may issue now.
func lettersOf(tx *models.Tx, f *supervision.Finding) (list []letterOf, due []views.Option, err error) {
	found, err := bulletin.LettersAbout(tx, f)
	written := map[bulletin.LetterKind]bool{}
	for i := range found {
		written[found[i].Kind] = true
		list = append(list, showLetter(tx, &found[i]))
	}
	for _, kind := range bulletin.LetterKinds {
		if !written[kind] && f.MayInspect(tx) == nil && bulletin.Due(tx, f, kind) == nil {
			due = append(due, views.Option{Value: string(kind), Name: phrase{"印发%s", word(kind.String())}})
		}
	}
	return list, due, err
}

// issueLetter writes a letter about the problem in the path.
func (s *Server) issueLetter(r *Request) (Answer, error) {
	var form struct {
		Kind bulletin.LetterKind `form:"kind" json:"kind" binding:"max=20" label:"类型"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var view letterOf
	err := r.Update(func(tx *models.Tx) error {
		f, err := supervision.Find(tx, r.ID())
		if err != nil {
			return err
		}
		l, err := bulletin.Issue(tx, f, form.Kind)
		if err == nil {
			view = showLetter(tx, l)
		}
		return err
	})
	return Answer{Status: http.StatusCreated, JSON: view, Goto: fmt.Sprintf("/letters/%d/paper", view.ID), Flash: "已印发，责任单位已收到提醒。"}, err
}

// showLetterPaper is a letter as it was issued, for print and for Word.
func (s *Server) showLetterPaper(r *Request) (Answer, error) {
	return s.paperOf(r, "projects", func(tx *models.Tx) (papers.Paper, paperOffer, error) {
		l, err := bulletin.FindLetter(tx, r.ID())
		if err != nil {
			return papers.Paper{}, paperOffer{}, err
		}
		return papers.Issued(l.Kind.String()+l.DocumentNumber(), l.Text), paperOffer{Page: fmt.Sprintf("/findings/%d", l.FindingID), Word: fmt.Sprintf("/letters/%d/paper?format=docx", l.ID)}, nil
	})
}

// showTermLetter is the letter before the end of a term.
func (s *Server) showTermLetter(r *Request) (Answer, error) {
	return s.paperOf(r, "orgs", func(tx *models.Tx) (p papers.Paper, around paperOffer, err error) {
		o, err := tx.Org(r.ID())
		if err != nil {
			return p, around, err
		}
		card, err := structure.CardOf(tx, o, tx.Today())
		if err != nil {
			return p, around, err
		}
		if card.Letter == nil {
			return p, around, models.Fail(models.Conflict, "本届的换届提醒函尚未发出。")
		}
		above := "上级党组织"
		if o.ParentID != nil {
			if parent, err := models.In[models.Org](tx).Where("id = ?", *o.ParentID).First(tx.Ctx); err == nil {
				above = parent.Name
			}
		}
		text, err := bulletin.TermLetter(tx, o, above, card.Letter.SentOn, card.Letter.EndsOn)
		here := fmt.Sprintf("/orgs/%d", o.ID)
		return papers.Issued(o.Name+"换届提醒函", text), paperOffer{Page: here + "/health", Word: here + "/term-letter?format=docx"}, err
	})
}

// paperOf reads a public document and hands it out as it is asked for.
func (s *Server) paperOf(r *Request, section string, read func(*models.Tx) (papers.Paper, paperOffer, error)) (Answer, error) {
	f, err := r.format([]format{onPage, inWord})
	if err != nil {
		return Answer{}, err
	}
	var paper papers.Paper
	var around paperOffer
	err = r.View(func(tx *models.Tx) (err error) {
		paper, around, err = read(tx)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	a, err := answerPaper(r, paper, f, around)
	a.Section, a.Crumbs = section, []views.Crumb{{Name: typed(paper.Name)}}
	return a, err
}
