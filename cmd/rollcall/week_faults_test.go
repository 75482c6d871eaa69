//go:build unix

package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/gofrs/flock"

	"rollcall/pipeline/notify"
)

// jumpClock is a clock that jumps to the next thing to do, and on the way to what a night has happen. It stands still while
// the program runs, and when it reaches the time up to which it was let go.
type jumpClock struct {
	now    time.Time
	at     map[time.Time]func()
	paused chan struct{}
	go1    chan time.Time
	end    time.Time
}

func (c *jumpClock) Now() time.Time { return c.now }

func (c *jumpClock) Wait(ctx context.Context, until time.Time) error {
	for c.end.Before(until) {
		if c.end.After(c.now) {
			c.now = c.end
		}
		select {
		case c.paused <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case c.end = <-c.go1:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for at, what := range c.at {
		if !at.After(until) {
			delete(c.at, at)
			what()
		}
	}
	if until.After(c.now) {
		c.now = until
	}
	return ctx.Err()
}

func (w *week) noFault() { _ = os.Remove(filepath.Join(w.dir, "fault")) }

func (w *week) lockFolder() {
	w.lock = flock.New(filepath.Join(w.out, ".lock"))
	if ok, err := w.lock.TryLock(); err != nil || !ok {
		w.t.Fatalf("lock: %v, %v", ok, err)
	}
}

func (w *week) unlockFolder() { _ = w.lock.Unlock() }

func (w *week) inboxFile(name string) string { return filepath.Join(w.dir, "inbox", name) }

// keep has an extract back the next evening.
func (w *week) keep(name string) {
	text, err := os.ReadFile(w.inboxFile(name))
	if err != nil {
		w.t.Fatal(err)
	}
	w.kept = map[string][]byte{name: text}
}

// restore has back what was spoilt.
func (w *week) restore() {
	for name, text := range w.kept {
		if err := os.WriteFile(w.inboxFile(name), text, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	w.kept = nil
}

// take takes an extract out of the inbox.
func (w *week) take(name string) func() {
	return func() {
		w.keep(name)
		if err := os.Remove(w.inboxFile(name)); err != nil {
			w.t.Fatal(err)
		}
	}
}

// garble has an extract end in the middle of a quoted field, among bytes of nothing.
func (w *week) garble(name string) func() {
	return func() {
		w.keep(name)
		if err := os.WriteFile(w.inboxFile(name), []byte("\x00\x01\xff\"\n\"\"\""), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *week) takeAll() {
	if err := os.Rename(w.inboxFile(""), filepath.Join(w.dir, "away")); err != nil {
		w.t.Fatal(err)
	}
}

func (w *week) putBack() {
	if err := os.Rename(filepath.Join(w.dir, "away"), w.inboxFile("")); err != nil {
		w.t.Fatal(err)
	}
}

// elsewhereForgotten takes the entries of those who teach children elsewhere out of the settings, so that their pupils are on no roll.
func (w *week) elsewhereForgotten(text string) string {
	return regexp.MustCompile(`(?m)^  - kind: (independent_schools|other_authorities)\n(    .*\n)*`).ReplaceAllString(text, "")
}

// noNames holds what was sent to the surnames, first names and postcodes of the authority.
func (w *week) noNames() {
	w.t.Helper()
	sent := strings.Join(append(w.mail.all, w.hook.all...), "\n")
	if len(sent) < 1000 {
		w.t.Errorf("only %d bytes were sent", len(sent))
	}
	text, err := os.ReadFile(w.inboxFile("independent_schools.csv"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, word := range regexp.MustCompile(`[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4}`).FindAllString(string(text), -1) {
		if strings.Contains(sent, word) && !strings.HasPrefix(word, "2026") {
			w.t.Errorf("a message holds a value of an extract, of %d letters", len(word))
		}
	}
}

// postbox keeps what a server was sent: in one night, and in all.
type postbox struct {
	mu    sync.Mutex
	taken []string
	all   []string
}

func (p *postbox) put(event, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken, p.all = append(p.taken, event), append(p.all, text)
}

func (p *postbox) events() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.taken, " ")
}

// ServeHTTP takes a post whose signature is right.
func (p *postbox) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	var n notify.Notice
	if err := json.Unmarshal(b, &n); err != nil || r.Header.Get(notify.SignatureHeader) != notify.Sign("key", r.Header.Get(notify.TimeHeader), b) {
		rw.WriteHeader(http.StatusForbidden)
		return
	}
	p.put(n.Event, string(b))
}

// newMailServer starts a mail server and returns its address.
func newMailServer(t *testing.T, p *postbox) string {
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &mailSession{p}, nil }))
	s.Domain = "localhost"
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return l.Addr().String()
}

type mailSession struct{ *postbox }

func (*mailSession) Reset()                               {}
func (*mailSession) Logout() error                        { return nil }
func (*mailSession) Mail(string, *smtp.MailOptions) error { return nil }
func (*mailSession) Rcpt(string, *smtp.RcptOptions) error { return nil }

// Data keeps the last word of the subject, which is what happened.
func (s *mailSession) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if m := regexp.MustCompile(`(?m)^Subject: .* (\w+)\r?$`).FindStringSubmatch(string(b)); m != nil {
		s.put(m[1], string(b))
	}
	return err
}
