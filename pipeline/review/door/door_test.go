package door

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// house is a door with one room behind it, which says who has come in.
type house struct {
	*Door
	t      *testing.T
	now    time.Time
	http   *httptest.Server
	client *http.Client
}

func newHouse(t *testing.T, o Options) *house {
	t.Helper()
	h := &house{t: t, now: time.Date(2026, 10, 16, 9, 0, 0, 0, time.UTC)}
	h.http = httptest.NewUnstartedServer(nil)
	if o.URL == "" {
		o.URL = "http://" + h.http.Listener.Addr().String()
	}
	o.Clock, o.Log = func() time.Time { return h.now }, slog.New(slog.DiscardHandler)
	o.Refuse = func(w http.ResponseWriter, _ *http.Request, status int) { w.WriteHeader(status) }
	o.Landing = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "go on") }
	var err error
	if h.Door, err = New(o); err != nil {
		t.Fatal(err)
	}
	inside := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := PersonOf(r.Context())
		fmt.Fprint(w, p.Name, p.Roles, p.School)
	})
	h.http.Config.Handler = h.Guard(inside, http.NotFoundHandler())
	h.http.Start()
	t.Cleanup(h.http.Close)
	jar, _ := cookiejar.New(nil)
	h.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return h
}

func (h *house) get(url string, headers ...string) (int, string) {
	h.t.Helper()
	r, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := h.client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	var b strings.Builder
	buf := make([]byte, 4096)
	for {
		n, err := res.Body.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			break
		}
	}
	return res.StatusCode, b.String()
}

// A one-time link lets one person in once, and for a short time; a newer one takes its place.
func TestAOneTimeLinkIsUsedOnce(t *testing.T) {
	h := newHouse(t, Options{})
	if status, _ := h.get(h.http.URL + "/"); status != http.StatusUnauthorized {
		t.Fatalf("nobody: %d", status)
	}
	link := h.MakeLink(Person{Name: "AB", Roles: []Role{Officer}})
	if status, _ := h.get(link); status != http.StatusSeeOther {
		t.Fatalf("the link: %d", status)
	}
	if status, body := h.get(h.http.URL + "/"); status != http.StatusOK || body != "AB[officer]" {
		t.Errorf("let in: %d %s", status, body)
	}
	h.client.Jar, _ = cookiejar.New(nil)
	for name, at := range map[string]string{"again": link, "guessed": h.http.URL + EnterPath + "?token=x", "empty": h.http.URL + EnterPath} {
		if status, _ := h.get(at); status != http.StatusForbidden {
			t.Errorf("%s: %d", name, status)
		}
	}
	old := h.MakeLink(Person{Name: "AB"})
	newer := h.MakeLink(Person{Name: "AB"})
	if status, _ := h.get(old); status != http.StatusForbidden {
		t.Errorf("an older link: %d", status)
	}
	h.now = h.now.Add(linkFor + time.Second)
	if status, _ := h.get(newer); status != http.StatusForbidden {
		t.Errorf("too late: %d", status)
	}
}

// Who follows the link from another site goes on from a page of our own: along a redirect the browser would not send the cookie.
func TestALinkOfElsewhereLandsFirst(t *testing.T) {
	h := newHouse(t, Options{})
	if status, body := h.get(h.MakeLink(Person{Name: "AB"}), "Sec-Fetch-Site", "cross-site"); status != http.StatusOK || body != "go on" {
		t.Errorf("%d %s", status, body)
	}
}

// Another host's name is refused, though it lead here.
func TestAnotherHostIsRefused(t *testing.T) {
	h := newHouse(t, Options{})
	for host, want := range map[string]int{"elsewhere.example": 421, strings.TrimPrefix(h.http.URL, "http://127.0.0.1"): 421,
		"localhost" + strings.TrimPrefix(h.http.URL, "http://127.0.0.1"): 401} {
		if status, _ := h.get(h.http.URL+"/", "Host", host); status != want {
			t.Errorf("%s: %d, want %d", host, status, want)
		}
	}
}

// A session and an address may ask so much and no more, and again after a while.
func TestTooManyRequestsAreRefused(t *testing.T) {
	h := newHouse(t, Options{})
	h.get(h.MakeLink(Person{Name: "AB"}))
	last := 0
	for range sessionBurst + 1 {
		last, _ = h.get(h.http.URL + "/")
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("of a session: %d", last)
	}
	h.now = h.now.Add(time.Second)
	if status, _ := h.get(h.http.URL + "/"); status != http.StatusOK {
		t.Errorf("after a second: %d", status)
	}
	for range enterBurst + 1 {
		last, _ = h.get(h.http.URL + EnterPath + "?token=guess")
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("at the door: %d", last)
	}
}

// A flood of addresses does not fill the memory.
func TestLimitersAreForgotten(t *testing.T) {
	l := newLimits(1, 1)
	for i := range 3 * mostKept {
		l.allow(fmt.Sprint(i), time.Unix(int64(i), 0))
	}
	if n := len(l.by); n > mostKept {
		t.Errorf("%d limiters", n)
	}
}

// The address is the proxy's word only where there is a proxy, and then its own: what came before it anybody can write.
func TestWhoAsksBehindAProxy(t *testing.T) {
	for _, tc := range []struct {
		behind bool
		told   []string
		want   string
	}{{false, []string{"203.0.113.9"}, "192.0.2.1"}, {true, []string{"203.0.113.9"}, "203.0.113.9"}, {true, []string{"198.51.100.7, 203.0.113.9"}, "203.0.113.9"},
		{true, []string{"198.51.100.7", "203.0.113.9"}, "203.0.113.9"}, {true, nil, "192.0.2.1"}, {true, []string{"nonsense"}, "192.0.2.1"}} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		for _, x := range tc.told {
			r.Header.Add("X-Forwarded-For", x)
		}
		if got := (&Door{Options: Options{BehindProxy: tc.behind}}).addressOf(r); got != tc.want {
			t.Errorf("%v: %s, want %s", tc, got, tc.want)
		}
	}
}

// By TLS the cookie is for TLS and this host alone, and browsers are told to come by TLS.
func TestByTLSTheCookieIsSecure(t *testing.T) {
	h := newHouse(t, Options{URL: "https://rollcall.example"})
	link := strings.Replace(h.MakeLink(Person{Name: "AB"}), "https://rollcall.example", h.http.URL, 1)
	r, _ := http.NewRequest(http.MethodGet, link, nil)
	r.Host = "rollcall.example"
	res, err := h.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if c := res.Header.Get("Set-Cookie"); !strings.HasPrefix(c, "__Host-rollcall=") || !strings.Contains(c, "Secure") || !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Strict") {
		t.Errorf("cookie %q", c)
	}
	if res.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no Strict-Transport-Security")
	}
}

func TestTheAddressIsChecked(t *testing.T) {
	for _, url := range []string{"", "rollcall.example", "ftp://x", "https://x/path", "https://x?y=z", "https://"} {
		if _, err := New(Options{URL: url}); err == nil {
			t.Errorf("%q is taken", url)
		}
	}
}
