package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/models/orglife"
)

// TestPetitionPages asks for a change, grants it, and sees where it shows.
func TestPetitionPages(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	secretary, office := c.Browser("tongjianing"), c.Browser("xumuye")
	var a activity
	c.Program("tongjianing").Call("POST", "/activities", object{"org_id": c.Org("B1001"), "type": orglife.ThemeDay, "held_on": "2022-06-20", "starts_at": "15:00",
		"place": "三楼会议室", "topic": "严明纪律"}).Want(201).Into(&a)
	secretary.Get("/activities/1").Want(200).Says("变更申请", "申请变更").Lacks("新的日期")
	secretary.Get("/activities/1?form=change&to=2022-06-24").Want(200).Says("新的日期", `value="2022-06-24"`, "上级统一安排", "工作繁忙不是变更的理由")
	form := url.Values{"new_on": {"2022-06-30"}, "new_at": {"15:00"}, "new_place": {"社区"}, "new_topic": {"严明纪律"}, "reason_code": {"other"}, "reason": {"最近工作太忙"}}
	secretary.Post("/activities/1/petitions", form).Want(422).Says("不能超过7天", "不能以工作繁忙为由变更", `value="2022-06-30"`)
	form.Set("new_on", "2022-06-24")
	form.Set("reason", "会议室维修")
	secretary.Post("/activities/1/petitions", form).Want(303)
	secretary.Get("/petitions/1").Want(200).Says("6月20日主题党日改为6月24日", "6月24日 周五", "社区", "会议室维修", "撤回申请").Lacks("不同意，退回")
	secretary.Get("/activities/1").Want(200).Says("待审批").Lacks("?form=change")
	office.Get("/").Want(200).Says("审批：6月20日主题党日改为6月24日")
	office.Get("/petitions").Want(200).Says("待我审批", "6月20日主题党日改为6月24日")
	office.Get("/petitions/1").Want(200).Says("同意", "不同意，退回", "已同意 0 次").Lacks("撤回申请")
	office.Post("/petitions/1/return", url.Values{"reason": {" "}}).Want(422).Says("请写明不同意的理由")
	office.Post("/petitions/1/approval", nil).Want(303)
	office.Post("/petitions/1/approval", nil).Want(409)
	secretary.Get("/activities/1").Want(200).Says("6月24日主题党日", "已同意", "许牧野")
	secretary.Get("/notices").Want(200).Says("已同意：6月20日主题党日改为6月24日")
	office.Get("/").Want(200).Lacks("审批：6月20日")
	c.Browser("hanzhiyuan").Get("/petitions/1").Want(200).Lacks("不同意，退回")
	c.Browser("linyuan").Get("/petitions").Want(403)
	c.Browser("linyuan").Get("/activities/1").Want(200).Lacks("变更申请")

	secretary.Get("/duties?period=2022-05&code=committee-meeting").Want(200).Says("申请补开", "申请免除")
	var missed struct{ Items []struct{ ID int64 } }
	c.Program("tongjianing").Get(fmt.Sprintf("/duties?period=2022-05&code=committee-meeting&org=%d", c.Org("B1001"))).Want(200).Into(&missed)
	duty := missed.Items[0].ID
	secretary.Get(fmt.Sprintf("/duties?form=petition&kind=make-up&duty=%d", duty)).Want(200).Says("申请补开2022年5月支委会", "补开日期")
	secretary.Get(fmt.Sprintf("/duties?form=petition&kind=exemption&duty=%d", duty)).Want(200).Says("申请免除2022年5月支委会", "本年以后各期一并免除")
	secretary.Post(fmt.Sprintf("/duties/%d/petitions", duty), url.Values{"kind": {"make-up"}, "reason": {"防汛"}}).Want(422).Says("请填写补开的日期", "申请补开2022年5月支委会")
}
