package settings

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"figurehead/datasets/fetch"
	"figurehead/server/notify"
	"figurehead/server/publishing"
	"figurehead/server/search"
	"figurehead/store"
)

// What is too little, too old and too far off.
const (
	fewBytesFree = 1 << 30
	oldBackup    = 8 * 24 * time.Hour
	clockOff     = time.Minute
)

// Finding is what a check found.
type Finding struct {
	Good  bool
	Words string
	Do    string // what to do, when it is not good
}

// Check is something that can honestly be found out.
type Check struct {
	Name  string // of the setting, or of its own
	Title string
	Own   string // what it is, when it is no setting
	run   func(*Server, context.Context) Finding
}

// Checks, in the order of their page.
var Checks = []Check{
	{"data", "the data folder", "", (*Server).checkFolder},
	{"public_url", "the public address", "", (*Server).checkPublic},
	{"fetch_ports", "the way out to portals", "", (*Server).checkPortals},
	{"mail_host", "the mail server", "", (*Server).checkMail},
	{"backup", "the backup", "How long ago figurehead backup last finished one of this data folder.", (*Server).checkBackup},
	{"clock", "the clock", "The clock of this machine beside that of a portal. Schedules, embargoes and sign-ins go by it.", (*Server).checkClock},
}

// Server is what the checks look at.
type Server struct {
	Store     *store.Store
	Notify    *notify.Notifier
	Search    *search.Searcher
	Fetch     *fetch.Client
	PublicURL string
	Instance  string // the word of this process
	Now       func() time.Time
	// OnDay and Exactly word an instant: "on 2 March", "2 March 2026, 9:00:00am GMT".
	OnDay, Exactly func(time.Time) string
}

// checkTime is how long all checks together may take.
const checkTime = 20 * time.Second

// Find runs checks at the same time: that of a name, or "all". It gives what was
// found by name, or store.ErrNotFound where there is no such check.
func (s *Server) Find(ctx context.Context, name string) (map[string]Finding, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	var mu sync.Mutex
	var running sync.WaitGroup
	found := map[string]Finding{}
	for _, x := range Checks {
		if name != "all" && name != x.Name {
			continue
		}
		running.Go(func() {
			f := x.run(s, ctx)
			mu.Lock()
			defer mu.Unlock()
			found[x.Name] = f
		})
	}
	running.Wait()
	if len(found) == 0 {
		return nil, store.ErrNotFound
	}
	return found, nil
}

// checkFolder writes a file into the data folder and looks how much room is left.
func (s *Server) checkFolder(context.Context) Finding {
	file, err := os.CreateTemp(s.Store.Folder(), "check-*.tmp")
	if err != nil {
		return Finding{Words: "Nothing can be written into the data folder.", Do: "Give the user of this program the right to write there, or look whether the disk is full or read-only."}
	}
	_, err = file.Write(make([]byte, 4096))
	err = errors.Join(err, file.Sync(), file.Close(), os.Remove(file.Name()))
	if err != nil {
		return Finding{Words: "A file could be made in the data folder, and not written.", Do: "Look whether the disk is full."}
	}
	free, known := freeBytes(s.Store.Folder())
	switch {
	case !known:
		return Finding{Good: true, Words: "The data folder can be written to."}
	case free < fewBytesFree:
		return Finding{Words: fmt.Sprintf("The data folder can be written to, and only %s is free.", gigabytes(free)), Do: "Make room before the disk is full: nothing is lost then, but nothing can be saved."}
	}
	return Finding{Good: true, Words: fmt.Sprintf("The data folder can be written to. %s is free.", gigabytes(free))}
}

func gigabytes(n int64) string { return fmt.Sprintf("%.1f GB", float64(n)/1e9) }

// checkPublic asks the public address for the word of this process.
func (s *Server) checkPublic(ctx context.Context) Finding {
	u, err := url.Parse(s.PublicURL)
	if err != nil {
		return Finding{Words: "The public address cannot be read.", Do: "Correct public_url."}
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		port = map[string]uint64{"https": 443, "http": 80}[u.Scheme]
	}
	// The address is a setting of whoever runs the server, not of a person who
	// signs in: it may stand anywhere.
	everywhere := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}
	client := fetch.New(fetch.Options{AllowPrivate: everywhere, Ports: []uint16{uint16(port)}, Timeout: 9 * time.Second, MaxBytes: 1 << 10})
	got, err := client.Ask(ctx, fetch.Request{Address: s.PublicURL + "/healthz/server", Accept: "text/plain", Page: true})
	if err != nil {
		words, _ := publishing.Mendable(err)
		return Finding{Words: "From here, the public address gives no answer of this server. " + firstSentence(words.Error()),
			Do: "Look whether its name leads to this machine, and whether the web server in front passes every address on. If only readers outside can reach it, open it from outside."}
	}
	if strings.TrimSpace(string(got.Body)) != s.Instance {
		return Finding{Words: "Something else than this server answers at the public address, or another process of it.", Do: "Look where the name leads, and what the web server in front passes on."}
	}
	return Finding{Good: true, Words: "The public address leads to this server."}
}

