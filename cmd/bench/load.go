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
	perSecond float64
	p50, p95  time.Duration
	failed    int
	first     string // the first answer that was not a success
}

// visit is one request of a client, by how many it has sent.
type visit func(client, n int) (method, path, body string)

// load lets clients ask, each as soon as it is answered, for some time.
func load(base, token string, clients int, lasting time.Duration, v visit) speed {
	web := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}, Timeout: 30 * time.Second}
	defer web.CloseIdleConnections()
	var mu sync.Mutex
	var took []time.Duration
	var s speed
	var all sync.WaitGroup
	began := time.Now()
	for client := range clients {
		all.Go(func() {
			for n := 0; time.Since(began) < lasting; n++ {
				method, path, body := v(client, n)
				sent := time.Now()
				fault := ask(web, method, base+path, token, body)
				mu.Lock()
				took = append(took, time.Since(sent))
				if fault != "" {
					s.failed++
					s.first = fault
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	slices.Sort(took)
	s.perSecond = float64(len(took)-s.failed) / time.Since(began).Seconds()
	s.p50, s.p95 = took[len(took)/2], took[len(took)*95/100]
	return s
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
