package handlers_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"luoshi/documents"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// begin keeps the numbers of what the city has, and makes what calls cannot.
func (c *conversation) begin() {
	for _, code := range []string{"GW", "D07", "B0702", "B1001"} {
		c.kept[code] = fmt.Sprint(c.Org(code))
	}
	c.kept["chair"] = fmt.Sprint(c.Post("B1001", "书记"))
	c.kept["officer"] = fmt.Sprint(c.Post("GW", "组织科科长"))
	c.kept["rule"] = "milestone-due"
	c.kept["linyuan"] = fmt.Sprint(userID(c.City, "linyuan"))
	givePassword(c.City, "linyuan")
	givePassword(c.City, "huqinglan")
	c.beginFactor("daixinghe")
	told(c.City, 2)
	c.kept["calendar"] = strings.TrimPrefix(subscribe(c.City, "linyuan", 0).path(), "/calendar/")
}

// beginFactor makes a secret for an account, and keeps its codes of before, now and soon.
func (c *conversation) beginFactor(login string) {
	givePassword(c.City, login)
	var u *models.User
	testkit.Must(c.T, c.DB.View(context.Background(), models.System, func(tx *models.Tx) (err error) {
		u, err = tx.Account(login)
		return err
	}))
	testkit.Must(c.T, c.DB.BeginFactor(context.Background(), u, rightPassword, "192.0.2.9"))
	testkit.Must(c.T, c.As(login, func(tx *models.Tx) error {
		f, err := tx.PendingFactor()
		for name, turn := range map[string]time.Duration{"before": -30 * time.Second, "now": 0, "soon": 30 * time.Second} {
			c.kept[name] = models.JSON(phone(f.Secret, c.Clock.Now().Add(turn)))
		}
		return err
	}))
}

func factorCalls(*testkit.City) []call {
	signIn := object{"name": "daixinghe", "password": rightPassword}
	return []call{
		{"huqinglan", "GET", "/me/second-factor", nil, 200, ""},
		{"huqinglan", "POST", "/me/second-factor", object{"present": "wrong"}, 422, ""},
		{"huqinglan", "POST", "/me/second-factor", object{"present": rightPassword}, 204, ""},
		{"tongjianing", "POST", "/me/second-factor", object{"present": "wrong"}, 409, ""},
		{"daixinghe", "GET", "/me/second-factor", nil, 200, ""},
		{"daixinghe", "PUT", "/me/second-factor", object{"code": "000000"}, 422, ""},
		{"daixinghe", "PUT", "/me/second-factor", object{"code": "{before}"}, 204, ""},
		{"daixinghe", "PUT", "/me/second-factor", object{"code": "{now}"}, 409, ""},
		{"", "POST", "/session", signIn, 202, ""},
		{"", "POST", "/session/code", object{"code": "{before}"}, 422, ""},
		{"", "POST", "/session/code", object{"code": "{now}"}, 204, ""},
		{"daixinghe", "DELETE", "/me/second-factor", object{"code": "{soon}"}, 204, ""},
		{"daixinghe", "GET", "/me/sessions", nil, 200, "session=items.0.id"},
		{"tongjianing", "DELETE", "/me/sessions/{session}", nil, 404, ""},
		{"daixinghe", "DELETE", "/me/sessions/{session}", nil, 204, ""},
		{"daixinghe", "DELETE", "/me/sessions", nil, 204, ""},
		{"admin", "GET", "/users?q=huqinglan", nil, 200, "hu=items.0.id"},
		{"admin", "DELETE", "/users/{hu}/second-factor", nil, 204, ""},
		{"admin", "DELETE", "/users/{hu}/second-factor", nil, 409, ""},
		{"guard", "DELETE", "/users/{hu}/second-factor", nil, 403, ""},
		{"admin", "DELETE", "/users/{hu}/sessions", nil, 204, ""},
		{"guard", "DELETE", "/users/{hu}/sessions", nil, 403, ""},
		{"yanchuxia", "DELETE", "/users/{hu}/sessions", nil, 404, ""},
		{"guard", "GET", "/security", nil, 200, ""},
		{"admin", "GET", "/security", nil, 403, ""},
		{"guard", "PATCH", "/security", object{"profile": "asvs", "revision": 0}, 200, ""},
		{"guard", "PATCH", "/security", object{"profile": "asvs", "revision": 0}, 409, ""},
		{"guard", "PATCH", "/security", object{"profile": "weak", "revision": 1}, 422, ""},
		{"guard", "PATCH", "/security", object{"profile": "dengbao", "revision": 1}, 200, ""},
	}
}

