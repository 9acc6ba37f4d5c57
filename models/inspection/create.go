package inspection

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
)

// Create begins an inspection in the work committee's name. For a self-check every
// branch has its row from then on, and its secretary is told.
func Create(tx *models.Tx, n *Inspection) error {
	if err := tx.Require(models.Enter, models.Findings, 0); err != nil {
		return err
	}
	if err := n.complete(tx); err != nil {
		return err
	}
	n.OpenedOn, n.CreatedBy, n.CreatedName, n.DrawnOn, n.Frame = tx.Today(), tx.Actor.ID, tx.Actor.Name, "", ""
	if err := models.In[Inspection](tx).Omit("Org").Create(tx.Ctx, n); err != nil {
		return err
	}
	if err := n.record(tx, "布置"+n.Kind.String(), 0, language.Quote(n.Name), n); err != nil {
		return err
	}
	if n.Kind == Spot {
		return nil
	}
	units, err := n.units(tx)
	if err != nil {
		return err
	}
	rows, err := n.enrol(tx, units)
	if err != nil {
		return err
	}
	return n.tellUnits(tx, rows, units)
}

// complete fills in what follows by itself, and refuses what does not fit.
func (n *Inspection) complete(tx *models.Tx) error {
	wrong := models.FieldErrors{}
	if n.Name = strings.TrimSpace(n.Name); n.Name == "" || utf8.RuneCountInString(n.Name) > 60 {
		wrong.Add("name", "请写明名称，不超过60个字")
	}
	if KindNames[n.Kind] == "" {
		wrong.Add("kind", "方式只能是 self（普遍自查）或 spot（督导抽查）")
	}
	if !n.Period.Valid() || n.Period.First() > tx.Today() {
		wrong.Add("period", "检查时段写作 2022-06、2022-Q2、2022-H1 或 2022，不能是将来")
	}
	if !n.DueOn.Valid() || n.DueOn < tx.Today() {
		wrong.Add("due_on", "完成时限写作 2022-06-30，不能早于今天")
	}
	if n.Template == "" {
		n.Template = strings.Join(Points, ",")
	}
	if slices.ContainsFunc(n.Points(), func(code string) bool { return !slices.Contains(Points, code) }) {
		wrong.Add("points", "检查内容请从列表中选择")
	}
	if n.OrgID != nil {
		org, err := tx.Org(*n.OrgID)
		if models.KindOf(err) == models.NotFound {
			wrong.Add("org_id", "范围中的组织不存在，请重新选择")
		} else if err != nil {
			return err
		}
		n.Org = org
	}
	if n.Kind == Self {
		n.Percent, n.Avoid, n.Seed = 0, 0, 0
		return wrong.Err("%s", wrong)
	}
	const longest = 999999999999
	if n.Seed == 0 {
		n.Seed = int64(tx.Today().Year()*100 + tx.Today().Month().Number())
	}
	for _, one := range []struct {
		field     string
		value     int64
		low, high int64
		words     string
	}{
		{"percent", int64(n.Percent), 1, 100, "抽取比例须为1至100的整数"},
		{"avoid", int64(n.Avoid), 0, 20, "避开的轮数须为0至20的整数"},
		{"seed", n.Seed, 1, longest, "种子须为1至999999999999的整数"},
	} {
		if one.value < one.low || one.value > one.high {
			wrong.Add(one.field, one.words)
		}
	}
	return wrong.Err("%s", wrong)
}

// units are the branches in scope that exist today, by code.
func (n *Inspection) units(tx *models.Tx) ([]models.Org, error) {
	units, err := orglife.BranchesBelow(tx, n.Org, tx.Today())
	if err == nil && len(units) == 0 {
		err = models.FailAt(models.Invalid, "org_id", "这个范围内没有党支部，请重新选择。")
	}
	return units, err
}

// enrol gives branches their rows.
func (n *Inspection) enrol(tx *models.Tx, units []models.Org) ([]Row, error) {
	rows := make([]Row, len(units))
	for i, u := range units {
		rows[i] = Row{InspectionID: n.ID, OrgID: u.ID}
	}
	return rows, models.In[Row](tx).Omit("Org", "Inspection").CreateInBatches(tx.Ctx, &rows, 100)
}

// tellUnits asks the secretaries to answer.
func (n *Inspection) tellUnits(tx *models.Tx, rows []Row, units []models.Org) error {
	chart, err := tx.Chart()
	if err != nil {
		return err
	}
	var list []notice.Reminder
	for i := range rows {
		rows[i].Inspection, rows[i].Org = n, &units[i]
		told := notice.Reminder{Notice: rows[i].notice(fmt.Sprint("self-check-due/begun/", rows[i].Subject()), language.Phrase{"请于%[1]s前完成自查：%[2]s", n.DueOn.Short(), n.Name})}
		told.Rule = "self-check-due"
		for _, h := range chart.Held(units[i].ID, models.BranchSecretary) {
			told.To = append(told.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
		}
		list = append(list, told)
	}
	return notice.SendAll(tx, list)
}
