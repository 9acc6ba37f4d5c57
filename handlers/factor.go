package handlers

import (
	"fmt"
	"net/http"

	"luoshi/models"
	"luoshi/views"
)

// factorView is how one's second factor stands, as the API shows it; the secret
// only until its first code has been given.
type factorView struct {
	On     bool   `json:"on"`
	Must   bool   `json:"must"` // this account has to have one
	Secret string `json:"secret,omitempty"`
	URI    string `json:"uri,omitempty"`
}

type factorPage struct {
	factorView
	Tabs []views.Tab
	Owed bool // nothing else can be done before
	Form views.Form
}

func (s *Server) showFactor(r *Request) (Answer, error) {
	page := factorPage{factorView: factorView{On: r.User.TOTPOn, Must: r.User.Admin != ""}, Tabs: accountTabs("factor"), Owed: r.User.Owes == models.OwesFactor}
	err := r.View(func(tx *models.Tx) error {
		pending, err := tx.PendingFactor()
		if pending != nil {
			page.Secret, page.URI = pending.Secret, pending.URI
		}
		return err
	})
	code := views.Field{Name: "code", Label: "验证码", Must: true, Complete: "one-time-code", Hint: "手机上显示的6位数字，每30秒换一次"}
	switch {
	case page.Secret != "":
		page.Form = views.Form{ID: "use", Title: "第二步：填一次验证码", Action: "/me/second-factor?_method=PUT", Button: "启用", Fields: []views.Field{code}}
	case !page.On:
		page.Form = views.Form{ID: "begin", Title: "启用二次验证", Action: "/me/second-factor", Button: "下一步",
			Text:   "登录时除密码外，还要填手机上的验证码。请先在手机上装好验证码应用（支持 TOTP 的均可，不需要联网）。",
			Fields: []views.Field{{Name: "present", Label: "现在的密码", Type: "password", Must: true, Complete: "current-password"}}}
	case !page.Must:
		page.Form = views.Form{ID: "drop", Title: "停用二次验证", Action: "/me/second-factor?_method=DELETE", Button: "停用", Fields: []views.Field{code}}
	}
	page.Form = forgetting(r.fill(page.Form), "present", "code")
	return accountAnswer("factor", page, page.factorView), err
}

// beginFactor makes a secret, which the page then shows.
func (s *Server) beginFactor(r *Request) (Answer, error) {
	var form struct {
		Present string `form:"present" json:"present" binding:"required,max=256" label:"现在的密码"`
	}
	err := r.Form(&form)
	if err == nil {
		err = s.DB.BeginFactor(r.Context.Request.Context(), r.User, form.Present, r.ClientIP())
	}
	if err != nil {
		return r.again("begin", err, s.showFactor)
	}
	return Answer{Goto: "/me/second-factor"}, nil
}

// factorCode is a code as it is typed.
type factorCode struct {
	Code string `form:"code" json:"code" binding:"required,max=10" label:"验证码"`
}

func (s *Server) useFactor(r *Request) (Answer, error) {
	var form factorCode
	err := r.Form(&form)
	if err == nil {
		err = s.DB.UseFactor(r.Context.Request.Context(), r.User, form.Code)
	}
	if err != nil {
		return r.again("use", err, s.showFactor)
	}
	return Answer{Goto: "/me/second-factor", Flash: "二次验证已启用，下次登录起需要验证码。"}, nil
}

func (s *Server) dropFactor(r *Request) (Answer, error) {
	var form factorCode
	err := r.Form(&form)
	if err == nil {
		err = s.DB.DropFactor(r.Context.Request.Context(), r.User, form.Code)
	}
	if err != nil {
		return r.again("drop", err, s.showFactor)
	}
	return Answer{Goto: "/me/second-factor", Flash: "二次验证已停用。"}, nil
}

// resetFactor is for whoever looks after accounts, when a phone is lost.
func (s *Server) resetFactor(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		u, err := tx.User(r.ID())
		if err != nil {
			return err
		}
		return u.ResetFactor(tx)
	})
	return Answer{Goto: fmt.Sprintf("/users/%d", r.ID()), Flash: "已重置二次验证，此人须重新登录。"}, err
}

// codePage asks for the code that completes a sign-in.
type codePage struct{ Problem, Next string }

func (s *Server) showCode(r *Request) (Answer, error) {
	if _, err := r.Cookie(s.halfName()); err != nil {
		return Answer{Goto: "/login"}, nil
	}
	return Answer{Page: "code", Title: word("二次验证"), View: codePage{Next: r.Query("next")}}, nil
}

// completeSignIn takes the code that makes half a sign-in whole.
func (s *Server) completeSignIn(r *Request) (Answer, error) {
	var form struct {
		factorCode
		Next string `form:"next" json:"next" binding:"max=500"`
	}
	half, none := r.Cookie(s.halfName())
	if none != nil {
		return Answer{}, models.Fail(models.Invalid, "登录已超时，请重新输入用户名和密码。")
	}
	err := r.Form(&form)
	var token string
	if err == nil {
		token, err = s.DB.Complete(r.Context.Request.Context(), half, form.Code, r.caller())
	}
	kind := models.KindOf(err)
	if !wantsJSON(r.Context) && (kind == models.Invalid || kind == models.TooMany) {
		return Answer{Page: "code", Title: word("二次验证"), View: codePage{Problem: r.Why(err), Next: form.Next}, Status: statusOf[kind]}, nil
	}
	if err != nil {
		return Answer{}, err
	}
	return Answer{Goto: back(form.Next, "/"), Cookies: []*http.Cookie{s.cookie(token, 0), s.halfCookie("", -1)}}, s.leave(r)
}

// halfName is the cookie of half a sign-in.
func (s *Server) halfName() string { return s.cookieName() + "-half" }

func (s *Server) halfCookie(token string, age int) *http.Cookie {
	c := s.cookie(token, age)
	c.Name = s.halfName()
	return c
}
