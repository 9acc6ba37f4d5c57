package handlers_test

import (
	"net/url"
	"testing"
)

// TestStepsOfTheWholeProject: more time for the project, a node, a check — each has its form.
func TestStepsOfTheWholeProject(t *testing.T) {
	t.Parallel()
	app, page := drafted(t)
	xu, meng, han := app.Browser("xumuye"), app.Browser("mengshuqin"), app.Browser("hanzhiyuan")
	press(t, xu, page, "submit-project", nil).Want(303)
	press(t, meng, page, "approve-project", nil).Want(303)
	press(t, xu, page, "start-project", nil).Want(303)
	press(t, xu, page, "node-"+stage(t, xu, page, 2), url.Values{"name": {"B0702 换届"}, "due_on": {"2022-06-29"}}).Want(303)
	xu.Get(page).Says("B0702 换届", "本阶段还有 1 项未完成")
	more := url.Values{"new_due_on": {"2022-12-20"}, "reason": {"换届推迟"}, "progress": {"已完成一半"}, "measures": {"每周调度"}}
	more.Set("new_due_on", "2150-12-20")
	press(t, xu, page, "extend-project", more).Want(422).Says("太远，请核对年份")
	more.Set("new_due_on", "2022-12-20")
	press(t, xu, page, "extend-project", more).Want(303)
	xu.Get(page).Says("延期申请", "12月20日").Lacks(`value="extend-project"`)
	press(t, meng, page, "grant-1", nil).Want(303)
	xu.Get(page).Says("2022年12月20日", "原定 11月30日")
	press(t, han, page, "start-check-project", nil).Want(303)
	han.Get(page).Lacks(`value="start-check-project"`)
}
