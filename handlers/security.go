package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"luoshi/language"
	"luoshi/models"
	"luoshi/views"
)

// securityView is how signing in is set, as the API shows it.
type securityView struct {
	Profile  string `json:"profile"`
	Revision int    `json:"revision"`
}

type securityPage struct {
	securityView
	Rules language.Phrase
	Form  views.Form
}

func (s *Server) showSecurity(r *Request) (Answer, error) {
	var page securityPage
	err := r.View(func(tx *models.Tx) error {
		if err := tx.Require(models.View, models.Security, 0); err != nil {
			return err
		}
		p, revision, err := tx.Profile()
		page.Profile, page.Revision, page.Rules = p.Code, revision, p.Describe()
		return err
	})
	f := views.Form{ID: "security", Title: "密码规则", Action: "/security?_method=PATCH", Button: "保存",
		Text:   "改后立即生效：不合新规则的旧密码可以继续使用到期满，新设的密码按新规则检查。",
		Hidden: []views.Field{hidden("revision", int64(page.Revision))}, Fields: []views.Field{{Name: "profile", Label: "规则", Type: "radio"}}}
	for _, p := range models.Profiles {
		f.Fields[0].Options = append(f.Fields[0].Options, views.Option{Value: p.Code, Name: p.Name, Chosen: p.Code == page.Profile})
	}
	page.Form = r.fill(f)
	return Answer{Page: "security", Title: word("安全设置"), Section: "security", Crumbs: []views.Crumb{{Name: word("安全设置")}}, View: page, JSON: page.securityView}, err
}

func (s *Server) changeSecurity(r *Request) (Answer, error) {
	var form struct {
		Profile  string `form:"profile" json:"profile" binding:"required" label:"密码规则"`
		Revision *int   `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error { return tx.ChooseProfile(form.Profile, *form.Revision) })
	}
	if err != nil {
		return r.again("security", err, s.showSecurity)
	}
	return Answer{Goto: "/security", Flash: "已保存。", JSON: securityView{form.Profile, *form.Revision + 1}}, nil
}

// amends are where an account that owes something may go, and where it is sent.
var amends = map[models.Debt]struct {
	page string
	says language.Phrase
}{
	models.OwesPassword: {"/me/password", language.Phrase{"请先修改密码：初始密码须由本人更换，到期的密码须更换后才能继续使用。"}},
	models.OwesFactor:   {"/me/second-factor", language.Phrase{"管理员须先启用二次验证，才能继续使用。"}},
}

// makesAmends reports whether the route is for what the account owes, or for leaving.
func makesAmends(u *models.User, r route) bool {
	return r.open || r.path == "/session" || r.path == amends[u.Owes].page
}

// amendFirst answers an account that owes something.
func (s *Server) amendFirst(c *gin.Context, u *models.User) {
	owed := amends[u.Owes]
	if wantsJSON(c) {
		s.problem(c, http.StatusForbidden, owed.says, nil)
		return
	}
	s.redirect(c, owed.page)
}
