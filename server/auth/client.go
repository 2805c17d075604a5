package auth

import (
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// ClientAddr returns the address a request came from. X-Forwarded-For is read
// only from trusted proxies, and from right to left: the first address that
// is not a trusted proxy is the client; what stands left of it was written by
// the client and proves nothing.
func (a *Auth) ClientAddr(c *fiber.Ctx) netip.Addr {
	remote, _ := netip.AddrFromSlice(c.Context().RemoteIP())
	var forwarded []string
	for _, line := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		forwarded = append(forwarded, strings.Split(string(line), ",")...)
	}
	return clientAddr(remote.Unmap(), forwarded, a.options.TrustedProxies)
}

// ClientKey is what tries and reports of a client are counted by.
func (a *Auth) ClientKey(c *fiber.Ctx) string { return clientKey(a.ClientAddr(c)) }

func clientAddr(remote netip.Addr, forwarded []string, trusted []netip.Prefix) netip.Addr {
	client := remote
	for i := len(forwarded) - 1; i >= 0 && contains(trusted, client); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(forwarded[i]))
		if err != nil {
			return client
		}
		client = next.Unmap()
	}
	return client
}

func contains(networks []netip.Prefix, addr netip.Addr) bool {
	for _, n := range networks {
		if n.Contains(addr) {
			return true
		}
	}
	return false
}

// clientKey is what a budget counts by: an IPv4 address, or the /64 that one
// IPv6 subscriber has to itself.
func clientKey(addr netip.Addr) string {
	if addr.Is6() {
		if network, err := addr.WithZone("").Prefix(64); err == nil {
			return network.String()
		}
	}
	return addr.String()
}
