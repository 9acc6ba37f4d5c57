package handlers

import (
	"net/http"
	"net/url"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// sections is the main navigation, and what one must see for an entry to show.
var sections = []struct {
	views.NavItem
	sees models.Object
}{
	{views.NavItem{Section: "today", Name: "今天", Link: "/", Icon: "sun"}, ""},
	{views.NavItem{Section: "projects", Name: "项目", Link: "/projects", Icon: "flag"}, models.Projects},
	{views.NavItem{Section: "orglife", Name: "组织生活", Link: "/activities", Icon: "calendar-check"}, models.Duties},
	{views.NavItem{Section: "supervise", Name: "督导", Link: "/alerts", Icon: "report-search"}, models.Duties},
	{views.NavItem{Section: "library", Name: "资料", Link: "/documents", Icon: "book"}, models.Documents},
	{views.NavItem{Section: "orgs", Name: "组织", Link: "/orgs", Icon: "sitemap"}, models.Orgs},
	{views.NavItem{Section: "reminders", Name: "提醒", Link: "/notices", Icon: "bell"}, ""},
}

// menu is what stands in the account menu.
var menu = []struct {
	views.NavItem
	sees models.Object
}{
	{views.NavItem{Section: "search", Name: "查找", Link: "/search", Icon: "search"}, ""},
	{views.NavItem{Section: "wishes", Name: "我的提醒", Link: "/me/reminders", Icon: "bell"}, ""},
	{views.NavItem{Section: "jobs", Name: "后台任务", Link: "/jobs", Icon: "settings"}, models.Jobs},
	{views.NavItem{Section: "users", Name: "账号管理", Link: "/users", Icon: "users-group"}, models.Accounts},
	{views.NavItem{Section: "audit", Name: "审计记录", Link: "/audit", Icon: "report-search"}, models.AuditTrail},
	{views.NavItem{Section: "security", Name: "安全设置", Link: "/security", Icon: "lock"}, models.Security},
	{views.NavItem{Section: "me", Name: "我的账号", Link: "/me", Icon: "user"}, ""},
}

// frame is what surrounds the page of an answer, for whoever asks.
func (s *Server) frame(r *Request, a Answer) views.Frame {
	f := views.Frame{Title: a.Title, Section: a.Section, Crumbs: a.Crumbs, Wide: a.Wide, City: s.City, Owner: s.Owner, View: a.View, Flash: s.takeFlash(r)}
	if a.Ledger != nil {
		f.Workbook = r.workbookLink()
	}
	if s.Demo != nil {
		f.Demo = s.Demo.Banner
	}
	if r.User == nil {
		return f
	}
	f.User = &views.Person{Name: r.User.Name, Line: r.User.Line(), Large: r.User.Large}
	if r.User.Owes != "" { // there is nowhere to go before
		return f
	}
	err := r.View(func(tx *models.Tx) error {
		unread, err := notice.Unread(tx)
		if err != nil {
			return err
		}
		for _, n := range sections {
			if n.sees == "" || tx.Sees(n.sees) {
				if n.Section == "reminders" {
					n.Count = int(unread)
				}
				f.Nav = append(f.Nav, n.NavItem)
			}
		}
		for _, n := range menu {
			if n.sees == "" || tx.Sees(n.sees) {
				f.Menu = append(f.Menu, n.NavItem)
			}
		}
		work, err := tx.Workdays()
		if err != nil {
			return err
		}
		today := tx.Today()
		f.Today = phrase{"%s %s · 本月还剩 %d 个工作日", today.Long(), weekdays[today.Weekday()], work.Between(today, today.Month().Last())}
		f.Warning = calendarWarning(work, today)
		return nil
	})
	if err != nil {
		s.Log.Error("frame", "error", err) // the page itself still shows
	}
	return f
}

var weekdays = [...]word{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// calendarWarning says loudly that working days are being guessed, or from
// December (calendar.md F.3) that they soon will be.
func calendarWarning(work *calendar.Workdays, today calendar.Date) phrase {
	year := today.Year()
	switch {
	case !work.Known(year):
		return phrase{"工作日历缺少%d年放假、调休安排，现按周一至周五推算，提醒日期可能有误。请系统管理员导入。", year}
	case today.Month().Number() == 12 && !work.Known(year+1):
		return phrase{"工作日历缺少%d年放假、调休安排，请在年底前导入。", year + 1}
	}
	return nil
}

const flashCookie = "luoshi-flash"

// leaveFlash keeps a line about a change for the page that follows.
func (s *Server) leaveFlash(r *Request, text string) {
	if text != "" {
		http.SetCookie(r.Writer, &http.Cookie{Name: flashCookie, Value: url.QueryEscape(text), Path: "/", MaxAge: 60, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	}
}

func (s *Server) takeFlash(r *Request) string {
	c, err := r.Context.Request.Cookie(flashCookie)
	if err != nil {
		return ""
	}
	http.SetCookie(r.Writer, &http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	text, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return text
}

// when is an instant as pages show it: "6月14日 09:12".
func when(tx *models.Tx, at time.Time) string {
	return tx.Say("%s %s", tx.DayOf(at).Short(), tx.Local(at).Format("15:04"))
}
