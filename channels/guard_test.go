package channels_test

import (
	"context"
	"encoding/binary"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"luoshi/channels"
	"luoshi/testkit/platforms"
)

func TestTheGuardJudgesAddresses(t *testing.T) {
	t.Parallel()
	inside, err := channels.ParseOpening("10.1.2.0/24:8443")
	if err != nil {
		t.Fatal(err)
	}
	guard := channels.Guard{Allow: []channels.Opening{inside}}
	for _, c := range []struct {
		address string
		passes  bool
	}{
		{"127.0.0.1:443", false}, {"127.8.9.10:80", false}, {"[::1]:443", false}, {"[::ffff:127.0.0.1]:443", false}, {"[::127.0.0.1]:443", false},
		{"0.0.0.0:80", false}, {"[::]:80", false}, {"10.0.0.1:443", false}, {"172.16.0.1:443", false}, {"172.31.255.255:443", false},
		{"192.168.1.1:443", false}, {"169.254.169.254:80", false}, {"100.64.0.1:443", false}, {"100.127.255.255:443", false},
		{"198.18.0.1:443", false}, {"198.19.255.255:443", false}, {"[fd00::1]:443", false}, {"[fe80::1]:443", false}, {"[fe80::1%eth0]:443", false},
		{"[fec0::1]:443", false}, {"[64:ff9b::a00:1]:443", false}, {"[64:ff9b:1::1]:443", false}, {"[2002:a00:1::1]:443", false},
		{"[2001:0:a00:1::1]:443", false}, {"224.0.0.1:443", false}, {"[ff02::1]:443", false}, {"255.255.255.255:443", false}, {"240.0.0.1:443", false},
		{"192.0.2.1:443", false}, {"203.0.113.9:443", false}, {"[::ffff:10.1.2.3]:443", false},
		{"93.184.216.34:22", false}, {"93.184.216.34:25", false}, {"93.184.216.34:3306", false}, {"93.184.216.34:8443", false},
		{"10.1.2.3:443", false}, {"10.1.3.1:8443", false},

		{"93.184.216.34:443", true}, {"93.184.216.34:80", true}, {"[2400:3200::1]:443", true}, {"172.32.0.1:443", true}, {"100.128.0.1:443", true},
		{"10.1.2.3:8443", true}, {"[::ffff:10.1.2.3]:8443", true},
	} {
		err := guard.Check(netip.MustParseAddrPort(c.address))
		if (err == nil) != c.passes || err != nil && !channels.Permanent(err) {
			t.Errorf("%s: %v, passes should be %v", c.address, err, c.passes)
		}
	}
}

func TestOpeningsAreRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"10.1.2.9/24:8443": "10.1.2.0/24 8443", "[fd00::/8]:443": "fd00::/8 443", "127.0.0.1/32:8080": "127.0.0.1/32 8080",
		"10.1.2.3": "", "10.1.2.3:443": "", "10.0.0.0/8": "", "10.0.0.0/8:0": "", "10.0.0.0/8:x": "", "": "", "10.0.0.0/33:80": "",
	} {
		o, err := channels.ParseOpening(text)
		got := o.Prefix.String() + " " + strings.TrimPrefix(netip.AddrPortFrom(netip.IPv4Unspecified(), o.Port).String(), "0.0.0.0:")
		if err != nil {
			got = ""
		}
		if got != want {
			t.Errorf("%q: %q (%v), want %q", text, got, err, want)
		}
	}
}

