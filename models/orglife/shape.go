package orglife

import (
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Shape is how an activity was held, from a dictionary of three groups: A48. All
// of it may stay empty; nothing is scored by it.
type Shape struct {
	StudyForm    string
	ClassPlace   string
	ClassBy      string
	PracticeForm string
}

// ShapeWord is one entry of the dictionary: what is chosen, and from what.
type ShapeWord struct {
	Field string
	Label language.Word
	Words []string
	Of    func(*Shape) *string
}

// Shapes is the dictionary in the order of pages.
var Shapes = []ShapeWord{
	{"study_form", "学习形式", []string{"书记领学", "轮流领学", "观看视频", "集中读文件", "研讨交流"}, func(s *Shape) *string { return &s.StudyForm }},
	{"class_place", "党课地点", []string{"党员活动室", "项目建设现场", "党性教育中心"}, func(s *Shape) *string { return &s.ClassPlace }},
	{"class_by", "党课由谁讲", []string{"领导讲", "书记讲", "普通党员讲", "专家讲"}, func(s *Shape) *string { return &s.ClassBy }},
	{"practice_form", "活动形式", []string{"走访慰问", "扶贫济困", "参观党性教育中心", "社区志愿服务", "现场观摩"}, func(s *Shape) *string { return &s.PracticeForm }},
}

func (a *Activity) checkShape(wrong models.FieldErrors) {
	for _, s := range Shapes {
		if chosen := *s.Of(&a.Shape); chosen != "" && !slices.Contains(s.Words, chosen) {
			wrong.Add(s.Field, "%s请从%s中选择，或不填", s.Label, language.Join("、", s.Words))
		}
	}
}

// sameFor is how many months of one form in a row are worth a hint.
const sameFor = 3

// SameForm says of each entry of the dictionary which one form the branch's theme
// days have had for three months or more, up to the month of the day, or the one
// before while that has none. It is a hint to the branch itself and nobody else.
func SameForm(tx *models.Tx, orgID int64, day calendar.Date) (map[string]string, error) {
	var rows []struct {
		HeldOn calendar.Date
		Shape
	}
	err := tx.Raw(&rows, `SELECT held_on, study_form, class_place, class_by, practice_form FROM activities
		WHERE org_id = ? AND type = ? AND state = ? AND held_on BETWEEN ? AND ?`, orgID, ThemeDay, Held, day.Month().Add(-sameFor).First(), day.Month().Last())
	if err != nil {
		return nil, err
	}
	same := map[string]string{}
	for _, s := range Shapes {
		months := map[calendar.Month][]string{}
		for i := range rows {
			if form := *s.Of(&rows[i].Shape); form != "" {
				month := rows[i].HeldOn.Month()
				months[month] = append(months[month], form)
			}
		}
		last := day.Month()
		if months[last] == nil {
			last = last.Add(-1)
		}
		var forms []string
		whole := true
		for m := range sameFor {
			of := months[last.Add(-m)]
			whole = whole && of != nil
			forms = append(forms, of...)
		}
		if slices.Sort(forms); whole && len(slices.Compact(forms)) == 1 {
			same[s.Field] = forms[0]
		}
	}
	return same, nil
}
