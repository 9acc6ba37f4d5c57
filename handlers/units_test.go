package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// TestUnitsWithoutABranch is A22: a unit with three full members and no branch is
// spoken of until a branch takes them in, and again when that branch is closed.
func TestUnitsWithoutABranch(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	officer := app.Program("xumuye")
	unit := object{"org_id": app.Org("GW"), "name": "市大数据局", "full_members": 2}
	app.Program("shanzian").Call("POST", "/units", object{"org_id": app.Org("B0702"), "name": "市大数据局", "full_members": 2}).Want(403)
	officer.Call("POST", "/units", object{"org_id": app.Org("GW"), "name": " ", "full_members": -1}).Want(422).Says("name", "full_members")
	var u struct{ ID, Revision int }
	officer.Call("POST", "/units", unit).Want(201).Into(&u)
	officer.Call("POST", "/units", unit).Want(409).Says("已经登记过")
	unspoken := func(says string, want bool) {
		t.Helper()
		if got := strings.Contains(officer.Get("/alerts").Want(200).Body.String(), "UNIT_WITHOUT_BRANCH"); got != want {
			t.Errorf("%s: spoken of is %v", says, got)
		}
	}
	change := func(more object) {
		t.Helper()
		body := object{"name": "市大数据局", "full_members": 3, "revision": u.Revision}
		for name, value := range more {
			body[name] = value
		}
		officer.Call("PATCH", fmt.Sprintf("/units/%d", u.ID), body).Want(200).Into(&u)
	}
	unspoken("two full members", false)
	change(nil)
	unspoken("three full members", true)
	officer.Call("PATCH", fmt.Sprintf("/units/%d", u.ID), object{"name": "市大数据局", "full_members": 3, "revision": 0}).Want(409)
	officer.Call("PATCH", fmt.Sprintf("/units/%d", u.ID), object{"name": "市大数据局", "full_members": 3, "covered_by": app.Org("D07"), "revision": u.Revision}).Want(422).Says("党支部")
	app.At("2022-06-16 08:30")
	app.Tick()
	officer.Get("/screenings").Want(200).Says("市大数据局有正式党员3名")
	change(object{"covered_by": app.Org("B1101")})
	unspoken("a branch takes them in", false)
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Org](tx).Where("id = ?", app.Org("B1101")).Update(tx.Ctx, "closed_on", "2022-06-10")
		return err
	})
	unspoken("that branch is closed", true)
	app.Browser("xumuye").Get(fmt.Sprintf("/units?form=unit-%d", u.ID)).Want(200).Says("修改市大数据局", "应建支部")
	app.Program("tongjianing").Call("PATCH", fmt.Sprintf("/units/%d", u.ID), object{"name": "x", "revision": u.Revision}).Want(404)
}
