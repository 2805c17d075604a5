package studio

import (
	"archive/zip"
	"bufio"
	"fmt"
	"net"
	"path"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/embed"
)

// siteWriteTimeout is how long one file of the copy may take to send.
const siteWriteTimeout = 30 * time.Second

// siteZip sends the public face as plain files in one archive, file by file, so
// that its size costs no memory. When it ends early the archive has no end, and
// no program opens it as a whole one.
func (s *Studio) siteZip(c *fiber.Ctx) error {
	ctx := c.UserContext()
	figures, err := s.Store.PublicFigures(ctx)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="figures-%s.zip"`, s.Now().UTC().Format(time.DateOnly)))
	conn := c.Context().Conn()
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		z := zip.NewWriter(w)
		err := embed.Site(ctx, s.Face, figures, func(f embed.SiteFile) error {
			if err := conn.SetWriteDeadline(time.Now().Add(siteWriteTimeout)); err != nil {
				return err
			}
			return addFile(z, f)
		})
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			s.Log.Error("copy of the public pages", "error", err)
			closeEarly(conn)
		}
	})
	return nil
}

// addFile packs what is text; pictures are packed already.
func addFile(z *zip.Writer, f embed.SiteFile) error {
	method := zip.Deflate
	if path.Ext(f.Path) == ".png" {
		method = zip.Store
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: f.Path, Method: method})
	if err != nil {
		return err
	}
	_, err = w.Write(f.Body)
	return err
}

// closeEarly breaks a connection off, so that whoever receives sees that it is
// not all. It has nobody to tell that it could not.
func closeEarly(conn net.Conn) { _ = conn.Close() }
