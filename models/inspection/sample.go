package inspection

import (
	"encoding/json"
	"fmt"
	"slices"

	"luoshi/language"
	"luoshi/models"
)

// Sample draws the lot of a spot check, once: out of the branches in scope without
// those drawn in the rounds before.
func (n *Inspection) Sample(tx *models.Tx, revision int) error {
	if err := tx.Require(models.Enter, models.Findings, 0); err != nil {
		return err
	}
	if n.Kind != Spot {
		return models.Fail(models.Conflict, "普遍自查覆盖全部党支部，不需要抽取。")
	}
	if n.DrawnOn != "" {
		return models.Fail(models.Conflict, "这次抽查已于%s抽取，不能再抽。", n.DrawnOn.Long())
	}
	units, err := n.units(tx)
	if err != nil {
		return err
	}
	share := Share(len(units), n.Percent)
	left, avoided, err := n.without(tx, units, share)
	if err != nil {
		return err
	}
	frame := frameOf(left)
	n.Frame, n.Avoided, n.DrawnOn = models.JSON(frame), avoided, tx.Today()
	done, err := models.In[Inspection](tx).Where("id = ? AND revision = ?", n.ID, revision).Set(models.Assign("frame", n.Frame), models.Assign("avoided", avoided),
		models.Assign("drawn_on", n.DrawnOn), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if done == 0 {
		return models.Stale
	}
	n.Revision = revision + 1
	codes := frame.Draw(share, n.Seed)
	var drawn []models.Org
	for _, code := range codes {
		drawn = append(drawn, units[slices.IndexFunc(units, func(u models.Org) bool { return u.Code == code })])
	}
	if _, err := n.enrol(tx, drawn); err != nil {
		return err
	}
	return n.record(tx, "抽取", 0, language.Phrase{"种子%[1]d，%[2]d个中抽取%[3]d个：%[4]s", n.Seed, frame.Size(), len(codes), language.Join("、", codes)}, n)
}

// without leaves out the branches drawn in as many of the rounds before as leave
// enough to draw from.
func (n *Inspection) without(tx *models.Tx, units []models.Org, share int) (left []models.Org, avoided int, err error) {
	before, err := models.In[Inspection](tx).Select("id").Where("kind = ? AND drawn_on <> '' AND id <> ?", Spot, n.ID).Order("drawn_on DESC, id DESC").Limit(n.Avoid).Find(tx.Ctx)
	if err != nil {
		return nil, 0, err
	}
	left = units
	for _, round := range before {
		rows, err := models.In[Row](tx).Select("org_id").Where("inspection_id = ?", round.ID).Find(tx.Ctx)
		if err != nil {
			return nil, 0, err
		}
		fewer := slices.DeleteFunc(slices.Clone(left), func(u models.Org) bool {
			return slices.ContainsFunc(rows, func(r Row) bool { return r.OrgID == u.ID })
		})
		if len(fewer) < share {
			break
		}
		left, avoided = fewer, avoided+1
	}
	return left, avoided, nil
}

// frameOf lays branches out for the lot, in the order of their codes.
func frameOf(units []models.Org) (f Frame) {
	for _, u := range units {
		at := slices.IndexFunc(f, func(d Department) bool { return d.Name == u.UnitName })
		if at < 0 {
			at, f = len(f), append(f, Department{Name: u.UnitName})
		}
		f[at].Codes = append(f[at].Codes, u.Code)
	}
	return f
}

// DrawnFrom is what the lot was drawn from; nil before it was.
func (n *Inspection) DrawnFrom() (f Frame, err error) {
	if n.Frame == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(n.Frame), &f); err != nil {
		return nil, fmt.Errorf("frame of inspection %d: %w", n.ID, err)
	}
	return f, nil
}
