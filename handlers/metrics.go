package handlers

import (
	"net/http"
	"net/netip"
	"slices"

	"github.com/gin-gonic/gin"

	"luoshi/models"
)

// metrics answers Prometheus, on this machine or from an address that the operator
// has named; for all others, and for whatever came through a proxy, it is not there.
func (s *Server) metrics(c *gin.Context) {
	if s.Metrics == nil || !s.mayScrape(c.Request) {
		s.fail(c, models.Missing)
		return
	}
	s.Metrics.ServeHTTP(c.Writer, c.Request)
}

func (s *Server) mayScrape(r *http.Request) bool {
	for _, by := range []string{"X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via"} {
		if r.Header.Get(by) != "" {
			return false
		}
	}
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	addr := from.Addr().Unmap()
	return addr.IsLoopback() || slices.ContainsFunc(s.Scrapers, func(p netip.Prefix) bool { return p.Contains(addr) })
}
