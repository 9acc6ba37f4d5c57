package handlers_test

import (
	"fmt"
	"maps"
	"testing"

	"luoshi/models/orglife"
)

// checklist is what an activity says of its procedure.
type checklist struct {
	ID        int64
	Procedure []struct {
		Step, Note, By string
		Done           bool
		ByHand         bool `json:"by_hand"`
	}
}

func (l checklist) done(step string) (done, asked bool) {
	for _, s := range l.Procedure {
		if s.Step == step {
			return s.Done, true
		}
	}
	return false, false
}

// A47: what the records show is derived, the rest is ticked, and nothing is stopped.
func TestProcedure(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		studied map[string]any // the committee meeting before
		theme   map[string]any
		step    string
		done    bool
	}{
		{"without a committee meeting on it the theme was not studied", nil, nil, "支委会研究确定主题", false},
		{"a meeting on the topic studied it", map[string]any{"content": "研究“严明纪律”学习安排"}, nil, "支委会研究确定主题", true},
		{"so did one on the theme day", map[string]any{"decisions": "定下6月主题党日内容"}, nil, "支委会研究确定主题", true},
		{"one on other things did not", map[string]any{"topic": "发展党员", "content": "研究发展对象", "decisions": "无"}, nil, "支委会研究确定主题", false},
		{"one of long ago did not", map[string]any{"held_on": "2022-05-04", "topic": "严明纪律"}, nil, "支委会研究确定主题", false},
		{"who came was noted", nil, nil, "签到", true},
		{"it is on record", nil, nil, "记录", true},
		{"study is ticked by hand", nil, nil, "集中学习", false},
		{"a class given on the day is study", nil, map[string]any{"also": []string{"party-class"}}, "集中学习", true},
		{"a general meeting on the day is deliberation", nil, map[string]any{"also": []string{"general-meeting"}}, "民主议事、组织生活", true},
		{"a decision nobody handles waits", nil, nil, "议定事项落实", false},
		{"no decision needs no handling", nil, map[string]any{"decisions": "无"}, "议定事项落实", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := lifeCity(t)
			p := c.Program("tongjianing")
			if tt.studied != nil {
				body := minutes(c, orglife.CommitteeMeeting, "2022-06-02")
				maps.Copy(body, map[string]any{"topic": "会议", "content": "议事", "decisions": "无"})
				maps.Copy(body, tt.studied)
				p.Call("POST", "/activities", body).Want(201)
			}
			body := minutes(c, orglife.ThemeDay, "2022-06-06")
			maps.Copy(body, tt.theme)
			var got checklist
			p.Call("POST", "/activities", body).Want(201).Into(&got)
			done, asked := got.done(tt.step)
			if !asked || done != tt.done {
				t.Errorf("%s: done %v, asked %v in %+v", tt.step, done, asked, got.Procedure)
			}
		})
	}
}

func TestTicks(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	a := create(c, orglife.ThemeDay, "2022-06-06")
	at := fmt.Sprintf("/activities/%d", a.ID)
	b := c.Browser("tongjianing")
	b.Get(at).Want(200).Says("程序清单", "8 项中已见 2 项", "未见会前研究", "未见")
	p := c.Program("tongjianing")
	for range 2 { // a second tick changes nothing
		p.Call("PUT", at+"/steps", map[string]any{"step": "集中学习", "done": true}).Want(200).Says(`"by":"童佳宁"`)
	}
	p.Call("PUT", at+"/steps", map[string]any{"step": "支委会研究确定主题", "done": true}).Want(422).Says("按记录判断")
	p.Call("PUT", at+"/steps", map[string]any{"step": "合影", "done": true}).Want(422).Says("step")
	if got := together(8, func(int) int {
		return p.Call("PUT", at+"/steps", map[string]any{"step": "通知", "done": true}).Code
	}); got[200] != 8 {
		t.Errorf("eight ticks at once: %v", got)
	}
	b.Get(at).Want(200).Says("8 项中已见 4 项", "由童佳宁标记", "撤回集中学习")
	p.Call("PUT", at+"/steps", map[string]any{"step": "集中学习"}).Want(200)
	b.Get(at).Want(200).Says("8 项中已见 3 项")
	reader := c.Browser("linyuan")
	reader.Get(at).Want(200).Says("未见会前研究").Lacks("/steps?")
	p.Call("DELETE", at+"?revision=0", nil).Want(204)
}

// The work committee asks for other steps from a day on; what was before keeps its own.
func TestProcedureIsDated(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	office := c.Program("mengshuqin")
	rule := map[string]any{"code": "procedure", "valid_from": "2022-06-10", "params": map[string]any{"theme-day": []string{"签到", "重温入党誓词"}}}
	c.Program("tongjianing").Call("POST", "/rules", rule).Want(403)
	office.Call("POST", "/rules", rule).Want(201)
	rule["params"] = map[string]any{"theme-day": []any{1}}
	office.Call("POST", "/rules", rule).Want(422).Says("params")
	rule["params"] = map[string]any{"theme-day": []any{" "}}
	office.Call("POST", "/rules", rule).Want(422).Says("params")
	c.Browser("mengshuqin").Get("/rules?form=rule&code=procedure").Want(200).Says("一行一项", "重温入党誓词")
	for day, steps := range map[string]int{"2022-06-06": 8, "2022-06-13": 2} {
		var got checklist
		c.Program("tongjianing").Call("POST", "/activities", minutes(c, orglife.ThemeDay, day)).Want(201).Into(&got)
		if len(got.Procedure) != steps {
			t.Errorf("on %s %d steps, want %d", day, len(got.Procedure), steps)
		}
	}
	var got checklist
	c.Program("tongjianing").Call("POST", "/activities", minutes(c, orglife.CommitteeMeeting, "2022-06-13")).Want(201).Into(&got)
	if len(got.Procedure) != 5 {
		t.Errorf("other types keep their steps, got %+v", got.Procedure)
	}
}
