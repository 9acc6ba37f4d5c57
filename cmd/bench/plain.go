package main

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// plainly writes what came after a point into tables of the same shape, with as much
// safety, and says how many rows a second that makes.
func plainly(dsn string, since ledger) (perSecond float64, err error) {
	rest, isMySQL := strings.CutPrefix(dsn, "mysql://")
	driver, source := "sqlite", "file:"+dsn+"?_pragma=busy_timeout(60000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	if isMySQL {
		driver, source = "mysql", rest+"?interpolateParams=true"
	}
	pool, err := sql.Open(driver, source)
	if err != nil {
		return 0, err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	var rows int64
	var took time.Duration
	for _, t := range []struct {
		name string
		skip int64
	}{{"notices", since.notices}, {"receipts", since.receipts}} {
		if err := sameShape(pool, t.name, isMySQL); err != nil {
			return 0, err
		}
		n, spent, err := copyPlainly(pool, t.name, t.skip)
		if err != nil {
			return 0, err
		}
		rows, took = rows+n, took+spent
	}
	return float64(rows) / took.Seconds(), nil
}

func sameShape(pool *sql.DB, table string, isMySQL bool) error {
	if isMySQL {
		_, err := pool.Exec("CREATE TABLE plain_" + table + " LIKE " + table)
		return err
	}
	rows, err := pool.Query("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC", table)
	if err != nil {
		return err
	}
	var all []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return err
		}
		all = append(all, strings.NewReplacer("notices", "plain_notices", "receipts", "plain_receipts").Replace(one))
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, one := range all {
		if _, err := pool.Exec(one); err != nil {
			return err
		}
	}
	return nil
}

// copyPlainly reads a thousand rows at a time and times only the writing.
func copyPlainly(pool *sql.DB, table string, skip int64) (n int64, took time.Duration, err error) {
	const statement = 500
	var last int64
	if err := pool.QueryRow("SELECT id FROM "+table+" ORDER BY id LIMIT 1 OFFSET ?", max(0, skip-1)).Scan(&last); err != nil {
		return 0, 0, err
	}
	for {
		rows, err := pool.Query("SELECT * FROM "+table+" WHERE id > ? ORDER BY id LIMIT ?", last, 2*statement)
		if err != nil {
			return n, took, err
		}
		columns, err := rows.Columns()
		if err != nil {
			return n, took, err
		}
		var values []any
		var read int
		for ; rows.Next(); read++ {
			row := make([]any, len(columns))
			into := make([]any, len(columns))
			for i := range row {
				into[i] = &row[i]
			}
			if err := rows.Scan(into...); err != nil {
				return n, took, err
			}
			id, err := strconv.ParseInt(fmt.Sprintf("%v", asText(row[slices.Index(columns, "id")])), 10, 64)
			if err != nil {
				return n, took, err
			}
			last, values = id, append(values, row...)
		}
		if err := rows.Err(); err != nil || read == 0 {
			return n, took, err
		}
		n += int64(read)
		began := time.Now()
		tx, err := pool.Begin()
		if err != nil {
			return n, took, err
		}
		group := "(" + strings.TrimSuffix(strings.Repeat("?,", len(columns)), ",") + ")"
		for some := range slices.Chunk(values, statement*len(columns)) {
			groups := strings.TrimSuffix(strings.Repeat(group+",", len(some)/len(columns)), ",")
			if _, err := tx.Exec("INSERT INTO plain_"+table+" (`"+strings.Join(columns, "`,`")+"`) VALUES "+groups, some...); err != nil {
				tx.Rollback()
				return n, took, err
			}
		}
		if err := tx.Commit(); err != nil {
			return n, took, err
		}
		took += time.Since(began)
	}
}

func asText(v any) any {
	if b, is := v.([]byte); is {
		return string(b)
	}
	return v
}
