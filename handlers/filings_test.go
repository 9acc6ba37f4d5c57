package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// TestFilingOfAnAppointment reports 施慕云's appointment, has it returned and
// confirmed (A68): overdue after fifteen days, in order once it is in the files.
func TestFilingOfAnAppointment(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	id := unfiledDeputy(app)
	if got := alertsOf(app, "D07", "2022-06-15"); got != "FILING_OVERDUE red" {
		t.Errorf("unreported after 26 days: %q", got)
	}
	deputy, officer := app.Program("shimuyun"), app.Program("xumuye")
	submit, confirm, back := fmt.Sprintf("/filings/%d/submission", id), fmt.Sprintf("/filings/%d/confirmation", id), fmt.Sprintf("/filings/%d/return", id)
	officer.Call("POST", confirm, nil).Want(409).Says("未备案")
	deputy.Call("POST", submit, object{"document": " "}).Want(422).Says("文号")
	app.Program("shanzian").Call("POST", submit, object{"document": "澜住建党〔2022〕6号"}).Want(404)
	app.Program("tongjianing").Call("POST", submit, object{"document": "澜住建党〔2022〕6号"}).Want(404)
	deputy.Call("POST", submit, object{"document": "澜住建党〔2022〕6号"}).Want(200).Says("submitted")
	deputy.Call("POST", submit, object{"document": "澜住建党〔2022〕6号"}).Want(409).Says("已报")
	if got := alertsOf(app, "D07", "2022-06-15"); got != "FILING_DUE yellow" {
		t.Errorf("reported: %q", got)
	}
	app.Program("xumuye").Get("/notices").Want(200).Says("报来施慕云的任职")
	deputy.Call("POST", confirm, nil).Want(403)
	officer.Call("POST", back, object{"reason": ""}).Want(422).Says("退回原因")
	officer.Call("POST", back, object{"reason": "缺任免文件"}).Want(200).Says("unfiled")
	deputy.Get("/notices").Want(200).Says("缺任免文件")
	app.Browser("shimuyun").Get(fmt.Sprintf("/filings?form=submit&filing=%d", id)).Want(200).Says("报送任职备案", "任职文号")
	deputy.Call("POST", submit, object{"document": "澜住建党〔2022〕6号"}).Want(200)
	var rows struct{ Items []struct{ ID int64 } }
	officer.Get("/filings?state=submitted").Want(200).Into(&rows)
	if len(rows.Items) != 1 || rows.Items[0].ID != id {
		t.Errorf("submitted are %v", rows.Items)
	}
	app.Browser("xumuye").Get("/filings").Want(200).Says("确认备案", "澜住建党〔2022〕6号")
	officer.Call("POST", confirm, nil).Want(200).Says("filed")
	if got := alertsOf(app, "D07", "2022-06-15"); got != "" {
		t.Errorf("in the files: %q", got)
	}
}

// TestOneAnswerToAFiling has eight officers confirm and return the same report at once.
func TestOneAnswerToAFiling(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	id := unfiledDeputy(app)
	app.Program("shimuyun").Call("POST", fmt.Sprintf("/filings/%d/submission", id), object{"document": "澜住建党〔2022〕6号"}).Want(200)
	var done atomic.Int32
	var wg sync.WaitGroup
	for i := range 8 {
		officer := app.Program("xumuye")
		wg.Go(func() {
			step, body := "confirmation", object{}
			if i%2 == 1 {
				step, body = "return", object{"reason": "缺任免文件"}
			}
			reply := officer.Call("POST", fmt.Sprintf("/filings/%d/%s", id, step), body)
			switch reply.Code {
			case http.StatusOK:
				done.Add(1)
			case http.StatusConflict:
			default:
				t.Errorf("%s: %d %s", step, reply.Code, strings.TrimSpace(reply.Body.String()))
			}
		})
	}
	wg.Wait()
	if done.Load() != 1 {
		t.Errorf("%d answers were taken", done.Load())
	}
}

// unfiledDeputy has 施慕云 begin full time on 20 May with nothing filed, and returns the tenure.
func unfiledDeputy(app *testkit.City) (id int64) {
	app.T.Helper()
	app.Seed(func(tx *models.Tx) error {
		q := models.In[models.Tenure](tx).Where("post_id = ?", app.Post("D07", "专职副书记"))
		if _, err := q.Set(models.Assign("start_on", "2022-05-20"), models.Assign("filed_on", ""), models.Assign("full_time", true)).Update(tx.Ctx); err != nil {
			return err
		}
		one, err := q.First(tx.Ctx)
		id = one.ID
		return err
	})
	return id
}
