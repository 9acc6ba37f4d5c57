package e2e

import (
	"fmt"
	"testing"

	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// TestAnOrderLooks opens an order at each step of its way, as who answers and as who inspects.
func TestAnOrderLooks(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	type object = map[string]any
	var b struct {
		Items []struct{ ID int64 }
	}
	app.Program("tongjianing").Get("/findings").Want(200).Into(&b)
	at := fmt.Sprintf("/findings/%d", b.Items[0].ID)
	owner, office := app.Program("tongjianing"), app.Program("mengshuqin")
	owner.Call("PUT", at+"/measures", object{"items": []object{
		{"text": "补开5月支委会，专题研究主题党日", "owner": "童佳宁", "due_on": "2022-06-17", "progress": "已定6月16日下午"},
		{"text": "排定下半年6次支委会日期并报工委", "owner": "阎初夏", "due_on": "2022-06-24"}}}).Want(200)
	p := browser.Open(t, app)
	look := func(login, name, query string) {
		p.SignIn(login)
		p.Visit(at + query)
		checkPage(t, p, name)
	}
	look("tongjianing", "order-mending", "")
	look("tongjianing", "order-measures", "?form=measures")
	owner.Call("POST", at+"/submission", object{"evidence": "6月16日已补开，纪要在支部记录中。"}).Want(200)
	look("mengshuqin", "order-review", "")
	office.Call("POST", at+"/return", object{"reason": "没有排定下半年日期"}).Want(200)
	owner.Call("POST", at+"/submission", object{"evidence": "日期已排定并报送。"}).Want(200)
	office.Call("POST", at+"/closing", object{"result": "整改到位"}).Want(200)
	look("mengshuqin", "order-closed", "")
	p.Visit("/findings")
	checkPage(t, p, "ledger")
}
