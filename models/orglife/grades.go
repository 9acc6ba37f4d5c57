package orglife

import (
	"slices"

	"luoshi/models"
)

// checkGrades holds the best grade of a democratic appraisal against a third of those graded.
func (a *Activity) checkGrades(wrong models.FieldErrors) {
	switch appraises := a.Type == Appraisal || slices.Contains(a.Also, Appraisal); {
	case a.Graded == 0 && a.Excellent == 0:
	case !appraises:
		wrong.Add("graded", "只有民主评议党员才填评定等次的人数")
	case a.Graded < 0 || a.Excellent < 0 || a.Excellent > a.Graded:
		wrong.Add("excellent", "优秀人数须在0至参加评定的%d名之间", a.Graded)
	case 3*a.Excellent > a.Graded:
		wrong.Add("excellent", "优秀等次一般不超过参加评定人数的三分之一：%d名中最多%d名", a.Graded, a.Graded/3)
	}
}
