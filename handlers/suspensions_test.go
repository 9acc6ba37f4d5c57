package handlers_test

import (
	"net/url"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

func TestSuspensionPages(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	office := c.Browser("mengshuqin")
	office.Get("/rules").Want(200).Says("应急顺延", "起算日期")
	office.Get("/suspensions").Want(200).Says("没有设定过顺延", "设定顺延")
	office.Get("/suspensions?form=suspension").Want(200).Says("批准人或文件", "全市", "B1001 市行政审批服务局党支部")
	form := url.Values{"org_id": {""}, "from_on": {"2022-06-20"}, "to_on": {"2022-06-10"}, "reason": {"防汛"}, "approved_by": {"市防指"}}
	office.Post("/suspensions/preview", form).Want(422).Says("截止日期须在起始日期之后", `value="防汛"`)
	form.Set("to_on", "2022-07-05")
	office.Post("/suspensions/preview", form).Want(200).Says("会顺延哪些应办事项", "市行政审批服务局党支部", "2022年6月", "确认顺延").Lacks("2022年5月")
	office.Get("/duties?state=suspended").Want(200).Says("没有这样的事项")
	office.Post("/suspensions", form).Want(303)
	office.Get("/suspensions").Want(200).Says("顺延中", "提前结束", "防汛")
	office.Get("/duties?state=suspended").Want(200).Says("可顺延：防汛")
	office.Post("/suspensions/1?_method=DELETE", nil).Want(303)
	office.Get("/suspensions").Want(200).Says("已结束").Lacks("提前结束</button>")
	office.Get("/duties?state=suspended").Want(200).Says("没有这样的事项")
	c.Browser("tongjianing").Get("/suspensions").Want(403)
	c.Browser("luchengyue").Get("/suspensions").Want(200).Lacks("设定顺延")
}

// TestDutiesBeginOnTheDayChosen is a new installation: its first day is chosen on the page, and nothing before is red.
func TestDutiesBeginOnTheDayChosen(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	office := c.Browser("mengshuqin")
	office.Get("/rules?form=start").Want(200).Says("应办事项起算日期", `value="2022-06-01"`)
	office.Post("/rules/start?_method=PUT", url.Values{"from": {"2022-05-31"}}).Want(422).Says("以免一启用就有逾期")
	c.Browser("tongjianing").Post("/rules/start?_method=PUT", url.Values{"from": {"2022-07-01"}}).Want(403)
	office.Post("/rules/start?_method=PUT", url.Values{"from": {"2022-07-01"}}).Want(303)
	office.Get("/rules").Want(200).Says("应办事项自2022年7月1日起算")
	c.At("2022-07-01 00:10")
	c.At("2022-07-06 08:30")
	c.Program("mengshuqin").Get("/duties?period=2022-06").Want(200).Says(`"items":[]`)
	c.Program("mengshuqin").Get("/duties?period=2022-07").Want(200).Says("theme-day")
	c.Program("mengshuqin").Get("/alerts?level=red").Want(200).Lacks("theme-day", "committee-meeting")
	if err := c.As("tongjianing", func(tx *models.Tx) error { return tx.BeginDuties("2022-08-01") }); models.KindOf(err) != models.Forbidden {
		t.Errorf("a branch chose: %v", err)
	}
}
