package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/testkit"
)

func TestOrgPages(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	b := app.Browser("mengshuqin")
	b.Get("/orgs").Want(200).Says("市住房和城乡建设局党总支", "B1001", "登记组织")
	b.Get("/orgs?form=org").Want(200).Says("form-org")
	org := fmt.Sprintf("/orgs/%d", app.Org("B0702"))
	b.Get(org).Want(200).Says("单梓安", "市直机关工委", "市住房和城乡建设局党组", "设置职务")
	b.Get(org+"?form=edit").Want(200).Says("form-edit", "每月5日")
	b.Get(org + "?form=post").Want(200).Says("组织委员")
	b.Get(org + "?form=member").Want(200).Says("党员身份")
	b.Post(org+"?_method=PATCH", url.Values{"revision": {"0"}, "name": {"新名"}, "fixed_day": {"每月99日"}, "committee_seats": {"5"}}).
		Want(422).Says("一个月只有1日至31日", "每月99日", "新名")
	b.Post(org+"?_method=PATCH", url.Values{"revision": {"0"}, "name": {"新名"}, "fixed_day": {"每月第一个星期五"}, "committee_seats": {"5"}}).Want(303)
	b.Post(org+"?_method=PATCH", url.Values{"revision": {"0"}, "name": {"又名"}}).Want(409).Says("又名", "改过这项内容")
	post := fmt.Sprintf("/posts/%d", app.Post("B0702", "书记"))
	b.Get(post).Want(200).Says("接任", "温立新")
	b.Get("/posts").Want(200).Says("督导员")
	b.Get("/members?q=马").Want(200).Says("马六")
	b.Get(fmt.Sprintf("/members/%d", app.Member("林远"))).Want(200).Says("正式党员")
	p := app.Program("mengshuqin")
	p.Get("/orgs?limit=3").Want(200).Says(`"next":"`)
	p.Call("PATCH", org, map[string]any{"revision": 1, "fixed_day": "每月10日"}).Want(200).Says("每月10日", "新名")
	l := app.Browser("linyuan")
	l.Get("/orgs").Want(200).Says("市行政审批服务局党支部").Lacks("住建局", "B1001")
	l.Get(fmt.Sprintf("/orgs/%d", app.Org("B1001"))).Want(404)
}
