package channels

import (
	"context"
	"log/slog"
)

// Log writes messages to the log: for a trial run, or before a mail server is set up.
type Log struct{ *slog.Logger }

func (l Log) Send(ctx context.Context, m Message) error {
	l.InfoContext(ctx, "message", "id", m.ID, "to", m.Name, "title", m.Title, "link", m.Link)
	return nil
}
