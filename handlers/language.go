package handlers

import (
	"cmp"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"luoshi/language"
	"luoshi/models"
)

// languageCookie keeps the language chosen in a browser, for before signing in.
const languageCookie = "luoshi-language"

// asked is the language a request asks for: the one chosen in the browser, or
// else what the browser is set up for; Chinese where neither is ours.
func asked(c *gin.Context) language.Language {
	chosen, err := c.Cookie(languageCookie)
	if err != nil {
		chosen = ""
	}
	return cmp.Or(language.Of(chosen), language.Asked(c.GetHeader("Accept-Language")), language.Chinese)
}

// Language is what whoever asks reads.
func (r *Request) Language() language.Language {
	if r.User == nil {
		return asked(r.Context)
	}
	return r.User.Language
}

// Say is a sentence in the language of whoever asks; format is its Chinese.
func (r *Request) Say(format string, values ...any) string {
	return r.Language().Say(format, values...)
}

// Why is an error for the user in the language of whoever asks.
func (r *Request) Why(err error) string {
	var e *models.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	return e.In(r.Language())
}

// chooseLanguage is the switch on every page: it changes the account, and the
// browser for when nobody is signed in.
func (s *Server) chooseLanguage(r *Request) (Answer, error) {
	var form struct {
		Language language.Language `form:"language" json:"language" binding:"required,oneof=zh en" label:"语言"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	answer := Answer{Goto: back(refererPath(r.Context), "/"), Cookies: []*http.Cookie{s.languageCookie(form.Language)}}
	if r.User == nil {
		return answer, nil
	}
	return answer, r.Update(func(tx *models.Tx) error { return tx.SetReading(models.Reading{Language: &form.Language}) })
}

func (s *Server) languageCookie(l language.Language) *http.Cookie {
	const year = 366 * 24 * 60 * 60
	return &http.Cookie{Name: languageCookie, Value: string(l), Path: "/", MaxAge: year, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
}
