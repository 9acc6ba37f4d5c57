// Package papers lays out what leaves on paper: the yearly list, the ledger, the
// timetable, the report on progress and the one page of a project. A paper holds
// what the actor may see and nothing else.
package papers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project"
)

// Paper is one of them, as a letter for Word and for the printer, and as worksheets.
type Paper struct {
	Name   string // of the file, without its ending
	Letter documents.Letter
	Sheets []documents.NamedTable
}

// Order says which paper is wanted.
type Order struct {
	Year  int
	Unit  string // the department that leads; "" for all
	Maker string // who issues it
}

// draft is what the papers of a year are laid out from.
type draft struct {
	Order
	tx      *models.Tx
	list    []project.Project
	lights  map[int64]project.Light
	holders map[int64]models.Holder
}

func read(tx *models.Tx, o Order) (*draft, error) {
	if err := tx.RequireSight(models.Projects); err != nil {
		return nil, err
	}
	d := &draft{Order: o, tx: tx, lights: map[int64]project.Light{}}
	var err error
	if d.list, err = project.OfYear(tx, o.Year, o.Unit); err != nil {
		return nil, err
	}
	posts := map[int64]bool{}
	for i := range d.list {
		p := &d.list[i]
		slices.SortStableFunc(p.Milestones, func(a, b project.Milestone) int { return cmp.Compare(a.Seq, b.Seq) })
		if d.lights[p.ID], err = p.Light(tx, p.Milestones); err != nil {
			return nil, err
		}
		posts[p.OwnerPostID] = true
		for _, m := range p.Milestones {
			posts[m.OwnerPostID], posts[m.ReviewerPostID] = true, true
		}
	}
	var ids []int64
	for id := range posts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	d.holders, err = tx.PostHolders(ids)
	return d, err
}

// made is the line under a title: who made the paper, and when.
func (d *draft) made() string {
	return "制表单位：" + d.Maker + "　" + d.tx.Today().Long().String()
}

// light is how a project stands, in words.
func (d *draft) light(p *project.Project) string { return fmt.Sprint(d.lights[p.ID].Text) }

// title names a paper of the year, with the unit where it is about one.
func (d *draft) title(what string) string {
	return fmt.Sprintf("%s%d年度%s", d.Unit, d.Year, what)
}

// stages are a project's stages in order.
func stages(p *project.Project) []project.Milestone {
	return slices.DeleteFunc(slices.Clone(p.Milestones), func(m project.Milestone) bool { return !m.IsStage() })
}

// present is the stage at work: the first that is not done, nil when all are.
func present(p *project.Project) *project.Milestone {
	list := stages(p)
	if i := slices.IndexFunc(list, func(m project.Milestone) bool { return m.State != project.Done }); i >= 0 {
		return &list[i]
	}
	return nil
}

// who is who holds a post, or the post itself while it is vacant.
func (d *draft) who(post int64) string {
	h := d.holders[post]
	return cmp.Or(h.MemberName, h.PostName)
}

// unit is the department that leads a project.
func unit(p *project.Project) string {
	if p.Org == nil {
		return ""
	}
	return cmp.Or(p.Org.UnitName, p.Org.Name)
}

func kind(p *project.Project) string { return cmp.Or(p.Category, p.Type.String()) }

// numbered puts a number before each line of a text.
func numbered(text string) string {
	if text == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = fmt.Sprintf("%d.%s", i+1, lines[i])
	}
	return strings.Join(lines, "\n")
}

// columns are wrapped columns, each as "name width".
func columns(list ...string) []documents.Column {
	made := make([]documents.Column, len(list))
	for i, c := range list {
		var width float64
		name, number, _ := strings.Cut(c, " ")
		if _, err := fmt.Sscan(number, &width); err != nil {
			panic("papers: column " + c) // a typing error
		}
		made[i] = documents.Column{Name: name, Width: width, Wrap: true}
	}
	return made
}

// tableLetter is a paper that is one table on a lying sheet.
func tableLetter(t documents.Table) documents.Letter {
	l := documents.Letter{Name: t.Title, Across: true, Paragraphs: []documents.Paragraph{{Kind: documents.Title, Text: t.Title}}}
	for _, note := range t.Notes {
		l.Paragraphs = append(l.Paragraphs, documents.Paragraph{Kind: documents.Remark, Text: note})
	}
	return documents.Letter{Name: l.Name, Across: true, Paragraphs: append(l.Paragraphs, documents.Paragraph{Kind: documents.Grid, Grid: t})}
}
