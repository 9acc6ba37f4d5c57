package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"luoshi/models"
	"luoshi/models/discussion"
	"luoshi/models/notice"
	"luoshi/scheduler"
)

// doctorCmd looks the installation over. It changes nothing, and ends with an
// error if something grave was found.
type doctorCmd struct {
	Deep bool `help:"Also read every attachment and compare it with its checksum."`
}

// examination is one of the things doctor looks at.
type examination struct {
	name string
	look func(e *environment, db *models.DB) ([]models.Symptom, error)
}

func (c doctorCmd) examinations() []examination {
	return []examination{
		{"数据库", func(e *environment, db *models.DB) ([]models.Symptom, error) { return db.Examine(e.ctx) }},
		{"密钥文件", lookAtKey},
		{"审计记录", seeing(verified)},
		{"三员账号", seeing(lookAtAdmins)},
		{"工作日历", seeing(lookAtCalendar)},
		{"后台任务", seeing(lookAtJobs)},
		{"提醒规则", seeing(lookAtRules)},
		{"外发消息", seeing(lookAtDeliveries)},
		{"附件", c.lookAtFiles},
	}
}

func (c doctorCmd) Run(e *environment) error {
	db, _, err := e.open(time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	grave := 0
	for _, x := range c.examinations() {
		found, err := x.look(e, db)
		if err != nil {
			found = []models.Symptom{{Grave: true, Text: "没有查成：" + err.Error()}}
		}
		if len(found) == 0 {
			e.say("✓ %s", x.name)
		}
		for _, s := range found {
			mark := "！"
			if s.Grave {
				mark = "✗"
				grave++
			}
			e.say("%s %s：%s", mark, x.name, s.Text)
		}
	}
	if grave > 0 {
		return fmt.Errorf("%d grave findings", grave)
	}
	return nil
}

// seeing is an examination that only reads rows.
func seeing(look func(*models.Tx) ([]models.Symptom, error)) func(*environment, *models.DB) ([]models.Symptom, error) {
	return func(e *environment, db *models.DB) (list []models.Symptom, err error) {
		err = db.View(e.ctx, models.System, func(tx *models.Tx) (err error) {
			list, err = look(tx)
			return err
		})
		return list, err
	}
}

func lookAtKey(e *environment, _ *models.DB) ([]models.Symptom, error) {
	s, err := os.Stat(e.config.keyFile())
	if err != nil || s.Mode().Perm()&0o077 == 0 {
		return nil, err
	}
	return []models.Symptom{{Text: fmt.Sprintf("%s 其他人可读（%s）。请 chmod 600。", e.config.keyFile(), s.Mode().Perm())}}, nil
}

func verified(tx *models.Tx) (list []models.Symptom, err error) {
	v, err := tx.VerifyAudit("")
	if v.Fault != "" {
		list = append(list, models.Symptom{Grave: true, Text: v.Fault + "。请保留现场，用 luoshi audit verify 详查。"})
	}
	for _, w := range v.Warnings {
		list = append(list, models.Symptom{Text: w})
	}
	return list, err
}

func lookAtAdmins(tx *models.Tx) (list []models.Symptom, err error) {
	users, err := tx.Users()
	for _, kind := range []models.Admin{models.SystemKeeper, models.SecurityKeeper, models.AuditReader} {
		if !slices.ContainsFunc(users, func(u models.User) bool { return u.Admin == kind && !u.Disabled }) {
			list = append(list, models.Symptom{Text: fmt.Sprintf("没有%s。请用 luoshi user create … --admin %s 建一个。", kind, string(kind))})
		}
	}
	return list, err
}

func lookAtCalendar(tx *models.Tx) (list []models.Symptom, err error) {
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	years := []int{tx.Today().Year()}
	if tx.Today().Month().Number() == 12 {
		years = append(years, years[0]+1)
	}
	for _, y := range years {
		if !work.Known(y) {
			list = append(list, models.Symptom{Text: fmt.Sprintf("没有%d年的放假、调休安排，暂按周一至周五推算。请用 luoshi import calendar 导入。", y)})
		}
	}
	return list, nil
}

// silence is how long the jobs, which run each minute, may not have run.
const silence = 3 * time.Minute

func lookAtJobs(tx *models.Tx) (list []models.Symptom, err error) {
	runs, err := notice.JobRuns(tx)
	if err == nil && len(runs) == 0 {
		list = append(list, models.Symptom{Text: "还没有运行过：luoshi serve 没有启动，没有任何提醒会发出。"})
	}
	for _, j := range runs {
		if late := tx.Now.Sub(j.NextAt); late > silence {
			list = append(list, models.Symptom{Text: fmt.Sprintf("“%s”该在%s运行而没有运行。请确认 luoshi serve 在运行。", j.Title, tx.Local(j.NextAt).Format("2006-01-02 15:04"))})
		}
		if j.Error != "" {
			list = append(list, models.Symptom{Grave: true, Text: fmt.Sprintf("“%s”上次出错：%s", j.Title, j.Error)})
		}
	}
	return list, err
}

func lookAtRules(tx *models.Tx) (list []models.Symptom, err error) {
	behind, err := notice.Behind(tx, scheduler.Rules)
	if len(behind) > 0 {
		list = append(list, models.Symptom{Text: fmt.Sprintf("有%d条规则没有办到今天（如“%s”）。服务启动后会补办；一直不变请看日志。", len(behind), behind[0].Title)})
	}
	return list, err
}

func lookAtDeliveries(tx *models.Tx) (list []models.Symptom, err error) {
	backlog, err := notice.Undelivered(tx)
	givenUp := int64(0)
	for _, b := range backlog {
		givenUp += b.GivenUp
	}
	if givenUp > 0 {
		list = append(list, models.Symptom{Text: fmt.Sprintf("有%d条已停止发送。请在“后台任务”页查看原因，处理后再次发送。", givenUp)})
	}
	return list, err
}

func (c doctorCmd) lookAtFiles(e *environment, db *models.DB) (list []models.Symptom, err error) {
	store := e.config.store()
	err = db.View(e.ctx, models.System, func(tx *models.Tx) error {
		return discussion.EachFile(tx, func(a discussion.Attachment) error {
			sum, err := a.SHA256, error(nil)
			if c.Deep {
				sum, err = store.Sum(a.File)
			} else {
				err = store.Has(a.File)
			}
			switch {
			case errors.Is(err, fs.ErrNotExist):
				list = append(list, models.Symptom{Grave: true, Text: fmt.Sprintf("“%s”（%s）的文件不在了。请从备份取回 %s。", a.Name, a.Topic, a.File)})
			case err != nil:
				return err
			case sum != a.SHA256:
				list = append(list, models.Symptom{Grave: true, Text: fmt.Sprintf("“%s”（%s）的文件 %s 与登记的校验值不符。请从备份取回。", a.Name, a.Topic, a.File)})
			}
			return nil
		})
	})
	return list, err
}
