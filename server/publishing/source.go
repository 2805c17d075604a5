package publishing

import (
	"context"
	"net/url"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/portal"
	"figurehead/store"
	"figurehead/widgets/words"
)

// ErrAboutData is for an address that lists or serves data and is no file.
var ErrAboutData error = datasets.Problem{Message: "This address lists datasets and is not one.", Suggestion: "Open the page of one dataset and use the address of its file."}

// Fetched reads a web address through the guarded client. An address that lists
// data is ErrAboutData.
func Fetched(ctx context.Context, get Get, address string, source datasets.Source) (Import, error) {
	if portal.IsService(address) {
		return Import{}, ErrAboutData
	}
	got, err := get(ctx, address)
	if err != nil {
		return Import{}, err
	}
	if portal.IsCatalogue(got.Body) {
		return Import{}, ErrAboutData
	}
	// The address that was asked, not where it led: that may be good for an hour only.
	source.Kind, source.Address, source.FileName = "url", address, got.FileName
	if source.Link == "" {
		source.Link = address
	}
	name := got.FileName
	if name == "" {
		name = address
	}
	return Import{Raw: got.Body, Name: name, Source: source, DescribedBy: got.DescribedBy}, nil
}

// CheckSource names what cannot be printed with a figure, as a datasets.Problem.
func CheckSource(source datasets.Source) error {
	if source.Publisher == "" {
		return datasets.Problem{Field: "publisher", Message: "Enter who published this"}
	}
	if source.Link != "" && !IsAddress(source.Link) {
		return datasets.Problem{Field: "link", Message: "The web address must start with https:// or http://"}
	}
	if _, known := datasets.LicenceByKey(source.Licence); source.Licence != "" && !known {
		return datasets.Problem{Field: "licence", Message: "Choose a licence from the list"}
	}
	return nil
}

// IsAddress reports whether text is one web address and nothing else.
func IsAddress(text string) bool {
	if strings.ContainsAny(text, " \t\r\n") {
		return false
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// DecidedBy names who decides something now, for those who ask later.
func (p *Publisher) DecidedBy(ctx context.Context, by store.Actor) string {
	o, err := p.store.Organisation(ctx)
	if err != nil {
		return by.Name
	}
	return by.Name + ", " + words.British.On(p.now().In(Location(o)))
}
