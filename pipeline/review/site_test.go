package review

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/review/door"
)

// site is the whole page over a fake run and a fake ledger, with a browser of one person.
type site struct {
	t      *testing.T
	desk   *fakeDesk
	office *fakeOffice
	server *Server
	http   *httptest.Server
	client *http.Client
	log    *strings.Builder
}

// openSite serves the site to a person, who has come in by a one-time link.
func openSite(t *testing.T, p door.Person) *site {
	t.Helper()
	s := &site{t: t, desk: newFakeDesk("run-1"), office: newFakeOffice(), log: &strings.Builder{}}
	s.serve(Options{})
	if p.Name != "" {
		s.enter(p)
	}
	return s
}

func officer() door.Person { return door.Person{Name: "AB", Roles: []door.Role{door.Officer}} }
func lead() door.Person    { return door.Person{Name: "LD", Roles: []door.Role{door.Officer, door.Lead}} }
func manager() door.Person { return door.Person{Name: "MG", Roles: []door.Role{door.Manager}} }
func teacher() door.Person {
	return door.Person{Name: "SC", Roles: []door.Role{door.School}, School: "9994001"}
}

func (s *site) serve(o Options) {
	s.t.Helper()
	s.http = httptest.NewUnstartedServer(nil)
	o.Door.URL = "http://" + s.http.Listener.Addr().String()
	o.Log = slog.New(slog.NewTextHandler(s.log, nil))
	o.Office, o.Today = s.office, func() calendar.Date { return calendar.On(2026, 10, 16) }
	if o.Newest == nil {
		o.Newest = func() (string, error) { return s.desk.run.ID, nil }
	}
	if o.OpenDesk == nil {
		o.OpenDesk = func(string) (Desk, error) { return s.desk, nil }
	}
	var err error
	if s.server, err = New(o); err != nil {
		s.t.Fatal(err)
	}
	s.http.Config.Handler = s.server.Handler()
	s.http.Start()
	s.t.Cleanup(s.http.Close)
	s.client = s.newBrowser()
}

func (s *site) newBrowser() *http.Client {
	jar, _ := cookiejar.New(nil)
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// enter brings the person in.
func (s *site) enter(p door.Person) {
	s.t.Helper()
	if a := s.ask(http.MethodGet, strings.TrimPrefix(s.server.MakeLink(p), s.http.URL), nil); a.status != http.StatusSeeOther {
		s.t.Fatalf("a one-time link: %d", a.status)
	}
}

// answer is what came back.
type answer struct {
	status int
	to     string // where it sends on
	header http.Header
	body   string
	doc    *html.Node
}

func (s *site) get(path string) answer { s.t.Helper(); return s.ask(http.MethodGet, path, nil) }

func (s *site) post(path string, typed url.Values) answer {
	s.t.Helper()
	return s.ask(http.MethodPost, path, typed)
}

// follow gets where an answer sends on.
func (s *site) follow(a answer) answer {
	s.t.Helper()
	if a.status != http.StatusSeeOther {
		s.t.Fatalf("want to be sent on, got %d:\n%s", a.status, textOf(a.doc))
	}
	return s.get(a.to)
}

func (s *site) ask(method, path string, typed url.Values) answer {
	s.t.Helper()
	r, err := http.NewRequest(method, s.http.URL+path, strings.NewReader(typed.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return s.do(r)
}

func (s *site) do(r *http.Request) answer {
	s.t.Helper()
	res, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), res.Header, string(body), doc}
}
