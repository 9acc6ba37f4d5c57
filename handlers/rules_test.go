package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/models/orglife"
)

// TestCityMinFromJuly is the golden case of dated rules: June stays judged by
// June's rule, July follows, and the preview said so before.
func TestCityMinFromJuly(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	create(c, orglife.ThemeDay, "2022-06-06")
	gw := c.Program("mengshuqin")
	change := object{"code": "theme-day", "valid_from": "2022-07-01", "params": object{"city_min": 1}}
	var effect struct {
		Changes []object
		Coming  []struct {
			Period        string
			Before, After int
			NeededBefore  int `json:"needed_before"`
			NeededAfter   int `json:"needed_after"`
		}
	}
	gw.Call("POST", "/rules/preview", change).Want(200).Into(&effect)
	if len(effect.Changes) != 0 || len(effect.Coming) != 6 || effect.Coming[0].Period != "2022-07" || effect.Coming[0].NeededBefore != 2 || effect.Coming[0].NeededAfter != 1 {
		t.Fatalf("foretold %+v", effect)
	}
	gw.Call("POST", "/rules", change).Want(201)
	c.At("2022-07-01 00:10")
	gw, branch := c.Program("mengshuqin"), c.Program("tongjianing")
	c.Clock.Set("2022-07-06 09:00")
	branch.Call("POST", "/activities", minutes(c, orglife.ThemeDay, "2022-07-05")).Want(201)
	c.Clock.Set("2022-08-01 09:00")
	for period, want := range map[string]string{"2022-06": `"state":"below_city"`, "2022-07": `"state":"done"`} {
		gw.Get(fmt.Sprintf("/duties?org=%d&code=theme-day&period=%s", c.Org("B1001"), period)).Want(200).Says(want)
	}
}

// TestRuleOfThisMonth changes the present month: what the preview says comes true.
func TestRuleOfThisMonth(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	create(c, orglife.ThemeDay, "2022-06-06")
	gw := c.Browser("mengshuqin")
	form := url.Values{"code": {"theme-day"}, "valid_from": {"2022-06-01"}, "source": {"市直机关工委通知"}, "p_statutory_min": {"1"}, "p_city_min": {"1"}}
	gw.Get("/rules?form=rule&code=theme-day").Want(200).Says("市级要求次数", "预览影响", "主题党日每月次数")
	gw.Post("/rules/preview", form).Want(200).Says("市行政审批服务局党支部", "2 → 1", "已开展", "确认修改", "2022年7月主题党日：由2次改为1次")
	find := fmt.Sprintf("/duties?org=%d&code=theme-day&period=2022-06", c.Org("B1001"))
	c.Program("mengshuqin").Get(find).Want(200).Says(`"state":"pending"`)
	gw.Post("/rules", form).Want(303)
	c.Program("mengshuqin").Get(find).Want(200).Says(`"state":"done"`, `"needed":1`)
	form.Set("valid_from", "2022-05-01")
	gw.Post("/rules/preview", form).Want(422).Says("已过去的月份按当时的规则评判")
	form.Set("valid_from", "2022-08-01")
	form.Set("p_city_min", "0")
	gw.Post("/rules/preview", form).Want(422).Says("市级要求不低于条例要求")
	c.Browser("tongjianing").Get("/rules").Want(403)
	c.Browser("tongjianing").Post("/rules", form).Want(403)
}

func TestTicksOnTheForm(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	b := c.Browser("tongjianing")
	b.Get("/activities/new?type=theme-day").Want(200).Says("兼作", `<input type="checkbox" name="also" value="general-meeting"`, `name="also" value="party-class"`).Lacks(`value="committee-meeting"`)
	form := url.Values{"org_id": {fmt.Sprint(c.Org("B1001"))}, "type": {"theme-day"}, "held": {"true"}, "held_on": {"2022-06-06"}, "starts_at": {"15:00"}, "place": {"三楼"},
		"topic": {"严明纪律"}, "host": {"童佳宁"}, "content": {"看片"}, "decisions": {"无"}, "next_step": {"无"}, "also": {"", "general-meeting", "party-class"}}
	b.Post("/activities", form).Want(303)
	c.Program("tongjianing").Get("/activities/1").Want(200).Says(`"also":["general-meeting","party-class"]`)
	c.Browser("linyuan").Get("/activities/1").Want(200).Says("兼作", "党员大会、党课")
	form.Set("also", "committee-meeting")
	form.Set("starts_at", "16:00")
	b.Post("/activities", form).Want(422).Says("支委会应单独召开")
}
