package studio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"figurehead/datasets"
	"figurehead/datasets/portal"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// basePage is what every page of the studio shows around its own content.
type basePage struct {
	Title        string
	User         store.User
	SignedIn     bool
	Organisation string
	CSRF         string
	Step         int    // of the journey, from 1; 0 outside it
	Nav          string // "figures", "datasets", "settings" or ""
	Notices      int    // that the user has not seen
	Waits        int    // figures that wait for the user's approval
	Steps        []step
	Errors       []fieldError
	Banner       string // that nothing new is published
	Path         string // of the page
	chosen       map[store.Preference]string
}

// step is one of the five steps of the journey.
type step struct {
	Name string
	Link string // to a step that is done
}

// fieldError is one line of the error summary and the message at its field.
type fieldError struct {
	Field   string
	Message string
}

// base fills the page around a screen.
func (s *Studio) base(c *fiber.Ctx, title string) basePage {
	user, signedIn := auth.User(c)
	page := basePage{Title: title, User: user, SignedIn: signedIn, CSRF: s.Auth.CSRF(c)}
	page.Organisation = s.organisation().Name
	if signedIn && !partial(c) { // a fragment has no head to show them in
		page.Notices = s.unseen(c, user)
		page.Waits = s.waits(c, user)
		page.Banner = s.freezeBanner(c, user)
		page.chosen, page.Path = s.choices(c, user), strings.TrimSuffix(utils.CopyString(c.Path()), "/use")
	}
	return page
}

// journey sets the step of a page, with links back to those that are done.
func (b basePage) journey(at int, links ...string) basePage {
	b.Step = at
	for i, name := range []string{"Data", "Pick", "Say it", "Check", "Kit"} {
		st := step{Name: name}
		if i < len(links) && i+1 < at {
			st.Link = links[i]
		}
		b.Steps = append(b.Steps, st)
	}
	return b
}

// problem adds an error to the page; the field may be empty.
func (b *basePage) problem(field, message string) {
	b.Errors = append(b.Errors, fieldError{Field: field, Message: message})
}

// mend takes over what a rule found wrong.
func (b *basePage) mend(wrong []datasets.Problem) {
	for _, p := range wrong {
		b.problem(p.Field, p.Error())
	}
}

// ErrorAt returns the message for a field, or nothing.
func (b basePage) ErrorAt(field string) string {
	for _, e := range b.Errors {
		if e.Field == field {
			return e.Message
		}
	}
	return ""
}

// render writes a whole page.
func (s *Studio) render(c *fiber.Ctx, status int, name string, page any) error {
	return s.renderBlock(c, status, name, "base", page)
}

