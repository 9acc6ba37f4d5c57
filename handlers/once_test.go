package handlers_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/testkit"
)

// TestS25OneEffect sends the same thing again and again under one key: by a
// program, by a page, at once and later.
func TestS25OneEffect(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	made := func() int64 { return count[models.Entry](o, "verb = ?", "新建项目") }
	send := func(body, key string) *testkit.Reply {
		return o.xu.Send("POST", "/projects", "application/json", body, "Idempotency-Key: "+key)
	}
	asks := func(name string) string {
		p := p03(o.City)
		p["name"], p["code"] = name, name
		return models.JSON(p)
	}
	body := asks("P21")
	before := made()
	got := together(20, func(int) int { return send(body, "a").Code })
	if n := made() - before; n != 1 || got[201] == 0 || got[201]+got[409] != 20 {
		t.Fatalf("%d projects, answers %v", n, got)
	}
	first, again := send(body, "a").Want(201), send(body, "a").Want(201)
	if first.Body.String() != again.Body.String() || again.Header().Get("Idempotency-Replayed") != "true" {
		t.Errorf("another answer: %s", again.Body)
	}
	send(asks("P22"), "a").Want(422).Says("Idempotency-Key")
	o.meng.Send("POST", "/projects", "application/json", asks("P23"), "Idempotency-Key: a").Want(201)
	send(asks("P24"), "b").Want(201)
	if n := made() - before; n != 3 {
		t.Errorf("%d projects of three keys", n)
	}

	t.Run("a refusal does not use up the key", func(t *testing.T) {
		send(`{"year":2022}`, "c").Want(422)
		send(asks("P25"), "c").Want(201)
	})
	t.Run("a secret is not kept", func(t *testing.T) {
		token := func() *testkit.Reply {
			return o.Browser("xumuye").Send("POST", "/api/v1/me/tokens", "application/json", `{"name":"试"}`, "Idempotency-Key: d")
		}
		token().Want(201).Says("ls_")
		token().Want(409).Lacks("ls_")
	})
}

var onceField = regexp.MustCompile(`name="once" value="([^"]+)"`)

// TestS25FormsTakeEffectOnce sends a page's form twice, as a double click does.
func TestS25FormsTakeEffectOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.approved(nil).Stages[0]
	b := o.Browser("xumuye")
	page := b.Get("/projects").Want(http.StatusOK).Body.String()
	key := onceField.FindStringSubmatch(page)
	if key == nil {
		t.Fatal("no key in the forms")
	}
	form := url.Values{"once": {key[1]}, "text": {"走访完成"}, "percent": {"30"}}
	got := together(20, func(int) int { return b.Post(s.at("progress"), form).Code })
	reports := func() int64 { return count[project.ProgressReport](o, "milestone_id = ?", s.ID) }
	if n := reports(); got[http.StatusSeeOther] != 20 || n != 1 {
		t.Fatalf("%d reports, answers %v", n, got)
	}
	b.Post(s.at("progress"), form).Want(http.StatusSeeOther)
	form.Set("text", "又走访")
	b.Post(s.at("progress"), form).Want(http.StatusSeeOther)
	if n := reports(); n != 2 {
		t.Errorf("%d reports, one of them with other words", n)
	}
}
