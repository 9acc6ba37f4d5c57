package models

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/language"
)

// User is an account; what it may do comes from the posts of its member.
type User struct {
	ID           int64
	Login        string
	Name         string
	Email        string
	WeComID      string `gorm:"column:wecom_id"` // the person's ids on the platforms
	DingTalkID   string `gorm:"column:dingtalk_id"`
	FeishuID     string `gorm:"column:feishu_id"`
	MemberID     *int64
	Admin        Admin  // "" for an account of the business
	PasswordHash string `json:"-"`
	Disabled     bool
	Large        bool              // large type
	Language     language.Language // "" for one who has not chosen
	Revision     int

	MustChange    bool       // the password is one that somebody else has seen
	PasswordSetAt *time.Time `json:"-"`
	TOTP          string     `gorm:"column:totp" json:"-"` // the secret of the second factor, encrypted
	TOTPOn        bool       `gorm:"column:totp_on" json:"second_factor"`
	TOTPStep      int64      `gorm:"column:totp_step" json:"-"` // the last code that was used

	Owes       Debt       `gorm:"-" json:"-"` // before anything else
	System     bool       `gorm:"-" json:"-"` // the program itself
	Posts      []HeldPost `gorm:"-" json:"-"`
	BranchPath string     `gorm:"-" json:"-"` // of the branch one is a member of
	BranchName string     `gorm:"-" json:"-"`

	memory *memory // as it was when the account was read for a request
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

// Branches are the paths of what one takes part in: the branch one is a member of,
// and the branches, groups and leading groups in which one holds a post.
func (u *User) Branches() []string {
	var paths []string
	if u.BranchPath != "" {
		paths = append(paths, u.BranchPath)
	}
	for _, p := range u.Posts {
		if slices.Contains([]OrgKind{Branch, JointBranch, PartyGroup, LeadingGroup}, p.Kind) && !slices.Contains(paths, p.Path) {
			paths = append(paths, p.Path)
		}
	}
	return paths
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

// Above lists the organisations that lead those the user's posts look after, and
// these themselves.
func (u *User) Above() (ids []int64) {
	for _, p := range u.Posts {
		for _, path := range append([]string{p.Path}, p.Reach...) {
			for _, part := range strings.Split(strings.Trim(path, "/"), "/") {
				id, _ := strconv.ParseInt(part, 10, 64) // paths are ours
				ids = append(ids, id)
			}
		}
	}
	return append(ids, -1)
}

// Is reports whether the account is the member's own.
func (u *User) Is(m *Member) bool { return u.MemberID != nil && *u.MemberID == m.ID }

// PostIDs lists the posts the user holds.
func (u *User) PostIDs() []int64 {
	ids := make([]int64, len(u.Posts))
	for i, p := range u.Posts {
		ids[i] = p.PostID
	}
	return ids
}

// Line is the user's first post, for under the name.
func (u *User) Line() language.Phrase {
	switch {
	case len(u.Posts) > 0:
		return language.Quote(u.Posts[0].OrgName + " " + u.Posts[0].Name)
	case u.Admin != "":
		return language.Phrase{u.Admin.String()}
	case u.BranchName == "":
		return language.Phrase{"党员"}
	}
	return language.Phrase{"%s 党员", u.BranchName}
}

// arrive readies who has been recognised: with the posts held, what the rules of
// passwords ask, and the memory for the request.
func (tx *Tx) arrive(u User, p Profile) (*User, error) {
	u.memory = tx.memory
	u.Owes = u.debt(p, tx.Now)
	return &u, tx.loadPosts(&u)
}

// loadPosts finds what the user holds today.
func (tx *Tx) loadPosts(u *User) error {
	if u.MemberID == nil {
		return nil
	}
	found, err := keepEach(tx, func(m *memory) map[int64]seats { return m.seats }, []int64{*u.MemberID}, func(ids []int64) (map[int64]seats, error) {
		s, err := tx.readSeats(ids[0])
		return map[int64]seats{ids[0]: s}, err
	})
	s := found[*u.MemberID]
	u.Posts, u.BranchPath, u.BranchName = s.posts, s.branchPath, s.branchName
	return err
}

// readSeats takes two queries.
func (tx *Tx) readSeats(memberID int64) (s seats, err error) {
	day := tx.Today()
	err = tx.Raw(&s.posts, `SELECT p.id AS post_id, o.id AS org_id, o.name AS org_name, p.name, p.office, o.kind, o.path
		FROM tenures t JOIN posts p ON p.id = t.post_id JOIN orgs o ON o.id = p.org_id
		WHERE t.member_id = ? AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?) ORDER BY t.start_on, t.id`,
		memberID, day, day)
	if err != nil {
		return s, err
	}
	var held, guiding []int64
	for i, p := range s.posts {
		held = append(held, p.PostID)
		s.posts[i].Reach = []string{p.Path}
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
		memberID, append(guiding, -1), append(held, -1))
	for _, r := range rows {
		if r.GuidedByID == 0 {
			s.branchPath, s.branchName = r.Path, r.Name
		}
		for i, p := range s.posts {
			if p.Kind == LeadingGroup && p.OrgID == r.GuidedByID {
				s.posts[i].Reach = append(s.posts[i].Reach, r.Path)
			}
			if p.PostID == -r.GuidedByID {
				s.posts[i].Field = append(s.posts[i].Field, r.Path)
			}
		}
	}
	return s, err
}

// Reading is how the actor wants pages to be; what is nil stays as it is.
type Reading struct {
	Large    *bool
	Language *language.Language
}

// SetReading changes how the actor wants pages to be.
func (tx *Tx) SetReading(reading Reading) error {
	var set []clause.Assigner
	if reading.Large != nil {
		set = append(set, Assign("large", *reading.Large))
	}
	if reading.Language != nil {
		set = append(set, Assign("language", *reading.Language))
	}
	if len(set) == 0 {
		return nil
	}
	_, err := In[User](tx).Where("id = ?", tx.Actor.ID).Set(set...).Update(tx.Ctx)
	return err
}