func accountCalls(*testkit.City) []call {
	return []call{
		{"", "GET", "/me", nil, 401, ""},
		{"", "POST", "/session", object{"name": "linyuan", "password": "wrong"}, 422, ""},
		{"", "POST", "/session", object{"name": "linyuan", "password": rightPassword}, 204, ""},
		{"tongjianing", "DELETE", "/session", nil, 204, ""},
		{"tongjianing", "GET", "/me", nil, 200, ""},
		{"tongjianing", "GET", "/me/today", nil, 200, ""},
		{"tongjianing", "PATCH", "/me", object{"large": true, "language": "en"}, 204, ""},
		{"tongjianing", "PATCH", "/me", object{"language": "fr"}, 422, ""},
		{"tongjianing", "PUT", "/language", object{"language": "zh"}, 204, ""},
		{"", "PUT", "/language", object{"language": "en"}, 204, ""},
		{"", "PUT", "/language", object{}, 422, ""},
		{"linyuan", "POST", "/me/password", object{"present": "wrong", "password": "winter-Snow-2022"}, 422, ""},
		{"linyuan", "POST", "/me/password", object{"present": rightPassword, "password": "winter-Snow-2022"}, 204, ""},
		{"linyuan", "GET", "/me", nil, 401, ""},
		{"tongjianing", "POST", "/me/tokens", object{"days": 400}, 422, ""},
		{"tongjianing", "POST", "/me/tokens", object{"name": "对接", "days": 30}, 201, "token=id"},
		{"tongjianing", "GET", "/me/tokens", nil, 200, ""},
		{"tongjianing", "DELETE", "/me/tokens/{token}", nil, 204, ""},
		{"tongjianing", "DELETE", "/me/tokens/{token}", nil, 404, ""},
		{"", "GET", "/calendar/{calendar}", nil, 200, ""},
		{"", "GET", "/calendar/{B1001}", nil, 404, ""},
		{"tongjianing", "POST", "/me/feeds", object{"org_id": "{B1001}"}, 201, "feed=id"},
		{"tongjianing", "POST", "/me/feeds", object{"org_id": "{B1001}"}, 409, ""},
		{"tongjianing", "POST", "/me/feeds", object{"org_id": "{B0702}"}, 404, ""},
		{"tongjianing", "GET", "/me/feeds", nil, 200, ""},
		{"tongjianing", "POST", "/me/feeds/{feed}/address", object{}, 422, ""},
		{"tongjianing", "POST", "/me/feeds/{feed}/address", object{"revision": 0}, 200, ""},
		{"tongjianing", "POST", "/me/feeds/{feed}/address", object{"revision": 0}, 409, ""},
		{"tongjianing", "DELETE", "/me/feeds/{feed}", nil, 204, ""},
		{"tongjianing", "DELETE", "/me/feeds/{feed}", nil, 404, ""},

		{"admin", "GET", "/users?q=lin&limit=2", nil, 200, ""},
		{"admin", "POST", "/users", object{"login": "newcomer", "name": "新人", "email": "new@lanchuan.example"}, 201, "user=id"},
		{"admin", "GET", "/users/{user}", nil, 200, ""},
		{"admin", "PATCH", "/users/{user}", object{"name": "张新人", "disabled": false, "revision": 0}, 200, ""},
		{"admin", "POST", "/users/{user}/password", nil, 201, ""},
		{"yanchuxia", "GET", "/users", nil, 403, ""},
		{"admin", "POST", "/users", object{"login": "newcomer", "name": "新人"}, 409, ""},
		{"admin", "POST", "/users", object{"name": "新人"}, 422, ""},
		{"xumuye", "POST", "/users", object{"login": "newcomer", "name": "新人"}, 403, ""},
		{"yanchuxia", "GET", "/users/{user}", nil, 404, ""},
		{"admin", "PATCH", "/users/{user}", object{"name": "李新人", "revision": 0}, 409, ""},
		{"admin", "PATCH", "/users/{user}", object{"name": "李新人"}, 422, ""},
		{"xumuye", "POST", "/users/{linyuan}/password", nil, 403, ""},
	}
}

