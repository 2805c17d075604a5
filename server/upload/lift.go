package upload

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"slices"
	"strings"

	"figurehead/datasets"

	"github.com/gofiber/fiber/v2"
)

// liftedKey names the bytes of the file among the locals of a request.
const liftedKey = "lifted"

// Lift takes the bytes of the field “file” out of the body of a form and
// leaves it empty there. So a large file stands in memory once and is neither
// copied nor written to a temporary file by whoever reads the form. A body in
// which the file does not stand as browsers write it stays as it is.
func Lift(c *fiber.Ctx) {
	boundary := c.Request().Header.MultipartFormBoundary()
	if len(boundary) == 0 {
		return
	}
	body := c.Request().Body()
	start, end, found := fileIn(body, boundary)
	if !found {
		return
	}
	rest := slices.Concat(body[:start], body[end:])
	body = c.Request().SwapBody(rest) // from now on ours
	c.Locals(liftedKey, body[start:end:end])
}

// maxPartHeader is longer than what browsers write above a part.
const maxPartHeader = 16 << 10

// fileIn finds the bytes of the first field “file” that has a name (RFC 7578).
func fileIn(body, boundary []byte) (start, end int, found bool) {
	opening := slices.Concat([]byte("--"), boundary, []byte("\r\n"))
	closing := slices.Concat([]byte("\r\n--"), boundary)
	if !bytes.HasPrefix(body, opening) {
		return 0, 0, false
	}
	for at := len(opening); ; {
		header := bytes.Index(body[at:min(len(body), at+maxPartHeader)], []byte("\r\n\r\n"))
		if header < 0 {
			return 0, 0, false
		}
		start = at + header + len("\r\n\r\n")
		length := bytes.Index(body[start:], closing)
		if length < 0 {
			return 0, 0, false
		}
		end = start + length
		if isFile(string(body[at : at+header])) {
			rest := body[end+len(closing):]
			return start, end, bytes.HasPrefix(rest, []byte("\r\n")) || bytes.HasPrefix(rest, []byte("--"))
		}
		if at = end + len(closing) + len("\r\n"); at > len(body) || !bytes.HasSuffix(body[:at], []byte("\r\n")) {
			return 0, 0, false
		}
	}
}

// isFile reports whether the header of a part is that of the file.
func isFile(header string) bool {
	for line := range strings.SplitSeq(header, "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(name, fiber.HeaderContentDisposition) {
			continue
		}
		_, params, err := mime.ParseMediaType(value)
		return err == nil && params["name"] == "file" && params["filename"] != ""
	}
	return false
}

// Lifted returns the bytes that Lift took, or false.
func Lifted(c *fiber.Ctx) ([]byte, bool) {
	raw, ok := c.Locals(liftedKey).([]byte)
	return raw, ok
}

// Part reads a file of a form, one byte more than most at the most.
func Part(header *multipart.FileHeader, most int64) ([]byte, error) {
	file, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("uploaded file: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(file, most+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("uploaded file: %w", err)
	}
	return raw, nil
}

// Data reads the field “file” of a form of new data, and its name. No file is
// false; one that is too large is a datasets.Problem.
func Data(c *fiber.Ctx) (name string, raw []byte, ok bool, err error) {
	header, err := c.FormFile("file")
	if err != nil || header.Filename == "" {
		return "", nil, false, nil
	}
	raw, lifted := Lifted(c)
	if !lifted {
		if raw, err = Part(header, datasets.MaxFileBytes); err != nil {
			return "", nil, false, err
		}
	}
	if len(raw) > datasets.MaxFileBytes {
		return "", nil, false, datasets.Problem{
			Field: "file", Message: fmt.Sprintf("The file is larger than %d MB.", datasets.MaxFileBytes>>20),
			Suggestion: "Cut it into smaller files, or ask the publisher for totals.",
		}
	}
	return strings.Clone(header.Filename), raw, true, nil
}
