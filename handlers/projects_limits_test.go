package handlers_test

import (
	"fmt"
	"net/url"
	"testing"
)

// A number that is none, or beyond all bounds, is the form's fault and not ours.
func TestNumbersThatAreNone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(object{"metric": object{"name": "召开率", "unit": "%"}})
	o.put(p, "pending_acceptance")
	q := o.approved(object{"code": "P04", "metric": object{"name": "召开率", "unit": "%"}})
	send := func(path string, form url.Values) {
		t.Helper()
		reply := o.xu
		if path == p.at("acceptance") {
			reply = o.meng
		}
		reply.Send("POST", path, "application/x-www-form-urlencoded", form.Encode()).Want(422).Says(`"fields"`)
	}
	for _, n := range []string{"NaN", "Inf", "-Inf", "1e300", "-1e300"} {
		draft := url.Values{"year": {"2022"}, "code": {"N1"}, "name": {"数"}, "org_id": {fmt.Sprint(o.Org("GW"))}, "metric_name": {"数"}}
		for _, field := range []string{"metric_baseline", "metric_target", "metric_current"} {
			draft.Set(field, n)
			send("/projects", draft)
			draft.Del(field)
		}
		send(q.Stages[0].at("progress"), url.Values{"text": {"推进"}, "percent": {"10"}, "metric_current": {n}})
		send(p.at("acceptance"), url.Values{"outcome": {"成效"}, "conclusion": {"qualified"}, "satisfaction_percent": {n}})
	}
	o.meng.Call("POST", p.at("acceptance"), object{"outcome": "成效", "conclusion": "qualified", "satisfaction": object{"sample": 1 << 40}}).Want(422).Says("satisfaction")
}

// Who owns a project does not stop its clocks; another who approves does.
func TestOwnerDoesNotSuspend(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	o.xu.Call("POST", p.at("suspension"), object{"reason": "来不及"}).Want(403).Says("责任人")
	o.Browser("xumuye").Get(p.path()).Want(200).Lacks("中止理由")
	o.Browser("mengshuqin").Get(p.path()).Want(200).Says("中止理由")
	o.meng.Call("POST", p.at("suspension"), object{"reason": "机构调整"}).Want(200)
}