func peopleCalls(app *testkit.City) []call {
	var roster bytes.Buffer
	testkit.Must(app.T, documents.WriteSheets(&roster, smallRoster()))
	branch := object{"code": "B1002", "name": "新建党支部", "kind": "branch", "parent_id": app.Org("GW"), "fixed_day": "每月5日", "unit_name": "市直机关工委"}
	return []call{
		{"mengshuqin", "GET", "/orgs?q=局&limit=2", nil, 200, ""},
		{"mengshuqin", "GET", "/orgs?limit=0", nil, 422, ""},
		{"mengshuqin", "POST", "/orgs", branch, 201, "org=id"},
		{"mengshuqin", "POST", "/orgs", branch, 409, ""},
		{"mengshuqin", "POST", "/orgs", object{}, 422, ""},
		{"tongjianing", "POST", "/orgs", branch, 403, ""},
		{"shimuyun", "GET", "/orgs/{D07}", nil, 200, ""},
		{"zhuangzijin", "GET", "/orgs/{D07}", nil, 404, ""},
		{"mengshuqin", "PATCH", "/orgs/{org}", object{"committee_seats": 3, "elected_on": "2022-01-10", "revision": 0}, 200, ""},
		{"mengshuqin", "PATCH", "/orgs/{org}", object{"name": "更名", "revision": 0}, 409, ""},
		{"mengshuqin", "PATCH", "/orgs/{org}", object{"name": "更名"}, 422, ""},
		{"tongjianing", "PATCH", "/orgs/{B1001}", object{"name": "更名", "revision": 0}, 403, ""},

		{"mengshuqin", "GET", "/posts?org={B1001}&limit=2", nil, 200, ""},
		{"zhuangzijin", "GET", "/posts?org={D07}", nil, 404, ""},
		{"mengshuqin", "POST", "/posts", object{"org_id": "{org}", "office": "branch_secretary"}, 201, "post=id"},
		{"mengshuqin", "POST", "/posts", object{"org_id": "{org}", "office": "inspector"}, 422, ""},
		{"tongjianing", "POST", "/posts", object{"org_id": "{B1001}", "office": "committee_member"}, 403, ""},
		{"mengshuqin", "GET", "/posts/{post}", nil, 200, ""},
		{"mengshuqin", "POST", "/posts/{post}/tenure", object{"member_id": app.Member("林远"), "start_on": "2022-06-15", "full_time": true}, 200, ""},
		{"mengshuqin", "POST", "/posts/{post}/tenure", object{"member_id": app.Member("林远"), "start_on": "2022-06-16"}, 409, ""},
		{"mengshuqin", "POST", "/posts/{post}/tenure", object{}, 422, ""},
		{"tongjianing", "POST", "/posts/{chair}/tenure", object{"member_id": app.Member("林远"), "start_on": "2022-06-15"}, 403, ""},
		{"mengshuqin", "DELETE", "/posts/{post}/tenure", nil, 422, ""},
		{"mengshuqin", "DELETE", "/posts/{post}/tenure?last_on=2022-06-30", nil, 200, ""},
		{"mengshuqin", "DELETE", "/posts/{post}/tenure?last_on=2022-06-30", nil, 409, ""},

		{"mengshuqin", "GET", "/members?q=马&org={B1001}&limit=2", nil, 200, ""},
		{"mengshuqin", "GET", "/members?org=x", nil, 422, ""},
		{"mengshuqin", "POST", "/members", object{"org_id": "{B1001}", "name": "马七", "status": "probationary", "joined_on": "2022-05-01"}, 201, "member=id"},
		{"mengshuqin", "POST", "/members", object{"name": "马八"}, 422, ""},
		{"yanchuxia", "POST", "/members", object{"org_id": "{B1001}", "name": "马八"}, 403, ""},
		{"mengshuqin", "GET", "/members/{member}", nil, 200, ""},
		{"mengshuqin", "POST", "/members/{member}/phone", object{"reason": "通知开会"}, 409, ""},
		{"mengshuqin", "POST", "/members", object{"org_id": "{B1001}", "name": "马十", "phone": "13812345678"}, 201, "reached=id"},
		{"mengshuqin", "POST", "/members", object{"org_id": "{B1001}", "name": "马十", "phone": "12345"}, 422, ""},
		{"mengshuqin", "POST", "/members/{reached}/phone", object{"reason": "通知开会"}, 200, ""},
		{"mengshuqin", "POST", "/members/{reached}/phone", object{"reason": ""}, 422, ""},
		{"yanchuxia", "POST", "/members/{reached}/phone", object{"reason": "通知开会"}, 403, ""},
		{"zhuangzijin", "POST", "/members/{reached}/phone", object{"reason": "通知开会"}, 404, ""},
		{"mengshuqin", "POST", "/members/export?q=马&org={B1001}", nil, 200, ""},
		{"shimuyun", "POST", "/members/export", nil, 403, ""},
		{"mengshuqin", "POST", "/members/export?org=x", nil, 422, ""},
		{"mengshuqin", "POST", "/members/export?org=999999", nil, 404, ""},
		{"zhuangzijin", "GET", "/members/{member}", nil, 404, ""},
		{"mengshuqin", "PATCH", "/members/{member}", object{"exemption": "年老体弱", "is_leading_cadre": true, "revision": 0}, 200, ""},
		{"mengshuqin", "PATCH", "/members/{member}", object{"name": "马九", "revision": 0}, 409, ""},
		{"mengshuqin", "PATCH", "/members/{member}", object{"name": "马九"}, 422, ""},
		{"yanchuxia", "PATCH", "/members/{member}", object{"name": "马九", "revision": 0}, 403, ""},

		{"xumuye", "POST", "/imports/roster", file{roster.Bytes(), nil}, 200, ""},
		{"xumuye", "POST", "/imports/roster", file{[]byte("no workbook"), nil}, 422, ""},
		{"tongjianing", "POST", "/imports/roster", file{roster.Bytes(), nil}, 403, ""},
	}
}

