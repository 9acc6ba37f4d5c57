// Command luoshi runs the tracker; `luoshi --help` lists what it can do.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones for images that have none

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "luoshi:", err)
		os.Exit(1)
	}
}

// commands is the command line.
type commands struct {
	Config

	Serve   serveCmd   `cmd:"" help:"Serve pages, the API and reminders."`
	Demo    demoCmd    `cmd:"" help:"Serve the fictional city 澜川市 from a new folder, on 2022-06-15 08:30 and running."`
	Migrate migrateCmd `cmd:"" help:"Bring the database schema up to date."`
	Import  importCmd  `cmd:"" help:"Load a workbook: the yearly project list, the roster, or a year's working days."`
	Export  exportCmd  `cmd:"" help:"Write the yearly project list as a workbook."`
	User    userCmd    `cmd:"" help:"Make accounts and set passwords."`
	Token   tokenCmd   `cmd:"" help:"Make an API token for an account."`
	Audit   auditCmd   `cmd:"" help:"Check the audit trail."`
	Backup  backupCmd  `cmd:"" help:"Write all data and attachments into one file, while others go on working."`
	Restore restoreCmd `cmd:"" help:"Fill an empty database, of either kind, from a backup."`
	Doctor  doctorCmd  `cmd:"" help:"Look the installation over and say what is wrong and what to do."`
	Tick    tickCmd    `cmd:"" help:"Do once what the scheduler does every minute."`
}

// run is main without the process, so that tests can call it.
func run(ctx context.Context, args []string, out, errs io.Writer) error {
	var cli commands
	exit := -1
	parser, err := kong.New(&cli, kong.Name("luoshi"), kong.Description("落实: tasks of party-building work with timetable, owner, milestones and review."),
		kong.UsageOnError(), kong.Writers(out, errs), kong.Exit(func(code int) { exit = code }))
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if exit >= 0 { // --help has been answered
		return nil
	}
	if err != nil {
		return err
	}
	env := &environment{ctx: ctx, config: cli.Config, out: out, log: slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: cli.level()}))}
	return command.Run(env)
}
