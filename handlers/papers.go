package handlers

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"luoshi/documents"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/papers"
	"luoshi/views"
)

// format is what a paper leaves as: a page to print, Word or Excel.
type format string

const (
	onPage  format = "page"
	inWord  format = "docx"
	inExcel format = "xlsx"
)

var mediaTypes = map[format]string{
	inWord:  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	inExcel: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// yearPaper is a paper about a year's projects.
type yearPaper struct {
	path        string
	name, about language.Word
	formats     []format
	make        func(*models.Tx, papers.Order) (papers.Paper, error)
}

// yearPapers are the papers in the order they are offered.
var yearPapers = []yearPaper{
	{"list", "年度项目清单", "每个项目的五问、进度和现状，一行一项", []format{onPage, inWord, inExcel}, papers.YearlyList},
	{"timetable", "时间表", "每个项目的阶段排在12个月里", []format{onPage, inExcel}, papers.Timetable},
	{"progress", "推进情况", "分单位的书面报告，公文格式", []format{onPage, inWord, inExcel}, papers.Progress},
	{"ledger", "台账", "项目、阶段、进展、审核、检查、改进、延期，各一张表", []format{onPage, inExcel}, papers.Ledger},
}

// papersView offers the papers of a year.
type papersView struct {
	Tabs         []views.Tab
	Years, Units []views.Option
	Papers       []paperOffer
	Office       string // the list that can be imported again, "" for who may not
}

type paperOffer struct {
	Name, About       language.Word
	Page, Word, Excel string // addresses; "" for what there is not
}

// showPapers is where papers are chosen.
func (s *Server) showPapers(r *Request) (Answer, error) {
	var v papersView
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Projects); err != nil {
			return err
		}
		o, units, err := s.orderOf(r, tx)
		if err != nil {
			return err
		}
		years, err := project.Years(tx)
		if err != nil {
			return err
		}
		v.Tabs, v.Years, v.Units = r.projectTabs(tx, "papers"), yearOptions(years, o.Year), unitOptions(units, o.Unit)
		exports := tx.Reaches(models.Export, models.Projects)
		for _, p := range yearPapers {
			offer := p.offer(r, exports)
			offer.Page = p.link(r, onPage)
			v.Papers = append(v.Papers, offer)
		}
		if tx.Can(models.Export, models.Projects, 0) {
			v.Office = link("/projects/export", keep(r, "year"))
		}
		return nil
	})
	return Answer{Page: "papers", Title: word("导出打印"), Section: "projects", View: v, Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("导出打印")}}}, err
}

// offer is the paper with the files of it that the actor may take; its page leads back.
func (p yearPaper) offer(r *Request, exports bool) paperOffer {
	o := paperOffer{Name: p.name, About: p.about, Page: link("/papers", keep(r, "year", "unit"))}
	if exports && slices.Contains(p.formats, inWord) {
		o.Word = p.link(r, inWord)
	}
	if exports {
		o.Excel = p.link(r, inExcel)
	}
	return o
}

func (p yearPaper) link(r *Request, f format) string {
	query := keep(r, "year", "unit")
	query.Set("format", string(f))
	return link("/papers/"+p.path, query)
}

// orderOf reads which year and unit an address asks for, and what units there are.
func (s *Server) orderOf(r *Request, tx *models.Tx) (papers.Order, []string, error) {
	o := papers.Order{Year: tx.Today().Year(), Unit: strings.TrimSpace(r.Query("unit")), Maker: s.Owner}
	if asked := r.Query("year"); asked != "" {
		year, err := strconv.Atoi(asked)
		if err != nil || year < 2000 || year > 2100 {
			return o, nil, badField("year", "年度“%s”无效，请写四位年份，如 2022", asked)
		}
		o.Year = year
	}
	units, err := project.Units(tx, o.Year)
	if err == nil && o.Unit != "" && !slices.Contains(units, o.Unit) {
		err = badField("unit", "%d年度没有您可以看的“%s”的项目，请从列表中选择单位", o.Year, o.Unit)
	}
	return o, units, err
}

// badField is what is wrong with one field of an address.
func badField(name, format string, values ...any) error {
	wrong := models.FieldErrors{}
	wrong.Add(name, format, values...)
	return wrong.Err("%s", wrong)
}

func unitOptions(units []string, chosen string) []views.Option {
	list := []views.Option{{Name: word("全部单位"), Chosen: chosen == ""}}
	for _, u := range units {
		list = append(list, views.Option{Value: u, Name: typed(u), Chosen: u == chosen})
	}
	return list
}

// showYearPaper makes a paper of a year in the format that is asked for.
func (s *Server) showYearPaper(p yearPaper) Action {
	return func(r *Request) (Answer, error) {
		f, err := r.format(p.formats)
		if err != nil {
			return Answer{}, err
		}
		var paper papers.Paper
		var exports bool
		err = r.View(func(tx *models.Tx) error {
			if exports = tx.Reaches(models.Export, models.Projects); f != onPage && !exports {
				return tx.Require(models.Export, models.Projects, 0)
			}
			o, _, err := s.orderOf(r, tx)
			if err == nil {
				paper, err = p.make(tx, o)
			}
			return err
		})
		if err != nil {
			return Answer{}, err
		}
		return answerPaper(r, paper, f, p.offer(r, exports))
	}
}

// showProjectPaper makes the one page of a project.
func (s *Server) showProjectPaper(r *Request) (Answer, error) {
	f, err := r.format([]format{onPage, inWord, inExcel})
	if err != nil {
		return Answer{}, err
	}
	var paper papers.Paper
	err = r.View(func(tx *models.Tx) (err error) {
		paper, err = papers.OnePage(tx, r.ID(), s.Owner)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	own := "/projects/" + strconv.FormatInt(r.ID(), 10)
	return answerPaper(r, paper, f, paperOffer{Page: own, Word: own + "/paper?format=docx", Excel: own + "/paper?format=xlsx"})
}

// format reads in which format a paper is asked for: a page for people, for programs
// the last that is offered.
func (r *Request) format(offered []format) (format, error) {
	f := format(r.Query("format"))
	switch {
	case f == "" && wantsJSON(r.Context):
		return offered[len(offered)-1], nil
	case f == "":
		return onPage, nil
	case !slices.Contains(offered, f), f == onPage && wantsJSON(r.Context):
		return f, badField("format", "不提供“%s”格式，请用 docx 或 xlsx", string(f))
	}
	return f, nil
}

// answerPaper hands out a paper; around is where its page leads.
func answerPaper(r *Request, p papers.Paper, f format, around paperOffer) (Answer, error) {
	var out bytes.Buffer
	switch f {
	case inWord:
		if err := documents.WriteLetter(&out, p.Letter); err != nil {
			return Answer{}, err
		}
	case inExcel:
		if err := documents.WriteSheets(&out, p.Sheets); err != nil {
			return Answer{}, err
		}
	default:
		return paperPage(r, p, around), nil
	}
	return Answer{File: &File{Name: p.Name + "." + string(f), Type: mediaTypes[f], Content: out.Bytes()}}, nil
}
