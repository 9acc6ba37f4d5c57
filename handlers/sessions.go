package handlers

import (
	"fmt"
	"time"

	"luoshi/models"
	"luoshi/views"
)

// sessionView is a place where one is signed in.
type sessionView struct {
	ID        int64  `json:"id"`
	Device    string `json:"device"`
	Address   string `json:"address"`
	CreatedAt string `json:"created_at"`
	SeenAt    string `json:"seen_at"`
	Current   bool   `json:"current"` // it is this one that asks

	Begun, Seen string `json:"-"`
}

type sessionsPage struct {
	Tabs     []views.Tab
	Sessions []sessionView
	Others   bool
}

func (s *Server) listSessions(r *Request) (Answer, error) {
	page := sessionsPage{Tabs: accountTabs("sessions"), Sessions: []sessionView{}}
	token := s.sessionToken(r)
	err := r.View(func(tx *models.Tx) error {
		list, err := tx.Sessions()
		for _, one := range list {
			page.Sessions = append(page.Sessions, sessionView{one.ID, one.Device.Phrase().In(r.Language()), one.Address,
				tx.Local(one.CreatedAt).Format(time.RFC3339), tx.Local(one.SeenAt).Format(time.RFC3339), one.Is(token), when(tx, one.CreatedAt), when(tx, one.SeenAt)})
			page.Others = page.Others || !one.Is(token)
		}
		return err
	})
	return accountAnswer("sessions", page, List[sessionView]{Items: page.Sessions}), err
}

func (s *Server) endSession(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error { return tx.EndSession(r.ID()) })
	return Answer{Goto: "/me/sessions", Flash: "已结束这处登录。"}, err
}

// endOtherSessions leaves the browser that asks signed in, and no other.
func (s *Server) endOtherSessions(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error { return tx.EndOtherSessions(s.sessionToken(r)) })
	return Answer{Goto: "/me/sessions", Flash: "已结束其他各处登录。"}, err
}

// endSessions signs another account out everywhere.
func (s *Server) endSessions(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		u, err := tx.User(r.ID())
		if err != nil {
			return err
		}
		return u.EndSessions(tx)
	})
	return Answer{Goto: fmt.Sprintf("/users/%d", r.ID()), Flash: "已结束此账号的全部登录。"}, err
}
