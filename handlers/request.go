package handlers

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"luoshi/models"
	"luoshi/models/project"
)

// Request is a request with the user who makes it.
type Request struct {
	*gin.Context
	User *models.User // nil for one who has not signed in
	db   *models.DB

	refused *refusal            // the form this request sent, when it was not taken
	saved   []project.SavedView // of the page, where they have been read

	understood map[string]bool // the names in the address that the action has looked for

	claim         *models.Claim // nil for a request without a key
	staked, taken bool          // the claim took effect now; or had before
}

// userKey is where the user is kept in gin's context.
const userKey = "user"

// View reads as the signed-in user.
func (r *Request) View(work func(*models.Tx) error) error {
	return r.db.View(r.Context.Request.Context(), r.User, work)
}

// Update changes things as the signed-in user, in one transaction.
func (r *Request) Update(work func(*models.Tx) error) error {
	err := r.db.Update(r.Context.Request.Context(), r.User, func(tx *models.Tx) error {
		if r.claim != nil && !r.staked {
			if err := r.claim.Stake(tx); err != nil {
				return err
			}
		}
		return work(tx)
	})
	r.staked = r.staked || err == nil && r.claim != nil
	r.taken = r.taken || errors.Is(err, models.Taken)
	return err
}

// Rehearse does what Update would, and leaves everything as it is.
func (r *Request) Rehearse(work func(*models.Tx) error) error {
	return r.db.Rehearse(r.Context.Request.Context(), r.User, work)
}

// ID is the number in the path, or 0, which nothing has.
func (r *Request) ID() int64 { return r.Number("id") }

// Number is a number in the path, or 0.
func (r *Request) Number(name string) int64 {
	id, err := strconv.ParseInt(r.Param(name), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

// Query is a value in the address, "" when it is left out.
func (r *Request) Query(name string) string {
	if r.understood == nil {
		r.understood = map[string]bool{}
	}
	r.understood[name] = true
	return r.Context.Query(name)
}

// beyond refuses to a program what its address asks and the action has not looked
// for: a filter that is passed over would show more than was asked for.
func (r *Request) beyond() error {
	wrong := models.FieldErrors{}
	for name := range r.Context.Request.URL.Query() {
		if !r.understood[name] {
			wrong.Add(name, "没有“%s”这个参数，请对照接口说明", name)
		}
	}
	return wrong.Err("地址中的参数有误：%s", wrong)
}

// List is a page of a list, as the API shows it; Next is "" on the last page.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// Paging is which page of a list is asked for.
type Paging struct {
	Limit int
	After []string // the keys of the last row of the page before; nil for the first page
}

// Paging reads ?limit= and ?cursor=; keys is how many values a cursor has, the last of them an id.
func (r *Request) Paging(keys int) (Paging, error) {
	p, err := r.paging(keys)
	if err == nil && p.After != nil {
		if id, wrong := strconv.ParseInt(p.After[keys-1], 10, 64); wrong != nil || id < 0 {
			return p, badCursor
		}
	}
	return p, err
}

// paging is Paging for a cursor that may be anything.
func (r *Request) paging(keys int) (Paging, error) {
	p := Paging{Limit: 50}
	if r.whole() {
		p.Limit = ledgerRows
	}
	if text := r.Query("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 200 {
			return p, models.FailAt(models.Invalid, "limit", "limit 须为1至200的整数。")
		}
		p.Limit = n
	}
	if text := r.Query("cursor"); text != "" {
		raw, err := base64.RawURLEncoding.DecodeString(text)
		p.After = strings.Split(string(raw), "\x1f")
		if err != nil || len(p.After) != keys {
			return p, badCursor
		}
	}
	return p, nil
}

// cursor names the row after which the next page begins.
func cursor(keys ...any) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = fmt.Sprint(k)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, "\x1f")))
}

// wantsJSON reports whether a program asks, rather than a browser.
func wantsJSON(c *gin.Context) bool { return strings.HasPrefix(c.Request.URL.Path, "/api/v1/") }

func refererPath(c *gin.Context) string {
	u, err := url.Parse(c.GetHeader("Referer"))
	if err != nil || u.Host != c.Request.Host {
		return ""
	}
	return u.RequestURI()
}
