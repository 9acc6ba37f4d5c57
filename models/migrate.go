package models

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the schema and what ships with the program up to date. On MySQL it is run by `luoshi migrate`,
// once; every file there may be repeated after a failure half-way.
func (db *DB) Migrate(ctx context.Context) error {
	g, err := db.goose()
	if err != nil {
		return err
	}
	if _, err := g.Up(ctx); err != nil {
		return err
	}
	return db.ship(ctx)
}

// Schema returns the version the database has and the one the program needs.
func (db *DB) Schema(ctx context.Context) (has, needs int64, err error) {
	g, err := db.goose()
	if err != nil {
		return 0, 0, err
	}
	return g.GetVersions(ctx)
}

func (db *DB) goose() (*goose.Provider, error) {
	dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
	if db.gorm.Name() == "mysql" {
		dialect, folder = goose.DialectMySQL, "migrations/mysql"
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, err
	}
	pool, err := db.gorm.DB()
	if err != nil {
		return nil, err
	}
	g, err := goose.NewProvider(dialect, pool, files, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	return g, nil
}
