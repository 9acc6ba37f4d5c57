package models

import (
	"strings"

	"luoshi/language"
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

	Language language.Language `gorm:"-" json:"-"`

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
	Field   []string `gorm:"-"` // paths a member of a leading group supervises
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
		UNION ALL SELECT guided_by_id, path, name FROM orgs WHERE guided_by_id IN ?
		UNION ALL SELECT -s.post_id, o.path, o.name FROM supervisions s JOIN orgs o ON o.id = s.org_id WHERE s.post_id IN ?`,
		*u.MemberID, append(guiding, -1), append(u.PostIDs(), -1))
	for _, r := range rows {
		if r.GuidedByID == 0 {
			u.BranchPath, u.BranchName = r.Path, r.Name
		}
		for i, p := range u.Posts {
			if p.Kind == LeadingGroup && p.OrgID == r.GuidedByID {
				u.Posts[i].Reach = append(u.Posts[i].Reach, r.Path)
			}
			if p.PostID == -r.GuidedByID {
				u.Posts[i].Field = append(u.Posts[i].Field, r.Path)
			}
		}
	}
	return err
}

// SetLarge switches large type for the actor.
func (tx *Tx) SetLarge(large bool) error {
	_, err := In[User](tx).Where("id = ?", tx.Actor.ID).Set(Assign("large", large)).Update(tx.Ctx)
	return err
}
