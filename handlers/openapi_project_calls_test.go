package handlers_test

import "luoshi/testkit"

func projectCalls(app *testkit.City) []call {
	other := p03(app)
	other["code"] = "P04"
	return []call{
		{"xumuye", "POST", "/projects", p03(app), 201, "project=id s1=stages.0.id s2=stages.1.id s3=stages.2.id s4=stages.3.id r=revision"},
		{"xumuye", "POST", "/projects", p03(app), 409, ""},
		{"xumuye", "POST", "/projects", object{"year": 2022}, 422, ""},
		{"hanzhiyuan", "POST", "/projects", other, 403, ""},
		{"xumuye", "GET", "/projects?q=支委&year=2022&state=draft&owner=me&org={GW}&due_from=2022-11-01&due_to=2022-12-31&limit=1", nil, 200, ""},
		{"xumuye", "GET", "/projects?due_from=june", nil, 422, ""},
		{"shimuyun", "GET", "/projects/{project}", nil, 200, ""},
		{"zhuangzijin", "GET", "/projects/{project}", nil, 404, ""},
		{"xumuye", "PATCH", "/projects/{project}", object{"objective": "该设的设起来、该补的补上", "metric": object{"name": "按月召开率", "unit": "%", "target": 98}, "revision": "{r}"}, 200, ""},
		{"xumuye", "PATCH", "/projects/{project}", object{"name": "更名", "revision": "{r}"}, 409, ""},
		{"xumuye", "PATCH", "/projects/{project}", object{"name": "更名"}, 422, ""},
		{"shimuyun", "PATCH", "/projects/{project}", object{"name": "更名", "revision": "{r}"}, 403, ""},
		{"xumuye", "POST", "/projects", other, 201, "draft=id r=revision"},
		{"xumuye", "PUT", "/projects/{draft}/stages", object{"revision": "{r}", "stages": []object{{"name": "一", "weight": 100, "due_on": "2022-09-30"}}}, 200, ""},
		{"xumuye", "PUT", "/projects/{draft}/stages", object{"revision": "{r}", "stages": []object{}}, 409, ""},
		{"xumuye", "PUT", "/projects/{draft}/stages", object{"stages": []object{}}, 422, ""},
		{"xumuye", "POST", "/projects/{draft}/submission", nil, 422, ""},
		{"shimuyun", "DELETE", "/projects/{draft}", nil, 403, ""},
		{"xumuye", "DELETE", "/projects/{draft}", nil, 204, ""},
		{"xumuye", "DELETE", "/projects/{draft}", nil, 404, ""},
		{"mengshuqin", "POST", "/projects/{project}/return", object{"reason": "不妥"}, 409, ""},
		{"shimuyun", "POST", "/projects/{project}/submission", nil, 403, ""},
		{"xumuye", "POST", "/projects/{project}/submission", nil, 200, ""},
		{"xumuye", "DELETE", "/projects/{project}", nil, 409, ""},
		{"mengshuqin", "POST", "/projects/{project}/return", nil, 422, ""},
		{"mengshuqin", "POST", "/projects/{project}/return", object{"reason": "目标不够具体"}, 200, ""},
		{"xumuye", "POST", "/projects/{project}/submission", nil, 200, ""},
		{"xumuye", "POST", "/projects/{project}/approval", object{"note": "同意"}, 403, ""},
		{"mengshuqin", "POST", "/projects/{project}/approval", object{"note": "同意"}, 200, ""},
		{"xumuye", "POST", "/projects/{project}/start", nil, 200, ""},
		{"xumuye", "POST", "/projects/{project}/start", nil, 409, ""},
		{"mengshuqin", "POST", "/projects/{project}/suspension", nil, 422, ""},
		{"mengshuqin", "POST", "/projects/{project}/suspension", object{"reason": "防汛"}, 200, ""},
		{"mengshuqin", "POST", "/projects/{project}/resumption", nil, 200, ""},
		{"mengshuqin", "POST", "/projects/{project}/resumption", nil, 409, ""},
	}
}

