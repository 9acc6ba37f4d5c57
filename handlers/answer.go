package handlers

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"luoshi/language"
	"luoshi/models"
	"luoshi/views"
)

// Answer is what an action has to say, whoever asks.
type Answer struct {
	Page    string // template for a browser, such as "project"
	Part    string // the piece of the page htmx swaps in; "" for the whole page
	Title   language.Text
	Section string        // entry of the main navigation
	Crumbs  []views.Crumb // the way to the page
	Wide    bool          // prints across the sheet
	View    any           // what the template shows
	JSON    any           // what a program gets
	Status  int           // 200 when 0
	Goto    string        // where a browser goes after a change
	Secret  bool          // shows what is shown once: not kept for whoever asks again
	Flash   language.Word // what was done, shown on the next page
	File    *File         // a download instead of all that
	Ledger  ledger        // the list as a workbook, for who asks for one
	Cookies []*http.Cookie
}

// File is a download.
type File struct {
	Name    string
	Type    string
	Content []byte
	Body    io.ReadCloser // instead of Content, for what is not to be in memory
	Size    int64         // of Body
	Tag     string        // changes with Content: who has it already is not sent it again
}

// Action is a handler that returns instead of writing.
type Action func(*Request) (Answer, error)

// do runs an action and writes what it returns.
func (s *Server) do(r route) gin.HandlerFunc {
	return func(c *gin.Context) {
		user, _ := c.Value(userKey).(*models.User)
		if user == nil && !r.open {
			s.signInFirst(c)
			return
		}
		if user != nil && user.Owes != "" && !makesAmends(user, r) {
			s.amendFirst(c, user)
			return
		}
		if user != nil && strays(user, r.path) {
			s.fail(c, models.Fail(models.Forbidden, "%s只办理本职事项，这里不在其内。", user.Admin))
			return
		}
		request := &Request{Context: c, User: user, db: s.DB}
		if err := request.readClaim(); err != nil {
			s.fail(c, err)
			return
		}
		answer, err := r.action(request)
		if request.taken {
			s.answerAgain(request)
			return
		}
		if err == nil {
			answer, err = s.asWorkbook(request, answer)
		}
		if err == nil && r.method == http.MethodGet && wantsJSON(c) {
			err = request.beyond()
		}
		if on := request.standsOn(); on != 0 {
			answer, err = s.backOnProject(request, on, answer, err)
		}
		if err != nil {
			answer, err = s.rescue(request, err)
		}
		if err != nil {
			if err == models.Stale && wantsJSON(c) {
				c.Set(currentKey, s.current(request, r.path))
			}
			s.fail(c, err)
			return
		}
		s.write(request, answer)
		s.keepAnswer(request, answer)
	}
}

func (s *Server) write(r *Request, a Answer) {
	status := a.Status
	if status == 0 {
		status = http.StatusOK
	}
	for _, cookie := range a.Cookies {
		http.SetCookie(r.Writer, cookie)
	}
	htmx := r.GetHeader("HX-Request") == "true"
	switch {
	case a.File != nil && unchanged(r.Context, a.File.Tag):
	case a.File != nil:
		r.Header("Content-Disposition", disposition(a.File.Name))
		if a.File.Body == nil {
			r.Data(status, a.File.Type, a.File.Content)
			return
		}
		defer a.File.Body.Close()
		r.DataFromReader(status, a.File.Size, a.File.Type, a.File.Body, nil)
	case wantsJSON(r.Context) && a.JSON == nil:
		r.Status(http.StatusNoContent)
	case wantsJSON(r.Context):
		r.JSON(status, a.JSON)
	case htmx && a.Part != "" && a.View != nil:
		s.render(r, status, a.Page, a.Part, a.View)
	case a.Goto != "":
		s.leaveFlash(r, a.Flash.In(r.Language()))
		s.redirect(r.Context, a.Goto)
	default:
		s.render(r, status, a.Page, "layout", s.frame(r, a))
	}
}

// unchanged answers whoever has what a tag stands for already.
func unchanged(c *gin.Context, tag string) bool {
	if tag == "" {
		return false
	}
	c.Header("ETag", tag)
	for _, known := range strings.Split(c.GetHeader("If-None-Match"), ",") {
		if known = strings.TrimPrefix(strings.TrimSpace(known), "W/"); known == tag || known == "*" {
			c.Status(http.StatusNotModified)
			c.Writer.WriteHeaderNow()
			return true
		}
	}
	return false
}

// disposition hands a file out for saving under a name, as RFC 6266 has it: in
// full, and in ASCII for what does not know better.
func disposition(name string) string {
	var plain, full strings.Builder
	for _, r := range name {
		letter := r < 0x80 && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune("-._", r))
		if letter {
			plain.WriteRune(r)
			full.WriteRune(r)
			continue
		}
		plain.WriteByte('_')
		for _, b := range []byte(string(r)) {
			fmt.Fprintf(&full, "%%%02X", b)
		}
	}
	return fmt.Sprintf("attachment; filename=%q; filename*=UTF-8''%s", plain.String(), full.String())
}

