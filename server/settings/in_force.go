package settings

import (
	"slices"
	"strconv"

	"figurehead/server/notify"
)

// Setting is one setting of the program, as it is in force.
type Setting struct {
	Name, Value string // a secret is "(hidden)" or "(not set)"
	From        string // in words: "flag --addr"
	Help        string
}

// InForce are the settings of the program, with those of the mail server from the
// studio when they come from there.
func InForce(list []Setting, mail notify.Server) []Setting {
	list = slices.Clone(list)
	if mail.Fixed || !mail.On() {
		return list
	}
	password := "(not set)"
	if mail.Password != "" {
		password = "(hidden)"
	}
	values := map[string]string{"mail_host": mail.Host, "mail_port": strconv.Itoa(mail.Port), "mail_security": mail.Security,
		"mail_user": mail.Username, "mail_password": password, "mail_from": mail.Sender}
	for i, row := range list {
		if value, ok := values[row.Name]; ok {
			list[i].Value, list[i].From = value, "studio, page Email"
			if value == "" {
				list[i].Value = "(not set)"
			}
		}
	}
	return list
}