func lifeCalls(app *testkit.City) []call {
	planned := minutes(app, orglife.ThemeDay, "2022-06-20")
	planned["held"] = false
	held := minutes(app, orglife.CommitteeMeeting, "2022-06-07")
	held["absences"] = []object{{"member_id": app.Member("阎初夏"), "reason": "病假"}}
	return []call{
		{"shimuyun", "GET", "/duties?org={B0702}&period=2022-06&limit=1", nil, 200, "duty=items.0.id"},
		{"shimuyun", "GET", "/duties?state=overdue", nil, 200, ""},
		{"shimuyun", "GET", "/duties?period=june", nil, 422, ""},
		{"shanzian", "GET", "/duties/{duty}", nil, 200, ""},
		{"zhuangzijin", "GET", "/duties/{duty}", nil, 404, ""},
		{"shanzian", "POST", "/duties/{duty}/exemption", object{"reason": "防汛"}, 403, ""},
		{"zhuangzijin", "POST", "/duties/{duty}/exemption", object{"reason": "防汛"}, 404, ""},
		{"shimuyun", "POST", "/duties/{duty}/exemption", object{}, 422, ""},
		{"shimuyun", "POST", "/duties/{duty}/exemption", object{"reason": "防汛"}, 200, ""},
		{"shimuyun", "POST", "/duties/{duty}/exemption", object{"reason": "防汛"}, 409, ""},

		{"tongjianing", "POST", "/activities", planned, 201, "plan=id r=revision"},
		{"tongjianing", "POST", "/activities", held, 201, "meeting=id"},
		{"tongjianing", "POST", "/activities", object{"org_id": "{B1001}", "type": "theme-day", "held": true}, 422, ""},
		{"yanchuxia", "POST", "/activities", held, 403, ""},
		{"zhuangzijin", "POST", "/activities", held, 404, ""},
		{"tongjianing", "GET", "/activities?org={B1001}&type=theme-day&state=planned&from=2022-06-01&to=2022-06-30&limit=5", nil, 200, ""},
		{"tongjianing", "GET", "/activities?from=june", nil, 422, ""},
		{"linyuan", "GET", "/activities/{plan}", nil, 401, ""},
		{"yanchuxia", "GET", "/activities/{meeting}", nil, 200, ""},
		{"zhuangzijin", "GET", "/activities/{meeting}", nil, 404, ""},
		{"tongjianing", "POST", "/activities/{plan}/record", object{"held_on": "2022-06-14", "revision": "{r}"}, 200, "r=revision"},
		{"tongjianing", "POST", "/activities/{plan}/record", object{"held_on": "2022-06-14"}, 422, ""},
		{"tongjianing", "PATCH", "/activities/{plan}", object{"place": "五楼", "revision": "{r}"}, 200, ""},
		{"tongjianing", "PATCH", "/activities/{plan}", object{"place": "六楼", "revision": "{r}"}, 409, ""},
		{"yanchuxia", "PATCH", "/activities/{plan}", object{"place": "六楼", "revision": "{r}"}, 403, ""},
		{"tongjianing", "PUT", "/activities/{meeting}/steps", object{"step": "逐项研究议题", "done": true}, 200, ""},
		{"tongjianing", "PUT", "/activities/{meeting}/study", object{"member_id": app.Member("阎初夏"), "made_up_on": "2022-06-10"}, 200, ""},
		{"tongjianing", "PUT", "/activities/{meeting}/study", object{"member_id": app.Member("阎初夏"), "made_up_on": "2022-06-01"}, 422, ""},
		{"yanchuxia", "PUT", "/activities/{meeting}/study", object{"member_id": app.Member("阎初夏"), "made_up_on": "2022-06-10"}, 403, ""},
		{"zhuangzijin", "PUT", "/activities/{meeting}/study", object{"member_id": app.Member("阎初夏"), "made_up_on": "2022-06-10"}, 404, ""},
		{"tongjianing", "PUT", "/activities/{meeting}/steps", object{"step": "签到", "done": true}, 422, ""},
		{"yanchuxia", "PUT", "/activities/{meeting}/steps", object{"step": "逐项研究议题", "done": true}, 403, ""},
		{"zhuangzijin", "PUT", "/activities/{meeting}/steps", object{"step": "逐项研究议题", "done": true}, 404, ""},
		{"tongjianing", "POST", "/activities/{meeting}/assignments", object{"decision": "会议决定甲", "post_id": app.Post("B1001", "组织委员"), "due_on": "2022-06-20"}, 201, "task=id"},
		{"tongjianing", "DELETE", "/assignments/{task}?revision=0", nil, 204, ""},
		{"tongjianing", "POST", "/activities/{meeting}/assignments", object{"decision": "会议决定甲", "post_id": app.Post("B1001", "组织委员"), "due_on": "2022-06-20"}, 201, "task=id"},
		{"tongjianing", "POST", "/activities/{meeting}/assignments", object{"decision": "会议决定甲", "post_id": app.Post("B1001", "组织委员"), "due_on": "2022-06-20"}, 409, ""},
		{"tongjianing", "POST", "/activities/{meeting}/assignments", object{"decision": "没有议过"}, 422, ""},
		{"yanchuxia", "POST", "/activities/{meeting}/assignments", object{"decision": "会议决定甲", "post_id": app.Post("B1001", "组织委员"), "due_on": "2022-06-20"}, 403, ""},
		{"zhuangzijin", "POST", "/activities/{meeting}/assignments", object{"decision": "会议决定甲", "post_id": app.Post("B1001", "组织委员"), "due_on": "2022-06-20"}, 404, ""},
		{"daixinghe", "POST", "/assignments/{task}/completion", object{"revision": 0}, 403, ""},
		{"daixinghe", "DELETE", "/assignments/{task}?revision=0", nil, 403, ""},
		{"zhuangzijin", "POST", "/assignments/{task}/completion", object{"revision": 0}, 404, ""},
		{"zhuangzijin", "DELETE", "/assignments/{task}?revision=0", nil, 404, ""},
		{"yanchuxia", "POST", "/assignments/{task}/completion", object{}, 422, ""},
		{"yanchuxia", "POST", "/assignments/{task}/completion", object{"revision": 0}, 200, ""},
		{"yanchuxia", "POST", "/assignments/{task}/completion", object{"revision": 1}, 409, ""},
		{"tongjianing", "DELETE", "/assignments/{task}", nil, 422, ""},
		{"tongjianing", "DELETE", "/assignments/{task}?revision=1", nil, 409, ""},
		{"tongjianing", "GET", "/committee?org={B1001}", nil, 200, ""},
		{"tongjianing", "GET", "/committee?org=here", nil, 422, ""},
		{"yanchuxia", "GET", "/committee", nil, 403, ""},
		{"tongjianing", "GET", "/leaders?period=2022-Q2", nil, 200, ""},
		{"tongjianing", "GET", "/leaders?period=2022-06", nil, 422, ""},
		{"yanchuxia", "GET", "/leaders", nil, 403, ""},
		{"tongjianing", "DELETE", "/activities/{meeting}", nil, 422, ""},
		{"tongjianing", "DELETE", "/activities/{meeting}?revision=7", nil, 409, ""},
		{"yanchuxia", "DELETE", "/activities/{meeting}?revision=0", nil, 403, ""},
		{"tongjianing", "DELETE", "/activities/{meeting}?revision=0", nil, 204, ""},
	}
}

