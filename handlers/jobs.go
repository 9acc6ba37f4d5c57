package handlers

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// jobView is the last run of a job.
type jobView struct {
	Name      string `json:"name"`
	Title     string `json:"title"`
	StartedAt string `json:"started_at"`
	TookMs    int64  `json:"took_ms"`
	NextAt    string `json:"next_at"`
	Error     string `json:"error"`

	Started, Next string `json:"-"`
}

// deliveryView is a message on its way out of the house.
type deliveryView struct {
	ID        int64  `json:"id"`
	UserID    *int64 `json:"user_id"`
	UserName  string `json:"user_name"`
	ChannelID int64  `json:"channel_id"`
	Channel   string `json:"channel"`
	Title     string `json:"title"`
	State     string `json:"state"`
	Attempts  int    `json:"attempts"`
	DueAt     string `json:"due_at"`
	CreatedAt string `json:"created_at"`
	SentAt    string `json:"sent_at"`
	Error     string `json:"error"`

	Tone, Due string `json:"-"`
	StateName word   `json:"-"`
	CanResend bool   `json:"-"`
}

type jobsPage struct {
	Warnings   []string       `json:"warnings"`
	Jobs       []jobView      `json:"jobs"`
	Rules      []ruleView     `json:"rules"`
	Channels   []channelView  `json:"channels"`
	Waiting    int64          `json:"waiting"`
	GivenUp    int64          `json:"given_up"`
	Deliveries []deliveryView `json:"deliveries"` // those given up

	CanPause bool        `json:"-"`
	Pause    *views.Form `json:"-"`
}

type deliveriesPage struct {
	State      string
	Deliveries []deliveryView
	Pager      views.Pager
}

func (s *Server) showJobs(r *Request) (Answer, error) {
	page := jobsPage{Warnings: []string{}, Jobs: []jobView{}}
	err := r.View(func(tx *models.Tx) error {
		runs, err := notice.JobRuns(tx)
		if err != nil {
			return err
		}
		for _, j := range runs {
			page.Jobs = append(page.Jobs, jobView{Name: j.Name, Title: tx.Say(j.Title), StartedAt: tx.Local(j.StartedAt).Format(time.RFC3339), TookMs: j.TookMs,
				NextAt: tx.Local(j.NextAt).Format(time.RFC3339), Error: j.Error, Started: when(tx, j.StartedAt), Next: tx.Local(j.NextAt).Format("15:04")})
		}
		if page.Rules, err = s.showRules(tx); err != nil {
			return err
		}
		list, err := notice.Channels(tx)
		if err != nil {
			return err
		}
		if page.Channels, err = s.showChannels(tx, list); err != nil {
			return err
		}
		for _, c := range page.Channels {
			page.Waiting, page.GivenUp = page.Waiting+c.Waiting, page.GivenUp+c.GivenUp
		}
		given, err := notice.Deliveries(tx, notice.GivenUp, 0, 20)
		if err != nil {
			return err
		}
		page.Deliveries = showDeliveries(tx, given)
		page.warn(tx, runs)
		page.CanPause = tx.Can(models.Approve, models.Channels, 0)
		if rule, known := s.rule(cmp.Or(r.Query("rule"), r.Param("id"))); known && page.CanPause && r.asked("pause") {
			f := r.fill(pauseForm("/reminders/"+rule.Name+"/pause", "暂停期间，这类提醒一律不发；恢复后，还有用的补发一次，过了有效期的记为过期。"))
			f.Title = word(r.Say("暂停规则：%s", word(rule.Title)))
			page.Pause = &f
		}
		return nil
	})
	return Answer{Page: "jobs", Title: word("后台任务"), Section: "jobs", View: page, JSON: page}, err
}

