// Package models holds what the organisation works with and every rule about it:
// the ground (database, transactions, errors, audit), organisations, posts,
// members, users, and what each of them may see and do.
package models

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// DB is the one door to the database, and the one place that asks the time.
type DB struct {
	gorm      *gorm.DB
	now       func() time.Time
	zone      *time.Location
	passwords passwords
	keys      Keys
	writing   *gorm.DB      // what transactions begin from: gorm, or SQLite's one writer
	queue     chan struct{} // of SQLite's writers, one at a time; this queue is fair, its lock is not
	writer    *writer       // nil on MySQL

	remembering sync.Mutex
	memory      *memory
}

// Open connects to "mysql://…" or to an SQLite file, and leaves the schema alone.
func Open(dsn string, zone *time.Location, now func() time.Time) (*DB, error) {
	config := &gorm.Config{
		TranslateError:         true,
		PrepareStmtMaxSize:     200,
		SkipDefaultTransaction: true, // transactions are explicit: see Update
		Logger:                 logger.Default.LogMode(logger.Silent),
	}
	db := &DB{
		zone: zone,
		now:  func() time.Time { return now().UTC().Truncate(time.Millisecond) }, // what both databases keep
	}
	config.NowFunc = db.now

	var err error
	connections := 32
	rest, isMySQL := strings.CutPrefix(dsn, "mysql://")
	if isMySQL {
		err = db.openMySQL(rest, config)
	} else {
		connections = 9 // the writer, and no more readers than do not get in each other's way
		db.queue = make(chan struct{}, 1)
		db.gorm, err = gorm.Open(openSQLite(dsn), config)
	}
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := db.watch(); err != nil {
		return nil, err
	}
	db.passwords = newPasswords()
	pool, err := db.gorm.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db.writing = db.gorm
	if !isMySQL {
		db.writer = &writer{pool: pool}
		db.writing = db.gorm.Session(&gorm.Session{Context: context.Background()}) // with a statement of its own
		db.writing.Statement.ConnPool = db.writer
	}
	return db, nil
}

// Prepare keeps what SQLite is asked prepared from now on, for a server that asks
// the same again and again; what gorm starts for it ends with the process.
func (db *DB) Prepare() {
	if db.queue != nil {
		db.gorm = db.gorm.Session(&gorm.Session{PrepareStmt: true})
	}
}

// openMySQL connects with the settings without which MySQL and SQLite differ:
// row counts, times, and what a transaction sees of its rivals.
func (db *DB) openMySQL(dsn string, config *gorm.Config) error {
	c, err := mysqldriver.ParseDSN(dsn)
	if err != nil {
		return fmt.Errorf("mysql dsn: %w", err)
	}
	c.ParseTime, c.Loc, c.ClientFoundRows = true, time.UTC, true // RowsAffected means "matched", as in SQLite
	c.Collation = "utf8mb4_bin"
	c.InterpolateParams = true
	c.Timeout, c.ReadTimeout, c.WriteTimeout = 3*time.Second, 60*time.Second, 60*time.Second
	dial, err := mysqldriver.NewConnector(c)
	if err != nil {
		return fmt.Errorf("mysql dsn: %w", err)
	}
	db.gorm, err = gorm.Open(mysql.New(mysql.Config{Conn: sql.OpenDB(committed{dial}), DSNConfig: c}), config)
	return err
}

// committed connects to sessions in which a read sees what a rival has just
// written. It is said once a connection: the driver would say it once a transaction.
type committed struct{ driver.Connector }

// Connect is for database/sql.
func (c committed) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if _, err = conn.(driver.ExecerContext).ExecContext(ctx, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", nil); err != nil {
		conn.Close() // the error to tell is the first
		return nil, err
	}
	return conn, nil
}

// tries is how often a piece of work is begun before a rival's lock is an error.
const tries = 8

// Update runs work in one transaction: all of it happens, or none. It is run
// again when the database says a rival got in the way, so work must not reach
// outside the Tx.
func (db *DB) Update(ctx context.Context, actor *User, work func(*Tx) error) error {
	if db.queue != nil {
		select {
		case db.queue <- struct{}{}:
			defer func() { <-db.queue }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for attempt := 1; ; attempt++ {
		err := db.writing.WithContext(ctx).Transaction(func(g *gorm.DB) error {
			own := &changes{}
			tx := db.tx(context.WithValue(ctx, changesKey{}, own), actor, g)
			tx.changes = own
			if err := work(tx); err != nil {
				return err
			}
			return own.publish(ctx, g)
		})
		if attempt == tries || !isContention(err) {
			return err
		}
		select {
		case <-time.After(time.Duration(rand.IntN(10<<attempt)) * time.Millisecond):
		case <-ctx.Done():
			return err
		}
	}
}

// View runs work to read, without a transaction.
func (db *DB) View(ctx context.Context, actor *User, work func(*Tx) error) error {
	return work(db.tx(ctx, actor, db.gorm.WithContext(ctx)))
}

func (db *DB) tx(ctx context.Context, actor *User, g *gorm.DB) *Tx {
	return &Tx{Actor: actor, Now: db.now(), Ctx: ctx, gorm: g, home: db, memory: actor.memory}
}

// Now is the moment it is for every Tx begun now.
func (db *DB) Now() time.Time { return db.now() }

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	pool, err := db.gorm.DB()
	if err != nil {
		return err
	}
	return pool.PingContext(ctx)
}

// OnQuery calls saw with every statement from now on; tests count queries with it.
func (db *DB) OnQuery(saw func(sql string)) error {
	note := func(g *gorm.DB) { saw(g.Statement.SQL.String()) }
	c := db.gorm.Callback()
	for _, err := range []error{
		c.Query().After("gorm:query").Register("luoshi:query", note),
		c.Row().After("gorm:row").Register("luoshi:row", note),
		c.Raw().After("gorm:raw").Register("luoshi:raw", note),
		c.Create().After("gorm:create").Register("luoshi:create", note),
		c.Update().After("gorm:update").Register("luoshi:update", note),
		c.Delete().After("gorm:delete").Register("luoshi:delete", note),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// Close ends all connections, after the transaction in hand.
func (db *DB) Close() error {
	if db.queue != nil {
		db.queue <- struct{}{}
		defer func() { <-db.queue }()
		db.writer.drop()
	}
	pool, err := db.gorm.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}