func milestoneCalls(*testkit.City) []call {
	more := func(day string) object {
		return object{"new_due_on": day, "reason": "汛期党员分散在岗", "progress": "人选已报", "measures": "合并召开"}
	}
	return []call{
		{"xumuye", "GET", "/stages?year=2022&owner=me&due_from=2022-01-01&due_to=2022-12-31&limit=1", nil, 200, ""},
		{"xumuye", "GET", "/stages?limit=x", nil, 422, ""},
		{"xumuye", "GET", "/milestones?project_id={project}&overdue=true", nil, 200, ""},
		{"xumuye", "GET", "/milestones?due_to=june", nil, 422, ""},
		{"xumuye", "POST", "/milestones/{s1}/progress", object{"text": "已梳理一半", "percent": 50, "metric_current": 97.5}, 201, ""},
		{"xumuye", "POST", "/milestones/{s1}/progress", object{"text": "已完成", "percent": 100}, 422, ""},
		{"shimuyun", "POST", "/milestones/{s1}/progress", object{"text": "已完成", "percent": 60}, 403, ""},
		{"zhuangzijin", "POST", "/milestones/{s1}/progress", object{"text": "已完成", "percent": 60}, 404, ""},
		{"xumuye", "POST", "/projects/{project}/milestones", object{"stage_id": "{s2}", "name": "B0302补缺", "due_on": "2022-06-17"}, 201, "node=id"},
		{"xumuye", "POST", "/projects/{project}/milestones", object{"stage_id": "{s2}", "name": "B0302补缺", "due_on": "2022-07-01"}, 422, ""},
		{"xumuye", "POST", "/milestones/{s1}/submission", object{"note": "请审核"}, 200, ""},
		{"xumuye", "POST", "/milestones/{s1}/submission", nil, 409, ""},
		{"xumuye", "DELETE", "/milestones/{s1}/submission", nil, 200, ""},
		{"xumuye", "DELETE", "/milestones/{s1}/submission", nil, 409, ""},
		{"xumuye", "POST", "/milestones/{s1}/submission", nil, 200, ""},
		{"xumuye", "GET", "/me/today", nil, 200, ""},
		{"mengshuqin", "GET", "/me/today", nil, 200, ""},
		{"mengshuqin", "GET", "/posts/{officer}", nil, 200, ""},
		{"mengshuqin", "POST", "/milestones/{s1}/return", nil, 422, ""},
		{"mengshuqin", "POST", "/milestones/{s1}/return", object{"reason": "缺两个支部"}, 200, ""},
		{"xumuye", "POST", "/milestones/{s1}/submission", nil, 200, ""},
		{"xumuye", "POST", "/milestones/{s1}/approval", nil, 403, ""},
		{"mengshuqin", "POST", "/milestones/{s1}/approval", object{"note": "同意"}, 200, ""},
		{"mengshuqin", "GET", "/milestones/{s1}", nil, 200, ""},
		{"zhuangzijin", "GET", "/milestones/{s1}", nil, 404, ""},
		{"mengshuqin", "GET", "/reviews?state=returned&project_id={project}&limit=1", nil, 200, ""},
		{"mengshuqin", "GET", "/reviews?limit=201", nil, 422, ""},

		{"xumuye", "POST", "/milestones/{s3}/extensions", more("2022-06-30"), 422, ""},
		{"xumuye", "POST", "/milestones/{s3}/extensions", more("2022-10-14"), 201, "later=id"},
		{"xumuye", "POST", "/milestones/{s3}/extensions", more("2022-10-17"), 409, ""},
		{"mengshuqin", "GET", "/extensions?state=waiting&limit=1", nil, 200, ""},
		{"xumuye", "GET", "/extensions/{later}", nil, 200, ""},
		{"xumuye", "POST", "/extensions/{later}/approval", nil, 403, ""},
		{"zhuangzijin", "POST", "/extensions/{later}/approval", nil, 404, ""},
		{"mengshuqin", "POST", "/extensions/{later}/approval", object{"note": "同意"}, 200, ""},
		{"mengshuqin", "POST", "/extensions/{later}/approval", nil, 409, ""},
		{"xumuye", "POST", "/projects/{project}/extensions", more("2022-12-20"), 201, "later=id"},
		{"mengshuqin", "POST", "/extensions/{later}/return", nil, 422, ""},
		{"mengshuqin", "POST", "/extensions/{later}/return", object{"reason": "年内须完成"}, 200, ""},

		{"hanzhiyuan", "POST", "/projects/{project}/check", nil, 200, ""},
		{"hanzhiyuan", "POST", "/projects/{project}/check", nil, 409, ""},
		{"xumuye", "POST", "/milestones/{s1}/checks", object{"result": "met"}, 403, ""},
		{"hanzhiyuan", "POST", "/milestones/{s1}/checks", object{"result": "not_met"}, 422, ""},
		{"hanzhiyuan", "POST", "/milestones/{s1}/checks", object{"result": "mostly_met", "problems": []string{"B0302未补缺"}, "due_on": "2022-07-29",
			"improvements": []object{{"problem": "B0702未换届", "measure": "补选", "due_on": "2022-07-29"}}}, 201, "improvement=improvements.0.id"},
		{"shimuyun", "GET", "/projects/{project}/checks", nil, 200, ""},
		{"xumuye", "GET", "/improvements?project_id={project}&state=open&limit=1", nil, 200, ""},
		{"xumuye", "GET", "/improvements/{improvement}", nil, 200, ""},
		{"xumuye", "POST", "/improvements/{improvement}/submission", object{}, 422, ""},
		{"xumuye", "POST", "/improvements/{improvement}/submission", object{"note": "已补选"}, 200, ""},
		{"xumuye", "POST", "/improvements/{improvement}/verification", nil, 403, ""},
		{"hanzhiyuan", "POST", "/improvements/{improvement}/return", nil, 422, ""},
		{"hanzhiyuan", "POST", "/improvements/{improvement}/return", object{"reason": "缺少会议记录"}, 200, ""},
		{"xumuye", "POST", "/improvements/{improvement}/submission", object{"note": "已补会议记录"}, 200, ""},
		{"hanzhiyuan", "POST", "/improvements/{improvement}/verification", object{"note": "属实"}, 200, ""},
		{"hanzhiyuan", "POST", "/improvements/{improvement}/verification", nil, 409, ""},
	}
}

