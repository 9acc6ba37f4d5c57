package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/feed"
	"luoshi/models/orglife"
	"luoshi/views"
)

// feedView is a subscription as pages and the API show it; Address only when new.
type feedView struct {
	ID        int64  `json:"id"`
	OrgID     int64  `json:"org_id"` // 0 for one's own calendar
	OrgName   string `json:"org_name"`
	CreatedAt string `json:"created_at"`
	ReadAt    string `json:"read_at"` // when a calendar program last asked; "" for never
	Revision  int    `json:"revision"`
	Address   string `json:"address,omitempty"`

	Read string `json:"-"`
}

type feedsPage struct {
	Tabs     []views.Tab
	Fresh    *feedView
	Feeds    []feedView
	Own      bool // there is one of one's own calendar
	Branches []views.Option
}

func (s *Server) listFeeds(r *Request) (Answer, error) { return s.feedsAnswer(r, nil) }

// feedsAnswer shows the actor's feeds, with the address of the one just made.
func (s *Server) feedsAnswer(r *Request, fresh *feedView) (Answer, error) {
	page := feedsPage{Tabs: accountTabs("feeds"), Fresh: fresh, Feeds: []feedView{}}
	err := r.View(func(tx *models.Tx) error {
		feeds, err := feed.Mine(tx)
		if err != nil {
			return err
		}
		there := map[int64]bool{}
		for _, f := range feeds {
			there[f.OrgID] = true
			page.Feeds = append(page.Feeds, showFeed(tx, &f))
		}
		page.Own = there[0]
		branches, err := orglife.Branches(tx, tx.Today(), "", 200)
		for _, b := range branches {
			if !there[b.ID] {
				page.Branches = append(page.Branches, views.Option{Value: fmt.Sprint(b.ID), Name: typed(b.Code + " " + b.Name), Chosen: r.Query("org") == fmt.Sprint(b.ID)})
			}
		}
		return err
	})
	return accountAnswer("feeds", page, List[feedView]{Items: page.Feeds}), err
}

func showFeed(tx *models.Tx, f *feed.Feed) feedView {
	v := feedView{ID: f.ID, OrgID: f.OrgID, OrgName: f.OrgName, CreatedAt: tx.Local(f.CreatedAt).Format(time.RFC3339), Revision: f.Revision}
	if f.ReadAt != nil {
		v.ReadAt, v.Read = tx.Local(*f.ReadAt).Format(time.RFC3339), when(tx, *f.ReadAt)
	}
	return v
}

func (s *Server) createFeed(r *Request) (Answer, error) {
	var form struct {
		OrgID int64 `form:"org_id" json:"org_id" label:"党支部"`
	}
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.addressFeed(r, http.StatusCreated, func(tx *models.Tx) (string, *feed.Feed, error) { return feed.Create(tx, form.OrgID) })
}

// renewFeed gives a feed another address.
func (s *Server) renewFeed(r *Request) (Answer, error) {
	var form struct {
		Revision *int `form:"revision" json:"revision"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	if form.Revision == nil {
		return Answer{}, noRevision
	}
	return s.addressFeed(r, http.StatusOK, func(tx *models.Tx) (string, *feed.Feed, error) {
		f, err := feed.Find(tx, r.ID())
		if err != nil {
			return "", nil, err
		}
		secret, err := f.Renew(tx, *form.Revision)
		return secret, f, err
	})
}

// addressFeed shows the address a feed has got, this once.
func (s *Server) addressFeed(r *Request, status int, give func(*models.Tx) (string, *feed.Feed, error)) (Answer, error) {
	var fresh feedView
	err := r.Update(func(tx *models.Tx) error {
		secret, f, err := give(tx)
		if err != nil {
			return err
		}
		names, err := tx.OrgNames(&f.OrgID)
		f.OrgName = names[f.OrgID]
		fresh = showFeed(tx, f)
		fresh.Address = s.address(r) + "/calendar/" + secret + ".ics"
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	if wantsJSON(r.Context) {
		return Answer{Status: status, JSON: fresh, Secret: true}, nil
	}
	return s.feedsAnswer(r, &fresh)
}

func (s *Server) withdrawFeed(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		f, err := feed.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return f.Withdraw(tx)
	})
	return Answer{Goto: "/me/feeds", Flash: "订阅已撤销，原来的地址不再有内容。"}, err
}

// address is where this server was asked, such as "https://luoshi.example".
func (s *Server) address(r *Request) string {
	if s.Secure {
		return "https://" + r.Context.Request.Host
	}
	return "http://" + r.Context.Request.Host
}

// readFeed hands a calendar to whoever has its address.
func (s *Server) readFeed(r *Request) (Answer, error) {
	secret, named := strings.CutSuffix(r.Param("id"), ".ics")
	if !named {
		return Answer{}, models.Missing
	}
	var out documents.Calendar
	err := s.DB.Update(r.Context.Request.Context(), models.System, func(tx *models.Tx) error {
		c, err := feed.Read(tx, secret)
		if err == nil {
			out = s.draw(r, tx, c)
		}
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	content := out.ICS()
	sum := sha256.Sum256(content)
	return Answer{File: &File{Name: "luoshi.ics", Type: documents.ICSType, Content: content, Tag: `"` + hex.EncodeToString(sum[:16]) + `"`}}, nil
}

func (s *Server) draw(r *Request, tx *models.Tx, c *feed.Calendar) documents.Calendar {
	out := documents.Calendar{Name: c.Name, Zone: tx.Local(tx.Now).Location()}
	for _, e := range c.Events {
		shown := documents.CalendarEvent{UID: strings.ReplaceAll(e.Subject, "/", "-") + "@" + r.Context.Request.Host, Sequence: e.Sequence, ChangedAt: e.ChangedAt,
			Title: e.Title, Place: e.Place, Note: e.Note, Cancelled: e.Cancelled, WholeDay: e.Clock == "", Start: tx.Time(e.Day, "00:00")}
		if e.Clock != "" {
			shown.Start = tx.Time(e.Day, e.Clock)
		}
		if e.Link != "" {
			shown.URL = s.address(r) + e.Link
		}
		out.Events = append(out.Events, shown)
	}
	return out
}
