package studio

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/search"
	"figurehead/widgets"
	"figurehead/widgets/prose"
)

// Limits of the search of the server's own datasets by a campaign's words.
const (
	mostFinds     = 4 // each is read and looked through for its sentence
	mostFindWords = 6
	// After this long the page comes without the sentences that are left.
	patienceForSentences = time.Second
	shortestInText       = 4 // letters of a word that is taken from the text
)

// supporting is a dataset that could support a campaign, with the sentence it makes true.
type supporting struct {
	Dataset    datasets.Dataset
	SnapshotID string
	Sentence   string
	Used       int // figures of the campaign that are made from it
}

// addFinds searches the server's datasets by the words of ?q=, or the campaign's own.
func (s *Studio) addFinds(c *fiber.Ctx, page *campaignPage) error {
	ctx := c.UserContext()
	page.Words = search.Words(strings.Clone(c.Query("q")))
	asked := page.Words != ""
	if !asked {
		page.Words = strings.Join(ownWords(*page), " ")
	}
	portals, err := s.search.Searched(ctx)
	if err != nil {
		return err
	}
	page.Portals = len(portals) > 0
	if partial(c) && !asked { // a save: the list stays as it is
		return nil
	}
	used := map[string]int{}
	for _, f := range page.Figures {
		used[f.Widget.DatasetID]++
	}
	page.Finds, err = s.supporting(ctx, strings.Fields(strings.ToLower(page.Words)), used)
	return err
}

// supporting are the datasets that fit most of the words, each with its best sentence.
func (s *Studio) supporting(ctx context.Context, terms []string, used map[string]int) ([]supporting, error) {
	all, err := s.Store.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	type scored struct {
		dataset datasets.Dataset
		score   int
	}
	var fit []scored
	for _, d := range all {
		text := strings.ToLower(d.Title + " " + d.Source.Title + " " + d.Source.Publisher + " " + d.Source.Note)
		score := 0
		for _, term := range terms {
			if len(term) > 2 && strings.Contains(text, stem(term)) {
				score++
			}
		}
		if score > 0 {
			fit = append(fit, scored{d, score})
		}
	}
	slices.SortStableFunc(fit, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var finds []supporting
	began := s.Now()
	for _, f := range fit[:min(len(fit), mostFinds)] {
		find, err := s.sentenceOf(ctx, f.dataset, s.Now().Sub(began) < patienceForSentences)
		if err != nil {
			return nil, err
		}
		find.Used = used[f.dataset.ID]
		finds = append(finds, find)
	}
	return finds, nil
}

// sentenceOf is the first sentence that the newest confirmed copy of a dataset
// supports; "" where there is none, or it is not looked for.
func (s *Studio) sentenceOf(ctx context.Context, d datasets.Dataset, look bool) (supporting, error) {
	find := supporting{Dataset: d}
	copies, err := s.Store.Snapshots(ctx, d.ID)
	if err != nil {
		return find, err
	}
	at := slices.IndexFunc(copies, func(c datasets.Snapshot) bool { return c.Confirmed && c.PurgedAt.IsZero() }) // the newest is first
	if at < 0 {
		return find, nil
	}
	find.SnapshotID = copies[at].ID
	if !look {
		return find, nil
	}
	suggestions, err := s.Publishing.Suggestions(ctx, find.SnapshotID)
	if _, mends := mendable(err); mends {
		return find, nil
	}
	if err == nil && len(suggestions) > 0 {
		find.Sentence = suggestions[0].Sentence
	}
	return find, err
}

// stem is a word without the plural's ending, so that either form finds the other.
func stem(word string) string {
	for _, ending := range []string{"ies", "s"} {
		if cut, ok := strings.CutSuffix(word, ending); ok && len(cut) >= shortestInText-1 {
			return cut
		}
	}
	return word
}

// ownWords are the words of a campaign to search with: those of its name and
// goal, then longer ones of its figures and of its introduction.
func ownWords(page campaignPage) []string {
	var list []string
	add := func(text string, shortest, most int) {
		for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
			known := func(other string) bool {
				return strings.HasPrefix(word, stem(other)) || strings.HasPrefix(other, stem(word))
			}
			if len(list) < most && len([]rune(word)) >= shortest && !common[word] && !slices.ContainsFunc(list, known) {
				list = append(list, word)
			}
		}
	}
	d := page.Campaign.Draft
	add(d.Name, 3, mostFindWords)
	add(d.Goal, shortestInText, mostFindWords)
	for _, f := range page.Figures { // a word of each, so that all of them count
		add(f.Widget.Title, shortestInText+1, min(len(list)+1, mostFindWords-1))
	}
	add(prose.Words(prose.Parse(d.Intro, 2)), shortestInText+1, mostFindWords)
	return list
}

// common are words that say nothing of a subject.
var common = func() map[string]bool {
	list := map[string]bool{}
	for _, word := range strings.Fields(`about after again against also and any are because been before being below between both but can campaign council could does each
ever every for from get half have here home how into its just less like make many more most much not now off one only other our out over own rest same should some
such than that the their them then there these they this those through throw too under until use very was well were what when where which while who whose why will with
would year years you your people help better best good need new`) {
		list[word] = true
	}
	return list
}()

// joined is the campaign of the form, if one is named and the user may change it.
func (s *Studio) joined(c *fiber.Ctx) (widgets.Campaign, error) {
	id := form(c, "campaign")
	if id == "" {
		return widgets.Campaign{}, nil
	}
	found, err := s.Store.Campaign(c.UserContext(), id)
	if user, _ := auth.User(c); err == nil && !auth.May(user, auth.Edit, found.DirectorateID) {
		err = auth.ErrForbidden
	}
	return found, err
}

// makeForCampaign remembers that the next figure from a dataset joins the
// campaign, and goes on to Pick.
func (s *Studio) makeForCampaign(c *fiber.Ctx) error {
	found, err := s.campaignTo(c, auth.Edit)
	if err != nil {
		return err
	}
	snapshot, err := s.Store.Snapshot(c.UserContext(), form(c, "snapshot"))
	if err != nil {
		return err
	}
	if err := s.Store.PlanForCampaign(c.UserContext(), actor(c), snapshot.DatasetID, found.ID); err != nil {
		return err
	}
	return c.Redirect("/studio/sources/"+snapshot.ID+"/pick", fiber.StatusSeeOther)
}
