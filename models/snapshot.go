package models

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Table is a table as both databases know it.
type Table struct {
	Name    string   `json:"name"`
	Columns []Column `json:"columns,omitempty"` // by name
	Next    int64    `json:"next,omitempty"`    // the number the next row gets, 0 where rows are not numbered
}

// Column is one of a table's columns.
type Column struct {
	Name string `json:"name"`
	Kind Kept   `json:"kind"`
	Key  bool   `json:"key,omitempty"` // of the primary key
}

// Kept is what a column keeps, whatever a database calls it.
type Kept string

const (
	KeptInt   Kept = "int" // truth values are 0 and 1
	KeptFloat Kept = "float"
	KeptText  Kept = "text"
	KeptTime  Kept = "time" // UTC, milliseconds
	KeptBytes Kept = "bytes"
)

// kinds is what the types of our migrations keep.
var kinds = map[string]Kept{
	"INTEGER": KeptInt, "BOOLEAN": KeptInt, "BIGINT": KeptInt, "INT": KeptInt, "TINYINT": KeptInt, "SMALLINT": KeptInt,
	"DOUBLE": KeptFloat, "TEXT": KeptText, "CHAR": KeptText, "VARCHAR": KeptText, "MEDIUMTEXT": KeptText, "LONGTEXT": KeptText,
	"DATETIME": KeptTime, "BLOB": KeptBytes, "MEDIUMBLOB": KeptBytes, "LONGBLOB": KeptBytes, "VARBINARY": KeptBytes,
}

// Snapshot is the whole database as it was at one moment, while others go on writing.
type Snapshot struct {
	Tables []Table // by name; the migrations' own is not among them

	ctx   context.Context
	conn  *sql.Conn
	mysql bool
}

