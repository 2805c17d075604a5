package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"

	"figurehead/server/auth"
	"figurehead/store"
)

var userCommand = command{
	Name:    "user",
	Usage:   "list | add --email EMAIL --name NAME [--role ROLE] [--directorate NAME] | reset EMAIL | disable EMAIL | enable EMAIL",
	Summary: "list, add, disable people, and give them a link to choose a password",
	Help: `add and reset print a link by which the person chooses a password; it works
once, for three days. reset takes the present password away. disable, and a
reset, end all sessions of the person at once, also in a running server.

  --email EMAIL       address to sign in with
  --name NAME         name of the person or team
  --role ROLE         viewer, editor (default), publisher or admin
  --directorate NAME  directorate they belong to
  --data DIR          data folder (default ./data)
  --public-url URL    what the printed link begins with`,
	Run: runUser,
}

// userLine is one `figurehead user` command line.
type userLine struct {
	settings
	store             *store.Store
	auth              *auth.Auth
	email, name, role string
	directorate       string
	stdout            io.Writer
}

// commandLine is the actor of what is done here.
var commandLine = store.Actor{Name: "command line"}

func runUser(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) (err error) {
	u := userLine{stdout: stdout}
	flags := newFlags("user")
	reader := addSettings(flags, "data", "addr", "public_url")
	flags.StringVar(&u.email, "email", "", "")
	flags.StringVar(&u.name, "name", "", "")
	flags.StringVar(&u.role, "role", string(store.Editor), "")
	flags.StringVar(&u.directorate, "directorate", "", "")
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	if u.settings, err = reader.read(os.LookupEnv); err != nil {
		return err
	}
	do, err := u.action(words)
	if err != nil {
		return err
	}
	open := store.OpenExisting
	if words[0] == "add" {
		open = store.Open
	}
	if u.store, err = open(ctx, store.Options{Folder: u.Data}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, u.store.Close()) }()
	u.auth = auth.New(u.store, auth.Options{})
	return do(ctx)
}

// action finds what the words ask for before anything is opened.
func (u *userLine) action(words []string) (func(context.Context) error, error) {
	switch {
	case len(words) == 1 && words[0] == "list":
		return u.list, nil
	case len(words) == 1 && words[0] == "add":
		if u.email == "" || u.name == "" || !slices.Contains(auth.Roles, store.Role(u.role)) {
			return nil, badUsage("user add needs --email and --name, and a role of viewer, editor, publisher or admin")
		}
		return u.add, nil
	case len(words) == 2 && words[0] == "reset":
		u.email = words[1]
		return u.reset, nil
	case len(words) == 2 && (words[0] == "disable" || words[0] == "enable"):
		u.email = words[1]
		return func(ctx context.Context) error { return u.setDisabled(ctx, words[0] == "disable") }, nil
	}
	return nil, badUsage("user needs list, add, reset EMAIL, disable EMAIL or enable EMAIL; figurehead help user shows them")
}

func (u *userLine) list(ctx context.Context) error {
	people, err := u.store.Users(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(u.stdout, 0, 4, 2, ' ', 0)
	for _, p := range people {
		state := "can sign in"
		switch {
		case p.Disabled:
			state = "disabled"
		case auth.AwaitsPassword(p.PasswordHash):
			state = "waits for a password"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.Email, p.Name, p.Role, state)
	}
	return w.Flush()
}

func (u *userLine) add(ctx context.Context) error {
	directorate, err := u.directorateID(ctx)
	if err != nil {
		return err
	}
	token, waiting, err := u.auth.NewPasswordLink()
	if err != nil {
		return err
	}
	_, err = u.store.CreateUser(ctx, commandLine, store.User{
		Email: u.email, Name: u.name, Role: store.Role(u.role), DirectorateID: directorate, PasswordHash: waiting,
	})
	if errors.Is(err, store.ErrConflict) {
		return fmt.Errorf("somebody has the email address %s already", u.email)
	}
	if err != nil {
		return err
	}
	return u.printLink(token)
}

func (u *userLine) directorateID(ctx context.Context) (string, error) {
	if u.directorate == "" {
		return "", nil
	}
	list, err := u.store.Directorates(ctx)
	if err != nil {
		return "", err
	}
	for _, d := range list {
		if d.Name == u.directorate {
			return d.ID, nil
		}
	}
	return "", fmt.Errorf("there is no directorate %q", u.directorate)
}

func (u *userLine) reset(ctx context.Context) error {
	p, err := u.person(ctx)
	if err != nil {
		return err
	}
	token, waiting, err := u.auth.NewPasswordLink()
	if err != nil {
		return err
	}
	p.PasswordHash = waiting
	if err := u.store.SaveUser(ctx, commandLine, p); err != nil {
		return err
	}
	return u.printLink(token)
}

func (u *userLine) setDisabled(ctx context.Context, disabled bool) error {
	p, err := u.person(ctx)
	if err != nil {
		return err
	}
	p.Disabled = disabled
	if err := u.store.SaveUser(ctx, commandLine, p); err != nil {
		return fmt.Errorf("%s: %w", p.Email, err)
	}
	fmt.Fprintf(u.stdout, "%s %sd\n", p.Email, map[bool]string{true: "disable", false: "enable"}[disabled])
	return nil
}

func (u *userLine) person(ctx context.Context) (store.User, error) {
	p, err := u.store.UserByEmail(ctx, u.email)
	if errors.Is(err, store.ErrNotFound) {
		return p, fmt.Errorf("nobody has the email address %s", u.email)
	}
	return p, err
}

func (u *userLine) printLink(token string) error {
	base := u.PublicURL
	if base == "" {
		base = "http://" + u.Addr
	}
	_, err := fmt.Fprintf(u.stdout, "%s/sign-in/link/%s\n", base, token)
	return err
}
