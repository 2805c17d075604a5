package auth

import "figurehead/store"

// Action is one thing that a role may or may not do.
type Action string

// The actions. Read is any studio page; Decide is to answer a safety question.
const (
	Read     Action = "read"
	Edit     Action = "edit"
	Publish  Action = "publish"
	Withdraw Action = "withdraw"
	Decide   Action = "decide"
	People   Action = "people"
	Themes   Action = "themes"
	Settings Action = "settings"
	Purge    Action = "purge"
)

// needs is the lowest role of each action. Source: design, section 9.
var needs = map[Action]store.Role{
	Read:     store.Viewer,
	Edit:     store.Editor,
	Publish:  store.Publisher,
	Withdraw: store.Publisher,
	Decide:   store.Publisher,
	People:   store.Admin,
	Themes:   store.Admin,
	Settings: store.Admin,
	Purge:    store.Admin,
}

var rank = map[store.Role]int{store.Viewer: 1, store.Editor: 2, store.Publisher: 3, store.Admin: 4}

// Roles lists the roles from the least to the most.
var Roles = []store.Role{store.Viewer, store.Editor, store.Publisher, store.Admin}

// May reports whether the user may do that to something of that directorate.
// Editors and publishers act in their own directorate only; admins in all;
// reading is not bound to one. An unknown action is refused.
func May(u store.User, action Action, directorateID string) bool {
	role, known := needs[action]
	if !known || u.Disabled || !atLeast(u.Role, role) {
		return false
	}
	return action == Read || u.Role == store.Admin || u.DirectorateID == directorateID
}

func atLeast(have, want store.Role) bool {
	return rank[have] > 0 && rank[want] > 0 && rank[have] >= rank[want]
}
