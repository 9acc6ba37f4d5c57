package bulletin

import (
	"fmt"
	"strings"

	"luoshi/language"
	"luoshi/models/orglife"
)

// Deadline stands in the demands for the day by which the problems are to be mended.
const Deadline = "{整改时限}"

// usualWords are what a bulletin says unless somebody writes it differently: T12.
func (b *Bulletin) usualWords() {
	month := b.Month.Short().String() + "份"
	b.Title = fmt.Sprintf("关于%s市直机关党组织\n落实组织生活制度情况的通报", month)
	b.Addressee = "各机关党委、总支、直属党支部："
	b.Opening = fmt.Sprintf("现将%s市直机关党组织落实组织生活制度情况通报如下。", month)
	b.Demands = "请上述支部于" + Deadline + "前完成整改，由所属机关党委核验后报工委销号；工委适时开展“回头看”。"
}

// Paragraph is a piece of a bulletin or letter, of a kind of public documents.
type Paragraph struct {
	Kind  string `json:"kind"`
	Parts []Part `json:"parts"`
}

// Part is some words; those that the program filled in may lead to the records behind them.
type Part struct {
	Text   string `json:"text"`
	Filled bool   `json:"filled,omitempty"`
	Link   string `json:"link,omitempty"`
}

// String is the paragraph's words.
func (p Paragraph) String() string {
	var b strings.Builder
	for _, part := range p.Parts {
		b.WriteString(part.Text)
	}
	return b.String()
}

// typed is a paragraph of plain words.
func typed(kind, text string) Paragraph { return Paragraph{kind, []Part{{Text: text}}} }

// filled is a figure, which leads to its records.
func filled(link, format string, values ...any) Part {
	return Part{Text: fmt.Sprintf(format, values...), Filled: true, Link: link}
}

// Paragraphs is what the bulletin says: as it was approved, or as it would be now.
func (b *Bulletin) Paragraphs() []Paragraph {
	if len(b.Text) > 0 {
		return b.Text
	}
	list := []Paragraph{
		typed("masthead", b.Issuer+"文件"), typed("number", b.DocumentNumber()), typed("title", b.Title), typed("addressee", b.Addressee), typed("body", b.Opening),
		typed("heading1", "一、总体情况"), {"body", b.overall()},
	}
	add := func(text string) {
		if text != "" {
			list = append(list, typed("body", text))
		}
	}
	add(b.Overall)
	list = append(list, typed("heading1", "二、存在问题"), Paragraph{"body", b.named()})
	add(b.Problems)
	list = append(list, typed("heading1", "三、有关要求"), Paragraph{"body", b.demanded()},
		typed("signature", b.Issuer), typed("date", b.date()))
	return list
}

// DocumentNumber is the bulletin's number, with a gap for it until it has one.
func (b *Bulletin) DocumentNumber() string { return documentNumber(b.Series, b.NumberYear, b.Number) }

func documentNumber(series string, year, number int) string {
	if number == 0 {
		return fmt.Sprintf("%s〔%d〕　号", series, year)
	}
	return fmt.Sprintf("%s〔%d〕%d号", series, year, number)
}

// date is the day of approval, with a gap for it until there is one.
func (b *Bulletin) date() string {
	if b.ApprovedOn != "" {
		return b.ApprovedOn.Long().String()
	}
	return b.DraftedOn.Month().Long().String() + "　日"
}

// overall are the figures of the month, as T12 says them.
func (b *Bulletin) overall() []Part {
	c, t := b.Figures.Committee, b.Figures.ThemeDays
	meetings, days := b.duties(orglife.CommitteeMeeting), b.duties(orglife.ThemeDay)
	parts := []Part{{Text: "应开支委会支部"}, filled(meetings(""), "%d", c.Owed), {Text: "个，按月召开"}, filled(meetings(orglife.Kept), "%d", c.Kept),
		{Text: "个，召开率"}, filled(meetings(orglife.Kept), "%s", c.Rate())}
	madeUp := func(of Count, link string) {
		if of.MadeUp > 0 {
			parts = append(parts, Part{Text: "，其后补开"}, filled(link, "%d", of.MadeUp), Part{Text: "个"})
		}
	}
	madeUp(c, meetings(orglife.Standing(orglife.MadeUp)))
	parts = append(parts, Part{Text: "；主题党日达到市级要求"}, filled(days(orglife.Kept), "%d", t.Kept), Part{Text: "个，达到条例要求未达市级要求"}, filled(days(orglife.BelowCity), "%d", t.Below),
		Part{Text: "个，未开展"}, filled(days(orglife.Overdue), "%d", t.Missed), Part{Text: "个"})
	madeUp(t, days(orglife.Standing(orglife.MadeUp)))
	if c.Spared+t.Spared > 0 {
		parts = append(parts, Part{Text: "；经批准免除或者顺延支委会"}, filled(meetings(""), "%d", c.Spared), Part{Text: "个、主题党日"}, filled(days(""), "%d", t.Spared), Part{Text: "个，不计入"})
		if len(b.Figures.Reasons) > 0 {
			parts = append(parts, Part{Text: "（" + strings.Join(b.Figures.Reasons, "；") + "）"})
		}
	}
	return append(parts, Part{Text: "。"})
}

// duties leads to the duties of a form in the month, by how they stand.
func (b *Bulletin) duties(code orglife.Type) func(orglife.Standing) string {
	return func(s orglife.Standing) string {
		link := fmt.Sprintf("/duties?code=%s&period=%s", code, b.Month)
		if s != "" {
			link += "&state=" + string(s)
		}
		return link
	}
}

// named are the problems that the bulletin names.
func (b *Bulletin) named() (parts []Part) {
	n := 0
	for _, r := range b.Rows {
		if !r.Listed {
			continue
		}
		if n++; n > 1 {
			parts = append(parts, Part{Text: "；"})
		}
		parts = append(parts, Part{Text: "（" + language.Numeral(n) + "）"}, filled(r.Link, "%s", r.OrgName), filled("", "%s", r.Text))
	}
	if n == 0 {
		return []Part{{Text: "没有发现需要通报的问题。"}}
	}
	return append(parts, Part{Text: "。"})
}

// demanded is what is asked, with the day put in.
func (b *Bulletin) demanded() (parts []Part) {
	for i, text := range strings.Split(b.Demands, Deadline) {
		if i > 0 {
			parts = append(parts, filled("", "%s", b.DueOn.Short()))
		}
		parts = append(parts, Part{Text: text})
	}
	return parts
}

// plainTitle is the title without its line breaks.
func (b *Bulletin) plainTitle() string { return strings.ReplaceAll(b.Title, "\n", "") }
