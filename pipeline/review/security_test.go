package review

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/review/door"
)

// Each role has its pages and no other; who has not come in has none.
func TestRolesSeeTheirOwn(t *testing.T) {
	people := map[string]door.Person{"nobody": {}, "officer": officer(), "lead": lead(), "manager": manager(), "school": teacher()}
	for name, who := range people {
		s := openSite(t, who)
		for _, p := range pages {
			path := strings.NewReplacer("{child}", "c1", "{number}", "1", "{entry}", "1").Replace(p.Path)
			for method, served := range map[string]bool{http.MethodGet: p.show != nil, http.MethodPost: p.take != nil} {
				if !served {
					continue
				}
				a := s.ask(method, path, url.Values{})
				shut := a.status == http.StatusUnauthorized || a.status == http.StatusForbidden
				if may := who.Has(p.Roles...); may == shut {
					t.Errorf("%s: %s %s: %d", name, method, path, a.status)
				}
				if !who.SeesNames() && strings.Contains(a.body, "Ottoline") {
					t.Errorf("%s: %s names a child", name, path)
				}
			}
		}
	}
}

// A manager sees no name anywhere, and nobody but a lead the audit: the table of roles is written down once more here, by hand.
func TestTheTableOfRoles(t *testing.T) {
	want := map[string][]door.Role{"/": door.Roles, "/child/{child}": workers, "/child/{child}/sheet": workers, "/child/{child}/decide": workers,
		"/child/{child}/step": workers, "/purpose": {door.Officer, door.Lead, door.School}}
	for _, p := range pages {
		if roles, told := want[p.Path]; told && !slices.Equal(roles, p.Roles) {
			t.Errorf("%s is open to %v, want %v", p.Path, p.Roles, roles)
		}
		if p.Path != "/" && slices.Contains(p.Roles, door.Manager) && p.Path != "/quality" {
			t.Errorf("%s is open to managers", p.Path)
		}
	}
}

// A form that another site sends does nothing, and so does one that says nothing of where it comes from but another origin.
func TestFormsOfElsewhereDoNothing(t *testing.T) {
	s := openSite(t, officer())
	for name, headers := range map[string]map[string]string{
		"another site": {"Sec-Fetch-Site": "cross-site"}, "a neighbour": {"Sec-Fetch-Site": "same-site"},
		"an old browser": {"Origin": "https://elsewhere.example"}, "no origin": {"Origin": "null"},
	} {
		r, _ := http.NewRequest(http.MethodPost, s.http.URL+"/child/c1/decide", strings.NewReader(decision.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range headers {
			r.Header.Set(k, v)
		}
		if a := s.do(r); a.status != http.StatusForbidden || len(s.office.filled) > 0 {
			t.Errorf("%s: %d", name, a.status)
		}
	}
}

// Every answer says what keeps it out of caches, frames and other sites; the refusals too.
func TestEveryAnswerIsGuarded(t *testing.T) {
	s := openSite(t, officer())
	for _, path := range []string{"/", "/child/c1", "/nowhere", assetPath("review.css"), "/assets/none.css"} {
		a := s.get(path)
		for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := a.header.Get(header); got != want {
				t.Errorf("%s: %s %q, want %q", path, header, got, want)
			}
		}
		if cache := a.header.Get("Cache-Control"); (cache == "no-store") == strings.HasPrefix(path, "/assets/review") {
			t.Errorf("%s: Cache-Control %q", path, cache)
		}
	}
	for _, c := range s.get("/").header.Values("Set-Cookie") {
		if !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Strict") {
			t.Errorf("cookie %q", c)
		}
	}
}

// A form that is larger than any form is refused.
func TestALargeFormIsRefused(t *testing.T) {
	s := openSite(t, officer())
	if a := s.post("/child/c1/decide", with(decision, "note", strings.Repeat("x", 70_000))); a.status != http.StatusBadRequest || len(s.office.filled) > 0 {
		t.Errorf("%d", a.status)
	}
}

