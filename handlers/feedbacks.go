package handlers

import (
	"fmt"
	"net/http"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/supervision"
	"luoshi/views"
)

// feedbackJSON is a feedback of an inspection from outside, as pages and the API show it.
type feedbackJSON struct {
	ID         int64         `json:"id"`
	OrgID      int64         `json:"org_id"`
	OrgName    string        `json:"org_name"`
	Name       string        `json:"name"`
	Sender     string        `json:"sender"`
	Document   string        `json:"document"`
	ReceivedOn calendar.Date `json:"received_on"`
	DueOn      calendar.Date `json:"due_on"`
	Note       string        `json:"note"`
	EnteredBy  string        `json:"entered_by"`
	Issues     int64         `json:"issues"` // on the list of problems, as far as one sees them
	Closed     int64         `json:"closed"`
	Revision   int           `json:"revision"`
}

func showFeedbacks(tx *models.Tx, list []supervision.Feedback) ([]feedbackJSON, error) {
	counts, err := supervision.IssueCounts(tx, list)
	shown := []feedbackJSON{}
	for i := range list {
		b := &list[i]
		n := counts[b.Subject()]
		shown = append(shown, feedbackJSON{b.ID, b.OrgID, b.Org.Name, b.Name, b.Sender, b.Document, b.ReceivedOn, b.DueOn, b.Note, b.EnteredName, n.All, n.Closed, b.Revision})
	}
	return shown, err
}

// issueForm is an issue as it is sent.
type issueForm struct {
	OrgID       int64         `form:"org_id" json:"org_id"`
	Text        string        `form:"text" json:"text" binding:"max=1000" label:"问题"`
	Requirement string        `form:"requirement" json:"requirement" binding:"max=1000" label:"整改要求"`
	DueOn       calendar.Date `form:"due_on" json:"due_on" binding:"max=10" label:"整改时限"`
	OwnerPostID int64         `form:"owner_post_id" json:"owner_post_id"`
}

func (f issueForm) issue() supervision.Issue {
	return supervision.Issue{OrgID: f.OrgID, Text: f.Text, Requirement: f.Requirement, DueOn: f.DueOn, OwnerPostID: f.OwnerPostID}
}

// issuesTyped reads issues typed one a line, a date at the end of a line as its due day.
func issuesTyped(text string) (list []issueForm) {
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		f := issueForm{Text: line}
		if last := calendar.Date(words[len(words)-1]); last.Valid() {
			f.Text, f.DueOn = strings.TrimSpace(strings.TrimSuffix(line, string(last))), last
		}
		list = append(list, f)
	}
	return list
}

type feedbacksPage struct {
	Tabs     []views.Tab
	Items    []feedbackJSON
	Pager    views.Pager
	MayEnter bool
}

func (s *Server) listFeedbacks(r *Request) (Answer, error) {
	var page feedbacksPage
	list := List[feedbackJSON]{Items: []feedbackJSON{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Findings); err != nil {
			return err
		}
		limit, before, err := r.pageByID()
		if err != nil {
			return err
		}
		found, err := supervision.Feedbacks(tx, before, limit+1)
		if err != nil {
			return err
		}
		found, list.Next = cut(found, limit, func(one supervision.Feedback) int64 { return one.ID })
		list.Items, err = showFeedbacks(tx, found)
		page = feedbacksPage{r.projectTabs(tx, "findings"), list.Items, r.pager(list.Next), tx.Reaches(models.Enter, models.Findings)}
		return err
	})
	return Answer{Page: "feedbacks", Title: word("巡视巡察反馈"), Section: "projects", View: page, JSON: list, Crumbs: findingCrumbs("巡视巡察反馈"),
		Ledger: ledgerOf(word("巡视巡察反馈"), list.Items, feedbackColumns)}, err
}

func (s *Server) newFeedback(r *Request) (Answer, error) {
	var form views.Form
	err := r.View(func(tx *models.Tx) error {
		if !tx.Reaches(models.Enter, models.Findings) {
			return tx.Require(models.Enter, models.Findings, 0)
		}
		units, err := enterable(tx, models.Findings, 0)
		form = r.fill(views.Form{ID: "feedback", Title: "登记反馈", Action: "/feedbacks", Button: "登记反馈", Fields: []views.Field{
			{Name: "org_id", Label: "被巡察单位", Type: "select", Must: true, Options: units}, {Name: "name", Label: "批次", Must: true, Hint: "如 市委第三轮巡察"},
			{Name: "sender", Label: "反馈单位", Must: true, Hint: "如 市委第二巡察组"}, {Name: "document", Label: "文号"},
			{Name: "received_on", Label: "收到日期", Type: "date", Must: true, Value: string(tx.Today())},
			{Name: "due_on", Label: "整改时限", Type: "date", Hint: "不填则按规定的工作日推算"}, {Name: "note", Label: "说明", Type: "textarea"},
			{Name: "issues", Label: "反馈的问题", Type: "textarea", Hint: "一行一个；行末写日期的，作为这一个问题的时限，如 2022-08-31"}}})
		return err
	})
	return Answer{Page: "finding_form", Title: word("登记反馈"), Section: "projects", View: form, Crumbs: findingCrumbs("登记反馈")}, err
}

