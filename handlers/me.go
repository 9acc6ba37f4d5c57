package handlers

import (
	"net/http"
	"net/url"
	"time"

	"luoshi/models"
	"luoshi/views"
)

func escape(s string) string { return url.QueryEscape(s) }

// tokenView is a token as pages and the API show it; Secret only when new.
type tokenView struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	ExpiresAt string `json:"expires_at"`
	Secret    string `json:"secret,omitempty"`
}

type tokensPage struct {
	Tabs   []views.Tab
	Fresh  *tokenView
	Tokens []tokenView
}

func (s *Server) listTokens(r *Request) (Answer, error) { return tokensAnswer(r, nil) }

func tokensAnswer(r *Request, fresh *tokenView) (Answer, error) {
	page := tokensPage{Tabs: accountTabs("tokens"), Fresh: fresh, Tokens: []tokenView{}}
	err := r.View(func(tx *models.Tx) error {
		tokens, err := tx.Tokens()
		for _, t := range tokens {
			page.Tokens = append(page.Tokens, showToken(tx, t))
		}
		return err
	})
	return accountAnswer("tokens", page, List[tokenView]{Items: page.Tokens}), err
}

func showToken(tx *models.Tx, t models.Token) tokenView {
	return tokenView{ID: t.ID, Name: t.Name, ExpiresAt: tx.Local(t.ExpiresAt).Format(time.RFC3339)}
}

func (s *Server) createToken(r *Request) (Answer, error) {
	var form struct {
		Name string `form:"name" json:"name" binding:"required,max=100" label:"用途"`
		Days int    `form:"days" json:"days" binding:"min=0,max=366" label:"有效天数"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	if form.Days == 0 {
		form.Days = 90
	}
	var fresh tokenView
	err := r.Update(func(tx *models.Tx) error {
		secret, t, err := tx.CreateToken(form.Name, time.Duration(form.Days)*24*time.Hour)
		if err == nil {
			fresh = showToken(tx, *t)
			fresh.Secret = secret
		}
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	if wantsJSON(r.Context) {
		return Answer{Status: http.StatusCreated, JSON: fresh, Secret: true}, nil
	}
	return tokensAnswer(r, &fresh)
}

func (s *Server) revokeToken(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error { return tx.RevokeToken(r.ID()) })
	return Answer{Goto: "/me/tokens", Flash: "令牌已停用。"}, err
}

type passwordPage struct {
	Tabs []views.Tab
	Owed bool // nothing else can be done before
	Form views.Form
}

func (s *Server) showPassword(r *Request) (Answer, error) {
	var rules string
	err := r.View(func(tx *models.Tx) error {
		p, _, err := tx.Profile()
		rules = p.Describe().In(r.Language())
		return err
	})
	page := passwordPage{accountTabs("password"), r.User.Owes == models.OwesPassword, forgetting(r.fill(views.Form{ID: "password", Title: "修改密码", Action: "/me/password", Button: "修改",
		Text: "改好后，您在各处的登录和接口令牌都会失效，请用新密码重新登录。",
		Fields: []views.Field{{Name: "present", Label: "现在的密码", Type: "password", Must: true, Complete: "current-password"},
			{Name: "password", Label: "新密码", Type: "password", Must: true, Complete: "new-password", Hint: word(rules)}}}), "present", "password")}
	return accountAnswer("password", page, nil), err
}

func (s *Server) changePassword(r *Request) (Answer, error) {
	var form struct {
		Present  string `form:"present" json:"present" binding:"required,max=256" label:"现在的密码"`
		Password string `form:"password" json:"password" binding:"required,max=256" label:"新密码"`
	}
	err := r.Form(&form)
	if err == nil {
		err = s.DB.ChangePassword(r.Context.Request.Context(), r.User, form.Present, form.Password, r.ClientIP())
	}
	if err != nil {
		return r.again("password", err, s.showPassword)
	}
	return Answer{Goto: "/login", Flash: "密码已修改，请用新密码登录。", Cookies: []*http.Cookie{s.cookie("", -1)}}, nil
}