// redirect sends a browser on, also one whose htmx would follow inside the page.
func (s *Server) redirect(c *gin.Context, to string) {
	if c.GetHeader("HX-Request") == "true" {
		c.Header("HX-Redirect", to)
		c.Status(http.StatusOK)
		c.Writer.WriteHeaderNow()
		return
	}
	c.Redirect(http.StatusSeeOther, to)
}

func (s *Server) render(r *Request, status int, page, part string, view any) {
	html, err := s.Views.Render(r.Language(), page, part, view)
	if err != nil {
		s.Log.Error("render", "page", page, "error", err)
		r.String(http.StatusInternalServerError, r.Say(ourFault))
		return
	}
	r.Data(status, "text/html; charset=utf-8", html)
}

const ourFault = "系统出现故障，已记入日志，请稍后再试。"

// statusOf is the only table from kinds of error to HTTP.
var statusOf = map[models.Kind]int{
	models.Invalid:     http.StatusUnprocessableEntity,
	models.NotFound:    http.StatusNotFound,
	models.Forbidden:   http.StatusForbidden,
	models.Conflict:    http.StatusConflict,
	models.TooMany:     http.StatusTooManyRequests,
	models.Unavailable: http.StatusServiceUnavailable,
}

// fail answers an error: what the user can act on in words, a fault of ours without any.
func (s *Server) fail(c *gin.Context, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		s.problem(c, http.StatusRequestEntityTooLarge, language.Phrase{"提交的内容超过%d MB，请缩小后再试。", tooLarge.Limit >> 20}, nil)
		return
	}
	status, known := statusOf[models.KindOf(err)]
	if !known {
		s.Log.Error("request failed", "method", c.Request.Method, "route", c.FullPath(), "error", err)
		s.problem(c, http.StatusInternalServerError, language.Phrase{ourFault}, nil)
		return
	}
	var e *models.Error
	if !errors.As(err, &e) {
		errors.As(models.Missing, &e)
	}
	if status == http.StatusServiceUnavailable {
		s.Log.Error("database away", "error", err)
		c.Header("Retry-After", "30")
		e = &models.Error{Said: language.Phrase{"数据库暂时连不上，您的内容没有保存，请稍后再试。"}}
	}
	if status == http.StatusForbidden {
		s.noteRefusal(c, e.Said)
	}
	s.problem(c, status, e.Said, e.Fields)
}

// Problem is an error as RFC 9457 has it.
type Problem struct {
	Title   string            `json:"title"`
	Status  int               `json:"status"`
	Detail  string            `json:"detail"`
	Fields  map[string]string `json:"fields,omitempty"`
	Current any               `json:"current,omitempty"` // the present version of what somebody else has changed
}

// currentKey is where the present version is kept in gin's context.
const currentKey = "current"

// titles head the page of a problem.
var titles = map[int]language.Word{
	http.StatusUnprocessableEntity: "填写有误", http.StatusNotFound: "没有找到", http.StatusForbidden: "没有权限",
	http.StatusConflict: "内容有变化", http.StatusTooManyRequests: "操作过于频繁", http.StatusServiceUnavailable: "暂时不可用",
	http.StatusRequestEntityTooLarge: "内容过大", http.StatusUnauthorized: "请先登录", http.StatusMethodNotAllowed: "不支持的操作",
	http.StatusInternalServerError: "系统故障", http.StatusBadRequest: "地址有误",
}

func (s *Server) problem(c *gin.Context, status int, detail language.Phrase, wrong models.FieldErrors) {
	user, _ := c.Value(userKey).(*models.User)
	r := &Request{Context: c, User: user, db: s.DB}
	l := r.Language()
	p := Problem{Title: titles[status].In(l), Status: status, Detail: detail.In(l), Fields: map[string]string{}, Current: c.Value(currentKey)}
	for name, fault := range wrong {
		p.Fields[name] = fault.In(l)
	}
	if wantsJSON(c) {
		c.Header("Content-Type", "application/problem+json")
		c.JSON(status, p)
		return
	}
	view := views.Problem{Status: status, Title: p.Title, Detail: p.Detail, Back: back(refererPath(c), "/")}
	for _, name := range slices.Sorted(maps.Keys(wrong)) {
		view.Fields = append(view.Fields, views.FieldProblem{Field: name, Label: labelOf(name), Message: p.Fields[name]})
	}
	if c.GetHeader("HX-Request") == "true" {
		c.Header("HX-Retarget", "#flash") // what was typed stays on the page
		c.Header("HX-Reswap", "innerHTML")
		s.render(r, status, "problem", "note", view)
		return
	}
	s.render(r, status, "problem", "layout", s.frame(r, Answer{Title: titles[status], View: view}))
}
