package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func TestRecorderOnAPhone(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	b1001 := app.Org("B1001")
	b := app.Browser("tongjianing")
	at := fmt.Sprintf("/record?org=%d&type=theme-day", b1001)
	if to := b.Get("/record").Want(303).Header().Get("Location"); to != at {
		t.Errorf("with one branch it leads to %s", to)
	}
	b.Get(at).Want(200).Says("记录主题党日", "应到 11 人", `<option value="">到会</option>`, `type="checkbox" name="also"`, fmt.Sprintf("/record?org=%d&amp;type=committee-meeting", b1001)).Lacks("换支部")
	form := url.Values{"org_id": {fmt.Sprint(b1001)}, "type": {"theme-day"}, "held": {"true"}, "held_on": {"2022-06-06"}, "starts_at": {"15:00"}, "place": {"三楼"}, "topic": {"严明纪律"},
		"host": {"童佳宁"}, "content": {"学习"}, "decisions": {"无"}, "next_step": {"无"}, "absent": {"", fmt.Sprintf("%d/病假", app.Member("林远"))}}
	refused := url.Values{"from": {"record"}}
	for name, values := range form {
		refused[name] = values
	}
	refused["host"] = []string{""}
	b.Post("/activities", refused).Want(422).Says("手机填报", `id="form-activity"`, `class="tap"`, `value="三楼"`, "请填写主持人", fmt.Sprintf(`<option value="%d/病假" selected>`, app.Member("林远")))
	b.Post("/activities", form).Want(303)
	app.Program("tongjianing").Get("/activities").Want(200).Says(`"present":10`)
	app.Browser("linyuan").Get("/record").Want(200).Says("没有由您填报的党支部")
	app.Browser("shanzian").Get(at).Want(404)

	staff := app.Browser("jixiaoman") // keeps the records below D02
	leads := func(query, org, kind string) {
		t.Helper()
		if to, want := staff.Get("/record"+query).Want(303).Header().Get("Location"), fmt.Sprintf("/record?org=%d&type=%s", app.Org(org), kind); to != want {
			t.Errorf("/record%s leads to %s, not %s", query, to, want)
		}
	}
	app.Program("mengshuqin").Call("POST", "/orgs", map[string]any{"code": "B0201", "name": "公安局第一党支部", "kind": "branch", "parent_id": app.Org("D02"), "unit_name": "市公安局"}).Want(201)
	leads("?type=committee-meeting", "B0203", "committee-meeting")
	if to := staff.Get("/record").Want(303).Header().Get("Location"); strings.Contains(to, fmt.Sprintf("org=%d&", app.Org("B0203"))) {
		t.Errorf("before anything is recorded it leads to %s, not to the first by code", to)
	}
	form.Set("org_id", fmt.Sprint(app.Org("B0203")))
	form["absent"] = []string{""}
	staff.Post("/activities", form).Want(303)
	leads("", "B0203", "theme-day") // recorded for last
	staff.Get(fmt.Sprintf("/record?org=%d", app.Org("B0203"))).Want(200).Says("换支部", fmt.Sprintf(`<option value="%d" selected>`, app.Org("B0203")))
	staff.Get("/record?org=odd").Want(422)
}