// acceptanceCalls take a project of two stages to its end.
func acceptanceCalls(app *testkit.City) []call {
	short := p03(app)
	short["code"], short["type"] = "P05", "service"
	half := object{"name": "帮办", "goal": "目标", "measures": "措施", "start_on": "2022-06-01", "due_on": "2022-06-30", "weight": 50}
	short["stages"] = []object{half, half}
	judged := object{"outcome": "帮办1200件", "conclusion": "qualified", "satisfaction": object{"source": "回访", "sample": 300, "percent": 98.5}}
	return []call{
		{"xumuye", "POST", "/projects", short, 201, "short=id first=stages.0.id second=stages.1.id"},
		{"xumuye", "POST", "/projects/{short}/submission", nil, 200, ""},
		{"mengshuqin", "POST", "/projects/{short}/approval", nil, 200, ""},
		{"xumuye", "POST", "/milestones/{first}/submission", object{"note": "请审核", "percent": 100}, 200, ""},
		{"xumuye", "POST", "/milestones/{second}/submission", nil, 200, ""},
		{"mengshuqin", "POST", "/milestones/{first}/approval", nil, 200, ""},
		{"mengshuqin", "POST", "/milestones/{second}/approval", nil, 200, ""},
		{"xumuye", "POST", "/projects/{short}/acceptance-request", nil, 409, ""},
		{"hanzhiyuan", "POST", "/milestones/{first}/checks", object{"result": "met"}, 201, ""},
		{"xumuye", "POST", "/projects/{short}/acceptance-request", nil, 200, ""},
		{"xumuye", "POST", "/projects/{short}/acceptance", judged, 403, ""},
		{"mengshuqin", "POST", "/projects/{short}/acceptance", object{}, 422, ""},
		{"mengshuqin", "POST", "/projects/{short}/acceptance", judged, 200, ""},
		{"mengshuqin", "POST", "/projects/{short}/acceptance", judged, 409, ""},
		{"mengshuqin", "GET", "/projects/{short}", nil, 200, ""},
		{"mengshuqin", "GET", "/projects/{short}/log?limit=3", nil, 200, ""},
		{"zhuangzijin", "GET", "/projects/{short}/log", nil, 404, ""},
	}
}