// Snapshot runs read over the database as it is now.
func (db *DB) Snapshot(ctx context.Context, read func(*Snapshot) error) error {
	s, err := db.connection(ctx)
	if err != nil {
		return err
	}
	defer s.conn.Close()
	begin := []string{"BEGIN DEFERRED"} // takes no lock that a writer waits for
	if s.mysql {
		begin = []string{"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "START TRANSACTION WITH CONSISTENT SNAPSHOT"}
	}
	if err := s.do(begin...); err != nil {
		return err
	}
	if err = s.describe(); err == nil {
		err = read(s)
	}
	if s.do("ROLLBACK") != nil {
		_ = s.conn.Raw(func(any) error { return driver.ErrBadConn }) // the pool is not to have it back
	}
	return err
}

// connection is one of the pool's, for what depends on the connection.
func (db *DB) connection(ctx context.Context) (*Snapshot, error) {
	pool, err := db.gorm.DB()
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	return &Snapshot{ctx: ctx, conn: conn, mysql: db.writer == nil}, err
}

func (s *Snapshot) do(statements ...string) error {
	for _, statement := range statements {
		if _, err := s.conn.ExecContext(s.ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

const (
	describeSQLite = `SELECT m.name, c.name, c.type, c.pk > 0
		FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'goose_db_version' ORDER BY m.name, c.name`
	describeMySQL = `SELECT t.table_name, c.column_name, c.data_type, c.column_key = 'PRI'
		FROM information_schema.tables t JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
		WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND t.table_name <> 'goose_db_version'
		ORDER BY t.table_name, c.column_name`
	numbersSQLite = `SELECT name, seq + 1 FROM sqlite_sequence`
	numbersMySQL  = `SELECT table_name, auto_increment FROM information_schema.tables WHERE table_schema = DATABASE() AND auto_increment IS NOT NULL`
)

// describe reads what tables there are.
func (s *Snapshot) describe() error {
	query, numbers := describeSQLite, numbersSQLite
	if s.mysql {
		query, numbers = describeMySQL, numbersMySQL
	}
	rows, err := s.conn.QueryContext(s.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	s.Tables = nil
	for rows.Next() {
		var t Table
		var c Column
		var kind string
		if err := rows.Scan(&t.Name, &c.Name, &kind, &c.Key); err != nil {
			return err
		}
		bare, _, _ := strings.Cut(strings.ToUpper(kind), "(")
		var known bool
		if c.Kind, known = kinds[bare]; !known {
			return fmt.Errorf("column %s.%s is of an unknown type %s", t.Name, c.Name, kind)
		}
		if n := len(s.Tables); n == 0 || s.Tables[n-1].Name != t.Name {
			s.Tables = append(s.Tables, t)
		}
		last := &s.Tables[len(s.Tables)-1]
		last.Columns = append(last.Columns, c)
	}
	slices.SortFunc(s.Tables, func(a, b Table) int { return strings.Compare(a.Name, b.Name) }) // one order on both databases
	for _, t := range s.Tables {
		slices.SortFunc(t.Columns, func(a, b Column) int { return strings.Compare(a.Name, b.Name) })
	}
	if err := rows.Err(); err != nil || len(s.Tables) == 0 {
		return err
	}
	return s.number(numbers)
}

// number reads which number the next row of each table gets.
func (s *Snapshot) number(query string) error {
	rows, err := s.conn.QueryContext(s.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var next int64
		if err := rows.Scan(&name, &next); err != nil {
			return err
		}
		if at := slices.IndexFunc(s.Tables, func(t Table) bool { return t.Name == name }); at >= 0 {
			s.Tables[at].Next = next
		}
	}
	return rows.Err()
}

// Rows hands each row of a table to take, in the order of its key: for each
// column nil, an int64, a float64, or text: a time as RFC 3339, bytes as base64.
func (s *Snapshot) Rows(t Table, take func(row []any) error) error {
	var names, keys []string
	for _, c := range t.Columns {
		names = append(names, "`"+c.Name+"`")
		if c.Key {
			keys = append(keys, "`"+c.Name+"`")
		}
	}
	query := "SELECT " + strings.Join(names, ", ") + " FROM `" + t.Name + "` ORDER BY " + strings.Join(keys, ", ")
	rows, err := s.conn.QueryContext(s.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	row, into := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, c := range t.Columns {
			if row[i], err = c.Kind.out(row[i]); err != nil {
				return fmt.Errorf("%s.%s: %w", t.Name, c.Name, err)
			}
		}
		if err := take(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// instant is how a time is written.
const instant = "2006-01-02T15:04:05.000Z"

// out is a value a driver has read as it is written down.
func (k Kept) out(value any) (any, error) {
	if text, ok := value.([]byte); ok && k != KeptBytes {
		value = string(text)
	}
	switch v := value.(type) {
	case nil, int64, float64:
		return v, nil
	case bool:
		return map[bool]int64{true: 1}[v], nil
	case []byte:
		return base64.StdEncoding.EncodeToString(v), nil
	case time.Time:
		return v.UTC().Format(instant), nil
	case string:
		switch k {
		case KeptInt:
			return strconv.ParseInt(v, 10, 64)
		case KeptFloat:
			return strconv.ParseFloat(v, 64)
		case KeptText:
			return v, nil
		case KeptBytes:
			return base64.StdEncoding.EncodeToString([]byte(v)), nil
		}
	}
	return nil, fmt.Errorf("a %T where %s is kept", value, k)
}

// in is what out wrote as a driver takes it.
func (k Kept) in(value any) (any, error) {
	text, isText := value.(string)
	switch {
	case value == nil || isText && k == KeptText:
		return value, nil
	case isText && k == KeptTime:
		return time.Parse(instant, text)
	case isText && k == KeptBytes:
		return base64.StdEncoding.DecodeString(text)
	}
	number, ok := value.(fmt.Stringer) // json.Number
	switch {
	case ok && k == KeptInt:
		return strconv.ParseInt(number.String(), 10, 64)
	case ok && k == KeptFloat:
		return strconv.ParseFloat(number.String(), 64)
	}
	return nil, errors.New("not a " + string(k))
}
