package handlers_test

import (
	"strings"
	"sync"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
	libre "luoshi/testkit/office"
)

// On the fifth working day replicas that tick at once, and again, make one draft and tell of it once.
func TestBulletinIsDueOnce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Rule](tx).Where("valid_from = ?", testkit.DutiesBegin).Update(tx.Ctx, "valid_from", "2022-01-01")
		return err
	})
	app.At("2022-06-30 23:50")
	app.At("2022-07-06 08:30")
	drafts := func() (n int) {
		app.Seed(func(tx *models.Tx) error {
			return tx.Raw(&n, "SELECT COUNT(*) FROM bulletins WHERE month = '2022-06'")
		})
		return n
	}
	if n := drafts(); n != 0 {
		t.Errorf("%d drafts on the fourth working day", n)
	}
	app.Clock.Set("2022-07-07 08:30")
	var all sync.WaitGroup
	for range 2 {
		replica := app.Replica()
		all.Go(func() { testkit.Must(t, replica.Tick(t.Context())) })
	}
	all.Wait()
	app.At("2022-07-07 09:00")
	app.At("2022-07-08 08:30")
	if n := drafts(); n != 1 {
		t.Errorf("%d drafts", n)
	}
	if n := strings.Count(app.Program("hanzhiyuan").Get("/notices").Want(200).Body.String(), "2022年6月的通报草稿"); n != 1 {
		t.Errorf("told %d times", n)
	}
}

// The bulletin's file becomes sheets of A4 in LibreOffice, with its number and its signature.
func TestBulletinOpensInLibreOffice(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	create(app, orglife.ThemeDay, "2022-05-06")
	b := issued(app)
	pdf := libre.PDF(t, app.Program("hanzhiyuan").Get(b.link("/paper")).Want(200).Body.Bytes())
	first := libre.Pages(t, pdf)[0]
	for _, want := range []string{"直工〔2022〕1号", "关于5月份市直机关党组织", "一、总体情况", "—1—"} {
		if !strings.Contains(first, want) {
			t.Errorf("%q is not in %s", want, first)
		}
	}
}
