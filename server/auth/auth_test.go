package auth

import (
	"bytes"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"figurehead/store"
)

func TestMay(t *testing.T) {
	t.Parallel()
	const own, other = "communications", "environment"
	for _, test := range []struct {
		role      store.Role
		elsewhere []Action // allowed in another directorate
		here      []Action // allowed in one's own
	}{
		{"", nil, nil},
		{"owner", nil, nil},
		{store.Viewer, []Action{Read}, []Action{Read}},
		{store.Editor, []Action{Read}, []Action{Read, Edit}},
		{store.Publisher, []Action{Read}, []Action{Read, Edit, Publish, Withdraw, Decide}},
		{store.Admin, []Action{Read, Edit, Publish, Withdraw, Decide, People, Themes, Settings, Purge},
			[]Action{Read, Edit, Publish, Withdraw, Decide, People, Themes, Settings, Purge}},
	} {
		for _, action := range []Action{Read, Edit, Publish, Withdraw, Decide, People, Themes, Settings, Purge, "bewitch"} {
			u := store.User{Role: test.role, DirectorateID: own}
			if got, want := May(u, action, own), slices.Contains(test.here, action); got != want {
				t.Errorf("May(%q, %s, own) = %v, want %v", test.role, action, got, want)
			}
			if got, want := May(u, action, other), slices.Contains(test.elsewhere, action); got != want {
				t.Errorf("May(%q, %s, other) = %v, want %v", test.role, action, got, want)
			}
			u.Disabled = true
			if May(u, action, own) {
				t.Errorf("May(disabled %q, %s) = true", test.role, action)
			}
		}
	}
}

func TestClientAddr(t *testing.T) {
	t.Parallel()
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, test := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"no proxy", "203.0.113.9", nil, "203.0.113.9"},
		{"a header from no proxy of ours", "203.0.113.9", []string{"198.51.100.1"}, "203.0.113.9"},
		{"one proxy", "10.0.0.5", []string{"198.51.100.1"}, "198.51.100.1"},
		{"what the client wrote stands left", "10.0.0.5", []string{"1.2.3.4", " 198.51.100.1"}, "198.51.100.1"},
		{"two proxies", "10.0.0.5", []string{"1.2.3.4", "198.51.100.1", "10.0.0.7"}, "198.51.100.1"},
		{"proxies only", "10.0.0.5", []string{"10.0.0.7"}, "10.0.0.7"},
		{"nonsense from the client", "10.0.0.5", []string{"198.51.100.1", "unknown"}, "10.0.0.5"},
		{"mapped to IPv6", "10.0.0.5", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		{"an IPv6 proxy", "fd00::1", []string{"2001:db8::1"}, "2001:db8::1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := clientAddr(netip.MustParseAddr(test.remote), test.forwarded, trusted); got.String() != test.want {
				t.Errorf("clientAddr(%s, %q) = %s, want %s", test.remote, test.forwarded, got, test.want)
			}
		})
	}
}

func TestClientKeyOfANetwork(t *testing.T) {
	t.Parallel()
	a, b := clientKey(netip.MustParseAddr("2001:db8::1")), clientKey(netip.MustParseAddr("2001:db8::ffff:2"))
	if a != b {
		t.Errorf("two addresses of one /64 count apart: %s, %s", a, b)
	}
	if c := clientKey(netip.MustParseAddr("2001:db8:0:1::1")); c == a {
		t.Errorf("two networks count together: %s", c)
	}
}

func TestSafeNext(t *testing.T) {
	t.Parallel()
	for next, want := range map[string]string{
		"/studio":                     "/studio",
		"/studio/figures?state=live":  "/studio/figures?state=live",
		"/studio/new?source=http://x": "/studio/new?source=http://x",
		"":                            AfterSignIn,
		"//evil.example":              AfterSignIn,
		"https://evil.example":        AfterSignIn,
		"/\\evil.example":             AfterSignIn,
		"/studio/%2e%2e/w":            AfterSignIn,
		"/studio//x":                  AfterSignIn,
		"/w/abc":                      AfterSignIn,
		"javascript:alert(1)":         AfterSignIn,
		"/studio\n":                   AfterSignIn,
		"%zz":                         AfterSignIn,
	} {
		if got := SafeNext(next); got != want {
			t.Errorf("SafeNext(%q) = %q, want %q", next, got, want)
		}
	}
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	a := New(nil, Options{})
	const password = "tractor violet seven"
	stored, err := a.HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	again, err := a.HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	if stored == again || !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hashes of one password: %s and %s", stored, again)
	}
	for _, test := range []struct {
		name, stored, password string
		want                   bool
	}{
		{"the password", stored, password, true},
		{"another", stored, password + " ", false},
		{"nothing", stored, "", false},
		{"no account", "", password, false},
		{"an account that waits for its password", "link$99999999999$abc", password, false},
		{"a damaged hash", stored[:len(stored)-30], password, false},
		{"a hash of no cost", strings.Replace(stored, "t=2", "t=0", 1), password, false},
		{"a hash of all memory", strings.Replace(stored, "m=19456", "m=4294967295", 1), password, false},
		{"the hash nobody has", a.dummy, strings.Repeat("-", 31), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := a.verify(test.stored, test.password); got != test.want {
				t.Errorf("verify = %v, want %v", got, test.want)
			}
		})
	}
}