// A server listens on loopback; whichever way it is named, nobody gets there.
func TestNothingInsideIsDialled(t *testing.T) {
	t.Parallel()
	server := platforms.Webhook(t, atNoon)
	_, port, _ := net.SplitHostPort(server.At().String())
	w := channels.NewWeb(channels.Guard{}, atNoon)
	w.Resolver = names(t, "127.0.0.1")
	for _, address := range []string{
		server.URL, "http://localhost:" + port, "http://[::1]:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://0.0.0.0:" + port,
		"http://2130706433:" + port, "http://017700000001:" + port, "http://0x7f000001:" + port, "http://127.1:" + port, "http://0177.0.0.1:" + port,
		"http://127.0.0.1.:" + port, "http://rebound.example:" + port, "https://rebound.example", "http://rebound.example",
		"http://user:password@rebound.example", "file:///etc/passwd", "gopher://127.0.0.1:70/_x", "ftp://rebound.example/", "//rebound.example", "rebound.example", "",
		"http://169.254.169.254/latest/meta-data/", "http://rebound.example:22", "http://:80", "http:rebound.example",
	} {
		err := channels.Webhook{Web: w, Address: channels.Secret(address)}.Send(t.Context(), reminder)
		if err == nil || !channels.Permanent(err) || !strings.Contains(err.Error(), "未连接") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if n := len(server.Asked()); n != 0 {
		t.Errorf("%d requests came through", n)
	}
}

// A name that is harmless when it is looked at and inside when it is dialled is
// judged by what is dialled.
func TestANameIsJudgedByWhereItLeads(t *testing.T) {
	t.Parallel()
	server := platforms.Webhook(t, atNoon)
	_, port, _ := net.SplitHostPort(server.At().String())
	for _, c := range []struct {
		name    string
		answers []string
	}{
		{"inside from the beginning", []string{"127.0.0.1"}},
		{"inside after a first, harmless look", []string{"192.0.2.1", "127.0.0.1"}},
		{"in another network of the house", []string{"10.0.0.5"}},
	} {
		w := channels.NewWeb(channels.Guard{}, atNoon)
		w.Resolver = names(t, c.answers...)
		if _, err := w.Resolver.LookupNetIP(t.Context(), "ip4", "rebound.example"); err != nil {
			t.Fatal(err)
		}
		err := channels.Webhook{Web: w, Address: channels.Secret("http://rebound.example:" + port)}.Send(t.Context(), reminder)
		if err == nil || !strings.Contains(err.Error(), "未连接") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if n := len(server.Asked()); n != 0 {
		t.Errorf("%d requests came through", n)
	}
	w := allowed(server.At(), atNoon)
	w.Resolver = names(t, "127.0.0.1")
	hook := channels.Webhook{Web: w, Address: channels.Secret("http://receiver.example:" + port), Secret: platforms.Secret}
	if err := hook.Send(t.Context(), reminder); err != nil {
		t.Errorf("an opening lets a name through that leads there, but: %v", err)
	}
}

func TestARedirectionIsNotFollowed(t *testing.T) {
	t.Parallel()
	first, second := platforms.Webhook(t, atNoon), platforms.Webhook(t, atNoon)
	first.Break(platforms.Status(http.StatusTemporaryRedirect, [2]string{"Location", second.URL}))
	err := channels.Webhook{Web: allowed(first.At(), atNoon), Address: channels.Secret(first.URL)}.Send(t.Context(), reminder)
	if !channels.Permanent(err) || len(first.Asked()) != 1 || len(second.Asked()) != 0 {
		t.Errorf("%v; asked %d and %d times", err, len(first.Asked()), len(second.Asked()))
	}
}

// names resolves every name over a server of our own: to the answers in turn, the
// last of them for ever.
func names(t *testing.T, answers ...string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		query := make([]byte, 1024)
		for {
			n, from, err := conn.ReadFrom(query)
			if err != nil {
				return
			}
			end := 12
			for query[end] != 0 {
				end += int(query[end]) + 1
			}
			question := query[12 : end+5]
			reply := append([]byte{query[0], query[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, question...)
			if binary.BigEndian.Uint16(query[end+1:]) == 1 && n > end { // type A
				reply[7] = 1
				reply = append(reply, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4)
				reply = append(reply, net.ParseIP(answers[0]).To4()...)
				answers = answers[min(1, len(answers)-1):]
			}
			conn.WriteTo(reply, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}
