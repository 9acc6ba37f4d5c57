package scheduler

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"luoshi/models"
	"luoshi/models/notice"
)

// counters is what this process has done since its start.
type counters struct {
	jobs     *prometheus.HistogramVec
	failures *prometheus.CounterVec
	messages *prometheus.CounterVec
}

func newCounters() *counters {
	return &counters{
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "luoshi_job_duration_seconds", Help: "How long the runs of a job took; the remind job is the tick.",
			Buckets: []float64{.01, .05, .1, .5, 1, 5, 20, 60, 300, 1800}}, []string{"job"}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "luoshi_job_failures_total", Help: "Runs of a job that ended in an error."}, []string{"job"}),
		messages: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "luoshi_messages_total", Help: "Attempts to send a message, by the channel's kind and how they went: sent or failed."},
			[]string{"channel", "result"}),
	}
}

// count is what this process counts, made when it is first asked for.
func (s *Scheduler) count() *counters {
	s.counting.Do(func() { s.counted = newCounters() })
	return s.counted
}

// Metrics answers Prometheus: what this process has done, and how the queues and
// the rules stand in the database, which is the same on every replica.
func (s *Scheduler) Metrics() http.Handler {
	all := prometheus.NewRegistry()
	c := s.count()
	all.MustRegister(c.jobs, c.failures, c.messages, standing{s})
	return promhttp.HandlerFor(all, promhttp.HandlerOpts{})
}

// standing reads the database each time it is asked.
type standing struct{ *Scheduler }

func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("luoshi_"+name, help, labels, nil)
}

var (
	queueLength = described("deliveries", "Messages that have not left, by channel: waiting, given_up, or expired.", "channel", "kind", "state")
	oldest      = described("oldest_waiting_seconds", "For how long the longest waiting message has waited.", "channel", "kind")
	ruleLag     = described("rule_lag_seconds", "Since when the next day of a rule should have been carried out; 0 when it has come to where it should.", "rule")
	rulePages   = described("rule_pages", "Pages taken of the rule-day in hand.", "rule")
	ruleExpired = described("rule_days_expired", "Days of a rule that were let go in the last thirty, because the program was down for too long.", "rule")
)

// Describe names what is collected.
func (standing) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{queueLength, oldest, ruleLag, rulePages, ruleExpired} {
		to <- d
	}
}

// Collect measures. A database that does not answer makes the whole answer fail:
// no figure is better than a wrong one.
func (s standing) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := s.DB.View(ctx, models.System, func(tx *models.Tx) error {
		queues, err := notice.Queues(tx)
		if err != nil {
			return err
		}
		for _, q := range queues {
			channel := strconv.FormatInt(q.Channel, 10)
			gauge(queueLength, float64(q.Length), channel, string(q.Kind), string(q.State))
			if q.Oldest != nil {
				gauge(oldest, tx.Now.Sub(*q.Oldest).Seconds(), channel, string(q.Kind))
			}
		}
		lags, err := notice.Lags(tx, append(s.Rules[:len(s.Rules):len(s.Rules)], s.digest()))
		for _, l := range lags {
			gauge(ruleLag, l.Behind.Seconds(), l.Rule)
			gauge(rulePages, float64(l.Pages), l.Rule)
			gauge(ruleExpired, float64(l.Expired), l.Rule)
		}
		return err
	})
	if err != nil {
		to <- prometheus.NewInvalidMetric(ruleLag, err)
	}
}
