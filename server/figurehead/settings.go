package main

import (
	"flag"
	"fmt"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"figurehead/server/notify"
	"figurehead/store"
)

// settings are the effective values of one run, read once and passed on.
type settings struct {
	Addr           string // host:port to listen on
	Data           string // folder of the database and the blobs
	PublicURL      string // "https://figures.example.gov.uk", or "" on loopback
	TrustedProxies []netip.Prefix
	FetchPorts     []uint16
	FetchNetworks  []netip.Prefix
	FetchHosts     []string
	Contact        string // "mailto:…" or "https://…", or ""
	MetricsToken   string
	CountViews     bool
	Mail           store.MailServer // its Host is empty when none is named
	Rows           []effective      // every value and where it was found
}

// setting is one row of the table of settings. Its flag is the name with
// hyphens, its environment variable FIGUREHEAD_ and the name in capitals; a
// secret has no flag, because other users of a machine can read flags.
type setting struct {
	Name, Default, Example, Help string
	Secret                       bool
	parse                        func(s *settings, value string) error
}

// settingsTable is every setting there is, in the order of its page.
var settingsTable = []setting{
	{Name: "addr", Default: "127.0.0.1:8080", Example: "127.0.0.1:8080",
		Help:  "host and port to listen on; 0 picks a free port",
		parse: func(s *settings, v string) error { s.Addr = v; return checkAddr(v) }},
	{Name: "data", Default: "./data", Example: "/var/lib/figurehead",
		Help:  "folder of the database and the files; made when it is not there",
		parse: func(s *settings, v string) error { s.Data = v; return checkFilled(v) }},
	{Name: "public_url", Default: "", Example: "https://figures.example.gov.uk",
		Help:  "scheme and host that readers use, without a path; needed unless addr is a loopback address",
		parse: func(s *settings, v string) (err error) { s.PublicURL, err = parsePublicURL(v); return err }},
	{Name: "trusted_proxies", Default: "", Example: "10.0.0.5, 192.168.0.0/24",
		Help:  "addresses or networks of your own reverse proxies; only they are believed about a reader's address",
		parse: func(s *settings, v string) (err error) { s.TrustedProxies, err = parsePrefixes(v); return err }},
	{Name: "fetch_ports", Default: "80, 443", Example: "80, 443, 8443",
		Help:  "ports that data may be fetched from",
		parse: func(s *settings, v string) (err error) { s.FetchPorts, err = parsePorts(v); return err }},
	{Name: "fetch_networks", Default: "", Example: "10.20.0.0/24",
		Help:  "private networks that data may be fetched from; none unless named here",
		parse: func(s *settings, v string) (err error) { s.FetchNetworks, err = parsePrefixes(v); return err }},
	{Name: "fetch_hosts", Default: "", Example: "portal.internal.example.gov.uk",
		Help:  "the only hosts that may stand in fetch_networks; any when empty",
		parse: func(s *settings, v string) error { s.FetchHosts = listWords(v); return nil }},
	{Name: "contact", Default: "", Example: "mailto:open-data@example.gov.uk",
		Help:  "where readers report a problem or a weakness; stands in /accessibility and security.txt",
		parse: func(s *settings, v string) error { s.Contact = v; return checkContact(v) }},
	{Name: "metrics_token", Default: "", Example: "a long random word", Secret: true,
		Help:  "what a monitor sends as Authorization: Bearer to read /metrics; without it only the machine itself may",
		parse: func(s *settings, v string) error { s.MetricsToken = v; return nil }},
	{Name: "count_views", Default: "on", Example: "off",
		Help:  "on or off: whether views of figures are counted, by day and by the host of the page around them; nothing about readers is kept",
		parse: func(s *settings, v string) (err error) { s.CountViews, err = parseSwitch(v); return err }},
	{Name: "mail_host", Default: "", Example: "smtp.example.gov.uk",
		Help:  "mail server that takes our mail; when it is named here, all of mail_… counts and what was entered in the studio does not",
		parse: func(s *settings, v string) error { s.Mail.Host = v; return nil }},
	{Name: "mail_port", Default: "587", Example: "587",
		Help:  "its port, usually 587 with starttls and 465 with tls",
		parse: func(s *settings, v string) (err error) { s.Mail.Port, err = strconv.Atoi(v); return err }},
	{Name: "mail_security", Default: notify.StartTLS, Example: notify.StartTLS,
		Help:  "starttls, tls, or none; the last only for a mail server on the same machine",
		parse: func(s *settings, v string) error { s.Mail.Security = v; return nil }},
	{Name: "mail_user", Default: "", Example: "figurehead",
		Help:  "user name at the mail server; none when empty",
		parse: func(s *settings, v string) error { s.Mail.Username = v; return nil }},
	{Name: "mail_password", Default: "", Example: "a long random word", Secret: true,
		Help:  "password at the mail server",
		parse: func(s *settings, v string) error { s.Mail.Password = v; return nil }},
	{Name: "mail_from", Default: "", Example: "figures@example.gov.uk",
		Help:  "address that mail comes from; needed with mail_host",
		parse: func(s *settings, v string) error { s.Mail.Sender = v; return nil }},
}

