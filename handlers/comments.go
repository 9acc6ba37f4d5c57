package handlers

import (
	"fmt"
	"net/http"
	"net/url"

	"luoshi/models"
	"luoshi/models/discussion"
	"luoshi/views"
)

// commentJSON is a comment as the API shows it.
type commentJSON struct {
	ID       int64  `json:"id"`
	Subject  string `json:"subject"`
	Text     string `json:"text"`
	Author   string `json:"author"`
	At       string `json:"at"`
	EditedAt string `json:"edited_at"`
	Revision int    `json:"revision"`
}

func showComment(tx *models.Tx, c *discussion.Comment) commentJSON {
	return commentJSON{c.ID, c.Subject, c.Text, c.AuthorName, instant(tx, &c.CreatedAt), instant(tx, c.EditedAt), c.Revision}
}

// part finds what of a subject's page a form is about: the subject itself, or a stage or node of the project.
func (r *Request) part(tx *models.Tx, about string) (discussion.Subject, error) {
	whole, err := discussion.Find(tx, r.Query("subject"))
	if err != nil || about == "" {
		return whole, err
	}
	s, err := discussion.Find(tx, about)
	if err == nil && s.Topic != whole.Topic {
		return s, models.FailAt(models.Invalid, "about", "所选的阶段或节点不属于这个项目，请重新选择。")
	}
	return s, err
}

func discussionLink(path, subject string) string {
	return path + "?subject=" + url.QueryEscape(subject)
}

func (s *Server) listComments(r *Request) (Answer, error) { return s.talk(r, r.Query("subject")) }

// talk is what was said about a subject.
func (s *Server) talk(r *Request, key string) (Answer, error) {
	limit, before, err := r.pageByID()
	if err != nil {
		return Answer{}, err
	}
	var page talkView
	list := List[commentJSON]{Items: []commentJSON{}}
	err = r.View(func(tx *models.Tx) error {
		subject, err := discussion.Find(tx, key)
		if err != nil {
			return err
		}
		comments, err := subject.Comments(tx, before, limit+1)
		if err != nil {
			return err
		}
		if len(comments) > limit {
			comments = comments[:limit]
			list.Next = cursor(comments[limit-1].ID)
		}
		for i := range comments {
			list.Items = append(list.Items, showComment(tx, &comments[i]))
		}
		if wantsJSON(r.Context) {
			return nil
		}
		page, err = r.talkOf(tx, &subject, comments)
		return err
	})
	page.Pager = r.pager(list.Next)
	return Answer{Page: "comments", Part: "talk", Title: word("讨论"), Section: "projects", View: page, JSON: list, Crumbs: page.crumbs()}, err
}

func (s *Server) createComment(r *Request) (Answer, error) {
	var form struct {
		Text  string `form:"text" json:"text"`
		About string `form:"about" json:"about"`
	}
	err := r.Form(&form)
	var made commentJSON
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			subject, err := r.part(tx, form.About)
			if err != nil {
				return err
			}
			c, err := subject.Comment(tx, form.Text)
			if err == nil {
				made = showComment(tx, c)
			}
			return err
		})
	}
	if err != nil {
		return r.again("comment", err, s.listComments)
	}
	return s.talked(r, http.StatusCreated, made, r.Query("subject"), "评论已发表。")
}

// talked answers a change of the talk: the comment for a program, the talk for a browser.
func (s *Server) talked(r *Request, status int, c commentJSON, subject string, flash word) (Answer, error) {
	if wantsJSON(r.Context) {
		return Answer{Status: status, JSON: c}, nil
	}
	a := Answer{Status: status, Goto: commentPlace(subject, c.ID), Flash: flash}
	if r.GetHeader("HX-Request") != "true" {
		return a, nil
	}
	return s.talk(r, subject)
}

func (s *Server) showComment(r *Request) (a Answer, err error) {
	err = r.View(func(tx *models.Tx) error {
		c, subject, err := discussion.FindComment(tx, r.ID())
		if err == nil {
			a.JSON, a.Goto = showComment(tx, c), commentPlace(subject.Topic, c.ID)
		}
		return err
	})
	return a, err
}

func commentPlace(subject string, id int64) string {
	return fmt.Sprintf("%s#comment-%d", discussionLink("/comments", subject), id)
}

func (s *Server) changeComment(r *Request) (Answer, error) {
	var form struct {
		Text     string `form:"text" json:"text"`
		Revision *int   `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	var changed commentJSON
	var topic string
	again := func(err error) (Answer, error) { // on the page of what the comment is about
		if topic == "" {
			return Answer{}, err
		}
		return r.again(fmt.Sprintf("comment-%d", r.ID()), err, func(r *Request) (Answer, error) { return s.talk(r, topic) })
	}
	wrong := err
	err = r.Update(func(tx *models.Tx) error {
		c, subject, err := discussion.FindComment(tx, r.ID())
		if err != nil {
			return err
		}
		topic = subject.Topic
		if wrong != nil {
			return wrong
		}
		if err := c.Edit(tx, subject, form.Text, *form.Revision); err != nil {
			return err
		}
		changed = showComment(tx, c)
		return nil
	})
	if err != nil {
		return again(err)
	}
	return s.talked(r, http.StatusOK, changed, topic, "评论已修改。")
}

func (s *Server) deleteComment(r *Request) (Answer, error) {
	var topic string
	err := r.Update(func(tx *models.Tx) error {
		c, subject, err := discussion.FindComment(tx, r.ID())
		if err != nil {
			return err
		}
		topic = subject.Topic
		return c.Delete(tx)
	})
	if err != nil || r.GetHeader("HX-Request") != "true" {
		return Answer{Goto: discussionLink("/comments", topic), Flash: "评论已删除。"}, err
	}
	return s.talk(r, topic)
}

// crowdMember is a person who may be mentioned.
type crowdMember struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Insert string `json:"insert"` // what follows @
}

type crowdView struct {
	Name   phrase
	Link   string
	People []crowdMember
}

// listCrowd lists who sees the subject and may be mentioned.
func (s *Server) listCrowd(r *Request) (Answer, error) {
	view := crowdView{}
	list := List[crowdMember]{Items: []crowdMember{}}
	err := r.View(func(tx *models.Tx) error {
		subject, err := discussion.Find(tx, r.Query("subject"))
		if err != nil {
			return err
		}
		view.Name, view.Link = phrase{"%s", subject.Name}, discussionLink("/comments", subject.Topic)
		people, err := subject.Crowd(tx)
		names := map[string]int{}
		for _, h := range people {
			names[h.MemberName]++
		}
		for _, h := range people {
			one := crowdMember{h.MemberName, h.Title(), h.MemberName}
			if names[h.MemberName] > 1 {
				one.Insert += "（" + h.Title() + "）"
			}
			list.Items = append(list.Items, one)
		}
		return err
	})
	view.People = list.Items
	return Answer{Page: "crowd", Title: word("可以提及的同志"), Section: "projects", View: view, JSON: list,
		Crumbs: []views.Crumb{{Name: word("讨论"), Link: view.Link}, {Name: word("可以提及的同志")}}}, err
}
