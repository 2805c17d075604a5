package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Role says what a User may do. Source: design, section 9.
type Role string

// The roles, each of which may also do what those before it may.
const (
	Viewer    Role = "viewer"
	Editor    Role = "editor"
	Publisher Role = "publisher"
	Admin     Role = "admin"
)

// User is a person who signs in. PasswordHash is argon2id in PHC form.
type User struct {
	ID            string
	Email         string
	Name          string
	Role          Role
	DirectorateID string
	PasswordHash  string
	Disabled      bool
	CreatedAt     time.Time
	LastSeenAt    time.Time
}

// Users returns everybody in order of name.
func (s *Store) Users(ctx context.Context) (list []User, err error) {
	err = s.view(ctx, "list users", func(tx *tx) (err error) {
		list, err = all(tx, scanUser, selectUsers)
		return err
	})
	return list, err
}

// User returns one person, or ErrNotFound.
func (s *Store) User(ctx context.Context, id string) (u User, err error) {
	err = s.view(ctx, "user", func(tx *tx) (err error) {
		u, err = one(tx, scanUser, selectUser, id)
		return err
	})
	return u, err
}

// UserByEmail returns the person with that email address in any case, or ErrNotFound.
func (s *Store) UserByEmail(ctx context.Context, email string) (u User, err error) {
	err = s.view(ctx, "user by email", func(tx *tx) (err error) {
		u, err = one(tx, scanUser, selectUserByEmail, foldEmail(email))
		return err
	})
	return u, err
}

// CreateUser adds a person. It returns ErrConflict when the email address is taken.
func (s *Store) CreateUser(ctx context.Context, by Actor, u User) (User, error) {
	err := s.change(ctx, "create user", func(tx *tx) (err error) {
		u, err = tx.createUser(by, u)
		return err
	})
	return u, err
}

func (t *tx) createUser(by Actor, u User) (User, error) {
	if err := t.newID(&u.ID); err != nil {
		return u, err
	}
	if u.CreatedAt.IsZero() {
		u.CreatedAt = t.now
	}
	u.CreatedAt, u.LastSeenAt = wholeMillis(u.CreatedAt), wholeMillis(u.LastSeenAt)
	err := t.exec(insertUser, u.ID, u.Email, foldEmail(u.Email), u.Name, u.Role, orNull(u.DirectorateID),
		u.PasswordHash, u.Disabled, millis(u.CreatedAt), millis(u.LastSeenAt))
	if taken(err) {
		return u, fmt.Errorf("email address is taken: %w", ErrConflict)
	}
	if err != nil {
		return u, err
	}
	return u, t.audit(by, UserAdded, "user "+u.ID, u.Name, string(u.Role))
}

// SaveUser stores a changed person. When role, password or Disabled change,
// the person's sessions end. It returns ErrConflict when the email address is
// taken and ErrLastAdmin when no admin would be left.
func (s *Store) SaveUser(ctx context.Context, by Actor, u User) error {
	return s.change(ctx, "save user", func(tx *tx) error {
		was, err := one(tx, scanUser, selectUser, u.ID)
		if err != nil {
			return err
		}
		if err := tx.updateUser(u); err != nil {
			return err
		}
		if was.Role != u.Role || was.PasswordHash != u.PasswordHash || was.Disabled != u.Disabled {
			if err := tx.exec(deleteSessionsOfUser, u.ID); err != nil {
				return err
			}
		}
		if wasAdmin := was.Role == Admin && !was.Disabled; wasAdmin {
			if err := tx.keepAnAdmin(); err != nil {
				return err
			}
		}
		return tx.audit(by, UserChanged, "user "+u.ID, u.Name, changesOfUser(was, u))
	})
}

func (t *tx) updateUser(u User) error {
	err := t.execOne(updateUser, u.Email, foldEmail(u.Email), u.Name, u.Role, orNull(u.DirectorateID), u.PasswordHash, u.Disabled, u.ID)
	if taken(err) {
		return fmt.Errorf("email address is taken: %w", ErrConflict)
	}
	return err
}

func (t *tx) keepAnAdmin() error {
	admins, err := value[int64](t, countAdmins, Admin)
	if err == nil && admins == 0 {
		return ErrLastAdmin
	}
	return err
}

// changesOfUser says what changed, without the password.
func changesOfUser(was, is User) string {
	var changes []string
	if was.Name != is.Name {
		changes = append(changes, "name")
	}
	if was.Email != is.Email {
		changes = append(changes, "email address")
	}
	if was.Role != is.Role {
		changes = append(changes, fmt.Sprintf("role from %s to %s", was.Role, is.Role))
	}
	if was.DirectorateID != is.DirectorateID {
		changes = append(changes, "directorate")
	}
	if was.PasswordHash != is.PasswordHash {
		changes = append(changes, "password")
	}
	if was.Disabled != is.Disabled {
		changes = append(changes, map[bool]string{true: "disabled", false: "enabled"}[is.Disabled])
	}
	return strings.Join(changes, ", ")
}

// foldEmail is the form by which two addresses are the same.
func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

const (
	selectUsers = `
SELECT id, email, name, role, COALESCE(directorate_id, ''), password_hash, disabled, created_at, last_seen_at
FROM users ORDER BY name, id`

	selectUser = `
SELECT id, email, name, role, COALESCE(directorate_id, ''), password_hash, disabled, created_at, last_seen_at
FROM users WHERE id = ?`

	selectUserByEmail = `
SELECT id, email, name, role, COALESCE(directorate_id, ''), password_hash, disabled, created_at, last_seen_at
FROM users WHERE email_folded = ?`

	insertUser = `
INSERT INTO users (id, email, email_folded, name, role, directorate_id, password_hash, disabled, created_at, last_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	updateUser = `
UPDATE users
SET email = ?, email_folded = ?, name = ?, role = ?, directorate_id = ?, password_hash = ?, disabled = ?
WHERE id = ?`

	countAdmins = `SELECT COUNT(*) FROM users WHERE role = ? AND NOT disabled`
)

func scanUser(row scanner) (u User, err error) {
	err = row.Scan(&u.ID, &u.Email, &u.Name, &u.Role, &u.DirectorateID, &u.PasswordHash, &u.Disabled,
		timeColumn{&u.CreatedAt}, timeColumn{&u.LastSeenAt})
	return u, err
}
