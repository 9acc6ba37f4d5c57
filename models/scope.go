package models

import (
	"slices"
	"strconv"
	"strings"

	"luoshi/language"
)

// scope is the part of the tree a verb reaches, as paths.
type scope struct {
	everything bool
	below      []string // paths: the organisation and all below it
	own        bool     // also what is one's own, for the verb to check
}

// scope works out how far the actor's posts reach. It costs no query: the
// actor was read with all posts.
func (tx *Tx) scope(verb Verb, object Object) scope {
	var s scope
	u := tx.Actor
	if u.System {
		return scope{everything: true}
	}
	reach := func(r Role, tree, field []string) {
		switch allows(matrix[object][r], verb) {
		case 'C':
			s.everything = true
		case 'T':
			s.below = append(s.below, tree...)
		case 'F':
			s.below = append(s.below, field...)
		case 'S':
			s.own = true
		}
	}
	for _, p := range u.Posts {
		reach(RoleOf(p.Office, p.Kind), p.Reach, p.field())
	}
	if u.BranchPath != "" {
		reach("R14", []string{u.BranchPath}, nil)
	}
	if u.Admin != "" {
		reach(AdminRoles[u.Admin], nil, nil)
	}
	return s
}

// sql is the scope as a condition on a column that holds an organisation's id.
func (s scope) sql(column string) (string, []any) {
	if s.everything {
		return "1 = 1", nil
	}
	if len(s.below) == 0 {
		return "1 = 0", nil
	}
	var ors []string
	var args []any
	for _, path := range s.below {
		ors = append(ors, "path >= ? AND path < ?")
		args = append(args, path, strings.TrimSuffix(path, "/")+"0") // "0" follows "/": an index range, not a LIKE
	}
	return column + " IN (SELECT id FROM orgs WHERE " + strings.Join(ors, " OR ") + ")", args
}

// Visible starts a query over the rows of an object the actor may see; column
// holds the organisation they belong to. What it leaves out does not exist.
func Visible[T any](tx *Tx, object Object, column string) Query[T] {
	where, args := tx.scope(View, object).sql(column)
	return In[T](tx).Where(where, args...)
}

// Scope is the condition behind Visible, for queries that join: SQL on a column
// that holds an organisation's id, and its arguments.
func (tx *Tx) Scope(verb Verb, object Object, column string) (string, []any) {
	return tx.scope(verb, object).sql(column)
}

// Raw scans rows of a hand-written query into dest; the query must hold no user text.
func (tx *Tx) Raw(dest any, query string, args ...any) error {
	return tx.gorm.Raw(query, args...).Scan(dest).Error
}

func containsID(path string, id int64) bool {
	return strings.Contains(path, "/"+strconv.FormatInt(id, 10)+"/")
}

// SeesBelow reports whether the actor sees the object in some part of the tree,
// and not only what is one's own.
func (tx *Tx) SeesBelow(object Object) bool {
	s := tx.scope(View, object)
	return s.everything || len(s.below) > 0
}

// Sees reports whether any of the object can be visible to the actor.
func (tx *Tx) Sees(object Object) bool { return tx.Reaches(View, object) }

// Reaches reports whether the actor may do the verb to any of the object at all.
func (tx *Tx) Reaches(verb Verb, object Object) bool {
	s := tx.scope(verb, object)
	return s.everything || s.own || len(s.below) > 0
}

// RequireSight stops the actor at a list of which nothing can be visible.
func (tx *Tx) RequireSight(object Object) error {
	if !tx.Sees(object) {
		return Fail(Forbidden, "您的职务没有“%s”的查看权限；如需查看，请联系本单位党务干部或市直机关工委。", language.Word(object))
	}
	return nil
}

// CanBelow is Can for an organisation that is at hand: no query.
func (tx *Tx) CanBelow(verb Verb, object Object, org *Org) bool {
	s := tx.scope(verb, object)
	return s.everything || org != nil && slices.ContainsFunc(s.below, func(path string) bool { return strings.HasPrefix(org.Path, path) })
}