// flagName is how a setting is written on the command line: "public-url".
func (s setting) flagName() string { return strings.ReplaceAll(s.Name, "_", "-") }

// envName is the environment variable: "FIGUREHEAD_PUBLIC_URL".
func (s setting) envName() string { return "FIGUREHEAD_" + strings.ToUpper(s.Name) }

// settingReader finds each setting's value: flag, environment, the file named
// by the environment, the settings file, default.
type settingReader struct {
	flags map[string]string
	file  string // --config
}

// addSettings puts the flags of the named settings, or of all when none is
// named, and --config on flags.
func addSettings(flags *flag.FlagSet, names ...string) *settingReader {
	r := &settingReader{flags: map[string]string{}}
	flags.StringVar(&r.file, "config", "", "settings file")
	for _, s := range settingsTable {
		if s.Secret || !wanted(s.Name, names) {
			continue
		}
		flags.Func(s.flagName(), s.Help, func(value string) error { r.flags[s.Name] = value; return nil })
	}
	return r
}

func wanted(name string, names []string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return len(names) == 0
}

// effective is one setting's value and where it was found.
type effective struct {
	setting
	Value, From string
}

// read returns the settings of this run. lookup is os.LookupEnv. A bad value
// is an error with the setting's name, where it stands, and an example.
func (r *settingReader) read(lookup func(string) (string, bool)) (settings, error) {
	rows, err := r.find(lookup)
	if err != nil {
		return settings{}, err
	}
	s := settings{Rows: rows}
	for _, row := range rows {
		if err := row.parse(&s, row.Value); err != nil {
			return settings{}, fmt.Errorf("setting %s, from %s: %w; for example %s = %s", row.Name, row.From, err, row.Name, row.Example)
		}
	}
	if s.Mail.Host == "" {
		return s, nil
	}
	for field, name := range mailSettings {
		if wrong := notify.CheckServer(s.Mail)[field]; wrong != "" {
			return s, fmt.Errorf("setting %s: %s", name, wrong)
		}
	}
	return s, nil
}

// mailSettings are the settings behind the fields that are checked together.
var mailSettings = map[string]string{
	"host": "mail_host", "port": "mail_port", "security": "mail_security", "username": "mail_user", "sender": "mail_from",
}

// find returns the value of every setting without parsing it.
func (r *settingReader) find(lookup func(string) (string, bool)) ([]effective, error) {
	path := r.file
	if named, ok := lookup("FIGUREHEAD_CONFIG"); ok && path == "" {
		path = named
	}
	file, err := readSettingsFile(path)
	if err != nil {
		return nil, err
	}
	var rows []effective
	for _, s := range settingsTable {
		row, err := r.findOne(s, lookup, file, path)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (r *settingReader) findOne(s setting, lookup func(string) (string, bool), file map[string]string, path string) (effective, error) {
	if value, ok := r.flags[s.Name]; ok {
		return effective{s, value, "--" + s.flagName()}, nil
	}
	if value, ok := lookup(s.envName()); ok {
		return effective{s, value, s.envName()}, nil
	}
	if name, ok := lookup(s.envName() + "_FILE"); ok {
		body, err := os.ReadFile(name)
		if err != nil {
			return effective{}, fmt.Errorf("setting %s, from %s_FILE: %w", s.Name, s.envName(), err)
		}
		return effective{s, strings.TrimRight(string(body), "\r\n"), s.envName() + "_FILE"}, nil
	}
	if value, ok := file[s.Name]; ok {
		return effective{s, value, path}, nil
	}
	return effective{s, s.Default, "default"}, nil
}

// readSettingsFile reads lines of "name = value"; blank lines and lines that
// start with # are skipped. No path is an empty file.
func readSettingsFile(path string) (map[string]string, error) {
	if path == "" {
		return nil, nil
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("settings file: %w", err)
	}
	values := map[string]string{}
	for i, line := range strings.Split(string(body), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		if !ok || !knownSetting(name) {
			return nil, fmt.Errorf("settings file %s, line %d: %q is not a setting; for example addr = 127.0.0.1:8080", path, i+1, name)
		}
		values[name] = strings.TrimSpace(value)
	}
	return values, nil
}

func knownSetting(name string) bool {
	for _, s := range settingsTable {
		if s.Name == name {
			return true
		}
	}
	return false
}
