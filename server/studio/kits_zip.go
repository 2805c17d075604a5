package studio

import (
	"archive/zip"
	"bufio"
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets"
)

// folderKit is the kit of a figure in a folder of an archive.
type folderKit struct {
	folder string
	page   kitPage
}

// archived is a file at the top of an archive of kits.
type archived struct {
	name string
	body []byte
}

// kitsOf are the kits of those figures that are public, each with its folder, and
// what is in the archive in words.
func (s *Studio) kitsOf(c *fiber.Ctx, ids []string) (kits []folderKit, contents string, err error) {
	for _, id := range ids {
		w, err := s.Store.Widget(c.UserContext(), id)
		if err != nil {
			return nil, "", err
		}
		page, err := s.kitOf(c, w)
		if err != nil {
			return nil, "", err
		}
		if w.State != widgets.Live {
			contents += "Left out, because it is not public: " + w.Title + "\n"
			continue
		}
		kit := folderKit{fmt.Sprintf("figure-%s-%d", page.Edition.ShortCode, page.Edition.Number), page}
		kits = append(kits, kit)
		contents += kit.folder + ": " + page.Edition.Title + "\n"
	}
	return kits, contents, nil
}

// each gives kits that are there already.
func each(kits []folderKit) func(context.Context) iter.Seq2[folderKit, error] {
	return func(context.Context) iter.Seq2[folderKit, error] {
		return func(yield func(folderKit, error) bool) {
			for _, kit := range kits {
				if !yield(kit, nil) {
					return
				}
			}
		}
	}
}

// streamKits writes what is at the top and then kit after kit, so that many cost
// the memory of one. When it ends early no program opens the archive as a whole one.
func (s *Studio) streamKits(c *fiber.Ctx, name string, top []archived, kits func(context.Context) iter.Seq2[folderKit, error]) {
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="%s"`, name))
	ctx, conn := c.UserContext(), c.Context().Conn()
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		z := zip.NewWriter(w)
		err := addArchived(z, top)
		if err == nil {
			for kit, failed := range kits(ctx) {
				if err = failed; err != nil {
					break
				}
				if err = conn.SetWriteDeadline(time.Now().Add(siteWriteTimeout)); err != nil {
					break
				}
				if err = s.addKit(ctx, z, kit.folder+"/", kit.page); err != nil {
					break
				}
			}
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			s.Log.Error("kits of several figures", "file", name, "error", err)
			closeEarly(conn)
		}
	})
}

// addArchived puts files at the top of an archive.
func addArchived(z *zip.Writer, files []archived) error {
	for _, file := range files {
		part, err := z.Create(file.name)
		if err != nil {
			return err
		}
		if _, err := part.Write(file.body); err != nil {
			return err
		}
	}
	return nil
}
