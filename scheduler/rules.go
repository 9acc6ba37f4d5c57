package scheduler

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
)

// Rules is every reminder the program sends by itself, after what it does each day.
var Rules = slices.Concat(chores)

// chores are done once a day and remind nobody.
var chores = []notice.Rule{
	{Name: "sweep-sessions", Title: "清理过期会话", At: "00:05", Do: func(tx *models.Tx, _ calendar.Date) error { return tx.SweepSessions() }},
}
