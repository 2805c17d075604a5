package studio

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets"
	"figurehead/widgets/prose"
)

// campaignManifest lists what the archive of a campaign holds, for programs.
type campaignManifest struct {
	Name    string                   `json:"name"`
	Page    string                   `json:"page,omitempty"` // "" while it is not public
	Starts  string                   `json:"starts,omitempty"`
	Ends    string                   `json:"ends,omitempty"`
	Made    time.Time                `json:"made"`
	Figures []campaignManifestFigure `json:"figures"`
}

type campaignManifestFigure struct {
	Folder  string `json:"folder"` // with a manifest of its files
	Title   string `json:"title"`
	Page    string `json:"page"`
	Edition int    `json:"edition"`
}

// campaignKit sends the kits of all public figures of a campaign in one
// archive, each in a folder, in the order of its page.
func (s *Studio) campaignKit(c *fiber.Ctx) error {
	found, err := s.Store.Campaign(c.UserContext(), param(c, "campaign"))
	if err != nil {
		return err
	}
	d := found.Draft
	manifest := campaignManifest{Name: d.Name, Starts: d.Starts, Ends: d.Ends, Made: s.Now().UTC().Truncate(time.Second)}
	readme := fmt.Sprintf("%s\n%s\n\n%s\n\n", d.Name, spanOf(d), prose.Words(prose.Parse(d.Intro, 2)))
	if found.State == widgets.Live {
		manifest.Page = s.PublicURL + "/c/" + found.PublicSlug
		readme += "Page: " + manifest.Page + "\n\n"
	}
	readme += "Each figure has a folder with its images, description, posts, frame code, email block and numbers.\n\n"
	ids := make([]string, len(d.Figures))
	for i, f := range d.Figures {
		ids[i] = f.WidgetID
	}
	kits, contents, err := s.kitsOf(c, ids)
	if err != nil {
		return err
	}
	readme += contents
	for _, kit := range kits {
		manifest.Figures = append(manifest.Figures, campaignManifestFigure{kit.folder, kit.page.Edition.Title, kit.page.Link, kit.page.Edition.Number})
	}
	if len(kits) == 0 {
		return fiber.ErrNotFound
	}
	raw, err := json.MarshalIndent(manifest, "", " ")
	if err != nil {
		return err
	}
	top := []archived{{"README.txt", []byte(readme)}, {"manifest.json", raw}}
	if found.State == widgets.Live {
		picture, err := s.Store.Blobs().Get(c.UserContext(), found.Public.Preview.SHA256)
		if err != nil {
			return fmt.Errorf("picture of campaign %s: %w", found.ID, err)
		}
		top = append(top, archived{"link-preview.png", picture})
	}
	s.streamKits(c, "campaign-"+d.Slug+".zip", top, each(kits))
	return nil
}
