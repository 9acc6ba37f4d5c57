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

// accountTabs are the pages about one's own account.
func accountTabs(view string) (tabs []views.Tab) {
	for _, t := range []struct{ view, name, link, icon string }{
		{"me", "我的账号", "/me", "user"},
		{"password", "修改密码", "/me/password", "lock"},
		{"factor", "二次验证", "/me/second-factor", "key"},
		{"sessions", "登录管理", "/me/sessions", "list-check"},
		{"tokens", "接口令牌", "/me/tokens", "settings"},
	} {
		tabs = append(tabs, views.Tab{Name: word(t.name), Link: t.link, Icon: t.icon, Current: t.view == view})
	}
	return tabs
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
	return Answer{Page: "me", Title: word("我的账号"), Section: "me", Crumbs: []views.Crumb{{Name: word("我的账号")}}, View: page, JSON: me}, err
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
