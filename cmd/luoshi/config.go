package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"luoshi/channels"
	"luoshi/files"
	"luoshi/models"
)

// Config is everything an operator can set, each by a flag or a LUOSHI_ variable.
type Config struct {
	DB       string `default:"luoshi.db" env:"LUOSHI_DB" help:"Database: a file (the demonstration makes its own), or mysql://user:password@tcp(host:port)/name."`
	KeyFile  string `env:"LUOSHI_KEY_FILE" help:"File with the installation's secret, made at the first start; beside the database without it. Keep a copy apart from the backups."`
	Files    string `env:"LUOSHI_FILES" help:"Folder for attachments; beside the database file without it."`
	Zone     string `default:"Asia/Shanghai" env:"LUOSHI_ZONE" help:"Time zone of the organisation."`
	City     string `default:"市直机关党建" env:"LUOSHI_CITY" help:"Line under the logo."`
	Owner    string `default:"市直机关工作委员会" env:"LUOSHI_OWNER" help:"Organisation in the footer."`
	Home     string `env:"LUOSHI_HOME" help:"Address at which people reach the pages, such as https://dj.example; messages carry links to it."`
	LogLevel string `default:"info" enum:"debug,info,warn,error" env:"LUOSHI_LOG_LEVEL" help:"How much to log."`

	SMTPHost      string   `env:"LUOSHI_SMTP_HOST" help:"Mail server; without one no e-mail leaves."`
	SMTPPort      int      `default:"587" env:"LUOSHI_SMTP_PORT" help:"Port of the mail server."`
	SMTPFrom      string   `env:"LUOSHI_SMTP_FROM" help:"Sender address."`
	SMTPUser      string   `env:"LUOSHI_SMTP_USER" help:"Account on the mail server."`
	SMTPPassword  string   `env:"LUOSHI_SMTP_PASSWORD" help:"Its password."`
	OutboundAllow []string `env:"LUOSHI_OUTBOUND_ALLOW" help:"Networks of the house, with a port, to which channels set up on the page may send: 10.1.2.0/24:443."`
	SMTPTLS       string   `name:"smtp-tls" default:"starttls" enum:"starttls,tls,none" env:"LUOSHI_SMTP_TLS" help:"How the mail server is reached."`
}

func (c Config) level() slog.Level {
	var l slog.Level
	if err := l.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return slog.LevelInfo
	}
	return l
}

// keyFile is where the secret lies.
func (c Config) keyFile() string {
	switch {
	case c.KeyFile != "":
		return c.KeyFile
	case c.isSQLite():
		return c.DB + ".key"
	}
	return "luoshi.key"
}

func (c Config) isSQLite() bool { return !strings.HasPrefix(c.DB, "mysql://") }

// store is where attachments are kept: a folder that the web server does not show.
func (c Config) store() *files.Store {
	folder := c.Files
	switch {
	case folder != "":
	case c.isSQLite():
		folder = strings.TrimSuffix(c.DB, filepath.Ext(c.DB)) + "-files"
	default:
		folder = "luoshi-files"
	}
	return &files.Store{Folder: folder}
}

// mail is the way to the mail server, nil where there is none.
func (c Config) mail() channels.Channel {
	if c.SMTPHost == "" {
		return nil
	}
	return channels.Email{Host: c.SMTPHost, Port: c.SMTPPort, From: c.SMTPFrom, FromName: "落实",
		Username: c.SMTPUser, Password: c.SMTPPassword, TLS: c.SMTPTLS}
}

// guard keeps the channels that people set up on a page away from the house's own networks.
func (c Config) guard() (g channels.Guard, err error) {
	for _, text := range c.OutboundAllow {
		o, err := channels.ParseOpening(text)
		if err != nil {
			return g, fmt.Errorf("--outbound-allow: %w", err)
		}
		g.Allow = append(g.Allow, o)
	}
	return g, nil
}

// environment is what every command works in.
type environment struct {
	ctx    context.Context
	config Config
	out    io.Writer
	log    *slog.Logger
}

func (e *environment) say(format string, args ...any) { fmt.Fprintf(e.out, format+"\n", args...) }

// open connects to the database. An SQLite schema is brought up to date on the
// way; one on MySQL must be already, see `luoshi migrate`.
func (e *environment) open(now func() time.Time) (*models.DB, *time.Location, error) {
	zone, err := time.LoadLocation(e.config.Zone)
	if err != nil {
		return nil, nil, fmt.Errorf("--zone: %w", err)
	}
	db, err := models.Open(e.config.DB, zone, now)
	if err != nil {
		return nil, nil, err
	}
	if err := e.prepare(db); err != nil {
		db.Close()
		return nil, nil, err
	}
	keys, err := models.OpenKeys(e.config.keyFile())
	if err == nil {
		err = db.UseKeys(e.ctx, keys)
	}
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, zone, nil
}

// look connects to a database that has this program's schema, to read only.
func (e *environment) look(now func() time.Time) (*models.DB, error) {
	zone, err := time.LoadLocation(e.config.Zone)
	if err != nil {
		return nil, fmt.Errorf("--zone: %w", err)
	}
	db, err := models.Open(e.config.DB, zone, now)
	if err != nil {
		return nil, err
	}
	if err := e.current(db); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func (e *environment) prepare(db *models.DB) error {
	if e.config.isSQLite() {
		return db.Migrate(e.ctx)
	}
	return e.current(db)
}

// current refuses a schema that is not this program's.
func (e *environment) current(db *models.DB) error {
	has, needs, err := db.Schema(e.ctx)
	if err != nil {
		return err
	}
	if has != needs {
		return fmt.Errorf("the database has schema %d, this program needs %d: run `luoshi migrate`", has, needs)
	}
	return nil
}
