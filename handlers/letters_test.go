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
	libre "luoshi/testkit/office"
)

// TestLettersAboutAProblem issues an order and, once it is overdue, a letter that
// urges: each once, numbered in a row, as a public document that opens.
func TestLettersAboutAProblem(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	var f, second struct{ ID int64 }
	officer := app.Program("hanzhiyuan")
	finding := object{"org_id": app.Org("B0702"), "text": "5月份支委会未按月召开。", "basis": "支部工作条例第十二条", "source": "check", "found_on": "2022-06-14", "due_on": "2022-06-30", "requirement": "补开支委会"}
	officer.Call("POST", "/findings", finding).Want(201).Into(&f)
	officer.Call("POST", "/findings", finding).Want(201).Into(&second)
	letters := fmt.Sprintf("/findings/%d/letters", f.ID)
	app.Program("shanzian").Call("POST", letters, object{"kind": "order"}).Want(403)
	app.Program("tongjianing").Call("POST", letters, object{"kind": "order"}).Want(404)
	officer.Call("POST", letters, object{"kind": "poem"}).Want(422).Says("督办单")
	officer.Call("POST", letters, object{"kind": "urge"}).Want(409).Says("逾期后才印发督办单")
	var l struct {
		ID     int64
		Number string
	}
	officer.Call("POST", letters, object{"kind": "order"}).Want(201).Into(&l)
	if l.Number != "直工督〔2022〕1号" {
		t.Errorf("the first letter is %s", l.Number)
	}
	officer.Call("POST", letters, object{"kind": "order"}).Want(409).Says("已经印发过")
	app.Program("shanzian").Get("/notices").Want(200).Says("印发整改通知书")
	app.Browser("hanzhiyuan").Get(fmt.Sprintf("/findings/%d", f.ID)).Want(200).Says("整改通知书 直工督〔2022〕1号")
	app.Browser("shanzian").Get(fmt.Sprintf("/letters/%d/paper", l.ID)).Want(200).Says("整改通知书", "直工督〔2022〕1号", "5月份支委会未按月召开（依据：支部工作条例第十二条）。", "整改要求：补开支委会。", "请于2022年6月30日前（11个工作日内）完成整改")
	app.Program("tongjianing").Get(fmt.Sprintf("/letters/%d/paper?format=docx", l.ID)).Want(404)
	file := app.Program("shanzian").Get(fmt.Sprintf("/letters/%d/paper?format=docx", l.ID)).Want(200)
	pages := libre.Pages(t, libre.PDF(t, file.Body.Bytes()))
	if len(pages) != 1 || !strings.Contains(strings.Join(strings.Fields(fmt.Sprint(pages)), ""), "整改通知书") {
		t.Errorf("the letter as PDF: %q", pages)
	}
	app.At("2022-07-05 09:00")
	officer.Call("POST", letters, object{"kind": "urge"}).Want(201).Into(&l)
	if l.Number != "直工督〔2022〕2号" {
		t.Errorf("the second letter is %s", l.Number)
	}
	app.Browser("hanzhiyuan").Get(fmt.Sprintf("/letters/%d/paper", l.ID)).Want(200).Says("督办单", "现已逾期3个工作日")
	var done atomic.Int32
	var wg sync.WaitGroup
	for range 8 { // of one kind there is one, and no number is lost
		one := app.Program("hanzhiyuan")
		wg.Go(func() {
			switch reply := one.Call("POST", fmt.Sprintf("/findings/%d/letters", second.ID), object{"kind": "order"}); reply.Code {
			case http.StatusCreated:
				done.Add(1)
				if !strings.Contains(reply.Body.String(), "直工督〔2022〕3号") {
					t.Errorf("the third letter: %s", reply.Body)
				}
			case http.StatusConflict:
			default:
				t.Errorf("%d %s", reply.Code, reply.Body)
			}
		})
	}
	wg.Wait()
	if done.Load() != 1 {
		t.Errorf("%d letters of one kind", done.Load())
	}
}

// TestTheTermLetterOnPaper is T09 for an organisation whose term ends.
func TestTheTermLetterOnPaper(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Org](tx).Where("id = ?", app.Org("B0702")).Set(models.Assign("elected_on", "2019-11-20"), models.Assign("term_ends_on", "2022-11-20")).Update(tx.Ctx)
		return err
	})
	here := fmt.Sprintf("/orgs/%d/term-letter", app.Org("B0702"))
	app.Program("shanzian").Get(here + "?format=docx").Want(409).Says("尚未发出")
	app.Program("shimuyun").Call("POST", here, nil).Want(201)
	app.Browser("shanzian").Get(here).Want(200).Says("关于做好换届准备工作的提醒函", "于2019年11月20日选举产生，将于2022年11月20日届满", "报市住房和城乡建设局党总支")
	file := app.Program("shanzian").Get(here + "?format=docx").Want(200)
	if pages := libre.Pages(t, libre.PDF(t, file.Body.Bytes())); len(pages) != 1 {
		t.Errorf("%d pages", len(pages))
	}
	app.Program("tongjianing").Get(here + "?format=docx").Want(404)
}
