package demo_test

import (
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

// TestLinksOpen follows the link of every notice as everyone who was told it.
func TestLinksOpen(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-07-01 09:00")
	var receipts []notice.Receipt
	logins := map[int64]string{}
	app.Seed(func(tx *models.Tx) (err error) {
		users, err := models.In[models.User](tx).Where("disabled = ?", false).Find(tx.Ctx)
		testkit.Must(t, err)
		for _, u := range users {
			logins[u.ID] = u.Login
		}
		receipts, err = models.In[notice.Receipt](tx).Preload("Notice", nil).Order("user_id, id").Find(tx.Ctx)
		return err
	})
	type visit struct {
		login, path string
	}
	seen, browsers := map[visit]bool{}, map[string]*testkit.Client{}
	for _, r := range receipts {
		path, _, _ := strings.Cut(r.Notice.Link, "#")
		v := visit{logins[r.UserID], path}
		if v.login == "" || seen[v] {
			continue
		}
		seen[v] = true
		if browsers[v.login] == nil {
			browsers[v.login] = app.Browser(v.login)
		}
		if path == "" {
			continue // says all there is
		}
		reply := browsers[v.login].Get(path)
		if reply.Code == 303 {
			reply = browsers[v.login].Get(reply.Header().Get("Location"))
		}
		if reply.Code != 200 {
			t.Errorf("%s was told %q by %s: %s answers %d", v.login, r.Notice.Title, r.Notice.Rule, path, reply.Code)
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d links", len(seen))
	}
}
