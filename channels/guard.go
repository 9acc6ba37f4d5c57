package channels

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
)

// Guard keeps messages away from addresses inside the house: whoever may name an
// address of a channel could else reach what only this machine reaches.
type Guard struct {
	Allow []Opening
}

// Opening is a port of internal addresses to which messages may go all the same.
type Opening struct {
	Prefix netip.Prefix
	Port   uint16
}

// ParseOpening reads an opening such as "10.1.2.0/24:8443" or "[fd00::/8]:443".
func ParseOpening(text string) (Opening, error) {
	prefix, port, found := cutLast(text, ":")
	prefix = strings.TrimSuffix(strings.TrimPrefix(prefix, "["), "]")
	p, err := netip.ParsePrefix(prefix)
	at, wrong := netip.ParseAddrPort("0.0.0.0:" + port)
	if !found || err != nil || wrong != nil || at.Port() == 0 {
		return Opening{}, fmt.Errorf("%q is no network with a port, such as 10.1.2.0/24:8443", text)
	}
	return Opening{p.Masked(), at.Port()}, nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// outside are the ports of receivers on the internet.
var outside = []uint16{80, 443}

// closed are the networks nobody on the internet has: those of a house, of a
// machine, of documents and trials, and those in which an IPv4 address hides.
var closed = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8")

func prefixes(texts ...string) (list []netip.Prefix) {
	for _, t := range texts {
		list = append(list, netip.MustParsePrefix(t))
	}
	return list
}

// Check refuses a resolved address that no message may go to.
func (g Guard) Check(to netip.AddrPort) error {
	addr := to.Addr().Unmap().WithZone("")
	if slices.ContainsFunc(g.Allow, func(o Opening) bool { return o.Port == to.Port() && o.Prefix.Contains(addr) }) {
		return nil
	}
	if slices.ContainsFunc(closed, func(p netip.Prefix) bool { return p.Contains(addr) }) {
		return guarded("地址 %s 在内部网络，须由运行维护人员用 --outbound-allow 放行", to)
	}
	if !slices.Contains(outside, to.Port()) {
		return guarded("端口 %d 未放行，只能用 80、443，或由运行维护人员用 --outbound-allow 放行", to.Port())
	}
	return nil
}

// control is Check for a net.Dialer: it sees the address itself, after whatever
// name led to it was resolved, and before anything is sent there.
func (g Guard) control(network, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !strings.HasPrefix(network, "tcp") {
		return guarded("地址 %s 无效", address)
	}
	return g.Check(to)
}

// checkURL refuses an address by its writing alone.
func checkURL(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Opaque != "":
		return nil, guarded("地址无法识别，应以 http:// 或 https:// 开头")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, guarded("地址只能以 http:// 或 https:// 开头")
	case u.User != nil:
		return nil, guarded("地址中不能有用户名、密码")
	case disguised(u.Hostname()):
		return nil, guarded("主机 %s 写法无效：IP 地址请写成四段十进制数", u.Hostname())
	}
	return u, nil
}

// disguised finds 2130706433, 0x7f.1 and 0177.0.0.1: numbers that some resolvers
// take for an address and some for a name.
func disguised(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	last := host[strings.LastIndex(strings.TrimSuffix(host, "."), ".")+1:]
	return host == "" || strings.Trim(last, "0123456789.") == "" || strings.HasPrefix(last, "0x") || strings.HasPrefix(last, "0X")
}

// errGuarded marks what the guard refused, for which nothing was sent.
var errGuarded = errors.New("未连接")

func guarded(format string, values ...any) error {
	return permanent{fmt.Errorf("%w：%s", errGuarded, fmt.Sprintf(format, values...))}
}
