package handlers_test

import (
	"fmt"
	"maps"
	"net/url"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// crowded gives B1001 so many members in all, the last of them exempt, and names those added.
func crowded(c *testkit.City, all int) (names []string) {
	c.Seed(func(tx *models.Tx) error {
		org := c.Org("B1001")
		there, err := models.In[models.Member](tx).Where("org_id = ?", org).Count(tx.Ctx, "id")
		for n := int(there); err == nil && n < all; n++ {
			m := models.Member{Name: fmt.Sprintf("党员%02d", n), Status: models.Probationary, OrgID: &org}
			if n == all-1 {
				m.Exemption = "年老体弱"
			}
			names, err = append(names, m.Name), tx.CreateMember(&m)
		}
		return err
	})
	return names
}

// memberID finds a member by name.
func memberID(c *testkit.City, name string) (id int64) {
	c.Seed(func(tx *models.Tx) error {
		m, err := models.In[models.Member](tx).Where("name = ?", name).First(tx.Ctx)
		id = m.ID
		return err
	})
	return id
}

// The golden rows of A45 and A46: 25 members, one exempt, 20 present, two made up for it.
func TestTurnout(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	names := crowded(c, 25)
	body := minutes(c, orglife.ThemeDay, "2022-06-06")
	var away []map[string]any
	for _, name := range names[:4] {
		away = append(away, map[string]any{"member_id": memberID(c, name), "reason": "请假"})
	}
	body["absences"] = away
	p := c.Program("tongjianing")
	var a activity
	p.Call("POST", "/activities", body).Want(201).Says(`"expected":24`, `"present":20`, `"rate":"83.3%"`, `"coverage":"83.3%"`).Into(&a)
	at := fmt.Sprintf("/activities/%d", a.ID)
	study := func(name, on string) map[string]any {
		return map[string]any{"member_id": memberID(c, name), "made_up_on": on}
	}
	p.Call("PUT", at+"/study", study(names[0], "2022-06-08")).Want(200)
	p.Call("PUT", at+"/study", study(names[1], "2022-06-10")).Want(200).Says(`"rate":"83.3%"`, `"coverage":"91.7%"`)
	p.Call("PUT", at+"/study", study("阎初夏", "2022-06-10")).Want(422).Says("不在缺席人员中")
	p.Call("PUT", at+"/study", study(names[2], "2022-06-05")).Want(422).Says("补学日期")
	p.Call("PUT", at+"/study", study(names[2], "2022-06-30")).Want(422)
	observers := []map[string]any{{"name": "姜明澈", "kind": "developing"}, {"name": "柳一", "kind": "activist"}, {"name": "柳二", "kind": "activist"}}
	p.Call("PATCH", at, map[string]any{"observers": observers, "revision": 0}).Want(200).Says(`"rate":"83.3%"`, `"coverage":"91.7%"`, "姜明澈", "柳二")
	p.Call("PATCH", at, map[string]any{"observers": []map[string]any{{"name": "某人", "kind": "guest"}}, "revision": 1}).Want(422).Says("observers")
	b := c.Browser("tongjianing")
	b.Get(at).Want(200).Says("应到 24 人，实到 20 人，补学 2 人", "83.3%", "91.7%", "列席", "登记补学")
	form := b.Get(at).Form("form-activity")
	form.Values.Set("activist", "柳一、柳三")
	b.Submit(form).Want(303)
	p.Get(at).Says("姜明澈", "柳三", `"coverage":"91.7%"`).Lacks("柳二")
	b.Post(at+"/study?_method=PUT", url.Values{"member_id": {fmt.Sprint(memberID(c, names[0]))}}).Want(303)
	p.Get(at).Says(`"coverage":"87.5%"`)
	c.Browser("linyuan").Get(at).Want(200).Says("83.3%").Lacks(names[0], "登记补学")
	if got := together(8, func(int) int { return p.Call("PUT", at+"/study", study(names[3], "2022-06-09")).Code }); got[200] == 0 || got[200]+got[409] != 8 {
		t.Errorf("eight at once: %v", got)
	}
	p.Get(at).Says(`"made_up":2`)
}

// G17: a third of those graded, rounded down, may be excellent.
func TestGrades(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	day := 0
	for _, tt := range []struct {
		name              string
		kind              orglife.Type
		also              []string
		graded, excellent int
		status            int
	}{
		{"G17: ten of 29 are more than a third", orglife.Appraisal, nil, 29, 10, 422},
		{"G17: nine of 29 are not", orglife.Appraisal, nil, 29, 9, 201},
		{"ten of thirty are a third", orglife.Appraisal, nil, 30, 10, 201},
		{"with a theme day it is the same", orglife.ThemeDay, []string{"appraisal"}, 29, 10, 422},
		{"only an appraisal grades", orglife.ThemeDay, nil, 29, 9, 422},
	} {
		day++
		body := minutes(c, tt.kind, fmt.Sprintf("2022-06-%02d", day))
		maps.Copy(body, map[string]any{"graded": tt.graded, "excellent": tt.excellent, "also": tt.also})
		if got := c.Program("tongjianing").Call("POST", "/activities", body); got.Code != tt.status {
			t.Errorf("%s: %d, want %d: %s", tt.name, got.Code, tt.status, got.Body)
		}
	}
}

// A48: one form for three months is a hint to the branch alone.
func TestSameForm(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	p := c.Program("tongjianing")
	var last activity
	for _, day := range []string{"2022-04-06", "2022-05-05", "2022-06-06"} {
		body := minutes(c, orglife.ThemeDay, day)
		body["study_form"] = "集中读文件"
		p.Call("POST", "/activities", body).Want(201).Into(&last)
		at := fmt.Sprintf("/activities/%d", last.ID)
		const hint = "连续3个月都是“集中读文件”"
		if day < "2022-06" {
			c.Browser("tongjianing").Get(at).Want(200).Lacks(hint)
			continue
		}
		c.Browser("tongjianing").Get(at).Want(200).Says(hint)
		c.Browser("mengshuqin").Get(at).Want(200).Lacks("连续3个月")
		c.Browser("linyuan").Get(at).Want(200).Lacks("连续3个月")
	}
	p.Call("PATCH", fmt.Sprintf("/activities/%d", last.ID), map[string]any{"study_form": "打卡", "revision": 0}).Want(422).Says("study_form")
	p.Call("PATCH", fmt.Sprintf("/activities/%d", last.ID), map[string]any{"study_form": "轮流领学", "revision": 0}).Want(200)
	c.Browser("tongjianing").Get(fmt.Sprintf("/activities/%d", last.ID)).Want(200).Lacks("连续3个月")
}

// A42: leaders are members like others, counted where they belong.
func TestLeaders(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Member](tx).Where("name IN ?", []string{"林远", "雷振川", "温立新"}).Update(tx.Ctx, "is_leading_cadre", true)
		return err
	})
	for i, day := range []string{"2022-06-06", "2022-06-13", "2022-06-14"} {
		body := minutes(c, orglife.ThemeDay, day)
		body["absences"] = []map[string]any{{"member_id": c.Member("林远"), "reason": []string{"请假", "公出", "免参加"}[i]}}
		body["observers"] = []map[string]any{{"name": "温立新", "kind": "activist"}} // sits in elsewhere: no attendance of theirs
		c.Program("tongjianing").Call("POST", "/activities", body).Want(201)
	}
	c.Program("tongjianing").Call("POST", "/activities", minutes(c, orglife.CommitteeMeeting, "2022-06-02")).Want(201)
	c.Program("tongjianing").Get("/leaders?period=2022-Q2").Want(200).Says(`"name":"林远"`, `"attended":0,"expected":2`).Lacks("雷振川", "温立新")
	c.Browser("tongjianing").Get("/leaders").Want(200).Says("林远", "0 / 2", "尚未参加")
	c.Program("mengshuqin").Get("/leaders?period=2022-Q2").Want(200).Says("林远", "雷振川", `"org_name":"住建局机关党支部","attended":0,"expected":0`)
	c.Program("mengshuqin").Get("/leaders?period=2022-Q1").Want(200).Lacks(`"expected":2`)
	c.Program("shimuyun").Get("/leaders").Want(200).Says("温立新").Lacks("林远")
	for _, login := range []string{"linyuan", "yanchuxia", "luchengyue", "jixiaoman"} {
		c.Program(login).Get("/leaders").Want(403)
	}
}
