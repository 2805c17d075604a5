package reports

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/embed"
	"figurehead/store"
)

// How many reports come from one client address in an hour, about one figure in
// a day, and about all in an hour, before more are refused.
const (
	mostPerClient = 5
	mostPerFigure = 30
	mostPerHour   = 300
)

// Store keeps reports.
type Store interface {
	AddProblemReport(ctx context.Context, publicID string, r store.ProblemReport) (store.ProblemReport, error)
}

// Options are what a Desk works with.
type Options struct {
	Store Store
	// Client is what a client is counted by, such as its address. It is hashed
	// with a salt of the day that no disk ever holds, and forgotten with it.
	Client func(*fiber.Ctx) string
	Now    func() time.Time
}

// Desk receives reports. It is safe for concurrent use.
type Desk struct {
	Options
	mu      sync.Mutex
	day     string
	salt    []byte
	hour    int
	clients map[uint16]int // of this hour, by a hash folded so that memory is bounded
	figures map[string]int // of this day
	all     int            // of this hour
}

// New returns a Desk that has received nothing.
func New(o Options) *Desk { return &Desk{Options: o} }

// Receive keeps a report, or refuses it with embed.ErrTooMany.
func (d *Desk) Receive(c *fiber.Ctx, r embed.Report) error {
	allowed, err := d.take(d.Client(c), r.PublicID)
	if err != nil {
		return err
	}
	if !allowed {
		return embed.ErrTooMany
	}
	_, err = d.Store.AddProblemReport(c.UserContext(), r.PublicID, store.ProblemReport{Words: r.Words, Email: r.Email})
	return err
}

// take counts one report, and is false when one was too many.
func (d *Desk) take(client, figure string) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.turn(); err != nil {
		return false, err
	}
	key := d.fold(client)
	if d.clients[key] >= mostPerClient || d.figures[figure] >= mostPerFigure || d.all >= mostPerHour {
		return false, nil
	}
	d.clients[key]++
	d.figures[figure]++
	d.all++
	return true, nil
}

// turn begins a new day, with a new salt, and a new hour.
func (d *Desk) turn() error {
	now := d.Now().UTC()
	if day := now.Format(time.DateOnly); day != d.day {
		salt := make([]byte, 32)
		if _, err := rand.Read(salt); err != nil {
			return fmt.Errorf("salt of the day: %w", err)
		}
		d.day, d.salt, d.hour, d.figures = day, salt, -1, map[string]int{}
	}
	if now.Hour() != d.hour {
		d.hour, d.clients, d.all = now.Hour(), map[uint16]int{}, 0
	}
	return nil
}

// fold is a client as one of 65,536 places that mean nothing tomorrow.
func (d *Desk) fold(client string) uint16 {
	sum := hmac.New(sha256.New, d.salt)
	sum.Write([]byte(client)) // a hash never fails
	raw := sum.Sum(nil)
	return uint16(raw[0])<<8 | uint16(raw[1])
}
