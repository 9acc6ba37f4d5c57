package project

import (
	"slices"

	"luoshi/language"
	"luoshi/models"
)

// mostOnPaper bounds how many projects one paper can hold.
const mostOnPaper = 5000

// OfYear lists a year's projects that the actor may see, by code, with lead,
// partners and milestones; unit is the department that leads them, "" for all.
func OfYear(tx *models.Tx, year int, unit string) ([]Project, error) {
	q := visible[Project](tx, "id").Preload("Org", nil).Preload("Orgs", nil).Preload("Milestones", nil).Where("year = ?", year)
	if unit != "" {
		q = q.Where("org_id IN (SELECT id FROM orgs WHERE unit_name = ?)", unit)
	}
	list, err := q.Order("code").Limit(mostOnPaper + 1).Find(tx.Ctx)
	if err == nil && len(list) > mostOnPaper {
		return nil, models.Fail(models.Invalid, "%d年度的项目超过%d个，一份文件放不下，请按单位分别导出。", year, mostOnPaper)
	}
	return list, err
}

// Units lists the departments that lead a year's projects which the actor may see, by name.
func Units(tx *models.Tx, year int) (units []string, err error) {
	where, args := scope(tx, "p.id")
	err = tx.Raw(&units, "SELECT DISTINCT o.unit_name FROM projects p JOIN orgs o ON o.id = p.org_id WHERE p.year = ? AND o.unit_name <> '' AND "+where,
		append([]any{year}, args...)...)
	slices.SortFunc(units, language.Order)
	return units, err
}

// Record is something that was written about a project and stays as it is.
type Record interface {
	ProgressReport | Review | Check | Improvement | Extension
}

// Records lists what was written about projects that the actor has been shown, in the order of writing.
func Records[T Record](tx *models.Tx, list []Project) (all []T, err error) {
	const some = 500
	for part := range slices.Chunk(list, some) {
		ids := make([]int64, len(part))
		for i, p := range part {
			ids[i] = p.ID
		}
		found, err := models.In[T](tx).Where("project_id IN ?", ids).Order("project_id, id").Find(tx.Ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}
