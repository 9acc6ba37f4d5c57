package testkit

import (
	"bytes"
	"context"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"luoshi/models"
)

// Client is a browser or a program that talks to the application.
type Client struct {
	app    *App
	cookie string
	token  string
}

// Reply is what came back.
type Reply struct {
	*httptest.ResponseRecorder
	app *App
}

// Browser signs an account in, as the demonstration's one click does.
func (a *App) Browser(login string) *Client {
	a.T.Helper()
	token, err := a.DB.SignInAs(context.Background(), login, models.Caller{Address: "192.0.2.1"})
	Must(a.T, err)
	return &Client{app: a, cookie: token}
}

// Program makes a token for an account and talks to the API with it.
func (a *App) Program(login string) *Client {
	a.T.Helper()
	var secret string
	Must(a.T, a.As(login, func(tx *models.Tx) (err error) {
		secret, _, err = tx.CreateToken("测试", 24*time.Hour*365)
		return err
	}))
	return &Client{app: a, token: secret}
}

// Nobody has not signed in.
func (a *App) Nobody() *Client { return &Client{app: a} }

// Get asks for a page, or with a token for /api/v1 + path.
func (c *Client) Get(path string) *Reply { return c.Send(http.MethodGet, path, "", "") }

// Post sends a form from a browser.
func (c *Client) Post(path string, form url.Values, header ...string) *Reply {
	return c.Send(http.MethodPost, path, "application/x-www-form-urlencoded", form.Encode(), header...)
}

// Call sends a value as JSON to the API.
func (c *Client) Call(method, path string, body any) *Reply {
	text := ""
	if body != nil {
		text = models.JSON(body)
	}
	return c.Send(method, path, "application/json", text)
}

// Send sends any request; header is "Name: value" lines.
func (c *Client) Send(method, path, contentType, body string, header ...string) *Reply {
	if c.token != "" && !strings.HasPrefix(path, "/api/v1") {
		path = "/api/v1" + path
	}
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	c.Lend(r)
	for _, h := range header {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	c.app.Handler.ServeHTTP(w, r)
	return &Reply{w, c.app}
}

// Lend gives a request what the client is known by, for one that Send cannot make.
func (c *Client) Lend(r *http.Request) {
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	if c.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "luoshi", Value: c.cookie})
	}
}

// Want ends the test unless the status is as expected.
func (r *Reply) Want(status int) *Reply {
	r.app.T.Helper()
	if r.Code != status {
		r.app.T.Fatalf("got %d, want %d: %s", r.Code, status, r.Body)
	}
	return r
}

// Says ends the test unless the body has each of the texts.
func (r *Reply) Says(texts ...string) *Reply {
	r.app.T.Helper()
	for _, text := range texts {
		if !strings.Contains(r.Body.String(), text) {
			r.app.T.Fatalf("%q is not in: %s", text, r.Body)
		}
	}
	return r
}

// Lacks ends the test if the body has one of the texts.
func (r *Reply) Lacks(texts ...string) *Reply {
	r.app.T.Helper()
	for _, text := range texts {
		if strings.Contains(r.Body.String(), text) {
			r.app.T.Fatalf("%q is in: %s", text, r.Body)
		}
	}
	return r
}

// Into reads the JSON body.
func (r *Reply) Into(v any) *Reply {
	r.app.T.Helper()
	if err := json.Unmarshal(r.Body.Bytes(), v); err != nil {
		r.app.T.Fatalf("%v: %s", err, r.Body)
	}
	return r
}

// FileForm is the body of a form that uploads a file, with its content type.
func FileForm(t testing.TB, name string, content []byte, fields map[string]string) (contentType, body string) {
	t.Helper()
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	for field, value := range fields {
		Must(t, form.WriteField(field, value))
	}
	part, err := form.CreateFormFile("file", name)
	Must(t, err)
	_, err = part.Write(content)
	Must(t, err)
	Must(t, form.Close())
	return form.FormDataContentType(), out.String()
}
