package inspection

import (
	"slices"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/models/supervision"
)

// sources are what problems found in an inspection come from.
var sources = map[Kind]project.Origin{Self: project.FromSelf, Spot: project.FromSpot}

// Listable reports whether the actor may put an item of the row on the list of problems.
func (r *Row) Listable(tx *models.Tx, i *Item) bool {
	return i.FindingID == nil && i.Problem() && tx.CanBelow(models.Enter, models.Findings, r.Org) && !answers(tx, r.Org)
}

// List puts an item of the row on the list of problems, once: whoever asks again is
// given the problem that there is.
func (r *Row) List(tx *models.Tx, code string) (f *supervision.Finding, made bool, err error) {
	if err := tx.Require(models.Enter, models.Findings, r.OrgID); err != nil {
		return nil, false, err
	}
	if answers(tx, r.Org) {
		return nil, false, models.Fail(models.Forbidden, "列入问题清单由检查的一方办理，请联系市直机关工委。")
	}
	at := slices.IndexFunc(r.Items, func(i Item) bool { return i.Code == code })
	if at < 0 || !r.Items[at].Problem() {
		return nil, false, models.FailAt(models.Invalid, "code", "请选择一项有问题的检查内容。")
	}
	i := &r.Items[at]
	if *i, err = models.In[Item](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", i.ID).First(tx.Ctx); err != nil { // one at a time: nobody lists it twice
		return nil, false, err
	}
	if i.FindingID != nil {
		f, err := supervision.Find(tx, *i.FindingID)
		return f, false, err
	}
	f = &supervision.Finding{OrgID: r.OrgID, Source: sources[r.Inspection.Kind], SourceSubject: r.Subject(), Text: i.problem(r), Basis: i.basis()}
	holders, err := tx.Holders(r.OrgID, models.BranchSecretary)
	if err != nil {
		return nil, false, err
	}
	if len(holders) > 0 {
		f.OwnerPostID = holders[0].PostID
	}
	if err := supervision.Create(tx, f); err != nil {
		return nil, false, err
	}
	_, err = models.In[Item](tx).Where("id = ?", i.ID).Update(tx.Ctx, "finding_id", f.ID)
	i.FindingID = &f.ID
	return f, true, err
}

// problem says in Chinese, as the list of problems is kept, what is wrong.
func (i *Item) problem(r *Row) string {
	said := language.Phrase{"%s（%s）发现：%s——%s", r.Inspection.Name, language.Word(r.Inspection.Kind.String()), i.Name(), i.Fact}
	text := said.String()
	if i.Said != "" {
		text += language.Phrase{"。支部说明：%s", i.Said}.String()
	}
	const most = 1000
	return string([]rune(text)[:min(most, utf8.RuneCountInString(text))])
}

// basis is where it is written.
func (i *Item) basis() string {
	if t := orglife.Type(i.Code); t.Name() != "" {
		return (&orglife.Duty{Code: t}).Basis().In(language.Chinese)
	}
	return "市直机关工委督导检查要求"
}
