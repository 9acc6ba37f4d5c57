package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"luoshi/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestSignedOut(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Nobody().Get("/login").Want(200).Says("非涉密")
	app.Nobody().Get("/me/tokens").Want(303)
	app.Nobody().Get("/api/v1/me").Want(401).Says(`"status":401`)
	app.Program("wenlixin").Get("/me").Want(200).Says("温立新", "住建局机关党支部")
	b := app.Browser("tongjianing")
	b.Get("/me/tokens").Want(200).Says("接口令牌")
	page := b.Post("/me/tokens", url.Values{"name": {"对接"}}).Want(200)
	if !strings.Contains(page.Body.String(), "ls_") {
		t.Fatal("a new token shows its secret")
	}
	b.Post("/session?_method=DELETE", nil).Want(303)
	b.Get("/me/tokens").Want(303)
}
