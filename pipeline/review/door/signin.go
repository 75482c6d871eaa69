package door

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// SignInPath begins a sign-in; CallbackPath is where the provider sends people back, and has to be registered with it.
const (
	SignInPath   = "/sign-in"
	CallbackPath = "/sign-in/done"
	waitingName  = "rollcall-sign-in"
	mostWaiting  = 2_000
)

// Provider is the authority's identity provider, and how what it says of a person becomes a role.
type Provider struct {
	Issuer, Client, Secret string
	NameClaim              string // what a person is called beside a decision: "preferred_username" when empty
	GroupsClaim            string // the claim with a person's groups or roles: "groups" when empty
	SchoolClaim            string // the claim with the LAESTAB of a person of a school: "laestab" when empty
	Groups                 map[Role][]string
}

// signIns are the ways through a provider.
type signIns struct {
	Provider
	url string // of this page

	mu      sync.Mutex
	config  *oauth2.Config
	verify  *oidc.IDTokenVerifier
	waiting map[string]waiting
}

// waiting is a sign-in under way: what has to come back with it.
type waiting struct {
	state, nonce, verifier string
	until                  time.Time
}

// connect asks the provider where it does what, once it is there.
func (s *signIns) connect(ctx context.Context, now func() time.Time) (*oauth2.Config, *oidc.IDTokenVerifier, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.config != nil {
		return s.config, s.verify, nil
	}
	p, err := oidc.NewProvider(context.WithoutCancel(ctx), s.Issuer) // its keys are fetched by the same context, long after
	if err != nil {
		return nil, nil, fmt.Errorf("identity provider: %w", err)
	}
	s.config = &oauth2.Config{ClientID: s.Client, ClientSecret: s.Secret, Endpoint: p.Endpoint(), RedirectURL: s.url + CallbackPath,
		Scopes: []string{oidc.ScopeOpenID, "profile"}}
	s.verify = p.Verifier(&oidc.Config{ClientID: s.Client, Now: now})
	return s.config, s.verify, nil
}

// begin remembers a sign-in under its own random name.
func (s *signIns) begin(now time.Time) (name string, w waiting) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, w := range s.waiting {
		if now.After(w.until) || len(s.waiting) >= mostWaiting {
			delete(s.waiting, name)
		}
	}
	name, w = rand.Text(), waiting{state: rand.Text(), nonce: rand.Text(), verifier: oauth2.GenerateVerifier(), until: now.Add(signInFor)}
	s.waiting[name] = w
	return name, w
}

// end takes back a sign-in, which then is none any more.
func (s *signIns) end(name, state string, now time.Time) (waiting, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w, is := s.waiting[name]
	delete(s.waiting, name)
	return w, is && !now.After(w.until) && subtle.ConstantTimeCompare([]byte(w.state), []byte(state)) == 1
}

// signIn sends a person to the provider. The cookie holds a random name alone; it is lax, for the provider's redirect has to bring it.
func (d *Door) signIn(w http.ResponseWriter, r *http.Request) {
	config, _, err := d.signIns.connect(d.withClient(r.Context()), d.clock)
	if err != nil {
		d.Log.Error("sign-in", "error", err)
		d.refuse(w, r, http.StatusBadGateway)
		return
	}
	name, wait := d.signIns.begin(d.clock())
	http.SetCookie(w, &http.Cookie{Name: waitingName, Value: name, Path: CallbackPath, MaxAge: int(signInFor.Seconds()), HttpOnly: true,
		Secure: d.secure(), SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, config.AuthCodeURL(wait.state, oidc.Nonce(wait.nonce), oauth2.S256ChallengeOption(wait.verifier)), http.StatusSeeOther)
}

// signedIn takes a person whom the provider sends back.
func (d *Door) signedIn(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: waitingName, Path: CallbackPath, MaxAge: -1, HttpOnly: true, Secure: d.secure(), SameSite: http.SameSiteLaxMode})
	p, err := d.proven(r)
	if err != nil {
		d.Log.Warn("sign-in refused", "error", err)
		d.refuse(w, r, http.StatusForbidden)
		return
	}
	d.letIn(w, r, p)
}

// proven is who the provider says a person is, once everything about the answer has been checked.
func (d *Door) proven(r *http.Request) (Person, error) {
	cookie, err := r.Cookie(waitingName)
	if err != nil {
		return Person{}, errors.New("no sign-in was begun in this browser")
	}
	wait, is := d.signIns.end(cookie.Value, r.URL.Query().Get("state"), d.clock())
	if !is {
		return Person{}, errors.New("the answer is not to a sign-in that waits for one")
	}
	if r.URL.Query().Get("error") != "" {
		return Person{}, errors.New("the identity provider refused")
	}
	ctx := d.withClient(r.Context())
	config, verifier, err := d.signIns.connect(ctx, d.clock)
	if err != nil {
		return Person{}, err
	}
	token, err := config.Exchange(ctx, r.URL.Query().Get("code"), oauth2.VerifierOption(wait.verifier))
	if err != nil {
		return Person{}, errors.New("the identity provider did not take the code")
	}
	raw, is := token.Extra("id_token").(string)
	if !is {
		return Person{}, errors.New("the identity provider gave no token of who it is")
	}
	id, err := verifier.Verify(ctx, raw)
	if err != nil {
		return Person{}, fmt.Errorf("token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(wait.nonce)) != 1 {
		return Person{}, errors.New("token: of another sign-in (nonce)")
	}
	var claims map[string]any
	if err := id.Claims(&claims); err != nil {
		return Person{}, errors.New("token: claims that cannot be read")
	}
	return d.signIns.personOf(claims)
}

// withClient is a context by which the provider is reached.
func (d *Door) withClient(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, d.Client)
}
