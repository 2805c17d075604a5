package table

import (
	"fmt"
	"slices"
)

// The words of kinds, grains, roles and reasons in JSON, by their number.
var (
	kindNames   = []string{"text", "integer", "decimal", "percentage", "currency", "date", "period", "place code"}
	grainNames  = []string{"", "month", "quarter", "year", "financial year", "academic year", "half-year", "week", "financial quarter"}
	roleNames   = []string{"dimension", "measure", "time", "identifier"}
	reasonNames = []string{"", "blank", "not available", "confidential", "suppressed", "not applicable", "low", "unreadable"}
)

// String is the kind's word in JSON: "text", "integer", "decimal",
// "percentage", "currency", "date", "period" or "place code".
func (k Kind) String() string { return nameOf(kindNames, uint8(k)) }

// MarshalText writes String.
func (k Kind) MarshalText() ([]byte, error) { return marshalName(kindNames, uint8(k)) }

// UnmarshalText reads what MarshalText wrote.
func (k *Kind) UnmarshalText(text []byte) error {
	n, err := parseName("kind", kindNames, text)
	*k = Kind(n)
	return err
}

// String is the grain's word in JSON: "", "month", "quarter", "year",
// "financial year", "academic year", "half-year", "week" or "financial quarter".
func (g Grain) String() string { return nameOf(grainNames, uint8(g)) }

// MarshalText writes String.
func (g Grain) MarshalText() ([]byte, error) { return marshalName(grainNames, uint8(g)) }

// UnmarshalText reads what MarshalText wrote.
func (g *Grain) UnmarshalText(text []byte) error {
	n, err := parseName("grain", grainNames, text)
	*g = Grain(n)
	return err
}

// String is the role's word in JSON: "dimension", "measure", "time" or "identifier".
func (r Role) String() string { return nameOf(roleNames, uint8(r)) }

// MarshalText writes String.
func (r Role) MarshalText() ([]byte, error) { return marshalName(roleNames, uint8(r)) }

// UnmarshalText reads what MarshalText wrote.
func (r *Role) UnmarshalText(text []byte) error {
	n, err := parseName("role", roleNames, text)
	*r = Role(n)
	return err
}

// String is the reason's word in JSON: "", "blank", "not available",
// "confidential", "suppressed", "not applicable", "low" or "unreadable".
func (r Reason) String() string { return nameOf(reasonNames, uint8(r)) }

// MarshalText writes String.
func (r Reason) MarshalText() ([]byte, error) { return marshalName(reasonNames, uint8(r)) }

// UnmarshalText reads what MarshalText wrote.
func (r *Reason) UnmarshalText(text []byte) error {
	n, err := parseName("reason", reasonNames, text)
	*r = Reason(n)
	return err
}

func nameOf(names []string, n uint8) string {
	if int(n) < len(names) {
		return names[n]
	}
	return fmt.Sprintf("unknown %d", n)
}

func marshalName(names []string, n uint8) ([]byte, error) {
	if int(n) >= len(names) {
		return nil, fmt.Errorf("write %d: no such name", n)
	}
	return []byte(names[n]), nil
}

func parseName(what string, names []string, text []byte) (uint8, error) {
	n := slices.Index(names, string(text))
	if n < 0 {
		return 0, fmt.Errorf("read %q: no such %s", shorten(string(text)), what)
	}
	return uint8(n), nil
}
