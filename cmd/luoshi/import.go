package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/handlers"
	"luoshi/models"
	"luoshi/models/project/importing"
)

// importCmd loads workbooks; whoever runs it acts as the program itself.
type importCmd struct {
	Projects importProjects `cmd:"" help:"The office's yearly list of projects (.xlsx, .csv)."`
	Roster   importRoster   `cmd:"" help:"Organisations, posts and secretaries (.xlsx)."`
	Calendar importCalendar `cmd:"" help:"A year's holidays and make-up working days (.csv: date,放假|上班,name)."`
}

type importProjects struct {
	File   string `arg:"" type:"existingfile" help:"The workbook."`
	Year   int    `required:"" help:"Year of the list."`
	Yes    bool   `help:"Import, after showing what was understood."`
	Issued bool   `help:"The list has been issued: its projects are under way at once, not drafts."`
}

func (c importProjects) Run(e *environment) error {
	sheets, err := readWorkbook(c.File)
	if err != nil {
		return err
	}
	list := importing.List{Year: c.Year}
	for _, s := range sheets {
		list.Sheets = append(list.Sheets, importing.Sheet(s))
	}
	mode := importing.AsDrafts
	if c.Issued {
		mode = importing.Issued
	}
	return e.update(func(tx *models.Tx) error {
		preview, err := list.Preview(tx)
		if err != nil {
			return err
		}
		e.say("%s", preview.Text())
		if !c.Yes {
			e.say("没有写入任何内容；确认无误后加 --yes 导入。")
			return nil
		}
		done, err := list.Import(tx, mode)
		if err == nil {
			e.say("已导入：%s", done.Summary())
		}
		return err
	})
}

type importRoster struct {
	File string `arg:"" type:"existingfile" help:"The workbook with the sheets 单位 and 党支部."`
}

func (c importRoster) Run(e *environment) error {
	sheets, err := readWorkbook(c.File)
	if err != nil {
		return err
	}
	var list []models.Sheet
	for _, s := range sheets {
		list = append(list, models.Sheet(s))
	}
	return e.update(func(tx *models.Tx) error {
		report, err := tx.ImportRoster(list)
		for _, line := range report.Lines() {
			if err == nil {
				e.say("%s", line)
			}
		}
		return err
	})
}

type importCalendar struct {
	File string `arg:"" type:"existingfile" help:"The days, one a line."`
	Year int    `required:"" help:"The year they replace."`
}

func (c importCalendar) Run(e *environment) error {
	content, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	days, err := calendar.ParseDays(bytes.NewReader(content))
	if err != nil {
		return err
	}
	for i := range days {
		days[i].Source = filepath.Base(c.File)
	}
	return e.update(func(tx *models.Tx) error {
		if err := tx.ImportDays(c.Year, days); err != nil {
			return err
		}
		e.say("%d年工作日历已更新，共%d天。", c.Year, len(days))
		return nil
	})
}

func readWorkbook(name string) ([]documents.Sheet, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return documents.ReadWorkbook(filepath.Base(name), f)
}

// update does work as the program itself, at the present time.
func (e *environment) update(work func(*models.Tx) error) error {
	db, _, err := e.open(time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Update(e.ctx, models.System, work)
}

// exportCmd writes workbooks.
type exportCmd struct {
	Projects exportProjects `cmd:"" help:"The yearly list of projects with its timetable (.xlsx)."`
}

type exportProjects struct {
	File string `arg:"" help:"The workbook to write."`
	Year int    `required:"" help:"Year of the list."`
}

func (c exportProjects) Run(e *environment) error {
	var book bytes.Buffer
	err := e.update(func(tx *models.Tx) error {
		tables, err := importing.Export(tx, c.Year)
		if err != nil {
			return err
		}
		book.Reset()
		return documents.WriteSheets(&book, handlers.OnPaper(tables, ""))
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.File, book.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", c.File, err)
	}
	e.say("已写入 %s", c.File)
	return nil
}
