package importing

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// field is what a column of the list says, named as the office names it.
type field string

const (
	number    field = "序号"
	category  field = "类别"
	name      field = "项目名称"
	measures  field = "主要措施"
	schedule  field = "时序进度"
	goal      field = "目标要求"
	unit      field = "责任单位"
	person    field = "责任人"
	both      field = "责任单位及责任人"
	partners  field = "协同单位"
	due       field = "完成时限"
	progress  field = "进展"
	stageGoal field = "阶段目标"
	remark    field = "备注"
)

// wordings are the headings offices use, without spaces and brackets.
var wordings = map[field][]string{
	number:    {"序号", "序", "编号", "号", "No", "NO", "No."},
	category:  {"类别", "类型", "分类", "板块", "领域", "项目类别", "项目类型", "任务类别", "工作类别", "工作板块"},
	name:      {"项目名称", "项目", "名称", "任务名称", "任务", "工作任务", "重点任务", "重点工作", "重点项目", "主要任务", "工作项目", "工作内容", "工作事项", "事项", "项目内容", "党建项目", "干什么"},
	measures:  {"主要措施", "措施", "工作措施", "具体措施", "推进措施", "主要举措", "工作举措", "具体举措", "举措", "工作路径", "实施路径", "怎么干"},
	schedule:  {"时序进度", "进度安排", "时间安排", "时间进度", "工作进度", "推进计划", "进度计划", "推进步骤", "实施步骤", "阶段安排", "时间节点", "节点安排", "时间表", "路线图", "时间表、路线图"},
	goal:      {"目标要求", "目标", "工作目标", "年度目标", "预期目标", "预期成效", "预期效果", "目标成效", "工作要求", "工作标准", "完成标准", "考核指标", "干到什么程度"},
	unit:      {"责任单位", "牵头单位", "主责单位", "承办单位", "主办单位", "实施单位", "责任部门", "牵头部门", "责任科室", "牵头科室", "责任主体", "单位", "部门", "谁来干"},
	person:    {"责任人", "负责人", "牵头人", "责任领导", "项目负责人", "具体责任人", "主要责任人"},
	both:      {"责任单位及责任人", "责任单位和责任人"},
	partners:  {"协同单位", "配合单位", "协办单位", "协作单位", "参与单位", "参加单位", "联动单位", "配合部门", "协同部门"},
	due:       {"完成时限", "完成时间", "完成期限", "完成日期", "截止时间", "截止日期", "时限", "时限要求", "时间要求", "何时完成"},
	progress:  {"进展", "进展情况", "工作进展", "目前进展", "完成情况", "落实情况"},
	stageGoal: {"阶段目标"},
	remark:    {"备注", "说明"},
}

// meanings is wordings the other way round.
var meanings = invert(wordings)

func invert(m map[field][]string) map[string]field {
	out := map[string]field{}
	for f, words := range m {
		for _, w := range words {
			out[w] = f
		}
	}
	return out
}

var (
	bracketed  = regexp.MustCompile(`[（(【\[]([^）)】\]]*)[）)】\]]?`)
	unitWord   = regexp.MustCompile(`(?:责任|牵头|主责|承办|主办)(?:单位|部门|科室)`)
	personWord = regexp.MustCompile(`责任人|负责人|责任领导`)
)

// longestHeading bounds what may be a heading: longer texts are sentences.
const longestHeading = 24

// meaning tells what a heading says; exact is false where only its end is known,
// as in "年度工作目标".
func meaning(heading string) (f field, exact, ok bool) {
	text := compact(heading)
	if text == "" || utf8.RuneCountInString(text) > longestHeading {
		return "", false, false
	}
	if unitWord.MatchString(text) && personWord.MatchString(text) {
		return both, true, true
	}
	bare := strings.Trim(bracketed.ReplaceAllString(text, ""), "：:*＊")
	if f, ok := meanings[bare]; ok {
		return f, true, true
	}
	for _, hint := range bracketed.FindAllStringSubmatch(text, -1) {
		if f, ok := meanings[hint[1]]; ok {
			return f, true, true
		}
	}
	for from := range bare { // the longest known ending
		if f, ok := meanings[bare[from:]]; ok && utf8.RuneCountInString(bare[from:]) > 1 {
			return f, false, true
		}
	}
	return "", false, false
}

// compact drops the spaces and line breaks that only lay a text out.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, text)
}

// headed is a table found in a sheet.
type headed struct {
	columns map[field]int // column index
	first   int           // index of the first row below the headings
	unread  []string      // headings whose columns are not taken over
}

// searchRows is how far down titles and notes may push the headings.
const searchRows = 40

// findHeadings looks for the row, or two rows, of headings under the titles.
func findHeadings(rows [][]string) (headed, bool) {
	for i := range min(len(rows), searchRows) {
		one := rows[i]
		if i+1 < len(rows) && allHeadings(rows[i+1]) {
			if h := columnsOf(under(one, rows[i+1])); h.complete() {
				h.first = i + 2
				return h, true
			}
		}
		if h := columnsOf(one); h.complete() {
			h.first = i + 1
			return h, true
		}
	}
	return headed{}, false
}

// under puts a second row of headings below the first: the lower ones count.
func under(above, below []string) []string {
	joined := make([]string, max(len(above), len(below)))
	copy(joined, above)
	for i, text := range below {
		if compact(text) != "" {
			joined[i] = text
		}
	}
	return joined
}

func allHeadings(row []string) bool {
	found := false
	for _, text := range row {
		if compact(text) == "" {
			continue
		}
		if _, exact, ok := meaning(text); !ok || !exact {
			return false
		}
		found = true
	}
	return found
}

func columnsOf(row []string) headed {
	h := headed{columns: map[field]int{}}
	sure := map[field]bool{}
	for i, text := range row {
		f, exact, ok := meaning(text)
		if _, taken := h.columns[f]; !ok || taken && (sure[f] || !exact) {
			if heading := compact(text); heading != "" {
				h.unread = append(h.unread, heading)
			}
			continue
		}
		h.columns[f], sure[f] = i, exact
	}
	return h
}

// complete reports whether the columns make a list: what, who, and one thing more.
func (h headed) complete() bool {
	has := func(fields ...field) bool {
		for _, f := range fields {
			if _, ok := h.columns[f]; ok {
				return true
			}
		}
		return false
	}
	return has(name) && has(unit, person, both) && has(due, schedule, measures, goal)
}

// timetable reports whether each row is a stage, as on the second sheet of our own export.
func (h headed) timetable() bool {
	_, stages := h.columns[stageGoal]
	_, projects := h.columns[schedule]
	return stages && !projects
}
