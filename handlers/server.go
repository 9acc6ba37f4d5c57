// Package handlers turns HTTP into calls on models, and answers into pages or JSON.
package handlers

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"

	"luoshi/files"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// Server is everything a handler may use.
type Server struct {
	DB      *models.DB
	Views   *views.Views
	Log     *slog.Logger
	City    string // under the logo
	Owner   string // in the footer
	Secure  bool   // cookies only over TLS; off for plain HTTP inside a closed network
	Proxies []string
	Demo    *Demo // nil outside the demonstration
	Rules   []notice.Rule
	Files   *files.Store     // what people hand in
	Ticked  func() time.Time // when this process last looked for due work; nil where it does not
	Mail    bool             // there is a mail server

	Metrics  http.Handler   // answers Prometheus; nil where nothing is measured
	Scrapers []netip.Prefix // who may ask it, beside this machine itself

	// Try sends one message over a channel at once: to an address on the platform,
	// or for a group to "".
	Try func(ctx context.Context, channel int64, address, title, body string) error
}

// Demo is what the demonstration adds: one-click sign-in and a banner.
type Demo struct {
	People []views.DemoPerson
	Banner language.Phrase
}

// Handler is the whole web application.
func (s *Server) Handler() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	if err := engine.SetTrustedProxies(s.Proxies); err != nil { // none by default: nobody talks their way past the lockout
		return nil, err
	}
	engine.Use(gin.CustomRecoveryWithWriter(nil, s.recovered), gzip.Gzip(gzip.DefaultCompression), s.bound, s.identify)
	engine.NoRoute(func(c *gin.Context) { s.fail(c, models.Missing) })
	engine.NoMethod(func(c *gin.Context) {
		s.problem(c, http.StatusMethodNotAllowed, language.Phrase{"这个地址不支持该操作。"}, nil)
	})
	s.mount(engine)
	return s.guard(http.NewCrossOriginProtection().Handler(overrideMethod(headLikeGet(engine)))), nil
}

// mount puts every route at the pages' root and under /api/v1.
func (s *Server) mount(e *gin.Engine) {
	for _, at := range []*gin.RouterGroup{e.Group("/"), e.Group("/api/v1")} {
		for _, r := range s.routes() {
			at.Handle(r.method, r.path, s.do(r))
		}
	}
	e.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok") })
	e.GET("/readyz", s.ready)
	e.GET("/metrics", s.metrics)
	e.GET("/static/*file", s.static)
	e.GET("/api/v1/openapi.yaml", s.openapi)
}

// Routes lists the method and path of every address, as mounted at the root and under /api/v1.
func (s *Server) Routes() (list []Route) {
	for _, r := range s.routes() {
		list = append(list, Route{r.method, r.path, r.open})
	}
	return list
}

// Route is one address as tests and the API description see it.
type Route struct {
	Method, Path string
	Open         bool // also for those not signed in
}

// overrideMethod lets a form, which knows only GET and POST, say ?_method=DELETE.
func overrideMethod(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m := r.URL.Query().Get("_method"); r.Method == http.MethodPost && slices.Contains([]string{"PUT", "PATCH", "DELETE"}, m) {
			r.Method = m
		}
		next.ServeHTTP(w, r)
	})
}

// headLikeGet answers HEAD with the head of what GET gets.
func headLikeGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			r = r.Clone(r.Context())
			r.Method, w = http.MethodGet, headOnly{w}
		}
		next.ServeHTTP(w, r)
	})
}

// headOnly lets no body pass.
type headOnly struct{ http.ResponseWriter }

func (headOnly) Write(body []byte) (int, error) { return len(body), nil }

// policy lets a page use what our server sends, and nothing written inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// Limits of a request's body, in bytes: forms and JSON, and uploads.
const (
	bodyLimit   = 1 << 20
	uploadLimit = 12 << 20
)

// bodyLimits are those of single addresses: a file with the form around it.
var bodyLimits = map[string]int64{"/attachments": files.Limit + 64<<10}

// guard sets what every answer carries, also one refused before it reaches a route.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// bound limits what a request may send: how much, and only text the databases can keep.
func (s *Server) bound(c *gin.Context) {
	if address := c.Request.URL; !utf8.ValidString(address.Path) || !validQuery(address.RawQuery) {
		s.problem(c, http.StatusBadRequest, language.Phrase{"地址中有无法识别的字符，请从页面上的链接进入。"}, nil)
		c.Abort()
		return
	}
	limit := int64(bodyLimit)
	if strings.HasPrefix(c.ContentType(), "multipart/") {
		limit = uploadLimit
		if own := bodyLimits[strings.TrimPrefix(c.FullPath(), "/api/v1")]; own != 0 {
			limit = own
		}
	}
	if c.Request.ContentLength > limit { // said before it is sent: nothing of it is read
		c.Header("Connection", "close")
		s.fail(c, &http.MaxBytesError{Limit: limit})
		c.Abort()
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
	if err := readDeleteForm(c.Request); err != nil {
		s.fail(c, formFault(err))
		c.Abort()
	}
}

// readDeleteForm reads a form that came with DELETE, of which net/http reads none.
func readDeleteForm(r *http.Request) error {
	if r.Method != http.MethodDelete {
		return nil
	}
	r.Method = http.MethodPost
	defer func() { r.Method = http.MethodDelete }()
	return r.ParseForm()
}

func validQuery(raw string) bool {
	text, err := url.QueryUnescape(raw)
	return err == nil && utf8.ValidString(text)
}

func (s *Server) recovered(c *gin.Context, fault any) {
	s.Log.Error("panic", "method", c.Request.Method, "route", c.FullPath(), "fault", fault)
	s.problem(c, http.StatusInternalServerError, language.Phrase{ourFault}, nil)
	c.Abort()
}

func (s *Server) static(c *gin.Context) {
	content, contentType, etag, ok := s.Views.StaticFile(strings.TrimPrefix(c.Param("file"), "/"))
	if !ok {
		s.fail(c, models.Missing)
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	if unchanged(c, etag) {
		return
	}
	c.Data(http.StatusOK, contentType, content)
}

// tickLate is how long the scheduler, which ticks each minute, may be silent.
const tickLate = 3 * time.Minute

// ready tells a load balancer whether to send people here.
func (s *Server) ready(c *gin.Context) {
	ctx := c.Request.Context()
	has, needs, err := s.DB.Schema(ctx)
	switch {
	case err != nil:
		c.String(http.StatusServiceUnavailable, "database away")
	case has != needs:
		c.String(http.StatusServiceUnavailable, "schema %d, program needs %d: run luoshi migrate", has, needs)
	case s.Ticked != nil && s.DB.Now().Sub(s.Ticked()) > tickLate:
		c.String(http.StatusServiceUnavailable, "scheduler has not ticked for %s", tickLate)
	default:
		c.String(http.StatusOK, "ready")
	}
}

// back is where to return to after a change: a path of ours, or the fallback.
func back(target, fallback string) string {
	u, err := url.Parse(target)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(target, "/") || strings.HasPrefix(target, "//") || strings.Contains(target, `\`) {
		return fallback
	}
	return target
}
