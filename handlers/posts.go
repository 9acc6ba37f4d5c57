package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// tenureView is one person's time in a post.
type tenureView struct {
	ID         int64         `json:"id"`
	MemberID   int64         `json:"member_id"`
	MemberName string        `json:"member_name"`
	StartOn    calendar.Date `json:"start_on"`
	EndOn      calendar.Date `json:"end_on"`
	FiledOn    calendar.Date `json:"filed_on"`
	FullTime   bool          `json:"full_time"`
}

// postDetail is a post with everyone who has held it.
type postDetail struct {
	ID      int64        `json:"id"`
	OrgID   int64        `json:"org_id"`
	OrgName string       `json:"org_name"`
	Office  string       `json:"office"`
	Name    string       `json:"name"`
	Tenures []tenureView `json:"tenures"`
	Work    []workView   `json:"open_work"` // moves with the post
	Field   []orgJSON    `json:"field"`     // what a post of a leading group supervises
}

// workView is a milestone that a post owes.
type workView struct {
	ID    int64         `json:"milestone_id"`
	Name  string        `json:"name"`
	DueOn calendar.Date `json:"due_on"`
}

type postPage struct {
	postDetail
	Appoint, Vacate, SetField *views.Form
	HasField                  bool
}

func (s *Server) listPosts(r *Request) (Answer, error) {
	list := List[postView]{Items: []postView{}}
	page := postsPage{}
	limit, after, err := r.pageByID()
	if err != nil {
		return Answer{}, err
	}
	err = r.View(func(tx *models.Tx) error {
		org, err := r.orgFilter(tx)
		if err != nil {
			return err
		}
		page.Tabs = orgTabs(tx, "posts")
		holders, err := tx.PostList(org, after, limit+1)
		if len(holders) > limit {
			holders = holders[:limit]
			list.Next = cursor(holders[limit-1].PostID)
		}
		for _, h := range holders {
			list.Items = append(list.Items, showPost(h))
		}
		return err
	})
	page.Posts, page.Pager = list.Items, r.pager(list.Next)
	return Answer{Page: "posts", Title: word("职务"), Section: "orgs", Crumbs: []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("职务")}}, View: page, JSON: list}, err
}

type postsPage struct {
	Tabs  []views.Tab
	Posts []postView
	Pager views.Pager
}

// orgFilter is the organisation of ?org=, nil for none.
func (r *Request) orgFilter(tx *models.Tx) (*models.Org, error) {
	text := r.Query("org")
	if text == "" {
		return nil, nil
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, models.FailAt(models.Invalid, "org", "org 须为组织的编号。")
	}
	return tx.Org(id)
}

func (s *Server) showPost(r *Request) (Answer, error) {
	var page postPage
	var crumbs []views.Crumb
	err := r.View(func(tx *models.Tx) error {
		post, err := tx.Post(r.ID())
		if err != nil {
			return err
		}
		tenures, err := post.Tenures(tx)
		if err != nil {
			return err
		}
		page.postDetail = postDetail{post.ID, post.OrgID, post.Org.Name, string(post.Office), post.Name, []tenureView{}, []workView{}, nil}
		for _, t := range tenures {
			page.Tenures = append(page.Tenures, tenureView{t.ID, t.MemberID, t.Member.Name, t.StartOn, t.EndOn, t.FiledOn, t.FullTime})
		}
		open, err := project.OpenAt(tx, post.ID)
		if err != nil {
			return err
		}
		for _, m := range open {
			page.Work = append(page.Work, workView{m.ID, m.Name, m.DueOn})
		}
		if err := r.readField(tx, post, &page); err != nil {
			return err
		}
		crumbs = []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: typed(post.Org.Name), Link: fmt.Sprintf("/orgs/%d", post.OrgID)}, {Name: typed(post.Name)}}
		if wantsJSON(r.Context) || !tx.Can(models.Enter, models.Orgs, post.OrgID) {
			return nil
		}
		return r.tenureForms(tx, post, &page)
	})
	return Answer{Page: "post", Title: typed(page.Name), Section: "orgs", Crumbs: crumbs, View: page, JSON: page.postDetail}, err
}

