package models

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Query is a typed query of gorm's, as far as we use it. It is a value: each step
// makes a new one, and any may be carried out more than once. Everything that does
// not depend on T lies in plan, so that a type more costs the compiler nothing
// (docs/decisions/0009).
type Query[T any] struct{ plan *plan }

// In starts a typed query inside the transaction.
func In[T any](tx *Tx, options ...clause.Expression) Query[T] {
	p := &plan{db: tx.gorm}
	if len(options) > 0 {
		p = p.with(func(g *gorm.DB) *gorm.DB { return g.Clauses(options...) })
	}
	return Query[T]{p}
}

// Where narrows to rows that meet a condition; its values stand apart from the SQL.
func (q Query[T]) Where(condition any, values ...any) Query[T] {
	return Query[T]{q.plan.where(condition, values)}
}

// Order sorts.
func (q Query[T]) Order(by any) Query[T] { return Query[T]{q.plan.order(by)} }

// Limit reads so many rows at most.
func (q Query[T]) Limit(most int) Query[T] { return Query[T]{q.plan.limit(most)} }

// Group makes one row of those that are alike.
func (q Query[T]) Group(by string) Query[T] { return Query[T]{q.plan.group(by)} }

// Select reads only these columns.
func (q Query[T]) Select(columns string, values ...any) Query[T] {
	return Query[T]{q.plan.choose(columns, values)}
}

// Omit leaves fields alone on creating, such as what is associated.
func (q Query[T]) Omit(fields ...string) Query[T] { return Query[T]{q.plan.omit(fields)} }

// Preload also reads what is associated, in one query more; how, if not nil, narrows or sorts it.
func (q Query[T]) Preload(association string, how func(*gorm.DB) *gorm.DB) Query[T] {
	return Query[T]{q.plan.preload(association, how)}
}

// LeftJoin also reads what is associated, in the same query.
func (q Query[T]) LeftJoin(association string) Query[T] {
	return Query[T]{q.plan.leftJoin(association)}
}

// Find reads all rows.
func (q Query[T]) Find(ctx context.Context) (list []T, err error) {
	err = q.plan.on(ctx).Find(&list).Error
	return list, err
}

// First reads the first row by primary key after the order asked for.
func (q Query[T]) First(ctx context.Context) (row T, err error) {
	err = q.plan.on(ctx).First(&row).Error
	return row, err
}

// Last reads the last row by primary key.
func (q Query[T]) Last(ctx context.Context) (row T, err error) {
	err = q.plan.on(ctx).Last(&row).Error
	return row, err
}

// Take reads a row, whichever comes first.
func (q Query[T]) Take(ctx context.Context) (row T, err error) {
	err = q.plan.on(ctx).Take(&row).Error
	return row, err
}

// Scan reads into something of another type.
func (q Query[T]) Scan(ctx context.Context, into any) error {
	return q.plan.on(ctx).Model(new(T)).Find(into).Error
}

// Count counts rows; column is "*", or one whose empty values do not count.
func (q Query[T]) Count(ctx context.Context, column string) (n int64, err error) {
	err = q.plan.on(ctx).Model(new(T)).Select(column).Count(&n).Error
	return n, err
}

// Create writes a row, which then has its number.
func (q Query[T]) Create(ctx context.Context, row *T) error { return q.plan.on(ctx).Create(row).Error }

// CreateInBatches writes rows, so many in a statement.
func (q Query[T]) CreateInBatches(ctx context.Context, rows *[]T, size int) error {
	return q.plan.on(ctx).CreateInBatches(rows, size).Error
}

// Update sets a column, zero values too, and returns how many rows matched.
func (q Query[T]) Update(ctx context.Context, column string, value any) (int, error) {
	return q.plan.update(ctx, new(T), []clause.Assigner{Assign(column, value)})
}

// Set prepares to change several columns.
func (q Query[T]) Set(values ...clause.Assigner) Setting { return Setting{q.plan, new(T), values} }

// Delete removes rows and returns how many there were.
func (q Query[T]) Delete(ctx context.Context) (int, error) {
	done := q.plan.on(ctx).Delete(new(T))
	return int(done.RowsAffected), done.Error
}

// Setting is a change of several columns.
type Setting struct {
	plan   *plan
	model  any
	values []clause.Assigner
}

// Update carries the change out and returns how many rows matched.
func (s Setting) Update(ctx context.Context) (int, error) {
	return s.plan.update(ctx, s.model, s.values)
}

// plan is what a query has been told so far.
type plan struct {
	db    *gorm.DB
	steps []func(*gorm.DB) *gorm.DB
}

func (p *plan) with(step func(*gorm.DB) *gorm.DB) *plan {
	return &plan{p.db, append(slices.Clip(p.steps), step)}
}

func (p *plan) where(condition any, values []any) *plan {
	return p.with(func(g *gorm.DB) *gorm.DB { return g.Where(condition, values...) })
}

func (p *plan) order(by any) *plan {
	return p.with(func(g *gorm.DB) *gorm.DB { return g.Order(by) })
}

func (p *plan) limit(most int) *plan {
	return p.with(func(g *gorm.DB) *gorm.DB { return g.Limit(most) })
}

func (p *plan) group(by string) *plan {
	return p.with(func(g *gorm.DB) *gorm.DB { return g.Group(by) })
}

func (p *plan) choose(columns string, values []any) *plan {
	return p.with(func(g *gorm.DB) *gorm.DB { return g.Select(columns, values...) })
}

func (p *plan) omit(fields []string) *plan {
	return p.with(func(g *gorm.DB) *gorm.DB { return g.Omit(fields...) })
}

func (p *plan) preload(association string, how func(*gorm.DB) *gorm.DB) *plan {
	return p.with(func(g *gorm.DB) *gorm.DB {
		if how == nil {
			return g.Preload(association)
		}
		return g.Preload(association, how)
	})
}

func (p *plan) leftJoin(association string) *plan {
	return p.with(func(g *gorm.DB) *gorm.DB { return g.Joins(association) })
}

// on is the query as gorm carries it out.
func (p *plan) on(ctx context.Context) *gorm.DB {
	g := p.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	for _, step := range p.steps {
		g = step(g)
	}
	return g
}

func (p *plan) update(ctx context.Context, model any, values []clause.Assigner) (int, error) {
	var set clause.Set
	for _, v := range values {
		set = append(set, v.Assignments()...)
	}
	done := p.on(ctx).Model(model).Clauses(set).Updates(map[string]any{})
	return int(done.RowsAffected), done.Error
}

// Only is the row of a hand-written query by number, or that there is none.
func Only[T any](rows []T, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, Missing
	}
	return &rows[0], nil
}
