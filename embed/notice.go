package embed

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets/words"
)

// notice is what stands where a figure is not: a heading and a sentence.
type notice struct {
	Heading string
	Text    string
	Title   string // of the figure that is gone; empty when there is none
	Height  int    // of its frame; 0 for the least
	Lang    string // of heading and text
}

// sendNotice answers with n in the shape of the address.
func (f *face) sendNotice(c *fiber.Ctx, s shape, status int, n notice) error {
	switch s {
	case frame:
		b, err := noticeFrame(n, f.organisation(c.UserContext()))
		if err != nil {
			return err
		}
		return b.send(c, status)
	case file:
		return newBody("text/plain; charset=utf-8", []byte(n.Heading+". "+n.Text+"\n")).send(c, status)
	}
	base := f.basePage(c.UserContext(), n.Heading, words.For(n.Lang))
	base.NoIndex = true
	return f.sendPage(c, status, "notice", noticePage{base, n})
}

// noticePage is the page of a notice.
type noticePage struct {
	basePage
	Notice notice
}

// sentence ends s with a full stop unless it ends already.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}
