package settings

import (
	"net/url"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/portal"
	"figurehead/server/publishing"
	"figurehead/store"
)

const maxAddress = 500 // characters

// Portal asks of a portal what its words must be. Its address is one of
// [PortalAddress].
func Portal(p store.Portal) []datasets.Problem {
	var wrong problems
	if !isName(p.Name) {
		wrong.add("name", "Enter the name of the portal, of up to 200 characters")
	}
	if portal.Kind(p.Kind).Name() == "" {
		wrong.add("kind", "Choose the kind of portal from the list")
	}
	u, err := url.Parse(p.Address)
	if err != nil || !publishing.IsAddress(p.Address) || u.User != nil || len([]rune(p.Address)) > maxAddress {
		wrong.add("address", "Enter the web address of the portal, from https:// on")
	}
	return wrong
}

// SamePortal says that a portal with the address is there.
var SamePortal = datasets.Problem{Field: "address", Message: "There is a portal with this address already"}

// PortalAddress takes what follows the portal itself off: the slash at the end
// and the part after #.
func PortalAddress(address string) string {
	address, _, _ = strings.Cut(strings.TrimSpace(address), "#")
	return strings.TrimRight(address, "/")
}
