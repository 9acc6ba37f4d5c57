package importing

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/models/project"
)

// required are the five questions; each must be a column, and answered in every row.
var required = []field{name, measures, goal}

var leadingNumber = regexp.MustCompile(`^(?:\d{1,3}[.、．]|[①-⑳])\s*`)

// understand fills a row with what needs no register: everything but units and people.
func (l *line) understand(year int) *Row {
	r := &Row{Sheet: l.sheet, Line: l.row}
	for f := range l.formulas {
		if l.formulas[f] && f != number && f != progress && f != remark {
			r.problem("%s：“%s”是公式，结果可能变动。请改为文字后再上传。", l.at(f), f)
		}
	}
	r.numbered = ordinal(compact(l.cells[number]))
	p := &r.Project
	p.Year = year
	p.Name = leadingNumber.ReplaceAllString(compactLines(l.cells[name]), "")
	p.Objective, p.Category = p.Name, compactLines(l.cells[category])
	p.Target = l.cells[goal]
	p.Measures = strings.Join(calendar.Items(l.cells[measures]), "\n")
	p.Type = typeOf(p.Category)
	for _, f := range required {
		if _, there := l.columns[f]; there && l.cells[f] == "" && !l.formulas[f] {
			r.problem("%s：没有填写“%s”。", l.at(f), f)
		}
	}
	for f, limit := range map[field]int{name: 200, category: 100, measures: 5000, goal: 5000} {
		if n := utf8.RuneCountInString(l.cells[f]); n > limit {
			r.problem("%s：“%s”有%d个字，超过%d个字的上限，请精简。", l.at(f), f, n, limit)
		}
	}
	l.understandDates(r, year)
	return r
}

// ordinal reads a number such as 3, 03 or ③, 0 for none.
func ordinal(text string) int {
	if n, err := strconv.Atoi(strings.TrimRight(text, ".、．")); err == nil && 0 < n && n < 10000 {
		return n
	}
	if r, size := utf8.DecodeRuneInString(text); size == len(text) && '①' <= r && r <= '⑳' {
		return int(r-'①') + 1
	}
	return 0
}

// categories are the words by which an office's category is one of our types.
var categories = []struct {
	word string
	kind project.Type
}{
	{"突破", project.Breakthrough}, {"优质服务", project.Service}, {"品牌", project.Brand}, {"整改", project.Rectification}, {"重点", project.Key},
}

func typeOf(category string) project.Type {
	for _, c := range categories {
		if strings.Contains(category, c.word) {
			return c.kind
		}
	}
	return project.Routine
}

// understandDates reads the deadline and the stages.
func (l *line) understandDates(r *Row, year int) {
	p := &r.Project
	p.StartOn = calendar.Date(fmt.Sprintf("%04d-01-01", year))
	steps, err := calendar.SplitSchedule(l.cells[schedule], year)
	if l.cells[schedule] == "" {
		steps = l.stepsInMeasures(r, year)
	}
	if err != nil && !l.formulas[schedule] {
		for _, fault := range strings.Split(err.Error(), "\n") {
			r.problem("%s：%s。", l.at(schedule), strings.TrimSuffix(fault, "。"))
		}
	}
	byDue := func(a, b calendar.Step) int { return strings.Compare(string(a.To), string(b.To)) }
	if !slices.IsSortedFunc(steps, byDue) {
		slices.SortStableFunc(steps, byDue)
		r.note("时序进度的先后与时间不一致，已按时间排列。")
	}
	r.Stages = stages(steps, p.StartOn, strings.Split(p.Measures, "\n"))
	var last calendar.Date
	for _, s := range r.Stages {
		last = max(last, s.DueOn)
	}
	switch {
	case l.formulas[due]:
	case l.cells[due] != "":
		_, to, err := calendar.ParseDeadline(l.cells[due], year)
		if err != nil {
			r.problem("%s：%s。", l.at(due), strings.TrimSuffix(err.Error(), "。"))
		}
		p.DueOn = to
	case last != "":
		p.DueOn = last
		r.note("没有填写完成时限，按最后一个阶段的%s。", last.Long())
	default:
		r.problem("%s：没有填写“%s”。", l.at(due), due)
	}
	for _, s := range r.Stages {
		if p.DueOn != "" && s.DueOn > p.DueOn {
			r.problem("%s：阶段“%s”的时限%s晚于项目完成时限%s，请核对。", l.at(schedule), short(s.Name), s.DueOn.Long(), p.DueOn.Long())
		}
		if utf8.RuneCountInString(s.Name) > 200 {
			r.problem("%s：阶段“%s”超过200个字，请精简。", l.at(schedule), short(s.Name))
		}
	}
	if p.DueOn != "" && p.DueOn < p.StartOn {
		r.problem("%s：完成时限%s不在%d年度之内，请核对。", l.at(due), p.DueOn.Long(), year)
	}
}

// stepsInMeasures reads stages where an office writes its dates among the measures.
func (l *line) stepsInMeasures(r *Row, year int) []calendar.Step {
	steps, err := calendar.SplitSchedule(l.cells[measures], year)
	if err != nil || len(steps) < 2 {
		r.note("没有“%s”，导入后请补上阶段，方可立项。", schedule)
		return nil
	}
	r.note("没有“%s”，按“%s”里写的时间分成%d个阶段。", schedule, measures, len(steps))
	return steps
}

// stages makes steps follow one another: each begins the day after the one before.
func stages(steps []calendar.Step, start calendar.Date, measures []string) []project.Milestone {
	var list []project.Milestone
	for i, s := range steps {
		begin := min(start, s.To)
		if s.From != "" {
			begin = s.From
		}
		weight := 100 / len(steps)
		if i == len(steps)-1 {
			weight = 100 - weight*i
		}
		list = append(list, project.Milestone{Name: s.Name, Goal: s.Name, Measures: strings.Join(fitting(measures, s.Name), "\n"),
			StartOn: begin, DueOn: s.To, Weight: weight})
		start = s.To.Add(1)
	}
	return list
}

// fitting picks the measures that share a word with a stage; all of them when none does.
func fitting(measures []string, stage string) []string {
	var fit []string
	for _, m := range measures {
		if sharesWord(m, stage) {
			fit = append(fit, m)
		}
	}
	if fit == nil {
		return measures
	}
	return fit
}

// common says nothing about what a text is about.
const common = "完成全部组织落实推进开展进行"

// sharesWord looks for two Chinese characters in a row that both texts have.
func sharesWord(a, b string) bool {
	runes := []rune(a)
	for i := 0; i+1 < len(runes); i++ {
		if pair := string(runes[i : i+2]); unicode.Is(unicode.Han, runes[i]) && unicode.Is(unicode.Han, runes[i+1]) &&
			strings.Contains(b, pair) && !strings.Contains(common, pair) {
			return true
		}
	}
	return false
}

// compactLines makes a cell one line; line breaks there only lay it out.
func compactLines(text string) string { return strings.Join(strings.FieldsFunc(text, isBreak), "") }

func isBreak(r rune) bool { return r == '\n' || r == '\r' || r == '\t' || r == '　' }

// likeness is what counts of a text when two are compared: letters, characters and digits.
func likeness(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
