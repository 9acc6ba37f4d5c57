package channels_test

import (
	"log/slog"
	"strings"
	"testing"

	"luoshi/channels"
)

func TestLogWritesTheTitle(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	if err := (channels.Log{Logger: slog.New(slog.NewTextHandler(&log, nil))}).Send(t.Context(), reminder); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), reminder.Title[:len("里程碑")]) {
		t.Error(log.String())
	}
}
