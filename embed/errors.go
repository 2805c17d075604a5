package embed

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// goneError says that a figure was published and is not any more.
type goneError struct{ record *record }

// Error names the figure and its state, for logs.
func (e goneError) Error() string { return fmt.Sprintf("figure %s is %s", e.record.id, e.record.state) }

// outcome is what a reader is told about an error: its status and words. The
// words, by their name in the catalogue, are the same for every figure, so that
// an address gives nothing away; their language is the organisation's.
type outcome struct {
	err     error
	status  int
	heading string
	text    string
	// unexpected errors are logged: nobody but the operator can mend them.
	unexpected bool
}

// outcomes is the one table from errors to answers; the last stands for
// everything that is not listed.
var outcomes = []outcome{
	{err: store.ErrNotFound, status: fiber.StatusNotFound,
		heading: "unknown",
		text:    "unknownSays"},
	{err: store.ErrPurged, status: fiber.StatusGone,
		heading: "erased",
		text:    "erasedSays"},
	{err: store.ErrWithdrawn, status: fiber.StatusGone,
		heading: "withdrawn",
		text:    "withdrawnSays"},
	{err: errNoImage, status: fiber.StatusGone,
		heading: "noImage",
		text:    "noImageSays"},
	{err: errFormat, status: fiber.StatusNotImplemented,
		heading: "noFormat",
		text:    "noFormatSays"},
	{err: errNoURL, status: fiber.StatusBadRequest,
		heading: "noURL",
		text:    "noURLSays"},
	{err: errBound, status: fiber.StatusBadRequest,
		heading: "noBound",
		text:    "noBoundSays"},
	{status: fiber.StatusServiceUnavailable, unexpected: true,
		heading: "fault",
		text:    "faultSays"},
}

// errNoImage says that a frozen Edition no longer has an image it once had.
var errNoImage = errors.New("image not kept")

// outcomeOf finds the first row of the table that err is.
func outcomeOf(err error) outcome {
	for _, o := range outcomes {
		if o.err == nil || errors.Is(err, o.err) {
			return o
		}
	}
	return outcomes[len(outcomes)-1]
}

// sendError answers with what the table says, in the shape of the address: a
// small frame, a page, or a sentence. Nothing of the request is repeated.
func (f *face) sendError(c *fiber.Ctx, s shape, err error) error {
	var gone goneError
	if errors.As(err, &gone) {
		return f.sendGone(c, s, gone.record)
	}
	o := outcomeOf(err)
	c.Set(fiber.HeaderCacheControl, cacheNever)
	if o.status == fiber.StatusGone {
		c.Set(fiber.HeaderCacheControl, cacheStable)
	}
	if o.unexpected {
		f.Log.Error("public address", "path", c.Path(), "error", err)
		c.Set(fiber.HeaderRetryAfter, "60")
	}
	l := f.own(c.UserContext())
	return f.sendNotice(c, s, o.status, notice{Heading: say(l, o.heading), Text: say(l, o.text), Lang: l.Lang})
}

// sendGone says that a figure was withdrawn or erased, when and why: at the
// height it had in a frame, in an image of the same size where there is one.
func (f *face) sendGone(c *fiber.Ctx, s shape, r *record) error {
	c.Set(fiber.HeaderCacheControl, cacheStable)
	if s == file {
		if image, ok := r.edition.Renditions["withdrawn."+fileName(c.Path())]; ok && image.SHA256 != "" {
			return f.sendRendition(c, fiber.StatusGone, image)
		}
	}
	o := f.organisation(c.UserContext())
	return f.sendNotice(c, s, fiber.StatusGone, goneNotice(r, o))
}

// goneNotice words the state of a figure that is gone, in the figure's language;
// of one that was erased nothing is known but the organisation's.
func goneNotice(r *record, o store.Organisation) notice {
	l := words.For(cmp.Or(r.edition.Lang, o.Lang))
	n := notice{Height: r.edition.FrameHeight, Title: r.edition.Title, Lang: l.Lang}
	state := "withdrawn"
	if r.state == widgets.Purged {
		state = "erased"
	}
	n.Heading = say(l, state)
	if !r.at.IsZero() {
		n.Heading = say(l, state+"On", "date", dateWords(r.at, o, l))
	}
	n.Text = say(l, "withdrawnSays")
	if o.Name != "" {
		n.Text = say(l, "stoppedBy", "who", o.Name)
	}
	if r.reason != "" {
		n.Text += " " + say(l, "reason", "reason", sentence(r.reason))
	}
	return n
}
