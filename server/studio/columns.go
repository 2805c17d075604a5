package studio

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/table"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
)

// columnsPage asks which columns of a table that has too many are read.
type columnsPage struct {
	basePage
	Action  string // where the form is sent
	All     int    // columns of the file
	Most    int    // columns that can be chosen
	Row     int    // of the file, that names them
	Find    string
	Add     string // numbers as they were typed
	Columns []fileColumn
	Chosen  int
	Kept    string // the chosen ones that are not shown, as ranges
}

// fileColumn is one column of the file, to be ticked.
type fileColumn struct {
	Number int // from 1
	Name   string
	Chosen bool
}

// heldColumns asks about a file of which nothing is stored yet. The words that
// are looked for and what is chosen so far stand in the address.
func (s *Studio) heldColumns(c *fiber.Ctx) error {
	page, _, names, held := s.columnsPage(c)
	if !held {
		return s.sendAgain(c)
	}
	chosen, _ := columnNumbers(c.Query("columns"), len(names))
	page.Find = strings.Clone(c.Query("find"))
	page.list(names, chosen)
	return s.render(c, fiber.StatusOK, "columns", page)
}

// columnsChosen shows other columns, or reads the chosen ones.
func (s *Studio) columnsChosen(c *fiber.Ctx) error {
	page, file, names, held := s.columnsPage(c)
	if !held {
		return s.sendAgain(c)
	}
	page.Find, page.Add = strings.TrimSpace(form(c, "find")), strings.TrimSpace(form(c, "add"))
	chosen, _ := columnNumbers(form(c, "kept"), len(names))
	for _, raw := range c.Request().PostArgs().PeekMulti("column") {
		number, _ := columnNumbers(string(raw), len(names))
		chosen = append(chosen, number...)
	}
	added, ok := columnNumbers(page.Add, len(names))
	ticked := slices.Compact(slices.Sorted(slices.Values(chosen)))
	chosen = slices.Compact(slices.Sorted(slices.Values(slices.Concat(ticked, added))))
	read := form(c, "do") == "read"
	switch {
	case !ok:
		page.problem("add", fmt.Sprintf("Columns by number must be numbers from 1 to %s, such as 1-10, 25", thousands(len(names))))
	case read && len(chosen) == 0:
		page.problem("add", "Choose at least one column")
	case read && len(chosen) > table.MaxColumns:
		page.problem("add", fmt.Sprintf("%s columns are chosen. Choose up to %d", thousands(len(chosen)), table.MaxColumns))
	}
	page.list(names, ticked) // what is typed is not ticked before it is right
	switch {
	case len(page.Errors) > 0:
		return s.render(c, fiber.StatusUnprocessableEntity, "columns", page)
	case !read:
		return c.Redirect(page.Action+"?"+url.Values{"find": {page.Find}, "columns": {columnRanges(chosen)}}.Encode(), fiber.StatusSeeOther)
	}
	in := file.in
	for _, number := range chosen {
		in.Only = append(in.Only, number-1)
	}
	return s.readColumns(c, page, in)
}

// readColumns reads the chosen columns of a file, and goes on as with any other.
func (s *Studio) readColumns(c *fiber.Ctx, page columnsPage, in publishing.Import) error {
	id, by, user := param(c, "held"), actor(c), page.User
	t := task{verb: "Reading", failed: func(c *fiber.Ctx, err error) error {
		words, ok := mendable(err)
		if !ok {
			return err
		}
		page.basePage = s.base(c, page.Title).journey(1)
		page.problem("add", words.Message)
		return s.render(c, fiber.StatusUnprocessableEntity, "columns", page)
	}}
	return s.do(c, t, in.Name, len(in.Raw), func(ctx context.Context) (string, error) {
		release, err := jobs.Turn(ctx, jobs.Weight(in.Raw))
		if err != nil {
			return "", err
		}
		defer release()
		next, err := s.takeIn(ctx, by, user, in)
		if err == nil {
			s.held.release(id)
		}
		return next, err
	})
}

func (s *Studio) columnsPage(c *fiber.Ctx) (columnsPage, heldFile, []string, bool) {
	id := param(c, "held")
	page := columnsPage{basePage: s.base(c, "Choose columns").journey(1), Action: "/studio/new/" + id + "/columns", Most: table.MaxColumns}
	file, held := s.held.of(id, page.User.ID, s.Now())
	if !held || file.wide == nil {
		return page, file, nil, false
	}
	page.All, page.Row = len(file.wide.Names), file.wide.Row
	return page, file, file.wide.Names, true
}

// list shows the columns whose name or number has the words that are looked for.
func (p *columnsPage) list(names []string, chosen []int) {
	p.Columns, p.Chosen = nil, len(chosen)
	var kept []int
	words := strings.Fields(strings.ToLower(p.Find))
	for i, name := range names {
		is := slices.Contains(chosen, i+1)
		text := strings.ToLower(name)
		if slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) && word != strconv.Itoa(i+1) }) {
			if is {
				kept = append(kept, i+1)
			}
			continue
		}
		p.Columns = append(p.Columns, fileColumn{i + 1, name, is})
	}
	p.Kept = columnRanges(kept)
}

// columnNumbers reads numbers from 1 to most and ranges of them: "1-10, 25". It
// gives them in order, each once; ok is false when some are no such numbers.
func columnNumbers(text string, most int) (numbers []int, ok bool) {
	ok = true
	for _, part := range strings.FieldsFunc(strings.NewReplacer("–", "-", " to ", "-", " - ", "-").Replace(text), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		from, to, ranged := strings.Cut(part, "-")
		if !ranged {
			to = from
		}
		first, err := strconv.Atoi(from)
		last, errLast := strconv.Atoi(to)
		if err != nil || errLast != nil || first < 1 || last < first || last > most {
			ok = false
			continue
		}
		for n := first; n <= last; n++ {
			numbers = append(numbers, n)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(numbers))), ok
}

// columnRanges writes numbers in order as columnNumbers reads them.
func columnRanges(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		part := strconv.Itoa(numbers[i])
		if end > i {
			part += "-" + strconv.Itoa(numbers[end])
		}
		parts, i = append(parts, part), end+1
	}
	return strings.Join(parts, ",")
}

func (s *Studio) registerColumns(app *fiber.App) {
	edit := s.Auth.Require(store.Editor)
	app.Get("/studio/new/:held/columns", edit, s.heldColumns)
	app.Post("/studio/new/:held/columns", edit, s.columnsChosen)
}