func reminderCalls(app *testkit.City) []call {
	app.Seed(func(tx *models.Tx) error {
		return notice.Send(tx, notice.Notice{Key: "urgent", Subject: "jobs", Title: language.Quote("急事"), Urgent: true}, userID(app, "tongjianing"))
	})
	app.Tick()
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[notice.Delivery](tx).Where("title = '急事'").Set(models.Assign("state", notice.GivenUp)).Update(tx.Ctx)
		return err
	})
	return []call{
		{"tongjianing", "GET", "/notices?limit=1&unread=1", nil, 200, "notice=items.0.id"},
		{"tongjianing", "GET", "/notices?cursor=x", nil, 422, ""},
		{"tongjianing", "GET", "/notices/{notice}", nil, 200, ""},
		{"zhuangzijin", "GET", "/notices/{notice}", nil, 404, ""},
		{"tongjianing", "POST", "/notices/{notice}/read", object{"open": false}, 200, ""},
		{"tongjianing", "POST", "/notices/read-all", nil, 204, ""},
		{"tongjianing", "GET", "/reminders", nil, 200, ""},
		{"xumuye", "GET", "/reminders/upcoming", nil, 200, ""},
		{"tongjianing", "GET", "/reminders/why?subject=jobs", nil, 200, ""},
		{"xumuye", "GET", "/reminders/why?subject=milestones/9999", nil, 404, ""},
		{"xumuye", "GET", "/reminders/why", nil, 422, ""},
		{"admin", "GET", "/jobs", nil, 200, ""},
		{"tongjianing", "GET", "/jobs", nil, 403, ""},
		{"admin", "GET", "/deliveries?state=given_up&limit=1", nil, 200, "delivery=items.0.id"},
		{"tongjianing", "GET", "/deliveries", nil, 403, ""},
		{"xumuye", "POST", "/deliveries/{delivery}/resend", nil, 403, ""},
		{"tongjianing", "POST", "/deliveries/{delivery}/resend", nil, 404, ""},
		{"admin", "POST", "/deliveries/{delivery}/resend", nil, 200, ""},
		{"admin", "POST", "/deliveries/{delivery}/resend", nil, 409, ""},
	}
}

