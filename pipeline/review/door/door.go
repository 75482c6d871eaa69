package door

import (
	"cmp"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/alexedwards/scs/v2"
)

// Options are how the page is reached and who may come in.
type Options struct {
	URL         string        // as people type it, without a path: https://rollcall.example.gov.uk
	BehindProxy bool          // TLS ends at a proxy, which alone reaches this page and says who asks
	Idle        time.Duration // after which a session that nobody uses ends; 20 minutes when zero
	Longest     time.Duration // after which every session ends; 9 hours when zero: a working day
	Provider    *Provider     // nil: one-time links alone

	// Refuse answers where somebody is not let in or not served: 401, 403, 429, 500, 502; 200 after a sign-out.
	Refuse func(w http.ResponseWriter, r *http.Request, status int)
	// Landing is the page from which somebody goes on whom another site led here.
	Landing func(w http.ResponseWriter, r *http.Request)

	Log    *slog.Logger
	Client *http.Client     // by which the provider is reached
	Clock  func() time.Time // the machine's when nil
}

// Door lets people in.
type Door struct {
	Options
	hosts     map[string]bool
	sessions  *scs.SessionManager
	link      link
	signIns   *signIns
	bySession *limits
	byAddress *limits
	atDoor    *limits
	origins   *http.CrossOriginProtection
}

// New is the door of a page. The error is of its address.
func New(o Options) (*Door, error) {
	at, err := url.Parse(o.URL)
	if err != nil || at.Host == "" || at.Path != "" || at.RawQuery != "" || at.Scheme != "http" && at.Scheme != "https" {
		return nil, errors.New("the address of the review page: want https://host or http://127.0.0.1:port")
	}
	o.Idle, o.Longest = cmp.Or(o.Idle, 20*time.Minute), cmp.Or(o.Longest, 9*time.Hour)
	if o.Client == nil {
		o.Client = &http.Client{Timeout: 10 * time.Second}
	}
	d := &Door{Options: o, hosts: map[string]bool{at.Host: true}, bySession: newLimits(sessionRate, sessionBurst),
		byAddress: newLimits(addressRate, addressBurst), atDoor: newLimits(enterRate, enterBurst), origins: http.NewCrossOriginProtection()}
	if at.Scheme == "http" && isLoopback(at.Hostname()) { // a person may type either
		for _, host := range []string{"127.0.0.1", "localhost", "::1"} {
			d.hosts[net.JoinHostPort(host, at.Port())] = true
		}
	}
	if err := d.origins.AddTrustedOrigin(o.URL); err != nil { // a proxy may call us by another scheme
		return nil, err
	}
	d.origins.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { d.refuse(w, r, http.StatusForbidden) }))
	d.sessions = d.newSessions()
	if o.Provider != nil {
		d.signIns = &signIns{Provider: *o.Provider, url: o.URL, waiting: map[string]waiting{}}
	}
	return d, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (d *Door) clock() time.Time {
	if d.Clock != nil {
		return d.Clock()
	}
	return time.Now()
}

func (d *Door) refuse(w http.ResponseWriter, r *http.Request, status int) { d.Refuse(w, r, status) }

// Guard is a handler that serves who has come in, and open that needs nobody: stylesheet and script.
func (d *Door) Guard(inside, open http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /assets/", open)
	atDoor := func(f http.HandlerFunc) http.Handler { return d.limitAddress(d.atDoor, d.sessions.LoadAndSave(f)) }
	if d.signIns == nil {
		mux.Handle("GET "+EnterPath, atDoor(d.enter))
	} else {
		mux.Handle("GET "+SignInPath, atDoor(d.signIn))
		mux.Handle("GET "+CallbackPath, atDoor(d.signedIn))
	}
	mux.Handle("POST /sign-out", d.sessions.LoadAndSave(http.HandlerFunc(d.signOut)))
	mux.Handle("/", d.sessions.LoadAndSave(d.wantPerson(inside)))
	return d.setHeaders(d.checkHost(d.limitAddress(d.byAddress, d.origins.Handler(limitBody(mux)))))
}

// NewServer is a server with limits on how long anything may take.
func NewServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: mostHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
}
