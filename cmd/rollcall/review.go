package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/sourcegraph/conc"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/notify"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/review"
	"rollcall/pipeline/review/door"
	"rollcall/pipeline/settings"
)

// reviewCmd is `rollcall review`.
type reviewCmd struct {
	Config string   `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml); its review: says how the page is reached."`
	Out    string   `type:"path" help:"The output folder; the settings' own when left out."`
	Listen string   `help:"Where to listen on this machine, such as 127.0.0.1:8417; the settings' own when left out."`
	By     string   `help:"Who works here: the initials or role that decisions are signed with; the account when left out. Not where people sign in."`
	As     []string `default:"officer,lead,manager" help:"The roles of whoever opens the link: officer, lead, manager. Not where people sign in."`
	Today  string   `help:"The day, YYYY-MM-DD, that is reckoned with; the machine's when left out."`
}

// Run serves the page until the process is told to stop.
func (c *reviewCmd) Run(e *env) error {
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	if err := s.TakeIdentity(); err != nil {
		return err
	}
	who, listen, err := c.localPerson(s)
	if err != nil {
		return err
	}
	o := journal.Options{Out: c.Out, Log: e.log, Clock: time.Now}
	if c.Today != "" {
		if o.AsOf, err = calendar.Parse(c.Today); err != nil {
			return &usageError{"--today: not a day (want YYYY-MM-DD)"}
		}
	}
	ledger, err := officers.OpenLedger(e.ctx, s, o)
	if err != nil {
		return err
	}
	if _, err := ledger.State(e.ctx); err != nil { // recalled before anybody waits for it
		return errors.Join(err, ledger.Close())
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return errors.Join(fmt.Errorf("the review page cannot listen on %s: %w", listen, err), ledger.Close())
	}
	page, err := c.page(e, s, o, ledger, l)
	if err != nil {
		return errors.Join(err, l.Close(), ledger.Close())
	}
	c.tellAddress(e, s, page, who)
	err = page.Serve(e.ctx, l, s.Resolve(s.Review.Certificate), s.Resolve(s.Review.Key))
	return errors.Join(err, ledger.Close())
}

// localPerson is who opens the one-time link, and where the page listens.
func (c *reviewCmd) localPerson(s *settings.Settings) (door.Person, string, error) {
	listen := cmp.Or(c.Listen, s.Review.Address())
	if c.Listen != "" && !settings.IsLocal(c.Listen) {
		return door.Person{}, "", &usageError{"--listen: takes addresses of this machine alone, such as 127.0.0.1:8417; what others reach is for the settings, under review:"}
	}
	who := door.Person{Name: cmp.Or(strings.TrimSpace(c.By), register.AccountName(), "officer")}
	for _, as := range c.As {
		role := door.Role(as)
		if !slices.Contains(door.Roles, role) || role == door.School {
			return who, "", &usageError{"--as: want some of officer, lead, manager"}
		}
		who.Roles = append(who.Roles, role)
	}
	return who, listen, nil
}

// page is the server over the runs of the output folder.
func (c *reviewCmd) page(e *env, s *settings.Settings, o journal.Options, ledger *officers.Ledger, l net.Listener) (*review.Server, error) {
	r := s.Review
	d := door.Options{URL: cmp.Or(r.URL, "http://"+l.Addr().String()), BehindProxy: r.BehindProxy, Idle: r.IdleTime(), Longest: r.LongestTime()}
	if x := r.SignIn; x != nil {
		secret, err := notify.Secret{File: s.Resolve(x.SecretFile), Env: x.SecretEnv}.Read()
		if err != nil {
			return nil, fmt.Errorf("review.sign_in: %w", err)
		}
		d.Provider = &door.Provider{Issuer: x.Issuer, Client: x.Client, Secret: secret, NameClaim: x.Name, GroupsClaim: x.Groups, SchoolClaim: x.School, Groups: map[door.Role][]string{}}
		for role, groups := range r.Roles {
			d.Provider.Groups[door.Role(role)] = groups
		}
	}
	out := o.WithDefaults(s.OutputDir()).Out
	return review.New(review.Options{Door: d, Office: ledger, WantsPurpose: s.Audit.WantsPurpose(), Log: e.log,
		Newest:   func() (string, error) { return journal.LatestRun(out) },
		OpenDesk: func(run string) (review.Desk, error) { return pipeline.OpenStore(run) },
		Today: func() calendar.Date {
			if o.AsOf.Known() {
				return o.AsOf
			}
			return calendar.On(time.Now().Date())
		}})
}

// tellAddress prints where the page is: a link that lets one person in, and another each time that Enter is pressed.
func (c *reviewCmd) tellAddress(e *env, s *settings.Settings, page *review.Server, who door.Person) {
	if s.Review.SignIn != nil {
		fmt.Fprintf(e.out, "The review page is at %s; stop it with Ctrl+C.\n", s.Review.URL)
		return
	}
	tell := func() {
		fmt.Fprintf(e.out, "Open this link, which works once and within ten minutes, as %s:\n  %s\n", printableLine(who.Name), page.MakeLink(who))
	}
	tell()
	if !isatty.IsTerminal(os.Stdin.Fd()) {
		return
	}
	fmt.Fprintln(e.out, "Press Enter for a new link, Ctrl+C to stop.")
	var listening conc.WaitGroup // for as long as the program runs
	listening.Go(func() {
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			tell()
		}
	})
}
