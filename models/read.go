package models

import (
	"fmt"
	"reflect"

	"gorm.io/gorm"
)

// Read reads the rows of a hand-written query: Raw for what is asked all day long,
// which finds out once, instead of for every row, where the columns go. A column
// that may be NULL needs a pointer. The query must hold no user text.
func Read[T any](tx *Tx, query string, args ...any) ([]T, error) {
	rows, err := tx.gorm.Raw(query, args...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var row T
	to, err := places(tx, reflect.ValueOf(&row).Elem(), columns)
	if err != nil {
		return nil, err
	}
	var list []T
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return list, rows.Err()
}

// places says where in a row each column goes: a struct has a field of its name,
// anything else is the only column itself.
func places(tx *Tx, row reflect.Value, columns []string) ([]any, error) {
	if row.Kind() != reflect.Struct {
		return []any{row.Addr().Interface()}, nil
	}
	statement := &gorm.Statement{DB: tx.gorm}
	if err := statement.Parse(row.Addr().Interface()); err != nil {
		return nil, err
	}
	to := make([]any, len(columns))
	for i, name := range columns {
		field := statement.Schema.LookUpField(name)
		if field == nil {
			if part := hidden(row.Type()); part != "" {
				return nil, fmt.Errorf("%s has no place for %q: %s is embedded unexported, which gorm passes over", row.Type(), name, part)
			}
			to[i] = new(any) // nobody asks for it
			continue
		}
		at := field.ReflectValueOf(tx.Ctx, row).Addr()
		if at.Elem().Kind() == reflect.String {
			at = at.Convert(reflect.TypeFor[*string]()) // what database/sql writes without reflection
		}
		to[i] = at.Interface()
	}
	return to, nil
}

// hidden is a part of a struct whose fields look as if they were its own and are
// never filled; "" for none.
func hidden(row reflect.Type) string {
	for _, field := range reflect.VisibleFields(row) {
		if field.Anonymous && !field.IsExported() {
			return field.Name
		}
	}
	return ""
}

// number reads a single number.
func (tx *Tx) number(query string, args ...any) (int64, error) {
	list, err := Read[int64](tx, query, args...)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0], nil
}