func (s *Server) createFeedback(r *Request) (Answer, error) {
	var form struct {
		OrgID      int64         `form:"org_id" json:"org_id"`
		Name       string        `form:"name" json:"name" binding:"max=150" label:"批次"`
		Sender     string        `form:"sender" json:"sender" binding:"max=100" label:"反馈单位"`
		Document   string        `form:"document" json:"document" binding:"max=100" label:"文号"`
		ReceivedOn calendar.Date `form:"received_on" json:"received_on" binding:"max=10" label:"收到日期"`
		DueOn      calendar.Date `form:"due_on" json:"due_on" binding:"max=10" label:"整改时限"`
		Note       string        `form:"note" json:"note" binding:"max=1000" label:"说明"`
		Issues     []issueForm   `form:"-" json:"issues" binding:"max=100,dive" label:"反馈的问题"`
	}
	err := r.Form(&form)
	b := supervision.Feedback{OrgID: form.OrgID, Name: form.Name, Sender: form.Sender, Document: form.Document, ReceivedOn: form.ReceivedOn, DueOn: form.DueOn, Note: form.Note}
	if err == nil {
		var issues []supervision.Issue
		for _, f := range append(form.Issues, issuesTyped(r.PostForm("issues"))...) {
			issues = append(issues, f.issue())
		}
		err = r.Update(func(tx *models.Tx) error { b.ID = 0; return b.Receive(tx, issues) })
	}
	if err != nil {
		return r.again("feedback", err, s.newFeedback)
	}
	a, err := s.showFeedbackOf(r, b.ID)
	a.Status, a.Goto, a.Flash = http.StatusCreated, b.Link(), "反馈已登记，问题已列入清单。"
	return a, err
}

// feedbackPage is one feedback with its issues.
type feedbackPage struct {
	feedbackJSON
	Problems []findingJSON
	MayEnter bool
	Forms    []views.Form
}

func (s *Server) showFeedback(r *Request) (Answer, error) { return s.showFeedbackOf(r, r.ID()) }

func (s *Server) showFeedbackOf(r *Request, id int64) (Answer, error) {
	var page feedbackPage
	err := r.View(func(tx *models.Tx) error {
		b, err := supervision.FindFeedback(tx, id)
		if err != nil {
			return err
		}
		shown, err := showFeedbacks(tx, []supervision.Feedback{*b})
		if err != nil {
			return err
		}
		page.feedbackJSON = shown[0]
		if wantsJSON(r.Context) {
			return nil
		}
		issues, err := supervision.FromSource(tx, b.Subject())
		if err != nil {
			return err
		}
		if page.Problems, err = showFindings(tx, issues); err != nil {
			return err
		}
		if page.MayEnter = tx.Can(models.Enter, models.Findings, b.OrgID); page.MayEnter && r.asked("issue") {
			return r.askIssue(tx, &page, b)
		}
		return nil
	})
	return Answer{Page: "feedback", Title: word("巡视巡察反馈"), Section: "projects", View: page, JSON: page.feedbackJSON,
		Crumbs: append(findingCrumbs("巡视巡察反馈"), views.Crumb{Name: typed(page.Name)})}, err
}

// askIssue adds the form for one more issue.
func (r *Request) askIssue(tx *models.Tx, page *feedbackPage, b *supervision.Feedback) error {
	units, err := enterable(tx, models.Findings, b.OrgID)
	if err != nil {
		return err
	}
	holders, err := tx.AllHolders()
	page.Forms = []views.Form{r.fill(views.Form{ID: "issue", Title: "列入问题", Action: b.Link() + "/findings", Button: "列入清单", Fields: []views.Field{
		{Name: "org_id", Label: "责任单位", Type: "select", Must: true, Options: units}, {Name: "text", Label: "问题", Type: "textarea", Must: true},
		{Name: "requirement", Label: "整改要求", Type: "textarea"}, {Name: "owner_post_id", Label: "责任人", Type: "select", Options: seatOptions(holders, 0, "由责任单位定")},
		{Name: "due_on", Label: "整改时限", Type: "date", Value: string(b.DueOn), Hint: "不填则按规定的工作日推算"}}})}
	return err
}

// addIssue puts an issue of a feedback on the list of problems.
func (s *Server) addIssue(r *Request) (Answer, error) {
	var form issueForm
	err := r.Form(&form)
	var f *supervision.Finding
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			b, err := supervision.FindFeedback(tx, r.ID())
			if err != nil {
				return err
			}
			f, err = b.Add(tx, form.issue())
			return err
		})
	}
	if err != nil {
		return r.again("issue", err, s.showFeedback)
	}
	a, err := s.findingDone(r, f.ID, http.StatusCreated, "问题已列入清单。")
	a.Goto = fmt.Sprintf("/feedbacks/%d", r.ID())
	return a, err
}
