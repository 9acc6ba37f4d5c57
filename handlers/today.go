package handlers

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// todayView is the first page, for a browser and, with the same content, for a program.
type todayView struct {
	Head     string          `json:"head"`
	Sub      string          `json:"sub"`
	Todo     []todoItem      `json:"todo"`
	Overdue  []todoItem      `json:"overdue"`
	Soon     []todoItem      `json:"due_soon"`
	Duties   []dutyItem      `json:"duties"`
	WaitMe   []waitItem      `json:"waiting_for_me"`
	IWait    []waitItem      `json:"i_wait_for"`
	City     []lightItem     `json:"city"`
	Until    calendar.Date   `json:"due_soon_until"`
	Minutes  int             `json:"minutes"`
	NewLink  string          `json:"-"` // to record an activity; "" for who may not
	Places   []views.NavItem `json:"-"` // where an administrator works
	Reminded bool            `json:"-"` // holds a post, and so is reminded
}

type todoItem struct {
	Kind    string        `json:"kind"`
	Title   string        `json:"title"`
	Detail  string        `json:"detail"`
	Link    string        `json:"link"`
	DueOn   calendar.Date `json:"due_on"`
	Light   lamp          `json:"light"`
	Basis   string        `json:"basis"`
	Button  word          `json:"-"`
	Minutes int           `json:"minutes"`
	Mark    string        `json:"-"` // ①
	Day     phrase        `json:"-"`
	Left    phrase        `json:"-"`
	Main    bool          `json:"-"`
}

type dutyItem struct {
	OrgName string `json:"org_name"`
	Name    string `json:"name"`
	Text    string `json:"text"`
	Light   lamp   `json:"light"`
	Link    string `json:"link"`
}

type waitItem struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Since string `json:"since"`
	Told  phrase `json:"-"` // since when
	Link  string `json:"link"`
	Word  word   `json:"-"`
	Days  int    `json:"days"` // working days
}

type lightItem struct {
	Word  string `json:"text"`
	Count int64  `json:"count"`
	Link  string `json:"link"`
	Kind  string `json:"tone"`
}

// showHome is the first page of a browser; a program reads the same at /me/today.
func (s *Server) showHome(r *Request) (Answer, error) {
	answer, err := s.showToday(r)
	answer.JSON = nil
	return answer, err
}

// showToday gathers what concerns whoever asks.
func (s *Server) showToday(r *Request) (Answer, error) {
	view := todayView{Todo: []todoItem{}, Overdue: []todoItem{}, Soon: []todoItem{}, Duties: []dutyItem{}, WaitMe: []waitItem{}, IWait: []waitItem{}, City: []lightItem{}}
	err := r.View(func(tx *models.Tx) error {
		work, err := tx.Workdays()
		if err != nil {
			return err
		}
		desk := desk{tx, work, &view}
		for _, gather := range []func() error{desk.receipts, desk.projects, desk.petitions, desk.duties, desk.assigned, desk.city} {
			if err := gather(); err != nil {
				return err
			}
		}
		desk.finish()
		return nil
	})
	return Answer{Page: "today", Title: word("今天"), Section: "today", Crumbs: []views.Crumb{{Name: word("今天")}}, View: view, JSON: view}, err
}

// desk fills the page with one kind of thing after the other.
type desk struct {
	tx   *models.Tx
	work *calendar.Workdays
	view *todayView
}

func (d *desk) say(format string, values ...any) string { return d.tx.Say(format, values...) }

// soonDays is how many working days ahead the page looks.
const soonDays = 15

func (d *desk) projects() error {
	desk, err := project.DeskOf(d.tx)
	if err != nil {
		return err
	}
	for i := range desk.Decide {
		t := &desk.Decide[i]
		d.view.Todo = append(d.view.Todo, d.decision(t))
		d.view.WaitMe = append(d.view.WaitMe, d.waiting(t, t.By))
	}
	for i := range desk.Work {
		d.mine(&desk.Work[i])
	}
	var posts []int64
	for _, t := range desk.Awaited {
		posts = append(posts, t.PostID)
	}
	holders, err := d.tx.PostHolders(posts)
	if err != nil {
		return err
	}
	for i := range desk.Awaited {
		t := &desk.Awaited[i]
		name := d.say("有审批权限的同志")
		if h, ok := holders[t.PostID]; ok {
			name = d.say("%s", holderName(h))
		}
		d.view.IWait = append(d.view.IWait, d.waiting(t, name))
	}
	return nil
}

