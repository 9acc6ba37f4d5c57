package handlers

import (
	"net/http"

	"luoshi/language"
	"luoshi/models"
	"luoshi/views"
)

// meView is the account that asks, as the API shows it.
type meView struct {
	ID       int64             `json:"id"`
	Login    string            `json:"login"`
	Name     string            `json:"name"`
	Language language.Language `json:"language"`
	Large    bool              `json:"large"`
	Phone    string            `json:"phone"` // whole: it is one's own
	Posts    []postLine        `json:"posts"`
}

type postLine struct {
	ID      int64  `json:"id"`
	OrgID   int64  `json:"org_id"`
	OrgName string `json:"org_name"`
	Name    string `json:"name"`
}

// mePage is one's own page: who one is here, and how one wants to read.
type mePage struct {
	meView
	Tabs []views.Tab
	Form views.Form
}

// accountPages are the pages about one's own account.
var accountPages = []struct {
	page       string
	name       word
	link, icon string
}{
	{"me", "我的账号", "/me", "user"},
	{"password", "修改密码", "/me/password", "lock"},
	{"factor", "二次验证", "/me/second-factor", "key"},
	{"sessions", "登录管理", "/me/sessions", "list-check"},
	{"tokens", "接口令牌", "/me/tokens", "settings"},
	{"feeds", "日历订阅", "/me/feeds", "calendar-event"},
}

func accountTabs(page string) (tabs []views.Tab) {
	for _, p := range accountPages {
		tabs = append(tabs, views.Tab{Name: p.name, Link: p.link, Icon: p.icon, Current: p.page == page})
	}
	return tabs
}

// accountAnswer is one of the pages, with the way to it.
func accountAnswer(page string, view, json any) Answer {
	var crumbs []views.Crumb
	for i, p := range accountPages {
		if i == 0 || p.page == page {
			crumbs = append(crumbs, views.Crumb{Name: p.name, Link: p.link})
		}
	}
	here := &crumbs[len(crumbs)-1]
	here.Link = ""
	return Answer{Page: page, Title: here.Name, Section: "me", Crumbs: crumbs, View: view, JSON: json}
}

func (s *Server) showMe(r *Request) (Answer, error) {
	me := meView{ID: r.User.ID, Login: r.User.Login, Name: r.User.Name, Language: r.Language(), Large: r.User.Large, Posts: []postLine{}}
	for _, p := range r.User.Posts {
		me.Posts = append(me.Posts, postLine{p.PostID, p.OrgID, p.OrgName, p.Name})
	}
	err := r.View(func(tx *models.Tx) (err error) {
		me.Phone, err = tx.OwnPhone()
		return err
	})
	page := mePage{me, accountTabs("me"), r.fill(views.Form{ID: "me", Title: "怎样阅读", Action: "/me?_method=PATCH", Button: "保存",
		Text: "语言也用于发给您的邮件；登录前的页面按这台电脑上选过的语言显示。",
		Fields: []views.Field{
			{Name: "language", Label: "语言", Type: "radio", Options: []views.Option{
				{Value: "zh", Name: typed("中文"), Chosen: me.Language == language.Chinese}, {Value: "en", Name: typed("English"), Chosen: me.Language == language.English}}},
			{Name: "large", Label: "字号", Type: "radio", Options: []views.Option{
				{Value: "false", Name: word("标准"), Chosen: !me.Large}, {Value: "true", Name: word("大字"), Chosen: me.Large}}}}})}
	return accountAnswer("me", page, me), err
}

// changeMe changes how pages are to be for the account that asks.
func (s *Server) changeMe(r *Request) (Answer, error) {
	var form struct {
		Large    *bool              `form:"large" json:"large"`
		Language *language.Language `form:"language" json:"language" binding:"omitempty,oneof=zh en" label:"语言"`
	}
	if err := r.Form(&form); err != nil {
		return r.again("me", err, s.showMe)
	}
	answer := Answer{Goto: back(refererPath(r.Context), "/")}
	if form.Language != nil {
		answer.Cookies = []*http.Cookie{s.languageCookie(*form.Language)}
	}
	return answer, r.Update(func(tx *models.Tx) error {
		return tx.SetReading(models.Reading{Large: form.Large, Language: form.Language})
	})
}
