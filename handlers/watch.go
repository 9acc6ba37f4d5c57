package handlers

import (
	"luoshi/models"
	"luoshi/models/discussion"
)

// watchJSON is whether one is told of comments on a subject.
type watchJSON struct {
	Subject   string          `json:"subject"` // the project or activity that is watched
	Mode      discussion.Mode `json:"mode"`    // what one asked for: watch, mute or nothing
	Watching  bool            `json:"watching"`
	ByDefault bool            `json:"by_default"` // one's post would watch it
}

func (s *Server) showWatch(r *Request) (Answer, error) {
	var view watchJSON
	err := r.View(func(tx *models.Tx) error {
		subject, err := discussion.Find(tx, r.Query("subject"))
		if err != nil {
			return err
		}
		mode, err := subject.Mine(tx)
		view = watchJSON{subject.Topic, mode, subject.Watches(tx, mode), subject.ByDefault(tx.Actor)}
		return err
	})
	return Answer{JSON: view, Goto: discussionLink("/comments", r.Query("subject"))}, err
}

func (s *Server) setWatch(r *Request) (Answer, error) {
	var form struct {
		Mode discussion.Mode `form:"mode" json:"mode"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	err := r.Update(func(tx *models.Tx) error {
		subject, err := discussion.Find(tx, r.Query("subject"))
		if err != nil {
			return err
		}
		return subject.SetMode(tx, form.Mode)
	})
	switch {
	case err != nil:
		return Answer{}, err
	case wantsJSON(r.Context):
		return s.showWatch(r)
	case r.GetHeader("HX-Request") == "true":
		return s.listComments(r)
	}
	return Answer{Goto: discussionLink("/comments", r.Query("subject")), Flash: "提醒方式已更新。"}, nil
}
