package handlers

import (
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"luoshi/language"
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

// Form fills and checks form from the body, whether form fields or JSON. Its
// fields carry json, form, binding and, for messages, label tags.
func (r *Request) Form(form any) error {
	err := r.ShouldBindWith(form, binding.Default(r.Context.Request.Method, r.ContentType()))
	for _, typed := range r.Context.Request.PostForm {
		if !utf8.ValidString(strings.Join(typed, "")) {
			return models.Fail(models.Invalid, "提交的内容中有无法识别的字符，请重新输入后再提交。")
		}
	}
	var wrong validator.ValidationErrors
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		return formError(form, wrong)
	}
	return formFault(err)
}

// formFault says of a form that could not be read what whoever sent it can mend.
func formFault(err error) error {
	if strings.Contains(err.Error(), "request body too large") {
		return err
	}
	return models.Fail(models.Invalid, "提交的内容无法识别，请检查格式：日期写作 2022-06-15，数字不带单位。")
}

// OptionalForm is Form for a body that may be left out.
func (r *Request) OptionalForm(form any) error {
	if r.Context.Request.ContentLength == 0 {
		return nil
	}
	return r.Form(form)
}

// formError says, field by field, what is wrong with a form.
func formError(form any, wrong validator.ValidationErrors) error {
	fields := models.FieldErrors{}
	for _, w := range wrong {
		name, label := namesOf(form, w.StructField())
		switch w.Tag() {
		case "required":
			fields.Add(name, "请填写%s", label)
		case "max":
			fields.Add(name, limits["max"][w.Kind() == reflect.String], label, w.Param())
		case "min":
			fields.Add(name, limits["min"][w.Kind() == reflect.String], label, w.Param())
		case "oneof":
			fields.Add(name, "%s只能是：%s", label, language.Join("、", strings.Fields(w.Param())))
		default:
			fields.Add(name, "%s填写有误", label)
		}
	}
	return fields.Err("有内容需要修改：%s", fields)
}

// limits are the words for a text, or else a number, beyond its bounds.
var limits = map[string]map[bool]string{
	"max": {true: "%s不能超过%s个字", false: "%s不能超过%s"},
	"min": {true: "%s不能少于%s个字", false: "%s不能少于%s"},
}

// namesOf finds a form field's name in JSON and its label in Chinese.
func namesOf(form any, field string) (name string, label language.Word) {
	f, ok := reflect.TypeOf(form).Elem().FieldByName(field)
	if !ok {
		return field, language.Word(field)
	}
	name, _, _ = strings.Cut(f.Tag.Get("json"), ",")
	return name, language.Word(cmp.Or(f.Tag.Get("label"), name))
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
