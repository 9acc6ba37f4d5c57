package models

// indexed says for each kind where its things are and what they are found by.
var indexed = []struct {
	kind      Searched
	table     string
	name, and string // columns
}{
	{SearchOrgs, "orgs", "name", "code"},
	{SearchMembers, "members", "name", "''"},
	{SearchProjects, "projects", "name", "code"},
	{SearchMilestones, "milestones", "name", "''"},
	{SearchActivities, "activities", "topic", "place"},
	{SearchDocuments, "documents", "title", "short_title"},
}

// IndexMissing indexes things that are not found by anything yet, such as those that
// were there before the index; it reports whether there may be more.
func (tx *Tx) IndexMissing() (more bool, err error) {
	const most = 500
	for _, i := range indexed {
		var rows []struct {
			ID        int64
			Name, Too string
		}
		err := tx.Raw(&rows, "SELECT t.id, t."+i.name+" AS name, "+i.and+" AS too FROM "+i.table+" t WHERE t."+i.name+` <> '' AND NOT EXISTS
			(SELECT 1 FROM search_terms s WHERE s.kind = ? AND s.thing_id = t.id) ORDER BY t.id LIMIT ?`, i.kind, most)
		if err != nil {
			return false, err
		}
		var things []Findable
		for _, r := range rows {
			things = append(things, Findable{r.ID, []string{r.Name, r.Too}})
		}
		if err := tx.Index(i.kind, things...); err != nil {
			return false, err
		}
		more = more || len(rows) == most
	}
	return more, nil
}
