package handlers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// findMatter finds a subject that the actor sees; known says whether it is of a kind looked up here.
func findMatter(tx *models.Tx, subject string) (m notice.Matter, known bool, err error) {
	kind, number, _ := strings.Cut(subject, "/")
	id, err := strconv.ParseInt(number, 10, 64)
	find := matters[kind]
	if err != nil || find == nil {
		return notice.Matter{}, false, models.Missing
	}
	m, err = find(tx, id)
	m.Subject = subject
	return m, true, err
}

// matterFor is a subject as the actor may ask about it for a person: one that the
// actor sees, for an account in reach; or what the actor has been told oneself.
// With it comes the Tx of that person, nil for an account that is disabled.
func matterFor(tx *models.Tx, subject string, userID int64) (m notice.Matter, person *models.User, as *models.Tx, err error) {
	m, known, err := findMatter(tx, subject)
	if userID != 0 && userID != tx.Actor.ID {
		if err == nil {
			person, err = tx.User(userID)
		}
		if err != nil || person.Disabled {
			return m, person, nil, err
		}
		if as, err = tx.As(userID); err == nil {
			m.Unseen, err = unseen(as, subject)
		}
		return m, person, as, err
	}
	if err == nil || models.KindOf(err) != models.NotFound {
		return m, tx.Actor, tx, err
	}
	told, failed := notice.ToldOf(tx, subject, tx.Actor.ID)
	if failed != nil || len(told) == 0 {
		return m, nil, nil, cmp.Or(failed, err)
	}
	return notice.Matter{Subject: subject, Name: told[0].Notice.Title, Link: told[0].Notice.Link, Unseen: known}, tx.Actor, tx, nil
}

// unseen reports whether the actor may not see a subject.
func unseen(tx *models.Tx, subject string) (bool, error) {
	_, _, err := findMatter(tx, subject)
	switch models.KindOf(err) {
	case models.NotFound, models.Forbidden:
		return true, nil
	}
	return false, err
}

// why explains what somebody was told of a subject, what comes next, and what stops it.
func (s *Server) why(r *Request) (Answer, error) {
	q := newSieve(r)
	subject, userID, words := q.text("subject"), q.number("user"), q.text("q")
	if subject == "" {
		q.wrong.Add("subject", "请注明对象，如 milestones/7")
	}
	if err := q.faults(); err != nil {
		return Answer{}, err
	}
	var view whyView
	err := r.View(func(tx *models.Tx) error {
		m, person, as, err := matterFor(tx, subject, userID)
		if err != nil {
			return err
		}
		outlets, err := notice.OpenChannels(tx)
		if err != nil {
			return err
		}
		w, err := notice.Explain(tx, as, s.Rules, s.leaving(outlets), m, person)
		if err != nil {
			return err
		}
		view = s.showWhy(tx, w)
		return view.offer(tx, words)
	})
	return Answer{Page: "why", Title: word("为什么提醒"), Section: "reminders", Crumbs: []views.Crumb{{Name: word("提醒"), Link: "/notices"}, {Name: word("为什么提醒")}}, View: view, JSON: view}, err
}

// leaving are the channels that messages may leave by: e-mail only with a mail server.
func (s *Server) leaving(list []notice.Channel) []notice.Channel {
	return slices.DeleteFunc(list, func(c notice.Channel) bool { return c.Kind == notice.Email && !s.Mail })
}
