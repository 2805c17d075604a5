package studio

import (
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"
	"rsc.io/qr"

	"figurehead/store"
)

// qrScale is how many pixels a module of the picture has: enough for a poster.
const qrScale = 20

// kitQR is a QR code of the short address for print, to be made larger at will.
func (s *Studio) kitQR(c *fiber.Ctx) error {
	code, err := s.qrOf(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/svg+xml")
	return c.SendString(qrSVG(code))
}

// kitQRPicture is the same as a picture, for programs that take no SVG.
func (s *Studio) kitQRPicture(c *fiber.Ctx) error {
	code, err := s.qrOf(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(qrPNG(code))
}

func (s *Studio) qrOf(c *fiber.Ctx) (*qr.Code, error) {
	widget, err := s.Store.Widget(c.UserContext(), param(c, "widget"))
	if err != nil {
		return nil, err
	}
	if widget.ShortCode == "" {
		return nil, store.ErrNotFound
	}
	return qrTo(s.PublicURL + "/s/" + widget.ShortCode)
}

func qrTo(address string) (*qr.Code, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, fmt.Errorf("QR code of %s: %w", address, err)
	}
	return code, nil
}

func qrPNG(code *qr.Code) []byte {
	large := *code
	large.Scale = qrScale
	return large.PNG()
}

func qrSVG(code *qr.Code) string {
	const quiet = 4 // modules around the code, as the standard asks
	size := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"><rect width="100%%" height="100%%" fill="#fff"/><path d="`, size*5, size*5, size, size)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String()
}
