package models

import (
	"cmp"
	"context"
	"errors"
	"reflect"
	"slices"
	"sync"

	"gorm.io/gorm"

	"luoshi/calendar"
)

// memory keeps what nearly every request asks for and what changes a few times a
// week: rules, working days, who holds which post, whose a token is. It holds for one day and one
// number of the row in changes, which every transaction that writes to one of the
// remembered tables raises and every request reads with its account. So what is
// kept is never out of date, whichever replica changed it.
type memory struct {
	number int64
	day    calendar.Date

	mu      sync.Mutex
	work    *calendar.Workdays
	dated   []Rule
	params  map[paramKey]any
	seats   map[int64]seats   // by member
	holders map[int64]Holder  // by post
	bearers map[string]bearer // by the hash of a token

	security security
}

// remembered are the tables a memory is made of.
var remembered = []string{"orgs", "posts", "tenures", "members", "users", "tokens", "rules", "calendar_days", "supervisions", "security_settings"}

// paramKey is a rule's parameters as one type reads them.
type paramKey struct {
	rule int64
	as   reflect.Type
}

// seats is where a member sits: the posts held and the branch belonged to.
type seats struct {
	posts                  []HeldPost
	branchPath, branchName string
}

// most is how many posts and members a memory keeps; beyond, it begins anew.
const most = 20_000

func newMemory(number int64, day calendar.Date) *memory {
	return &memory{number: number, day: day, params: map[paramKey]any{}, seats: map[int64]seats{}, holders: map[int64]Holder{},
		bearers: map[string]bearer{}}
}

// recall is the memory for a number and day: the present one, or a new one.
func (db *DB) recall(number int64, day calendar.Date) *memory {
	db.remembering.Lock()
	defer db.remembering.Unlock()
	if db.memory == nil || db.memory.number != number || db.memory.day != day {
		db.memory = newMemory(number, day)
	}
	return db.memory
}

// known is the memory for this piece of work; none is shared with a transaction
// that has itself changed what is remembered.
func (tx *Tx) known() (*memory, error) {
	if tx.changes != nil && tx.changes.made {
		return newMemory(0, tx.Today()), nil
	}
	if tx.memory == nil {
		number, err := tx.number(presentNumber)
		if err != nil {
			return nil, err
		}
		tx.memory = tx.home.recall(number, tx.Today())
	}
	return tx.memory, nil
}

const presentNumber = "SELECT number FROM changes WHERE id = 1"

// keep reads one of a memory's things, with fill where it is not known yet.
func keep[T any](tx *Tx, at func(*memory) *T, missing func(T) bool, fill func() (T, error)) (T, error) {
	m, err := tx.known()
	if err != nil {
		return *new(T), err
	}
	m.mu.Lock()
	kept := *at(m)
	m.mu.Unlock()
	if !missing(kept) {
		return kept, nil
	}
	if kept, err = fill(); err == nil {
		m.mu.Lock()
		*at(m) = kept
		m.mu.Unlock()
	}
	return kept, err
}

// keepEach reads the things with these keys, with fill for those not known yet.
func keepEach[K cmp.Ordered, T any](tx *Tx, in func(*memory) map[K]T, ids []K, fill func(missing []K) (map[K]T, error)) (map[K]T, error) {
	m, err := tx.known()
	if err != nil {
		return nil, err
	}
	found := make(map[K]T, len(ids))
	var missing []K
	m.mu.Lock()
	for _, id := range ids {
		if v, ok := in(m)[id]; ok {
			found[id] = v
		} else {
			missing = append(missing, id)
		}
	}
	m.mu.Unlock()
	if len(missing) == 0 {
		return found, nil
	}
	slices.Sort(missing)
	read, err := fill(slices.Compact(missing))
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(in(m)) > most {
		clear(in(m))
	}
	for id, v := range read {
		in(m)[id], found[id] = v, v
	}
	return found, nil
}

// changes is whether a transaction has written to a remembered table.
type changes struct{ made bool }

// changesKey is where a transaction's context carries its changes.
type changesKey struct{}

// watch notes every write to a remembered table, so that no verb has to think of it.
func (db *DB) watch() error {
	note := func(g *gorm.DB) {
		if c, ok := g.Statement.Context.Value(changesKey{}).(*changes); ok && slices.Contains(remembered, g.Statement.Table) {
			c.made = true
		}
	}
	c := db.gorm.Callback()
	return errors.Join(c.Create().Before("gorm:create").Register("luoshi:changed", note),
		c.Update().Before("gorm:update").Register("luoshi:changed", note),
		c.Delete().Before("gorm:delete").Register("luoshi:changed", note))
}

// publish makes every replica read anew what the transaction has changed, when it commits.
func (c *changes) publish(ctx context.Context, g *gorm.DB) error {
	if !c.made {
		return nil
	}
	return g.WithContext(ctx).Exec("UPDATE changes SET number = number + 1 WHERE id = 1").Error
}
