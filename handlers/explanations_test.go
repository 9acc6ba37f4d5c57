package handlers_test

import (
	"fmt"
	"net/url"
	"sync"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// overdueTerm is the small city with a branch whose term is over.
func overdueTerm(t *testing.T) (*testkit.City, object) {
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Org](tx).Where("id = ?", app.Org("B0702")).Set(models.Assign("elected_on", "2019-03-31"), models.Assign("term_ends_on", "2022-03-31")).Update(tx.Ctx)
		return err
	})
	return app, object{"org_id": app.Org("B0702"), "code": "TERM_OVERDUE", "text": "支部即将调整，拟与机关党支部一并换届"}
}

func TestAnExplanationIsAcceptedByWhoLeads(t *testing.T) {
	t.Parallel()
	app, said := overdueTerm(t)
	branch, above := app.Program("shanzian"), app.Program("shimuyun")
	var e struct {
		ID       int64
		State    string
		Revision int
	}
	app.Program("tongjianing").Call("POST", "/explanations", said).Want(404)
	branch.Call("POST", "/explanations", object{"org_id": app.Org("B0702"), "code": "TERM_DUE", "text": "不必"}).Want(409)
	branch.Call("POST", "/explanations", object{"org_id": app.Org("B0702"), "code": "TERM_OVERDUE", "text": " "}).Want(422).Says("text")
	branch.Call("POST", "/explanations", said).Want(201).Into(&e)
	branch.Call("POST", "/explanations", said).Want(409)
	above.Get("/notices").Says("对一条预警作了说明")
	at := fmt.Sprintf("/explanations/%d", e.ID)
	level := func(day, want string) {
		t.Helper()
		var list struct {
			Items []struct {
				Code, Level string
				Explanation *struct{ State string }
			}
		}
		above.Get(fmt.Sprintf("/alerts?as_of=%s&code=TERM_OVERDUE&org=%d", day, app.Org("B0702"))).Want(200).Into(&list)
		if len(list.Items) != 1 || list.Items[0].Level != want {
			t.Errorf("on %s: got %+v, want %s", day, list.Items, want)
		}
	}
	level("2022-06-15", "red")
	branch.Call("POST", at+"/acceptance", object{"until": "2022-09-30", "revision": 0}).Want(403)
	app.Program("wenlixin").Call("POST", at+"/acceptance", object{"until": "2022-09-30", "revision": 0}).Want(403)
	above.Call("POST", at+"/acceptance", object{"until": "2023-06-16", "revision": 0}).Want(422).Says("until")
	above.Call("POST", at+"/acceptance", object{"until": "2022-09-30", "answer": "同意", "revision": 0}).Want(200).Says(`"state":"accepted"`)
	above.Call("POST", at+"/return", object{"answer": "不同意", "revision": 1}).Want(409)
	branch.Get("/notices").Says("您提交的预警说明已采纳")
	level("2022-06-15", "info")
	level("2022-09-30", "info")
	level("2022-10-01", "red")
}

func TestAnExplanationIsReturnedAndGivenAgain(t *testing.T) {
	t.Parallel()
	app, said := overdueTerm(t)
	branch, above := app.Browser("shanzian"), app.Program("shimuyun")
	form := url.Values{"org_id": {fmt.Sprint(said["org_id"])}, "code": {"TERM_OVERDUE"}, "subject": {""}, "period": {""}}
	branch.Get(fmt.Sprintf("/explanations/new?org_id=%d&code=TERM_OVERDUE", app.Org("B0702"))).Want(200).Says("2022年3月31日届满")
	branch.Post("/explanations", form).Want(422).Says("请写明情况", "2022年3月31日届满")
	form.Set("text", "正在报批")
	for range 2 {
		branch.Post("/explanations", form).Want(303)
		var list struct{ Items []struct{ ID int64 } }
		above.Get("/explanations?state=filed").Want(200).Into(&list)
		above.Call("POST", fmt.Sprintf("/explanations/%d/return", list.Items[0].ID), object{"answer": "", "revision": 0}).Want(422).Says("answer")
		above.Call("POST", fmt.Sprintf("/explanations/%d/return", list.Items[0].ID), object{"answer": "请写明报批文号", "revision": 0}).Want(200)
	}
	branch.Get("/alerts").Want(200).Says("届满未换届", "申请说明")
	branch.Get("/explanations").Want(200).Says("已退回")
}

func TestEightDecideOneExplanation(t *testing.T) {
	t.Parallel()
	app, said := overdueTerm(t)
	var e struct{ ID int64 }
	app.Program("shanzian").Call("POST", "/explanations", said).Want(201).Into(&e)
	var wait sync.WaitGroup
	codes := make([]int, 8)
	for i := range codes {
		p := app.Program([]string{"shimuyun", "xumuye"}[i%2])
		wait.Go(func() {
			codes[i] = p.Call("POST", fmt.Sprintf("/explanations/%d/acceptance", e.ID), object{"until": "2022-09-30", "revision": 0}).Code
		})
	}
	wait.Wait()
	done := 0
	for _, code := range codes {
		if code == 200 {
			done++
		} else if code != 409 {
			t.Errorf("got %d", code)
		}
	}
	if done != 1 {
		t.Errorf("%d of eight decided: %v", done, codes)
	}
}

func TestTheScreeningListClosesItsLines(t *testing.T) {
	t.Parallel()
	app, _ := overdueTerm(t) // the morning of the 15th has found it
	office := app.Program("xumuye")
	type sum struct{ Found, Resolved, Remaining int64 }
	look := func(want sum) {
		t.Helper()
		var got sum
		office.Get(fmt.Sprintf("/screenings?period=2022-06&org=%d", app.Org("B0702"))).Want(200).Into(&got)
		if got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	app.At("2022-06-16 01:00")
	var before, after sum
	office.Get(fmt.Sprintf("/screenings?period=2022-06&org=%d", app.Org("B0702"))).Want(200).Into(&before)
	app.At("2022-06-16 09:00")
	look(before)
	app.Program("xumuye").Call("POST", fmt.Sprintf("/orgs/%d/extensions", app.Org("B0702")), object{"until": "2023-03-31", "reason": "机构改革", "document": "批1号"}).Want(201)
	app.At("2022-06-17 01:00")
	after = sum{before.Found, before.Resolved + 1, before.Remaining - 1}
	look(after)
	office.Get("/screenings?period=soon").Want(422).Says("period")
	app.Browser("xumuye").Get("/screenings").Want(200).Says("支部设置排查清单", "届满未换届")
}
