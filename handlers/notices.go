package handlers

import (
	"strconv"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/library"
	"luoshi/models/notice"
	"luoshi/views"
)

// noticeView is one thing the user was told, as the API shows it; its id is that
// of the user's own copy.
type noticeView struct {
	ID        int64         `json:"id"`
	Rule      string        `json:"rule"`
	RuleTitle string        `json:"rule_title"`
	Subject   string        `json:"subject"`
	OrgID     int64         `json:"org_id"`
	Title     string        `json:"title"`
	Body      string        `json:"body"`
	Link      string        `json:"link"`
	Basis     string        `json:"basis"`
	DueOn     calendar.Date `json:"due_on"`
	ToldAs    string        `json:"told_as"`
	Copied    bool          `json:"copied"`
	Next      string        `json:"next_step"`
	CreatedAt string        `json:"created_at"`
	InHand    []inHandView  `json:"acknowledgements,omitempty"` // only of one alone
	Items     []itemView    `json:"items,omitempty"`            // of a leader's, alone
	ReadAt    string        `json:"read_at"`

	basis   string          // in Chinese
	Cited   []library.Piece `json:"basis_links,omitempty"` // the basis with links into the library; only of one alone
	Day     phrase          `json:"-"`                     // above the first of a day
	Clock   string          `json:"-"`
	When    string          `json:"-"`
	Read    string          `json:"-"`
	Current bool            `json:"-"`
	CanTake bool            `json:"-"`
}

type noticeList struct {
	List[noticeView]
	Unread int64 `json:"unread"`
}

type noticesPage struct {
	Unread     int64
	OnlyUnread bool
	Items      []noticeView
	Open       *noticeView
	Pager      views.Pager
}

func (s *Server) listNotices(r *Request) (Answer, error) { return s.inbox(r, 0) }

// showNotice shows one beside the inbox; a program gets it alone.
func (s *Server) showNotice(r *Request) (Answer, error) { return s.inbox(r, r.ID()) }

func (s *Server) inbox(r *Request, open int64) (Answer, error) {
	paging, err := r.Paging(1)
	if err != nil {
		return Answer{}, err
	}
	q := newSieve(r)
	page := noticesPage{OnlyUnread: oneOf(q, "unread", "1") == "1", Items: []noticeView{}}
	list := noticeList{}
	if err := q.faults(); err != nil {
		return Answer{}, err
	}
	err = r.View(func(tx *models.Tx) error {
		if page.Unread, err = notice.Unread(tx); err != nil {
			return err
		}
		receipts, err := notice.Inbox(tx, page.OnlyUnread, before(paging), paging.Limit+1)
		if err != nil {
			return err
		}
		if len(receipts) > paging.Limit {
			receipts = receipts[:paging.Limit]
			list.Next = cursor(receipts[paging.Limit-1].ID)
		}
		day := calendar.Date("")
		for _, receipt := range receipts {
			v := s.showReceipt(tx, receipt)
			v.Current = receipt.ID == open
			if on := tx.DayOf(receipt.Notice.CreatedAt); on != day {
				day, v.Day = on, headline(tx, on)
			}
			page.Items = append(page.Items, v)
		}
		if open == 0 {
			return nil
		}
		receipt, err := notice.Find(tx, open)
		if err == nil {
			v := s.showReceipt(tx, *receipt)
			page.Open = &v
			if err = showHands(tx, &v, receipt); err == nil {
				err = citeNotice(tx, &v, tx.DayOf(receipt.Notice.CreatedAt))
			}
		}
		return err
	})
	list.Items, list.Unread = page.Items, page.Unread
	page.Pager = pagerOf(r, "/notices", list.Next)
	answer := Answer{Page: "notices", Title: word("提醒"), Section: "reminders", View: page, JSON: list}
	if page.Open != nil {
		answer.Part, answer.JSON = "notices-both", page.Open
		answer.Crumbs = []views.Crumb{{Name: word("提醒"), Link: "/notices"}, {Name: typed(page.Open.Title)}}
	}
	return answer, err
}

// before is the number to go on from, 0 for the first page.
func before(p Paging) int64 {
	if p.After == nil {
		return 0
	}
	id, err := strconv.ParseInt(p.After[0], 10, 64)
	if err != nil {
		return -1 // no such row: an empty page
	}
	return id
}

func pagerOf(r *Request, path, next string) views.Pager {
	var p views.Pager
	q := r.Context.Request.URL.Query()
	if q.Has("cursor") {
		q.Del("cursor")
		p.First = path + "?" + q.Encode()
	}
	if next != "" {
		q.Set("cursor", next)
		p.Next = path + "?" + q.Encode()
	}
	return p
}

// headline heads the notices of a day.
func headline(tx *models.Tx, day calendar.Date) phrase {
	if day == tx.Today() {
		return phrase{"%s 今天", day.WithWeekday()}
	}
	return day.WithWeekday()
}

func (s *Server) showReceipt(tx *models.Tx, receipt notice.Receipt) noticeView {
	n := receipt.Notice
	v := noticeView{ID: receipt.ID, Rule: n.Rule, RuleTitle: s.ruleTitle(tx, n.Rule), Subject: n.Subject, OrgID: n.OrgID, Title: tx.Say("%s", n.Title), Body: tx.Say("%s", n.Body), Link: n.Link,
		Basis: tx.Say("%s", n.Basis), basis: n.Basis.String(), DueOn: n.DueOn, ToldAs: tx.Say("%s", receipt.ToldAs), Copied: receipt.Copied, CreatedAt: tx.Local(n.CreatedAt).Format(time.RFC3339),
		Clock: tx.Local(n.CreatedAt).Format("15:04"), When: when(tx, n.CreatedAt)}
	if v.ToldAs == "" {
		v.ToldAs = tx.Say("%s", tx.Actor.Line())
	}
	if receipt.ReadAt != nil {
		v.ReadAt, v.Read = tx.Local(*receipt.ReadAt).Format(time.RFC3339), when(tx, *receipt.ReadAt)
	}
	if rule, known := s.rule(n.Rule); known {
		v.Next = tx.Say("%s", rule.Next)
	}
	return v
}

// readNotice marks one as opened, and with open leads on to what it is about.
func (s *Server) readNotice(r *Request) (Answer, error) {
	var form struct {
		Open bool `form:"open" json:"open"`
	}
	if r.Context.Request.ContentLength != 0 {
		if err := r.Form(&form); err != nil {
			return Answer{}, err
		}
	}
	var v noticeView
	err := r.Update(func(tx *models.Tx) error {
		receipt, err := notice.Find(tx, r.ID())
		if err != nil {
			return err
		}
		if err := receipt.Read(tx); err != nil {
			return err
		}
		v = s.showReceipt(tx, *receipt)
		return citeNotice(tx, &v, tx.DayOf(receipt.Notice.CreatedAt))
	})
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Page: "notices", Part: "notice-read", View: v, JSON: v, Goto: "/notices"}
	if form.Open {
		answer.Part, answer.Goto = "", back(v.Link, "/notices")
	}
	return answer, nil
}

func (s *Server) readAllNotices(r *Request) (Answer, error) {
	return Answer{Goto: "/notices", Flash: "已全部标为已读。"}, r.Update(notice.ReadAll)
}
