// Package settings holds the rules of what an admin sets, for the screens of the
// studio and for programs: what an organisation, a directorate, a portal, a mail
// server and a webhook must be, and the checks of the server itself. It stores
// nothing.
//
// What a person has to mend is a list of [datasets.Problem], each with the name
// of a field of the studio's form.
package settings