func (r *Request) tenureForms(tx *models.Tx, post *models.Post, page *postPage) error {
	candidates, err := post.Org.Candidates(tx)
	people := []views.Option{{Name: word("请选择")}}
	for _, m := range candidates {
		people = append(people, views.Option{Value: strconv.FormatInt(m.ID, 10), Name: typed(m.Name)})
	}
	address := fmt.Sprintf("/posts/%d/tenure", post.ID)
	today := string(tx.Today())
	appoint := r.fill(views.Form{ID: "appoint", Title: "接任", Action: address, Button: "办理接任",
		Text: "前任到接任日前一天为止；未办结的工作随职务移交给接任的人，历史保留。",
		Fields: []views.Field{{Name: "member_id", Label: "接任的人", Type: "select", Must: true, Options: people},
			{Name: "start_on", Label: "任职日期", Type: "date", Must: true, Value: today}, tick("full_time", "专职", false)}})
	page.Appoint = &appoint
	if len(page.Tenures) > 0 && page.Tenures[0].EndOn == "" {
		vacate := r.fill(views.Form{ID: "vacate", Title: "离任", Action: address + "?_method=DELETE", Button: "办理离任",
			Text: "没有接任的人时办理；职务空缺期间，工作仍挂在职务上，由上级看到。", Confirm: "确定办理离任？该职务将空缺。",
			Fields: []views.Field{{Name: "last_on", Label: "任职的最后一天", Type: "date", Must: true, Value: today}}})
		page.Vacate = &vacate
	}
	return err
}

func (s *Server) createPost(r *Request) (Answer, error) {
	var form struct {
		OrgID  int64         `form:"org_id" json:"org_id" binding:"required" label:"组织"`
		Office models.Office `form:"office" json:"office" binding:"required,max=30" label:"职务类别"`
		Name   string        `form:"name" json:"name" binding:"max=100" label:"职务名称"`
	}
	err := r.Form(&form)
	var post models.Post
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			org, err := tx.Org(form.OrgID)
			if err != nil {
				return err
			}
			post = models.Post{OrgID: org.ID, Office: form.Office, Name: form.Name}
			return tx.CreatePost(&post)
		})
	}
	if err != nil {
		return r.again("post", err, func(r *Request) (Answer, error) { return s.orgAnswer(r, form.OrgID) })
	}
	view := postView{ID: post.ID, OrgID: post.OrgID, Office: string(post.Office), Name: post.Name}
	return created(view, fmt.Sprintf("/posts/%d", post.ID), "已设置职务，请办理任职。"), nil
}

// appoint is 接任: the predecessor leaves and the successor begins in one step.
func (s *Server) appoint(r *Request) (Answer, error) {
	var form struct {
		MemberID int64         `form:"member_id" json:"member_id" binding:"required" label:"接任的人"`
		StartOn  calendar.Date `form:"start_on" json:"start_on" binding:"required,max=10" label:"任职日期"`
		FullTime bool          `form:"full_time" json:"full_time"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			post, err := tx.Post(r.ID())
			if err != nil {
				return err
			}
			return post.Appoint(tx, &models.Tenure{MemberID: form.MemberID, StartOn: form.StartOn, FullTime: form.FullTime})
		})
	}
	return s.tenureAnswer(r, "appoint", "已办理接任。", err)
}

// vacate is 离任: the post is vacant from the day after.
func (s *Server) vacate(r *Request) (Answer, error) {
	var form struct {
		LastOn calendar.Date `form:"last_on" json:"last_on" binding:"required,max=10" label:"任职的最后一天"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			post, err := tx.Post(r.ID())
			if err != nil {
				return err
			}
			return post.Vacate(tx, form.LastOn)
		})
	}
	return s.tenureAnswer(r, "vacate", "已办理离任，职务空缺。", err)
}

func (s *Server) tenureAnswer(r *Request, form string, flash word, err error) (Answer, error) {
	if err != nil {
		return r.again(form, err, s.showPost)
	}
	if wantsJSON(r.Context) {
		return s.showPost(r)
	}
	return Answer{Goto: fmt.Sprintf("/posts/%d", r.ID()), Flash: flash}, nil
}
