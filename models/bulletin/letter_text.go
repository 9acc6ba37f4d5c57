package bulletin

import (
	"cmp"
	"fmt"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/supervision"
)

// issuerOf is the name under which an organisation issues documents.
func issuerOf(rule bulletinRule, org *models.Org) string {
	if org.Kind == models.WorkCommittee {
		return cmp.Or(rule.Issuer, org.Name)
	}
	return org.Name
}

// ownSeries is what numbers of letters begin with that are not the work committee's.
func ownSeries(org *models.Org) string { return org.Code + "督" }

// write is the letter as a public document: T13 of the trade's templates, and of the same cut for what is overdue.
func (l *Letter) write(tx *models.Tx, f *supervision.Finding, issuer string) ([]Paragraph, error) {
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	sentence := func(text string) string { return strings.TrimRight(strings.TrimSpace(text), "。；;.") }
	found := fmt.Sprintf("经%s%s，发现你单位存在以下问题：%s", f.FoundOn.Long(), f.Source, sentence(f.Text))
	if f.Basis != "" {
		found += fmt.Sprintf("（依据：%s）", sentence(f.Basis))
	}
	list := []Paragraph{typed("masthead", issuer), typed("number", l.DocumentNumber())}
	if l.Kind == Order {
		list = append(list, typed("title", "整改通知书"), typed("addressee", f.Org.Name+"："), typed("body", found+"。"))
		if f.Requirement != "" {
			list = append(list, typed("body", "整改要求："+sentence(f.Requirement)+"。"))
		}
		list = append(list, typed("body", fmt.Sprintf("请于%s前（%d个工作日内）完成整改，明确责任人、措施和时限，在系统中填报整改情况，不必另报纸质材料。整改情况由发现问题的一方复核销号。",
			f.DueOn.Long(), work.Between(tx.Today(), f.DueOn))))
	} else {
		list = append(list, typed("title", "督办单"), typed("addressee", f.Org.Name+"："), typed("body", found+"。"),
			typed("body", fmt.Sprintf("该问题整改时限为%s，现已逾期%d个工作日，目前为“%s”。请主要负责同志抓紧督促整改，于收到本单后3个工作日内填报整改情况；确有困难的，说明原因和新的推进措施。",
				f.DueOn.Long(), work.Between(f.DueOn, tx.Today()), f.State())))
	}
	return append(list, typed("signature", issuer), typed("date", tx.Today().Long().String())), nil
}

// TermLetter is the letter before the end of a term as a public document: T09.
func TermLetter(tx *models.Tx, o *models.Org, above string, sent, ends calendar.Date) ([]Paragraph, error) {
	top, err := models.In[models.Org](tx).Where("kind = ?", models.WorkCommittee).Order("id").First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	rule, err := ruleOn(tx, sent, &top)
	if err != nil {
		return nil, err
	}
	issuer := issuerOf(rule, &top)
	begun := ""
	if o.ElectedOn != "" {
		begun = fmt.Sprintf("你单位本届委员会于%s选举产生，将于%s届满。", o.ElectedOn.Long(), ends.Long())
	} else {
		begun = fmt.Sprintf("你单位本届委员会将于%s届满。", ends.Long())
	}
	return []Paragraph{typed("masthead", issuer), typed("title", "关于做好换届准备工作的提醒函"), typed("addressee", o.Name+"："),
		typed("body", begun+fmt.Sprintf("请提前做好换届准备，于届满前1个月将请示报%s。", above)),
		typed("body", "确需延期或提前的，应按程序报批，期限一般不超过一年。"),
		typed("signature", issuer), typed("date", sent.Long().String())}, nil
}