// listCalls import again what the projects of the calls before are exported as,
// and a draft that has been changed since.
func listCalls(app *testkit.City) []call {
	year, program := map[string]string{"year": "2022"}, app.Program("xumuye")
	draft := p03(app)
	draft["code"], draft["name"] = "P06", "党建品牌培育"
	var made shown
	program.Call("POST", "/projects", draft).Want(201).Into(&made)
	office := file{program.Get("/projects/export?year=2022").Body.Bytes(), year}
	program.Call("PATCH", made.path(), object{"target": "培育两个品牌", "revision": made.Revision}).Want(200)
	choice := object{"row": 1, "owner_post_id": app.Post("GW", "组织科科长"), "reviewer_post_id": app.Post("GW", "常务副书记")}
	return []call{
		{"xumuye", "GET", "/projects/export?year=2022", nil, 200, ""},
		{"tongjianing", "GET", "/projects/export", nil, 403, ""},
		{"xumuye", "POST", "/imports/projects", office, 201, "list=id"},
		{"xumuye", "POST", "/imports/projects", file{[]byte("no workbook"), year}, 422, ""},
		{"tongjianing", "POST", "/imports/projects", office, 403, ""},
		{"xumuye", "GET", "/imports/{list}", nil, 200, ""},
		{"mengshuqin", "GET", "/imports/{list}", nil, 404, ""},
		{"xumuye", "DELETE", "/imports/{list}", nil, 204, ""},
		{"xumuye", "POST", "/imports/{list}/confirmation", nil, 404, ""},
		{"xumuye", "POST", "/imports/projects", office, 201, "list=id"},
		{"xumuye", "POST", "/imports/{list}/confirmation", object{"choices": []object{choice}, "issued": false}, 200, ""},
	}
}
