package handlers

import (
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestWhoMayReadTheMetrics(t *testing.T) {
	t.Parallel()
	s := &Server{Scrapers: []netip.Prefix{netip.MustParsePrefix("10.1.2.0/24")}}
	for _, c := range []struct {
		name, from, header string
		may                bool
	}{
		{"this machine", "127.0.0.1:5000", "", true},
		{"this machine by its other address", "[::1]:5000", "", true},
		{"this machine, mapped", "[::ffff:127.0.0.1]:5000", "", true},
		{"a network that is named", "10.1.2.9:5000", "", true},
		{"another network", "10.1.3.9:5000", "", false},
		{"anybody", "203.0.113.7:5000", "", false},
		{"anybody through a proxy on this machine", "127.0.0.1:5000", "X-Forwarded-For", false},
		{"anybody through another proxy on this machine", "127.0.0.1:5000", "Forwarded", false},
		{"no address", "@", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest("GET", "/metrics", nil)
			r.RemoteAddr = c.from
			if c.header != "" {
				r.Header.Set(c.header, "203.0.113.7")
			}
			if got := s.mayScrape(r); got != c.may {
				t.Errorf("got %v", got)
			}
		})
	}
}
