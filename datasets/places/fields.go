package places

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
)

// chooseFields finds the fields of code and name.
func (s *Set) chooseFields(c *collection, o Options) error {
	for _, chosen := range []struct{ field, role, what string }{{o.CodeField, "codeField", "codes"}, {o.NameField, "nameField", "names"}} {
		if chosen.field != "" && !slices.Contains(c.names, chosen.field) {
			return datasets.Problem{Field: chosen.role, Message: fmt.Sprintf("The file has no field %q.", cut(chosen.field)), Suggestion: "Its fields are " + listed(c.names) + "."}
		}
	}
	s.CodeField, s.NameField = o.CodeField, o.NameField
	if s.CodeField == "" {
		s.CodeField = c.fieldOfCodes()
	}
	if s.CodeField == "" {
		return datasets.Problem{Field: "codeField", Message: "No field of the file holds a different place code, such as E07000070, for every place.",
			Suggestion: "Say which field holds the codes. The fields are " + listed(c.names) + "."}
	}
	if s.NameField == "" {
		s.NameField = c.fieldOfNames(s.CodeField)
	}
	return nil
}

// fieldOfCodes is the first field in which every value is a place code, and
// most are different: parts of one place may stand apart.
func (c *collection) fieldOfCodes() string {
	for _, name := range c.names {
		seen := map[string]bool{}
		all := !slices.ContainsFunc(c.features, func(f feature) bool {
			seen[f.fields[name]] = true
			return !ValidCode(f.fields[name])
		})
		if all && 2*len(seen) > len(c.features) {
			return name
		}
	}
	return ""
}

// fieldOfNames is the field that goes with the codes: "rgn17nm" with "rgn17cd",
// else one called name; "" when there is none.
func (c *collection) fieldOfNames(codes string) string {
	lower := strings.ToLower(codes)
	var wanted []string
	for _, pair := range [][2]string{{"cd", "nm"}, {"code", "name"}} {
		if strings.HasSuffix(lower, pair[0]) {
			wanted = append(wanted, strings.TrimSuffix(lower, pair[0])+pair[1])
		}
	}
	for _, name := range append(wanted, "name") {
		if i := slices.IndexFunc(c.names, func(n string) bool { return strings.ToLower(n) == name }); i >= 0 {
			return c.names[i]
		}
	}
	return ""
}

// codeOf is the code of a feature.
func (s *Set) codeOf(f feature) string { return f.fields[s.CodeField] }

// namePlaces makes the places, in the order of their codes. Features of one
// code are parts of one place; two names for it are refused.
func (s *Set) namePlaces(c *collection) error {
	missing := 0
	for _, f := range c.features {
		code := s.codeOf(f)
		if code == "" {
			missing++
			continue
		}
		name := f.fields[s.NameField]
		if name == "" {
			name = NameOf(code)
		}
		if name == "" {
			name = code
		}
		i, known := s.place(code)
		switch {
		case !known:
			s.Places = slices.Insert(s.Places, i, Place{Code: code, Name: name})
		case s.Places[i].Name != name:
			return datasets.Problem{Field: "codeField", Message: fmt.Sprintf("The code %s stands for two places: %s and %s.", code, s.Places[i].Name, name),
				Suggestion: "Choose the field whose codes are different for every place."}
		}
	}
	if missing > 0 {
		return datasets.Problem{Field: "codeField", Message: fmt.Sprintf("%s of %s places have no code in the field %q.", grouped(missing), grouped(len(c.features)), s.CodeField),
			Suggestion: "Choose a field that has a code for every place, or leave those places out."}
	}
	if parts := len(c.features) - len(s.Places); parts > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%s features were joined into %s places with the same code.", grouped(len(c.features)), grouped(len(s.Places))))
	}
	return nil
}

// place is where a code stands, or belongs, among places in order.
func (s *Set) place(code string) (int, bool) {
	return slices.BinarySearchFunc(s.Places, code, func(p Place, code string) int { return strings.Compare(p.Code, code) })
}

// listed names fields in a message, the first dozen of them.
func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	if len(names) > 12 {
		return strings.Join(names[:12], ", ") + fmt.Sprintf(" and %s others", grouped(len(names)-12))
	}
	return strings.Join(names, ", ")
}