func firstSentence(words string) string {
	if at := strings.Index(words, ". "); at >= 0 {
		return words[:at+1]
	}
	return words
}

// checkPortals asks every portal that is searched.
func (s *Server) checkPortals(ctx context.Context) Finding {
	portals, err := s.Store.Portals(ctx)
	if err != nil {
		return Finding{Words: "The list of portals could not be read.", Do: "Try again."}
	}
	var mu sync.Mutex
	var running sync.WaitGroup
	var answered, failed []string
	for _, p := range portals {
		if !p.Searched {
			continue
		}
		running.Go(func() {
			err := s.Search.Try(ctx, p).Err
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = append(failed, p.Name)
				return
			}
			answered = append(answered, p.Name)
		})
	}
	running.Wait()
	switch {
	case len(answered)+len(failed) == 0:
		return Finding{Good: true, Words: "No portal is searched, so none was asked."}
	case len(failed) == 0:
		return Finding{Good: true, Words: strings.Join(answered, ", ") + ": answered."}
	case len(answered) == 0:
		return Finding{Words: "None of the portals answered: " + strings.Join(failed, ", ") + ".", Do: "Look whether this machine may reach the web at ports 80 and 443 without a proxy."}
	}
	return Finding{Words: "No answer: " + strings.Join(failed, ", ") + ". Answered: " + strings.Join(answered, ", ") + ".", Do: "Try those again under Portals, where each says why."}
}

func (s *Server) checkMail(ctx context.Context) Finding {
	server, err := s.Notify.MailServer(ctx)
	if err != nil || !server.On() {
		return Finding{Good: err == nil, Words: "No mail server is set up, so notices show in the studio only."}
	}
	words, ok := s.Notify.Reach(ctx)
	f := Finding{Good: ok, Words: words}
	if !ok {
		f.Do = "Correct it under Email, and send a test there."
	}
	return f
}

// checkBackup says how old the last backup is that this folder knows of.
func (s *Server) checkBackup(context.Context) Finding {
	const do = "Run figurehead backup every night, and keep its files on another machine."
	at := s.Store.LastBackup()
	if at.IsZero() {
		return Finding{Words: "No backup of this folder is known. One made in another way is not seen here.", Do: do}
	}
	age := s.Now().Sub(at)
	words := fmt.Sprintf("The last backup was finished %s. Whether its file is still there and whole is not known here.", s.OnDay(at))
	if age > oldBackup {
		return Finding{Words: words + fmt.Sprintf(" That is %d days ago.", int(age.Hours()/24)), Do: do}
	}
	return Finding{Good: true, Words: words}
}

// checkClock compares the clock with that of a portal that answers.
func (s *Server) checkClock(ctx context.Context) Finding {
	portals, err := s.Store.Portals(ctx)
	if err != nil {
		return Finding{Words: "The list of portals could not be read.", Do: "Try again."}
	}
	for _, p := range portals {
		if !p.Searched {
			continue
		}
		got, err := s.Fetch.Ask(ctx, fetch.Request{Address: p.Address, Accept: "text/html", Page: true})
		if err != nil || got.ServerTime.IsZero() {
			continue
		}
		off := s.Now().Sub(got.ServerTime)
		if off.Abs() > clockOff {
			return Finding{Words: fmt.Sprintf("This machine's clock and that of %s differ by %s.", p.Name, off.Abs().Round(time.Second)), Do: "Set the clock, best by NTP: schedules and embargoes go by it."}
		}
		return Finding{Good: true, Words: fmt.Sprintf("It agrees with that of %s to within a minute.", p.Name)}
	}
	return Finding{Words: "No portal answered, so there was no other clock to compare with.", Do: "Look at the clock yourself: this server says it is " + s.Exactly(s.Now()) + "."}
}
