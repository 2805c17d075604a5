package studio

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
)

// What is too little, too old and too far off.
const (
	fewBytesFree = 1 << 30
	oldBackup    = 8 * 24 * time.Hour
	clockOff     = time.Minute
)

func portWords(port int) string { return strconv.Itoa(port) }

// checkFolder writes a file into the data folder and looks how much room is left.
func (s *Studio) checkFolder(context.Context) finding {
	file, err := os.CreateTemp(s.Store.Folder(), "check-*.tmp")
	if err != nil {
		return finding{Words: "Nothing can be written into the data folder.", Do: "Give the user of this program the right to write there, or look whether the disk is full or read-only."}
	}
	_, err = file.Write(make([]byte, 4096))
	err = errors.Join(err, file.Sync(), file.Close(), os.Remove(file.Name()))
	if err != nil {
		return finding{Words: "A file could be made in the data folder, and not written.", Do: "Look whether the disk is full."}
	}
	free, known := freeBytes(s.Store.Folder())
	switch {
	case !known:
		return finding{Good: true, Words: "The data folder can be written to."}
	case free < fewBytesFree:
		return finding{Words: fmt.Sprintf("The data folder can be written to, and only %s is free.", gigabytes(free)), Do: "Make room before the disk is full: nothing is lost then, but nothing can be saved."}
	}
	return finding{Good: true, Words: fmt.Sprintf("The data folder can be written to. %s is free.", gigabytes(free))}
}

func gigabytes(n int64) string { return fmt.Sprintf("%.1f GB", float64(n)/1e9) }

// checkPublic asks the public address for the word of this process.
func (s *Studio) checkPublic(ctx context.Context) finding {
	u, err := url.Parse(s.PublicURL)
	if err != nil {
		return finding{Words: "The public address cannot be read.", Do: "Correct public_url."}
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
		words, _ := mendable(err)
		return finding{Words: "From here, the public address gives no answer of this server. " + firstSentence(words.Message),
			Do: "Look whether its name leads to this machine, and whether the web server in front passes every address on. If only readers outside can reach it, open it from outside."}
	}
	if strings.TrimSpace(string(got.Body)) != s.Instance {
		return finding{Words: "Something else than this server answers at the public address, or another process of it.", Do: "Look where the name leads, and what the web server in front passes on."}
	}
	return finding{Good: true, Words: "The public address leads to this server."}
}

func firstSentence(words string) string {
	if at := strings.Index(words, ". "); at >= 0 {
		return words[:at+1]
	}
	return words
}

// checkPortals asks every portal that is searched.
func (s *Studio) checkPortals(ctx context.Context) finding {
	portals, err := s.Store.Portals(ctx)
	if err != nil {
		return finding{Words: "The list of portals could not be read.", Do: "Try again."}
	}
	var mu sync.Mutex
	var running sync.WaitGroup
	var answered, failed []string
	for _, p := range portals {
		if !p.Searched {
			continue
		}
		running.Go(func() {
			connector, err := s.deskHere().Open(siteOf(p))
			if err == nil {
				_, err = connector.Search(ctx, "", 1)
			}
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
		return finding{Good: true, Words: "No portal is searched, so none was asked."}
	case len(failed) == 0:
		return finding{Good: true, Words: strings.Join(answered, ", ") + ": answered."}
	case len(answered) == 0:
		return finding{Words: "None of the portals answered: " + strings.Join(failed, ", ") + ".", Do: "Look whether this machine may reach the web at ports 80 and 443 without a proxy."}
	}
	return finding{Words: "No answer: " + strings.Join(failed, ", ") + ". Answered: " + strings.Join(answered, ", ") + ".", Do: "Try those again under Portals, where each says why."}
}

func (s *Studio) checkMail(ctx context.Context) finding {
	server, err := s.Notify.MailServer(ctx)
	if err != nil || !server.On() {
		return finding{Good: err == nil, Words: "No mail server is set up, so notices show in the studio only."}
	}
	words, ok := s.Notify.Reach(ctx)
	f := finding{Good: ok, Words: words}
	if !ok {
		f.Do = "Correct it under Email, and send a test there."
	}
	return f
}

// checkBackup says how old the last backup is that this folder knows of.
func (s *Studio) checkBackup(context.Context) finding {
	const do = "Run figurehead backup every night, and keep its files on another machine."
	at := s.Store.LastBackup()
	if at.IsZero() {
		return finding{Words: "No backup of this folder is known. One made in another way is not seen here.", Do: do}
	}
	age := s.Now().Sub(at)
	words := fmt.Sprintf("The last backup was finished %s. Whether its file is still there and whole is not known here.", onDay(s.when(at)))
	if age > oldBackup {
		return finding{Words: words + fmt.Sprintf(" That is %d days ago.", int(age.Hours()/24)), Do: do}
	}
	return finding{Good: true, Words: words}
}

// checkClock compares the clock with that of a portal that answers.
func (s *Studio) checkClock(ctx context.Context) finding {
	portals, err := s.Store.Portals(ctx)
	if err != nil {
		return finding{Words: "The list of portals could not be read.", Do: "Try again."}
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
			return finding{Words: fmt.Sprintf("This machine's clock and that of %s differ by %s.", p.Name, off.Abs().Round(time.Second)), Do: "Set the clock, best by NTP: schedules and embargoes go by it."}
		}
		return finding{Good: true, Words: fmt.Sprintf("It agrees with that of %s to within a minute.", p.Name)}
	}
	return finding{Words: "No portal answered, so there was no other clock to compare with.", Do: "Look at the clock yourself: this server says it is " + s.exactly(s.Now()) + "."}
}
