package handlers

import "luoshi/language"

// labels are the form fields as people read them.
var labels = map[string]language.Word{
	"name": "名称", "login": "登录名", "password": "密码", "code": "代码", "start_on": "开始日期", "due_on": "完成时限",
	"absences": "缺席人员", "type": "类型", "org_id": "组织", "revision": "版本", "period": "月份", "state": "状态", "org": "组织", "from": "起始日期", "to": "截止日期",
	"limit": "每页条数", "cursor": "分页位置",
}

func labelOf(field string) language.Word {
	if l, ok := labels[field]; ok {
		return l
	}
	return language.Word(field)
}
