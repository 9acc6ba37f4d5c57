package handlers

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"luoshi/language"
	"luoshi/models"
	"luoshi/views"
)

// identify finds out who asks, by bearer token or session cookie.
func (s *Server) identify(c *gin.Context) {
	ctx := models.From(c.Request.Context(), c.ClientIP())
	c.Request = c.Request.WithContext(ctx)
	var user *models.User
	var err error
	if secret, ok := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer "); ok {
		user, err = s.DB.UserByToken(ctx, secret)
	} else if cookie, none := c.Cookie(s.cookieName()); none == nil {
		user, err = s.DB.UserBySession(ctx, cookie)
	}
	switch {
	case err == nil && user != nil:
		user.Language = cmp.Or(user.Language, asked(c))
		c.Set(userKey, user)
	case err != nil && models.KindOf(err) != models.NotFound:
		s.fail(c, err)
		c.Abort()
	}
}

// signInFirst answers one who has not signed in.
func (s *Server) signInFirst(c *gin.Context) {
	if wantsJSON(c) {
		c.Header("WWW-Authenticate", "Bearer")
		s.problem(c, http.StatusUnauthorized, language.Phrase{"请先登录，或在 Authorization 中给出有效令牌。"}, nil)
		return
	}
	if s.keepTyped(c) {
		return
	}
	to := "/login"
	if c.Request.Method == http.MethodGet && c.Request.URL.Path != "/" {
		to += "?next=" + escape(c.Request.URL.RequestURI())
	}
	s.redirect(c, to)
}

func (s *Server) showLogin(r *Request) (Answer, error) {
	if r.User != nil {
		return Answer{Goto: "/"}, nil
	}
	return s.loginPage(views.Login{Next: r.Query("next")}, http.StatusOK), nil
}

func (s *Server) loginPage(view views.Login, status int) Answer {
	if s.Demo != nil {
		view.Demo = s.Demo.People
	}
	return Answer{Page: "login", Title: word("登录"), View: view, Status: status}
}

func (s *Server) signIn(r *Request) (Answer, error) {
	var form struct {
		Name     string `form:"name" json:"name" binding:"max=60" label:"用户名"`
		Password string `form:"password" json:"password" binding:"max=256" label:"密码"`
		Demo     string `form:"demo" json:"demo" binding:"max=60"`
		Next     string `form:"next" json:"next" binding:"max=500"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	ctx := r.Context.Request.Context()
	var token string
	var half bool
	var err error
	if s.Demo != nil && form.Demo != "" {
		token, err = s.DB.SignInAs(ctx, form.Demo, r.caller())
	} else {
		token, half, err = s.DB.SignIn(ctx, form.Name, form.Password, r.caller())
	}
	kind := models.KindOf(err)
	if !wantsJSON(r.Context) && (kind == models.Invalid || kind == models.TooMany) {
		return s.loginPage(views.Login{Name: form.Name, Problem: r.Why(err), Next: form.Next}, statusOf[kind]), nil
	}
	if err != nil {
		return Answer{}, err
	}
	if half {
		values := url.Values{}
		if form.Next != "" {
			values.Set("next", form.Next)
		}
		return Answer{Goto: link("/login/code", values), Status: http.StatusAccepted, JSON: needsCode, Cookies: []*http.Cookie{s.halfCookie(token, 300)}}, nil
	}
	return Answer{Goto: back(form.Next, "/"), Cookies: []*http.Cookie{s.cookie(token, 0)}}, s.leave(r)
}

// needsCode tells a program that POST /session/code has to follow.
var needsCode = struct {
	Needs string `json:"needs"`
}{"code"}

// caller is where the request comes from.
func (r *Request) caller() models.Caller {
	return models.Caller{Address: r.ClientIP(), Device: models.DeviceOf(r.GetHeader("User-Agent"))}
}

// sessionToken is that of the browser that asks, "" for a program.
func (s *Server) sessionToken(r *Request) string {
	token, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return token
}

// leave ends the session of the browser that asks, if it has one.
func (s *Server) leave(r *Request) error {
	if r.User == nil {
		return nil
	}
	return r.Update(func(tx *models.Tx) error { return tx.SignOut(s.sessionToken(r)) })
}

func (s *Server) signOut(r *Request) (Answer, error) {
	return Answer{Goto: "/login", Cookies: []*http.Cookie{s.cookie("", -1)}}, s.leave(r)
}

func (s *Server) cookie(token string, age int) *http.Cookie {
	return &http.Cookie{Name: s.cookieName(), Value: token, Path: "/", MaxAge: age, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
}

// cookieName has the prefix that browsers bind to TLS and to this one host.
func (s *Server) cookieName() string {
	if s.Secure {
		return "__Host-luoshi"
	}
	return "luoshi"
}
