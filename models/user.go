package models

import (
	"fmt"
	"strings"
)

// User is an account; what it may do comes from the posts of its member.
type User struct {
	ID           int64
	Login        string
	Name         string
	Email        string
	MemberID     *int64
	IsAdmin      bool   // system administrator: accounts, jobs, backups
	PasswordHash string `json:"-"`
	Disabled     bool
	Large        bool // large type
	Revision     int

	System     bool       `gorm:"-" json:"-"` // the program itself
	Posts      []HeldPost `gorm:"-" json:"-"`
	BranchPath string     `gorm:"-" json:"-"` // of the branch one is a member of
	BranchName string     `gorm:"-" json:"-"`
}

// HeldPost is a post an account's member holds today.
type HeldPost struct {
	PostID  int64
	OrgID   int64
	OrgName string
	Name    string
	Office  Office
	Kind    OrgKind
	Path    string
	Reach   []string `gorm:"-"` // paths the post looks after: its organisation, or what its leading group guides
}

// System acts for the program itself: reminders, imports from the command line.
var System = &User{Name: "系统", System: true}

// Holds reports whether the user holds the post.
func (u *User) Holds(postID int64) bool {
	for _, p := range u.Posts {
		if p.PostID == postID {
			return true
		}
	}
	return false
}

// PostIDs lists the posts the user holds.
func (u *User) PostIDs() []int64 {
	ids := make([]int64, len(u.Posts))
	for i, p := range u.Posts {
		ids[i] = p.PostID
	}
	return ids
}

// Line is the user's first post, for under the name.
func (u *User) Line() string {
	switch {
	case len(u.Posts) > 0:
		return u.Posts[0].OrgName + " " + u.Posts[0].Name
	case u.IsAdmin:
		return RoleNames[SystemAdmin]
	}
	return strings.TrimSpace(u.BranchName + " 党员")
}

// loadPosts reads what the user holds today: two queries, once a request.
func (tx *Tx) loadPosts(u *User) error {
	if u.MemberID == nil {
		return nil
	}
	day := tx.Today()
	err := tx.Raw(&u.Posts, `SELECT p.id AS post_id, o.id AS org_id, o.name AS org_name, p.name, p.office, o.kind, o.path
		FROM tenures t JOIN posts p ON p.id = t.post_id JOIN orgs o ON o.id = p.org_id
		WHERE t.member_id = ? AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?) ORDER BY t.start_on, t.id`,
		*u.MemberID, day, day)
	if err != nil {
		return err
	}
	var guiding []int64
	for i, p := range u.Posts {
		u.Posts[i].Reach = []string{p.Path}
		if p.Kind == LeadingGroup {
			guiding = append(guiding, p.OrgID)
		}
	}
	var rows []struct {
		GuidedByID int64
		Path, Name string
	}
	err = tx.Raw(&rows, `SELECT 0 AS guided_by_id, o.path, o.name FROM members m JOIN orgs o ON o.id = m.org_id WHERE m.id = ? AND m.left_on = ''
		UNION ALL SELECT guided_by_id, path, name FROM orgs WHERE guided_by_id IN ?`, *u.MemberID, append(guiding, -1))
	for _, r := range rows {
		if r.GuidedByID == 0 {
			u.BranchPath, u.BranchName = r.Path, r.Name
		}
		for i, p := range u.Posts {
			if p.Kind == LeadingGroup && p.OrgID == r.GuidedByID {
				u.Posts[i].Reach = append(u.Posts[i].Reach, r.Path)
			}
		}
	}
	return err
}

// Users lists the accounts the actor may see.
func (tx *Tx) Users() ([]User, error) {
	s := tx.scope(View, Accounts)
	if s.everything {
		return In[User](tx).Order("login").Find(tx.Ctx)
	}
	where, args := s.sql("org_id")
	return In[User](tx).Where("member_id IN (SELECT id FROM members WHERE "+where+")", args...).Order("login").Find(tx.Ctx)
}

// User finds an account the actor may see.
func (tx *Tx) User(id int64) (*User, error) {
	s := tx.scope(View, Accounts)
	q := In[User](tx).Where("id = ?", id)
	if !s.everything {
		where, args := s.sql("org_id")
		q = q.Where("member_id IN (SELECT id FROM members WHERE "+where+")", args...)
	}
	u, err := q.First(tx.Ctx)
	return &u, err
}

// CreateUser adds an account; its password is set apart, see SetPassword.
func (tx *Tx) CreateUser(u *User) error {
	if err := tx.Require(Enter, Accounts, 0); err != nil {
		return err
	}
	wrong := FieldErrors{}
	if u.Login = strings.ToLower(strings.TrimSpace(u.Login)); u.Login == "" {
		wrong.Add("login", "请填写登录名")
	}
	if u.Name = strings.TrimSpace(u.Name); u.Name == "" {
		wrong.Add("name", "请填写姓名")
	}
	if err := wrong.Err("账号信息不完整。"); err != nil {
		return err
	}
	if err := In[User](tx).Create(tx.Ctx, u); err != nil {
		if IsDuplicate(err) {
			return &Error{Kind: Conflict, Message: "登录名“" + u.Login + "”已被使用，请换一个。", Fields: map[string]string{"login": "登录名重复"}}
		}
		return err
	}
	return tx.Record(Entry{Verb: "新建账号", Subject: fmt.Sprintf("users/%d", u.ID), Topic: fmt.Sprintf("users/%d", u.ID), Detail: u.Name, After: JSON(u)})
}

// Disable closes or reopens an account; closing ends its sessions and tokens at once.
func (u *User) Disable(tx *Tx, disabled bool) error {
	if err := tx.Require(Enter, Accounts, 0); err != nil {
		return err
	}
	if disabled && u.ID == tx.Actor.ID {
		return Fail(Conflict, "不能停用自己正在使用的账号。")
	}
	n, err := In[User](tx).Where("id = ? AND revision = ?", u.ID, u.Revision).
		Set(Assign("disabled", disabled), Assign("revision", u.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return Stale
	}
	if disabled {
		if err := tx.endSessions(u.ID, ""); err != nil {
			return err
		}
	}
	u.Disabled, u.Revision = disabled, u.Revision+1
	verb := map[bool]string{true: "停用账号", false: "启用账号"}[disabled]
	return tx.Record(Entry{Verb: verb, Subject: fmt.Sprintf("users/%d", u.ID), Topic: fmt.Sprintf("users/%d", u.ID), Detail: u.Name})
}

// SetLarge switches large type for the actor.
func (tx *Tx) SetLarge(large bool) error {
	_, err := In[User](tx).Where("id = ?", tx.Actor.ID).Set(Assign("large", large)).Update(tx.Ctx)
	return err
}