// renderBlock writes one block of a page: a fragment for htmx.
func (s *Studio) renderBlock(c *fiber.Ctx, status int, name, block string, page any) error {
	t, err := s.page(name)
	if err != nil {
		return err
	}
	body := bodies.Get().(*bytes.Buffer) // the pool holds nothing else
	defer bodies.Put(body)
	body.Reset()
	if err := t.ExecuteTemplate(body, block, pointed(page)); err != nil {
		return fmt.Errorf("studio page %s: %w", name, err)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Type("html", "utf-8")
	c.Status(status).Response().SetBody(body.Bytes()) // a copy
	return nil
}

// bodies are where pages are written, so that each need not grow one of its own.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// pointed is a page by its address: a template would copy all of it for each block
// that it is handed on to.
func pointed(page any) any {
	v := reflect.ValueOf(page)
	if v.Kind() != reflect.Struct {
		return page
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.Interface()
}

// partial reports whether htmx asks for a fragment only.
func partial(c *fiber.Ctx) bool { return c.Get("HX-Request-Type") == "partial" }

// actor is the signed-in user as the audit trail names them.
func actor(c *fiber.Ctx) store.Actor {
	user, _ := auth.User(c)
	return store.Actor{ID: user.ID, Name: user.Name}
}

// param copies a route parameter out of the request.
func param(c *fiber.Ctx, name string) string { return utils.CopyString(c.Params(name)) }

// form copies a form field out of the request.
func form(c *fiber.Ctx, name string) string { return utils.CopyString(c.FormValue(name)) }

// formValues copies every field of the posted form but the token; of a
// repeated field it keeps the last.
func formValues(c *fiber.Ctx) map[string]string {
	values := map[string]string{}
	for key, value := range c.Request().PostArgs().All() {
		if string(key) != "csrf" {
			values[string(key)] = string(value)
		}
	}
	return values
}

// mendable turns what a person can mend into words for the page; anything
// else goes on to the error table.
func mendable(err error) (fieldError, bool) {
	if problem, ok := publishing.InTheWay(err); ok {
		return fieldError{Field: problem.Field, Message: problem.Error()}, true
	}
	return jobWords(err)
}

// functions are what templates may call.
func (s *Studio) functions() template.FuncMap {
	return template.FuncMap{
		"asset":       s.Assets.URL,
		"icon":        s.icon,
		"beginning":   words.Capital,
		"options":     options,
		"tokenItems":  tokenItems,
		"licences":    func() []datasets.Licence { return datasets.Licences },
		"when":        s.when,
		"planAt":      s.planAt,
		"ago":         s.ago,
		"moment":      s.moment,
		"add":         func(a, b int) int { return a + b },
		"mul":         func(a, b int) int { return a * b },
		"thousands":   thousands,
		"kilobytes":   kilobytes,
		"dict":        dict,
		"kindName":    widgets.KindName,
		"portalKinds": portal.Kinds,
		"day":         day,
		"fileFacts":   fileFacts,
		"ruleName":    ruleName,
		"exactly":     s.exactly,
		"dataColour":  s.dataColour,
		"rfc3339":     func(at time.Time) string { return at.UTC().Format(time.RFC3339) },
	}
}

// when words an instant as an officer reads it, in the organisation's zone.
func (s *Studio) when(at time.Time) string {
	return s.whenIn(publishing.Location(s.organisation()), at)
}

// whenIn is when in a zone that is known, for lists of many instants.
func (s *Studio) whenIn(location *time.Location, at time.Time) string {
	local, now := at.In(location), s.Now().In(location)
	if now.YearDay() == local.YearDay() && now.Year() == local.Year() {
		return local.Format("3:04pm")
	}
	return local.Format("2 January 2006, 3:04pm")
}

// exactly words an instant to the second, in the organisation's zone.
func (s *Studio) exactly(at time.Time) string {
	return at.In(publishing.Location(s.organisation())).Format("Monday 2 January 2006, 3:04:05pm MST")
}

// moment words an instant as long ago, with the exact time for whoever asks for it.
func (s *Studio) moment(at time.Time) template.HTML {
	var b bytes.Buffer
	if err := momentForm.Execute(&b, map[string]string{"Machine": at.UTC().Format(time.RFC3339), "Exactly": s.exactly(at), "Words": s.ago(at)}); err != nil {
		return template.HTML(template.HTMLEscapeString(s.ago(at)))
	}
	return template.HTML(b.String()) // escaped by its template
}

var momentForm = template.Must(template.New("moment").Parse(`<time datetime="{{.Machine}}" title="{{.Exactly}}">{{.Words}}</time>`))

// organisation is the organisation for words that stand on every page; when
// it cannot be read those words have no name in them.
func (s *Studio) organisation() store.Organisation {
	o, err := s.Publishing.Organisation(context.Background())
	if err != nil {
		return store.Organisation{}
	}
	return o
}

// dict makes a map for a nested template from pairs of name and value.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("dict needs pairs")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is not a name", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// thousands writes a whole number with commas from 1,000.
func thousands(n int) string {
	digits := fmt.Sprint(n)
	start := len(digits) % 3
	out := digits[:start]
	for i := start; i < len(digits); i += 3 {
		if out != "" {
			out += ","
		}
		out += digits[i : i+3]
	}
	return out
}
