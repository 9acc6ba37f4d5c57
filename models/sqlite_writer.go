package models

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"gorm.io/gorm"
)

// writer is the one connection through which SQLite is written. It keeps its
// statements prepared, which database/sql does not do inside transactions. Only
// who holds the queue of writers touches it.
type writer struct {
	pool  *sql.DB
	conn  *sql.Conn // nil before the first transaction, and after a fault
	ready map[string]*sql.Stmt
}

// Bounds of what a writer keeps prepared.
const (
	statements = 200
	longest    = 32 << 10 // bytes of SQL
)

// BeginTx waits for writers of other processes.
func (w *writer) BeginTx(ctx context.Context, _ *sql.TxOptions) (gorm.ConnPool, error) {
	if w.conn == nil {
		conn, err := w.pool.Conn(ctx)
		if err != nil {
			return nil, err
		}
		w.conn, w.ready = conn, map[string]*sql.Stmt{}
	}
	if _, err := w.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		w.drop()
		return nil, err
	}
	return &writing{w}, nil
}

// writing is a transaction under way.
type writing struct{ *writer }

// Commit ends the transaction even when who asked for it has gone away.
func (w *writing) Commit() error { return w.end("COMMIT") }

// Rollback leaves nothing behind: a connection on which it fails is given up.
func (w *writing) Rollback() error {
	err := w.end("ROLLBACK")
	if err != nil {
		w.drop()
	}
	return err
}

func (w *writing) end(how string) error {
	_, err := w.ExecContext(context.Background(), how)
	return err
}

// PrepareContext prepares a statement, or finds it prepared.
func (w *writer) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := w.ready[query]; s != nil {
		return s, nil
	}
	if len(w.ready) >= statements {
		for q, s := range w.ready {
			s.Close() // nothing is lost with it
			delete(w.ready, q)
		}
	}
	s, err := w.conn.PrepareContext(ctx, query)
	if err == nil {
		w.ready[query] = s
	}
	return s, err
}

// ExecContext carries out a statement.
func (w *writer) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if len(query) > longest {
		return w.conn.ExecContext(ctx, query, args...)
	}
	s, err := w.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryContext asks for rows.
func (w *writer) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if len(query) > longest {
		return w.conn.QueryContext(ctx, query, args...)
	}
	s, err := w.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext asks for one row.
func (w *writer) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return w.conn.QueryRowContext(ctx, query, args...)
}

// drop gives the connection up; the next transaction opens another. What was not
// committed on it is rolled back.
func (w *writer) drop() {
	if w.conn == nil {
		return
	}
	for _, s := range w.ready {
		s.Close()
	}
	w.conn.Raw(func(any) error { return driver.ErrBadConn }) // so that it is closed, not put back
	w.conn.Close()
	w.conn, w.ready = nil, nil
}
