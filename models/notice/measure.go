package notice

import (
	"time"

	"luoshi/models"
)

// Queue is what a channel has not got rid of.
type Queue struct {
	Channel int64
	Kind    ChannelKind
	State   DeliveryState // waiting, given up or stale
	Length  int64
	Oldest  *time.Time // when the longest waiting was written, nil for none
}

// Queues measures what waits, has been given up and has waited too long, by channel.
func Queues(tx *models.Tx) ([]Queue, error) {
	var list []Queue
	err := tx.Raw(&list, `SELECT c.id AS channel, c.kind, d.state, COUNT(*) AS length FROM deliveries d JOIN channels c ON c.id = d.channel_id
		WHERE d.state IN ? GROUP BY c.id, c.kind, d.state ORDER BY c.id, d.state`, []DeliveryState{Waiting, GivenUp, Stale})
	if err != nil {
		return nil, err
	}
	for i, q := range list {
		if q.State != Waiting {
			continue
		}
		oldest, err := models.In[Delivery](tx).Where("channel_id = ? AND state = ?", q.Channel, Waiting).Order("created_at").Limit(1).Find(tx.Ctx)
		if err != nil {
			return nil, err
		}
		if len(oldest) > 0 {
			list[i].Oldest = &oldest[0].CreatedAt
		}
	}
	return list, nil
}

// Lag is how far a rule is behind.
type Lag struct {
	Rule    string
	Behind  time.Duration // since its next day's hour struck; 0 when it has come to where it should
	Pages   int           // of the day in hand that are taken
	Expired int           // days let go in the last thirty
}

// Lags measures the rules.
func Lags(tx *models.Tx, rules []Rule) ([]Lag, error) {
	statuses, err := RuleStatuses(tx, rules)
	list := make([]Lag, len(statuses))
	for i, s := range statuses {
		list[i] = Lag{Rule: s.Rule.Name, Pages: s.Pages, Expired: s.Expired}
		if s.Through != "" {
			list[i].Behind = max(0, tx.Now.Sub(tx.Time(s.Through.Add(1), s.Rule.At)))
		}
	}
	return list, err
}