// warn says what an operator has to look at.
func (p *jobsPage) warn(tx *models.Tx, runs []notice.JobRun) {
	say := func(format string, values ...any) { p.Warnings = append(p.Warnings, tx.Say(format, values...)) }
	if len(runs) == 0 {
		say("后台任务还没有运行过：没有任何提醒会发出。请确认服务已启动。")
	}
	for _, j := range runs {
		if silent := tx.Now.Sub(j.StartedAt); silent > tickLate {
			say("“%s”已有%d分钟没有运行，提醒可能没有发出。请检查服务是否正常。", word(j.Title), int(silent.Minutes()))
		}
		if j.Error != "" {
			say("“%s”上次运行出错，下一分钟会再试；如持续出现，请查看日志。", word(j.Title))
		}
	}
	for _, c := range p.Channels {
		if c.PausedAt != "" {
			say("发送渠道“%s”由%s于%s暂停（%s），有%d条消息等待恢复。", c.Name, c.PausedBy, c.PausedSince, c.PauseNote, c.Waiting)
		}
	}
	for _, rule := range p.Rules {
		if rule.PausedAt != "" {
			say("规则“%s”由%s于%s暂停（%s）：现在没有人收到这类提醒。", rule.Title, rule.PausedBy, rule.Paused, rule.Note)
		}
	}
	expired := 0
	for _, rule := range p.Rules {
		expired += min(rule.Expired, 1)
	}
	if expired > 0 {
		say("近30天有%d条规则因停机过久有提醒过期，没有发出，见下表；必要时请人工通知。", expired)
	}
	if p.GivenUp > 0 {
		say("有%d条消息多次发送失败，已停止发送；站内提醒不受影响。处理后请点“再次发送”。", p.GivenUp)
	}
	if work, err := tx.Workdays(); err == nil {
		if warning := calendarWarning(work, tx.Today()); warning != nil {
			say("%s", warning)
		}
	}
}

func (s *Server) listDeliveries(r *Request) (Answer, error) {
	paging, err := r.Paging(1)
	if err != nil {
		return Answer{}, err
	}
	q := newSieve(r)
	state := oneOf(q, "state", slices.Sorted(maps.Keys(deliveryStates))...)
	if err := q.faults(); err != nil {
		return Answer{}, err
	}
	page := deliveriesPage{State: string(state)}
	list := List[deliveryView]{}
	err = r.View(func(tx *models.Tx) error {
		rows, err := notice.Deliveries(tx, state, before(paging), paging.Limit+1)
		if err != nil {
			return err
		}
		if len(rows) > paging.Limit {
			rows = rows[:paging.Limit]
			list.Next = cursor(rows[paging.Limit-1].ID)
		}
		page.Deliveries = showDeliveries(tx, rows)
		return nil
	})
	list.Items, page.Pager = page.Deliveries, pagerOf(r, "/deliveries", list.Next)
	return Answer{Page: "deliveries", Title: word("消息发送"), Section: "jobs", Crumbs: []views.Crumb{{Name: word("后台任务"), Link: "/jobs"}, {Name: word("消息发送")}},
		View: page, JSON: list}, err
}

var deliveryStates = map[notice.DeliveryState][2]string{
	notice.Waiting: {"info", "待发送"}, notice.Sent: {"ok", "已发出"}, notice.GivenUp: {"late", "已停止"},
	notice.Merged: {"ok", "已并入汇总"}, notice.Stale: {"idle", "已过期"}, notice.Dropped: {"idle", "收件人已离开"},
}

func showDeliveries(tx *models.Tx, list []notice.Delivery) []deliveryView {
	shown := []deliveryView{}
	mayResend := tx.Can(models.Enter, models.Jobs, 0)
	for _, d := range list {
		v := deliveryView{ID: d.ID, UserID: d.UserID, UserName: reader(tx, d), ChannelID: d.ChannelID, Channel: d.Channel.Name, Title: d.Title, State: string(d.State), Attempts: d.Attempts,
			DueAt: tx.Local(d.DueAt).Format(time.RFC3339), CreatedAt: tx.Local(d.CreatedAt).Format(time.RFC3339), Error: d.Error,
			Tone: deliveryStates[d.State][0], StateName: word(deliveryStates[d.State][1]), CanResend: mayResend && d.State == notice.GivenUp}
		switch {
		case d.SentAt != nil:
			v.SentAt, v.Due = tx.Local(*d.SentAt).Format(time.RFC3339), when(tx, *d.SentAt)
		case d.State == notice.Waiting:
			v.Due = when(tx, d.DueAt)
		}
		shown = append(shown, v)
	}
	return shown
}

// reader is whom a delivery is for: a person, or an organisation's group.
func reader(tx *models.Tx, d notice.Delivery) string {
	switch {
	case d.User != nil:
		return d.User.Name
	case d.Channel.Org != nil:
		return tx.Say("%s（群）", d.Channel.Org.Name)
	}
	return tx.Say("群")
}

func (s *Server) resendDelivery(r *Request) (Answer, error) {
	var shown []deliveryView
	err := r.Update(func(tx *models.Tx) error {
		d, err := notice.FindDelivery(tx, r.ID())
		if err != nil {
			return err
		}
		if err = d.Resend(tx); err == nil {
			shown = showDeliveries(tx, []notice.Delivery{*d})
		}
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	return Answer{Goto: back(refererPath(r.Context), "/jobs"), Flash: "已排入发送队列，一分钟内再次发送。", JSON: shown[0]}, nil
}
