package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// A29: a decision given to the organisation member with a day stands on that member's desk.
func TestAssignments(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	body := minutes(c, orglife.CommitteeMeeting, "2022-06-14")
	body["decisions"] = "补充学习资料\n修好活动室投影"
	secretary, organiser := c.Program("tongjianing"), c.Program("yanchuxia")
	var a activity
	secretary.Call("POST", "/activities", body).Want(201).Into(&a)
	at := fmt.Sprintf("/activities/%d/assignments", a.ID)
	give := func(decision, post, due string) map[string]any {
		return map[string]any{"decision": decision, "post_id": c.Post("B1001", post), "due_on": due}
	}
	secretary.Call("POST", at, give("没有议过的事", "组织委员", "2022-06-20")).Want(422).Says("decision")
	secretary.Call("POST", at, give("补充学习资料", "组织委员", "2022-06-01")).Want(422).Says("due_on")
	foreign := give("补充学习资料", "组织委员", "2022-06-20")
	foreign["post_id"] = c.Post("B0702", "书记")
	secretary.Call("POST", at, foreign).Want(422).Says("post_id")
	organiser.Call("POST", at, give("补充学习资料", "组织委员", "2022-06-20")).Want(403)
	b := c.Browser("tongjianing")
	page := b.Get(fmt.Sprintf("/activities/%d", a.ID)).Want(200).Says("议定事项的落实", "交办")
	if n := strings.Count(page.Body.String(), `action="`+at+`"`); n != 2 {
		t.Errorf("%d forms to assign, want one a decision", n)
	}
	b.Post(at, url.Values{"decision": {"补充学习资料"}, "post_id": {fmt.Sprint(c.Post("B1001", "组织委员"))}, "due_on": {"2022-06-20"}}).Want(303)
	if got := together(8, func(int) int {
		return secretary.Call("POST", at, give("修好活动室投影", "书记", "2022-06-24")).Code
	}); got[201] != 1 || got[409] != 7 {
		t.Errorf("eight assign at once: %v", got)
	}
	organiser.Get("/me/today").Want(200).Says(`"title":"补充学习资料"`, `"due_on":"2022-06-20"`).Lacks("修好活动室投影")
	c.Browser("yanchuxia").Get("/notices").Want(200).Says("请承办：补充学习资料")
	c.Browser("yanchuxia").Get(fmt.Sprintf("/activities/%d", a.ID)).Want(200).Says("办结").Lacks("撤回交办")
	c.Program("tongjianing").Get("/committee").Want(200).Says(`"post_name":"组织委员"`, `"tasks":1,"done":0`)
	c.Browser("tongjianing").Get("/committee").Want(200).Says("1 / 2（50.0%）")
	var shown struct{ Assignments []struct{ ID int64 } }
	secretary.Get(fmt.Sprintf("/activities/%d", a.ID)).Into(&shown)
	done := fmt.Sprintf("/assignments/%d/completion", shown.Assignments[0].ID)
	if got := together(8, func(int) int { return organiser.Call("POST", done, map[string]any{"revision": 0}).Code }); got[200] != 1 || got[409] != 7 {
		t.Errorf("eight finish at once: %v", got)
	}
	organiser.Get("/me/today").Want(200).Lacks("补充学习资料")
	c.Program("tongjianing").Get("/committee").Want(200).Says(`"tasks":1,"done":1`)
	var list checklist
	secretary.Get(fmt.Sprintf("/activities/%d", a.ID)).Into(&list)
	if done, _ := list.done("议定事项落实"); !done {
		t.Error("both decisions are handled, and the procedure does not say so")
	}
}

// A25: nothing done in two quarters running, and only then.
func TestInNameOnly(t *testing.T) {
	t.Parallel()
	away := []string{"2022-01", "2022-02", "2022-03", "2022-04", "2022-05", "2022-06"}
	for _, tt := range []struct {
		name   string
		away   []string
		exempt string
		flag   bool
	}{
		{"none of six meetings", away, "", true},
		{"one of six", away[:5], "", false},
		{"none in one quarter", away[:3], "", false},
		{"away with an approved exemption", away, "挂职外派", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			c.At("2022-07-20 09:00")
			for month := calendar.Month("2022-01"); month <= "2022-06"; month = month.Add(1) {
				testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
					a := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.CommitteeMeeting, HeldOn: month.First().Add(9), StartsAt: "09:00", Place: "会议室", Host: "童佳宁", Content: "议事", Decisions: "无", NextStep: "无"}
					var absent []orglife.Absence
					for _, m := range tt.away {
						if m == string(month) {
							absent = []orglife.Absence{{MemberID: c.Member("戴星河"), Reason: "公出"}}
						}
					}
					return a.Record(tx, absent)
				}))
			}
			c.Seed(func(tx *models.Tx) error {
				_, err := models.In[models.Member](tx).Where("id = ?", c.Member("戴星河")).Update(tx.Ctx, "exemption", tt.exempt)
				return err
			})
			page := c.Browser("tongjianing").Get("/committee").Want(200)
			if tt.flag {
				page.Says("1 名委员连续两个季度", "疑似挂名", "支委会3次到0次")
				c.Browser("mengshuqin").Get(fmt.Sprintf("/committee?org=%d", c.Org("B1001"))).Want(200).Says("疑似挂名")
			} else {
				page.Lacks("疑似挂名")
			}
			c.Browser("mengshuqin").Get("/alerts").Want(200).Lacks("挂名")
			for _, login := range []string{"yanchuxia", "daixinghe", "linyuan", "luchengyue"} {
				c.Browser(login).Get("/committee").Want(403)
			}
			c.Browser("shimuyun").Get("/committee").Want(200).Lacks("戴星河")
		})
	}
}
