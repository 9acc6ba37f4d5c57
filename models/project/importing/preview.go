// Package importing turns an office's yearly list of projects into projects: it
// finds what a workbook says, shows what it understood row by row, and takes all
// of it over or nothing.
package importing

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
)

// MaxProjects is how long a yearly list may be; a city's has a few dozen.
const MaxProjects = 500

// Status is what importing a row would do.
type Status string

const (
	New     Status = "new"
	Same    Status = "same"
	Changed Status = "changed" // a draft, which the import brings up to date
	Differs Status = "differs" // approved since: shown, and left as it is
	Problem Status = "problem"
)

var statusNames = map[Status]string{New: "新增", Same: "无变化", Changed: "有变化", Differs: "有差异，不改动", Problem: "有问题"}

func (s Status) String() string { return statusNames[s] }

// Preview is what a workbook was understood to say, before anything is written.
type Preview struct {
	Year     int
	Rows     []Row
	Notes    []language.Phrase // what was passed over
	Problems []language.Phrase // that concern a whole sheet
}

// Row is one project as it was understood.
type Row struct {
	Number      int // place in the list, from 1
	Sheet       string
	Line        int // in the sheet, as people count
	Status      Status
	Project     project.Project
	Stages      []project.Milestone
	Lead        *models.Org // nil while unknown
	Cooperating []int64
	Partners    string // the cooperating organisations in words
	Owners      []Option
	Reviewers   []Option
	Changes     []Change
	Notes       []language.Phrase // what was guessed, and why
	Problems    []language.Phrase // what stands in the way, by row and column

	numbered int // its 序号, 0 for none
	old      *project.Project
	restaged bool // its stages are not those there are
}

// Option is a post that may be chosen for a row.
type Option struct {
	PostID   int64
	MemberID int64
	Text     string // "孟书琴（市直机关工委 常务副书记）"
	Chosen   bool
}

// Change is one difference between the list and the project there is.
type Change struct{ Field, From, To language.Phrase }

func (c Change) String() string { return fmt.Sprintf("%s：%s → %s", c.Field, c.From, c.To) }

// Choice is what the importer chose for a row, by its number; 0 leaves the proposal.
type Choice struct {
	Row            int
	OwnerPostID    int64
	ReviewerPostID int64
}

func (r *Row) note(format string, args ...any) {
	r.Notes = append(r.Notes, language.With(format, args...))
}

func (r *Row) problem(format string, args ...any) {
	r.Problems = append(r.Problems, language.With(format, args...))
}

// Chosen is the option that counts, nil while none does.
func Chosen(options []Option) *Option {
	for i := range options {
		if options[i].Chosen {
			return &options[i]
		}
	}
	return nil
}

// Count is how many rows have a status.
func (p *Preview) Count(s Status) int {
	n := 0
	for _, r := range p.Rows {
		if r.Status == s {
			n++
		}
	}
	return n
}

// Faults lists everything that stands in the way of the import.
func (p *Preview) Faults() []language.Phrase {
	faults := slices.Clone(p.Problems)
	for _, r := range p.Rows {
		faults = append(faults, r.Problems...)
	}
	return faults
}

// Summary is the preview in one line.
func (p *Preview) Summary() language.Phrase {
	text := language.Phrase{"%d年清单共%d个项目", p.Year, len(p.Rows)}
	for _, s := range []Status{New, Changed, Differs, Same, Problem} {
		if n := p.Count(s); n > 0 {
			text = language.Phrase{"%s，%s%d个", text, s, n}
		}
	}
	return language.Phrase{"%s。", text}
}

// Text is the preview for a terminal.
func (p *Preview) Text() string {
	var out strings.Builder
	fmt.Fprintln(&out, p.Summary())
	for _, line := range append(p.Notes, p.Problems...) {
		fmt.Fprintf(&out, "  %s\n", line)
	}
	for _, r := range p.Rows {
		fmt.Fprintf(&out, "%3d  [%s] %s（第%d行）\n", r.Number, r.Status, r.Project.Name, r.Line)
		if r.Lead != nil {
			fmt.Fprintf(&out, "     责任单位 %s  责任人 %s  审核人 %s  完成时限 %s\n", r.Lead.Name, r.Owner(), r.Reviewer(), r.Project.DueOn)
		}
		for _, s := range r.Stages {
			fmt.Fprintf(&out, "     · %s—%s %s（%d%%）\n", s.StartOn, s.DueOn, s.Name, s.Weight)
		}
		for _, c := range r.Changes {
			fmt.Fprintln(&out, "     ≠ "+c.String())
		}
		for _, n := range r.Notes {
			fmt.Fprintf(&out, "     ? %s\n", n)
		}
		for _, fault := range r.Problems {
			fmt.Fprintf(&out, "     ! %s\n", fault)
		}
	}
	return out.String()
}

// Owner is who answers for the row, in words.
func (r *Row) Owner() string { return chosenText(r.Owners) }

// Reviewer is who reviews the row's stages, in words.
func (r *Row) Reviewer() string { return chosenText(r.Reviewers) }

func chosenText(options []Option) string {
	if o := Chosen(options); o != nil {
		return o.Text
	}
	return "未定"
}