// asks are the decisions others wait for: what to do, its button and minutes.
var asks = map[project.TaskKind]struct {
	title   string // with room for what it is about
	button  word
	state   string
	minutes int
}{
	project.RoundTask:       {"审核里程碑：%s", "去审核", "待我审核", 2},
	project.ExtensionTask:   {"审批延期：%s", "去审批", "待我审批", 2},
	project.ImprovementTask: {"核验改进：%s", "去核验", "待我核验", 2},
}

func (d *desk) decision(t *project.Task) todoItem {
	ask, ok := asks[t.Kind]
	switch {
	case ok:
	case t.State == string(project.PendingAcceptance):
		ask.title, ask.button, ask.state, ask.minutes = "验收项目：%s", "去验收", "待我验收", 5
	default:
		ask.title, ask.button, ask.state, ask.minutes = "审批立项：%s", "去审批", "待我审批", 5
	}
	subject := phrase{"%s", t.Place()}
	if !ok || t.Place() == nil {
		subject = phrase{"《%s》", t.Project}
	}
	item := todoItem{Kind: string(t.Kind), Title: d.say(ask.title, subject), Link: t.Link(), DueOn: t.Due, Button: ask.button, Minutes: ask.minutes, Light: lamp{"info", d.say(ask.state)}}
	detail := []phrase{{"%s %s", t.Code, t.Project}}
	if t.At != nil {
		detail = append(detail, phrase{"%s %s提交", t.By, d.tx.DayOf(*t.At).Short()})
	}
	if t.Kind == project.RoundTask {
		detail = append(detail, phrase{"完成%d%%", t.Percent})
	}
	if t.Due.Valid() {
		detail = append(detail, phrase{"请于%s前答复", t.Due.WithWeekday()})
		if t.Due < d.tx.Today() {
			item.Light = lamp{"late", d.say("已过答复时限")}
		}
	}
	item.Detail = d.say("%s", language.Join(" · ", detail))
	return item
}

// mine sorts one's own work into what is late, for today, and soon.
func (d *desk) mine(t *project.Task) {
	item := todoItem{Kind: string(t.Kind), Link: t.Link(), DueOn: t.Due, Minutes: 2, Basis: t.Code + " " + t.Project}
	switch t.Kind {
	case project.WorkTask:
		item.Title, item.Button, item.Detail = d.say("%s %s", t.Code, t.Place()), "去填报", d.say("《%s》完成%d%%", t.Project, t.Percent)
	case project.ImprovementTask:
		item.Title, item.Button, item.Detail = d.say("改进：%s", t.Name), "去改进", d.say("《%s》检查提出", t.Project)
	default:
		item.Title, item.Button, item.Detail = d.say("修改后再申报：《%s》", t.Project), "去修改", d.say("项目被退回")
	}
	if t.Reason != nil {
		item.Detail = d.say("%s；退回理由：%s", item.Detail, t.Reason)
	}
	d.sort(item)
}

// sort puts an item where its date belongs; one without a date is for today.
func (d *desk) sort(item todoItem) {
	today := d.tx.Today()
	switch left := d.left(item.DueOn); {
	case item.DueOn == "":
		item.Light = lamp{"warn", d.say("待办")}
		d.view.Todo = append(d.view.Todo, item)
	case item.DueOn < today:
		item.Light = lamp{"late", d.say("逾期 %d 个工作日", max(1, -left))}
		d.view.Overdue = append(d.view.Overdue, item)
	case item.DueOn == today:
		item.Light = lamp{"warn", d.say("今天到期")}
		d.view.Todo = append(d.view.Todo, item)
	case left <= soonDays:
		if item.Light.Kind == "" {
			item.Light = lamp{"idle", d.say("进行中")}
		}
		d.view.Soon = append(d.view.Soon, item)
	}
}

func (d *desk) left(day calendar.Date) int {
	if !day.Valid() {
		return 0
	}
	return d.work.Between(d.tx.Today(), day)
}

func (d *desk) waiting(t *project.Task, name string) waitItem {
	w := waitItem{Name: name, Link: t.Link(), Word: "已等", Title: t.Project}
	if place := t.Place(); place != nil {
		w.Title = d.say("%s", place)
	}
	if t.At != nil {
		w.Since, w.Told = instant(d.tx, t.At), phrase{"%s 提交", when(d.tx, *t.At)}
		w.Days = max(0, d.work.Between(d.tx.DayOf(*t.At), d.tx.Today()))
	}
	return w
}
