package settings

import (
	"strings"

	"figurehead/datasets"
	"figurehead/server/notify"
	"figurehead/store"
)

// Mail is the mail server to be kept in place of another. Without a password the
// one that is kept stays, and only for the same server and user name.
func Mail(kept notify.Server, m store.MailServer) (store.MailServer, []datasets.Problem) {
	var wrong problems
	if m.Password == "" {
		m.Password = kept.Password
		if m.Username == "" {
			m.Password = ""
		} else if kept.Password != "" && (!strings.EqualFold(m.Host, kept.Host) || m.Username != kept.Username) {
			wrong.add("password", "Enter the password. The one that is kept belongs to another server or user name")
		}
	}
	faults := notify.CheckServer(m)
	for _, field := range []string{"host", "port", "security", "sender", "username"} {
		if message, ok := faults[field]; ok {
			wrong.add(field, message)
		}
	}
	return m, wrong
}
