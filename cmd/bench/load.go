package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// speed is what some clients got out of a server.
type speed struct {
	took   []time.Duration // of each request
	spent  time.Duration
	failed int
	last   string // the last answer that was not a success
}

// perSecond is how many requests were answered.
func (s *speed) perSecond() float64 { return float64(len(s.took)-s.failed) / s.spent.Seconds() }

// within is how long so many of a hundred requests took at most.
func (s *speed) within(percent int) time.Duration {
	slices.Sort(s.took)
	return s.took[len(s.took)*percent/100]
}

// server is one under load.
type server struct{ base, token string }

// inTurns puts the same load on two servers, a short while each and so on: what
// else happens on the machine meets both.
func inTurns(a, b server, clients int, lasting time.Duration, v visit) (of [2]speed) {
	const turns = 5
	for range turns {
		for i, s := range []server{a, b} {
			load(&of[i], s, clients, lasting/turns, v)
		}
	}
	return of
}

// visit is one request of a client, by how many it has sent.
type visit func(client, n int) (method, path, body string)

// load lets clients ask, each as soon as it is answered, for some time.
func load(s *speed, at server, clients int, lasting time.Duration, v visit) {
	web := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}, Timeout: 30 * time.Second}
	defer web.CloseIdleConnections()
	var mu sync.Mutex
	var all sync.WaitGroup
	began := time.Now()
	for client := range clients {
		all.Go(func() {
			for n := 0; time.Since(began) < lasting; n++ {
				method, path, body := v(client, n)
				sent := time.Now()
				fault := ask(web, method, at.base+path, at.token, body)
				mu.Lock()
				s.took = append(s.took, time.Since(sent))
				if fault != "" {
					s.failed++
					s.last = fault
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	s.spent += time.Since(began)
}

// ask sends one request and says what was wrong with the answer, "" for nothing.
func ask(web *http.Client, method, url, token, body string) string {
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	r.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	reply, err := web.Do(r)
	if err != nil {
		return err.Error()
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	switch {
	case err != nil:
		return err.Error()
	case reply.StatusCode >= 300:
		return fmt.Sprintf("%s %s: %d %s", method, url, reply.StatusCode, text)
	}
	return ""
}
