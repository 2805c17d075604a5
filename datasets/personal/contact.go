package personal

import "strings"

// mailboxes are names of mailboxes that belong to an office, not to a person.
var mailboxes = setOf(strings.Fields(`admin admissions bookings careers comments complaints comms communications contact contactus
 council customer customers customerservice customerservices data democracy democratic dpo elections email enquiries enquiry events
 feedback finance foi foia freedomofinformation general hello help helpdesk hr info information jobs licensing mail marketing media
 membership news newsletter noreply no-reply office opendata parking payments planning postmaster press privacy reception recruitment
 registrars registration sales service services statistics stats support team transparency web webmaster`))

// email reports whether text holds the email address of a person: one that
// is not a mailbox of an office.
func email(text string) bool {
	for from := 0; ; {
		at := strings.IndexByte(text[from:], '@')
		if at < 0 {
			return false
		}
		at += from
		start, end := at, at+1
		for start > 0 && localByte(text[start-1]) {
			start--
		}
		for end < len(text) && (wordByte(text[end]) || text[end] == '.' || text[end] == '-') {
			end++
		}
		local, host := strings.Trim(text[start:at], "."), strings.TrimRight(text[at+1:end], ".-")
		dot := strings.LastIndexByte(host, '.')
		if local != "" && dot > 0 && len(host)-dot > 2 && !officeBox(local) {
			return true
		}
		from = at + 1
	}
}

func localByte(c byte) bool {
	return wordByte(c) || strings.IndexByte(".!#$%&'*+/=?^_`{|}~-", c) >= 0
}

// officeBox reports whether the part before @ names an office: "foi",
// "press.office", "customer-services".
func officeBox(local string) bool {
	local = strings.ToLower(local)
	if mailboxes[local] || mailboxes[strings.NewReplacer(".", "", "_", "", "-", "").Replace(local)] {
		return true
	}
	for _, word := range strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' || r == '-' }) {
		if !mailboxes[word] {
			return false
		}
	}
	return true
}

// phone reads a United Kingdom phone number of a person at the start of text:
// a landline or a mobile (Ofcom, National Telephone Numbering Plan: 01, 02, 07)
// written with +44 or with spaces. It gives its length, 0 when there is none.
func phone(text string) int {
	digits, at, marks := 0, 0, 0
	var first [2]byte
	international := strings.HasPrefix(text, "+44") || strings.HasPrefix(text, "0044")
	if international {
		at = strings.Index(text, "44") + 2
		if rest := strings.TrimLeft(text[at:], " "); strings.HasPrefix(rest, "(0)") {
			at = len(text) - len(rest) + 3
		}
		first[0], digits = '0', 1
	}
	end := 0
	for ; at < len(text); at++ {
		c := text[at]
		switch {
		case isDigit(c):
			if digits < 2 {
				first[digits] = c
			}
			digits++
			end = at + 1
			continue
		case (c == ' ' || c == '-' || c == '(' || c == ')') && (end == 0 || at-end < 2):
			marks++
			continue
		}
		break
	}
	if digits != 10 && digits != 11 || first[0] != '0' || end < len(text) && wordByte(text[end]) {
		return 0
	}
	if first[1] != '1' && first[1] != '2' && first[1] != '7' || !international && (marks == 0 || !dialled(text[:end])) {
		return 0
	}
	return end
}

// dialled reports whether the spaces stand where people put them: after a code
// of three to six digits, in two to four parts of at least three.
func dialled(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) < 2 || len(parts) > 4 || len(parts[0]) < 3 || len(parts[0]) > 6 {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) < 2 {
			return false
		}
	}
	return len(parts[len(parts)-1]) >= 3
}

// isMobile reports whether text is eleven digits from 07, or ten from 7 where
// a spreadsheet has lost the 0.
func isMobile(text string) bool {
	d, ok := onlyDigits(text, 11)
	return ok && (len(d) == 11 && d[0] == '0' && d[1] == '7')
}

// isDialable reports whether text is the digits of a phone number, with or
// without the 0 that spreadsheets lose. Only headings make it one.
func isDialable(text string) bool {
	if phone(text) == len(text) {
		return true
	}
	d, ok := onlyDigits(text, 12)
	return ok && (len(d) == 11 && d[0] == '0' || len(d) == 10 && d[0] >= '1' || len(d) == 12 && d[0] == '4')
}