// TestMissCostsAsMuch holds the work done for an account that does not exist
// against that for a wrong password: the same memory, passes, lanes and length.
func TestMissCostsAsMuch(t *testing.T) {
	t.Parallel()
	a := New(nil, Options{})
	stored, err := a.HashPassword("tractor violet seven")
	if err != nil {
		t.Fatal(err)
	}
	real, ok := a.compared(stored)
	if !ok {
		t.Fatal("a fresh hash cannot be read")
	}
	for _, missing := range []string{"", "link$1$abc", "nonsense"} {
		miss, ok := a.compared(missing)
		if ok {
			t.Errorf("%q is taken for a hash", missing)
		}
		type cost struct {
			memoryKiB, passes   uint32
			lanes               uint8
			saltBytes, keyBytes int
		}
		want := cost{real.memoryKiB, real.passes, real.lanes, len(real.salt), len(real.key)}
		if got := (cost{miss.memoryKiB, miss.passes, miss.lanes, len(miss.salt), len(miss.key)}); got != want {
			t.Errorf("a miss with %q costs %v, want %v", missing, got, want)
		}
	}
}

func TestPasswordProblem(t *testing.T) {
	t.Parallel()
	known := []string{"Open data lead", "lead@example.gov.uk", "Example County Council"}
	for password, wrong := range map[string]bool{
		"tractor violet seven":          false,
		"пароль из трёх слов":           false,
		"eleven char":                   true,
		"aaaabbbbaaaabbbb":              true,
		"example county council 2026":   true,
		"xx lead@example.gov.uk":        true,
		"\xff\xfe tractor violet":       true,
		strings.Repeat("tractor ", 200): true,
	} {
		if got := PasswordProblem(password, known...); (got != "") != wrong {
			t.Errorf("PasswordProblem(%.30q) = %q, want a problem: %v", password, got, wrong)
		}
	}
}

func TestBudget(t *testing.T) {
	t.Parallel()
	b := newBudget()
	for i := range triesPerWindow {
		if !b.take("a") {
			t.Fatalf("try %d was refused", i+1)
		}
	}
	if b.take("a") {
		t.Error("one try too many was allowed")
	}
	if !b.take("b") {
		t.Error("the tries of one key were taken from another")
	}
	b.clear("a")
	if !b.take("a") {
		t.Error("a cleared key has no tries")
	}
	b.giveBack("nobody asked")
}

// TestBudgetStaysSmall: however many keys ask, memory does not grow with them.
func TestBudgetStaysSmall(t *testing.T) {
	t.Parallel()
	b := newBudget()
	var key [8]byte
	for i := range 200_000 {
		key[0], key[1], key[2] = byte(i), byte(i>>8), byte(i>>16)
		b.take(string(key[:]))
	}
	if n := b.tries.ItemCount(); n > 1<<16 {
		t.Errorf("%d places are kept, want at most 65,536", n)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	one, hash, err := NewToken(nil)
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := NewToken(nil)
	if err != nil {
		t.Fatal(err)
	}
	if one == two || len(one) != 43 || HashToken(one) != hash || strings.Contains(hash, one) {
		t.Errorf("tokens %q and %q, hash %q", one, two, hash)
	}
	if _, _, err := NewToken(bytes.NewReader(nil)); err == nil {
		t.Error("a token was made without randomness")
	}
}

func TestPasswordLinkFitsOnlyItsAccount(t *testing.T) {
	t.Parallel()
	a := New(nil, Options{})
	token, stored, err := a.NewPasswordLink()
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := a.NewPasswordLink()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, stored, token string
		want                bool
	}{
		{"its own", stored, token, true},
		{"another", stored, other, false},
		{"nothing", stored, "", false},
		{"an account with a password", "$argon2id$v=19$m=1,t=1,p=1$a$b", token, false},
		{"an account with nothing", "", "", false},
		{"one that ran out", "link$1$" + HashToken(token), token, false},
	} {
		if got := a.PasswordLinkFits(test.stored, test.token); got != test.want {
			t.Errorf("%s: PasswordLinkFits = %v, want %v", test.name, got, test.want)
		}
	}
}