// A session ends when nobody uses it, when it is old, and when its person signs out.
func TestASessionEnds(t *testing.T) {
	s := openSite(t, officer())
	if a := s.startAfter(s.post("/sign-out", nil)); a.status != http.StatusUnauthorized {
		t.Errorf("after signing out: %d", a.status)
	}
	short := &site{t: t, desk: newFakeDesk("run-1"), office: newFakeOffice(), log: &strings.Builder{}}
	short.serve(Options{Door: door.Options{Idle: 300 * time.Millisecond, Longest: 700 * time.Millisecond}})
	short.enter(officer())
	began := time.Now()
	for time.Since(began) < 500*time.Millisecond { // used, it stays beyond its idle time
		if a := short.get("/"); a.status != http.StatusOK {
			t.Fatalf("in use: %d after %s", a.status, time.Since(began))
		}
		time.Sleep(50 * time.Millisecond)
	}
	for time.Since(began) < 800*time.Millisecond {
		time.Sleep(50 * time.Millisecond)
		if a := short.get("/"); a.status != http.StatusOK {
			break
		}
	}
	if a := short.get("/"); a.status != http.StatusUnauthorized {
		t.Errorf("older than any session may be: %d", a.status)
	}
	short.enter(officer())
	time.Sleep(400 * time.Millisecond)
	if a := short.get("/"); a.status != http.StatusUnauthorized {
		t.Errorf("idle: %d", a.status)
	}
}

// startAfter asks for the start page after a sign-out.
func (s *site) startAfter(a answer) answer {
	if a.status != http.StatusOK {
		s.t.Fatalf("signing out: %d", a.status)
	}
	return s.get("/")
}

// A newer run is shown without a restart, and told once; who reads the older one reads it to its end.
func TestANewerRunTakesItsPlace(t *testing.T) {
	now := time.Now()
	s := &site{t: t, desk: newFakeDesk("run-1"), office: newFakeOffice(), log: &strings.Builder{}}
	old, newer := s.desk, newFakeDesk("run-2")
	name := "run-1"
	s.serve(Options{Door: door.Options{Clock: func() time.Time { return now }}, Newest: func() (string, error) { return name, nil },
		OpenDesk: func(run string) (Desk, error) {
			if run == "run-1" {
				return old, nil
			}
			return newer, nil
		}})
	s.enter(officer())
	if a := s.get("/"); !strings.Contains(a.body, "run-1") {
		t.Fatal("does not show the run")
	}
	d, done, err := s.server.standing.borrow()
	if err != nil {
		t.Fatal(err)
	}
	name, now = "run-2", now.Add(time.Minute)
	if a := s.get("/"); !strings.Contains(a.body, "run-2") || !strings.Contains(a.body, "Newer lists are shown") {
		t.Error("the newer run is not shown, or not told")
	}
	if a := s.get("/"); strings.Contains(a.body, "Newer lists are shown") {
		t.Error("told twice")
	}
	if d != Desk(old) && d.Run().ID != "run-1" || old.closed {
		t.Error("the older run was closed while somebody read it")
	}
	if done(); !old.closed || newer.closed {
		t.Error("the older run stays open, or the newer one does not")
	}
	name, now = "run-3", now.Add(time.Minute)
	s.server.standing.open = func(string) (Desk, error) { return nil, errNotThere }
	if a := s.get("/"); a.status != http.StatusOK || !strings.Contains(a.body, "run-2") {
		t.Errorf("a run that cannot be opened takes the place of one that can: %d", a.status)
	}
}

// FuzzRequests asks for what nobody would: no panic, no failure, and no name for who has not come in.
func FuzzRequests(f *testing.F) {
	for _, p := range []string{"/", "/child/c1", "/child/%2e%2e/x", "/child/c1/decide", "/child/c1/step", "/?list=x&show=y&page=-1", "/enter?token=x", "/assets/../server.go", "/purpose"} {
		f.Add(p, "outcome=Suspected&reason=x&until=99/99/9999&closes=x&kind=rang&made=1/1/26", true)
		f.Add(p, "%zz&own=took+up&list=cme_candidates", false)
	}
	now := time.Now()
	f.Fuzz(func(t *testing.T, path, body string, post bool) {
		s := &site{t: t, desk: newFakeDesk("run-1"), office: newFakeOffice(), log: &strings.Builder{}}
		s.serve(Options{Door: door.Options{Clock: func() time.Time { return now }}})
		method := http.MethodGet
		if post {
			method = http.MethodPost
		}
		at, err := url.Parse(s.http.URL + "/" + strings.TrimLeft(path, "/"))
		if err != nil || at.Host != s.http.Listener.Addr().String() {
			return
		}
		for _, in := range []bool{false, true} {
			if in {
				s.enter(officer())
			}
			r, err := http.NewRequest(method, at.String(), strings.NewReader(body))
			if err != nil {
				return
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			a := s.do(r)
			if a.status >= http.StatusInternalServerError {
				t.Errorf("%s: %d: %s", method, a.status, s.log)
			}
			if !in && strings.Contains(a.body, "Quillfeather") {
				t.Error("names a child to who has not come in")
			}
		}
	})
}
