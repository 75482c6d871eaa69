package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func example() *Notice {
	return &Notice{
		Event: "held", Authority: "887", Job: "nightly", At: time.Date(2026, 10, 15, 2, 16, 0, 0, time.UTC), Text: "Tonight's lists are held.\r\nBcc: evil@example.org",
		Ending: "held", Exit: 5, Attempt: 2, Next: time.Date(2026, 10, 15, 2, 21, 0, 0, time.UTC), ListsOf: "2026-10-14",
		Counts: map[string]int{"candidate CME": 43, "at risk": 354}, Told: []string{"independent_schools: gone\x1b[2J", strings.Repeat("x", 2000)},
		Link: "https://intranet.example/runs/2026-10-14T1", Rollcall: "v1",
	}
}

// write writes a secret to a file.
func write(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMailIsSentOverTLSWithAPassword(t *testing.T) {
	cert, ca := newCertificate(t)
	for _, security := range []string{"", "starttls", "tls"} {
		p := newPost(t, cert, security == "tls")
		m := &Mail{Server: p.address, Security: security, From: "rollcall@example.gov.uk", To: []string{"a@example.gov.uk", "b@example.gov.uk"},
			User: "rollcall", Password: Secret{File: write(t, "open sesame\n", 0o600)}, CAFile: ca}
		if err := m.Send(t.Context(), example()); err != nil {
			t.Fatalf("%q: %v", security, err)
		}
		if len(p.messages) != 1 || !p.inTLS[0] || strings.Join(p.to, " ") != "a@example.gov.uk b@example.gov.uk" || len(p.users) != 1 {
			t.Fatalf("%q: %d messages, in TLS %v, to %v, users %v", security, len(p.messages), p.inTLS, p.to, p.users)
		}
		text := p.messages[0]
		for _, want := range []string{"Subject: Rollcall 887: nightly held", "candidate CME: 43", "at risk: 354", "lists that stand are those of 2026-10-14",
			"https://intranet.example/runs/2026-10-14T1", "Auto-Submitted: auto-generated", "exit code 5", "Date: Thu, 15 Oct 2026 02:16:00 +0000"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q: the message does not say %q:\n%s", security, want, text)
			}
		}
		if strings.Contains(text, "\nBcc:") || strings.Contains(text, "\x1b") || strings.Contains(text, strings.Repeat("x", 1000)) {
			t.Errorf("%q: the message has a line of its own making:\n%s", security, text)
		}
		m.Password = Secret{File: write(t, "wrong\n", 0o600)}
		if err := m.Send(t.Context(), example()); err == nil || strings.Contains(err.Error(), "wrong") {
			t.Errorf("%q: a wrong password: %v", security, err)
		}
		m.CAFile = ""
		if err := m.Send(t.Context(), example()); err == nil {
			t.Errorf("%q: a certificate that nobody vouches for was taken", security)
		}
		if len(p.messages) != 1 {
			t.Errorf("%q: %d messages", security, len(p.messages))
		}
	}
}

// A server that offers no TLS is sent nothing, unless the settings say that it need not.
func TestMailDoesNotGoInClearByItself(t *testing.T) {
	p := newPost(t, nil, false)
	m := &Mail{Server: p.address, From: "rollcall@example.gov.uk", To: []string{"a@example.gov.uk"}}
	if err := m.Send(t.Context(), example()); err == nil || len(p.messages) != 0 {
		t.Errorf("%d messages, %v", len(p.messages), err)
	}
	m.Security = "none"
	if err := m.Send(t.Context(), example()); err != nil || len(p.messages) != 1 {
		t.Errorf("%d messages, %v", len(p.messages), err)
	}
}

func TestAServerThatNeverAnswersIsLeft(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // takes the connection and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	failed := SendAll(t.Context(), example(), []Channel{
		&Mail{Server: l.Addr().String(), From: "a@b.uk", To: []string{"a@b.uk"}, Security: "none", Timeout: 100 * time.Millisecond},
		&Webhook{URL: "http://" + l.Addr().String(), Timeout: 100 * time.Millisecond, Pauses: []time.Duration{1}},
	})
	if failed == nil || !strings.Contains(failed.Error(), "mail: ") || !strings.Contains(failed.Error(), "webhook: ") {
		t.Errorf("%v", failed)
	}
}

// hook is an HTTP server with what it was sent; it answers with the codes in turn, and then well.
type hook struct {
	codes  []int
	bodies [][]byte
	signed []bool
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	h.bodies = append(h.bodies, b)
	h.signed = append(h.signed, r.Header.Get(SignatureHeader) == Sign("key", r.Header.Get(TimeHeader), b) && r.Header.Get(TimeHeader) != "")
	if len(h.codes) > 0 {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(h.codes[0])
		h.codes = h.codes[1:]
	}
}

func TestWebhookIsSignedAndTriedAgain(t *testing.T) {
	check := func(requests int, fails bool, codes ...int) {
		t.Helper()
		h := &hook{codes: slices.Clone(codes)}
		s := httptest.NewServer(h)
		defer s.Close()
		w := &Webhook{URL: s.URL + "/token-in-the-path", Secret: Secret{File: write(t, "key\n", 0o600)}, Pauses: []time.Duration{1, 1}}
		err := w.Send(t.Context(), example())
		if len(h.bodies) != requests || (err != nil) != fails {
			t.Errorf("%v: %d requests, %v", codes, len(h.bodies), err)
		}
		if slices.Contains(h.signed, false) {
			t.Errorf("%v: not signed", codes)
		}
		if err != nil && strings.Contains(err.Error(), "token") {
			t.Errorf("%v: the error says the address: %v", codes, err)
		}
		var n Notice
		if err := json.Unmarshal(h.bodies[0], &n); err != nil || n.Counts["at risk"] != 354 || n.Event != "held" || n.Exit != 5 || strings.ContainsAny(n.Text, "\r\n") {
			t.Errorf("%s: %v", h.bodies[0], err)
		}
	}
	check(1, false)
	check(2, false, 503)
	check(3, false, 500, 429)
	check(3, true, 500, 500, 500)
	check(1, true, 403)
	check(1, true, 302) // a signed body goes nowhere else

	s := httptest.NewServer(&hook{})
	s.Close()
	err := (&Webhook{URL: s.URL + "/token", Secret: Secret{File: write(t, "key", 0o600)}, Pauses: []time.Duration{1}}).Send(t.Context(), example())
	if err == nil || strings.Contains(err.Error(), "token") {
		t.Errorf("nobody there: %v", err)
	}
}

func TestSecretsAreKept(t *testing.T) {
	check := func(s Secret, want, fault string) {
		t.Helper()
		got, err := s.Read()
		if got != want || (err == nil) != (fault == "") || err != nil && !strings.Contains(err.Error(), fault) {
			t.Errorf("%+v: %q, %v", s, got, err)
		}
	}
	check(Secret{}, "", "")
	check(Secret{File: write(t, "a b\n", 0o600)}, "a b", "")
	check(Secret{File: write(t, "a b", 0o440)}, "a b", "")
	check(Secret{File: write(t, "a b", 0o644)}, "", "others may read it")
	check(Secret{File: write(t, "\n", 0o600)}, "", "empty")
	check(Secret{File: "/nowhere"}, "", "no such file")
	check(Secret{Env: "ROLLCALL_TEST_NOT_SET"}, "", "no ROLLCALL_TEST_NOT_SET")
	t.Setenv("ROLLCALL_TEST_SET", "x")
	check(Secret{Env: "ROLLCALL_TEST_SET"}, "x", "")
}

func TestEveryChannelIsTried(t *testing.T) {
	var told []string
	err := SendAll(t.Context(), example(), []Channel{fake{&told, "a", errors.New("no")}, fake{&told, "b", nil}})
	if err == nil || err.Error() != "a: no" || strings.Join(told, "") != "ab" {
		t.Errorf("told %v, %v", told, err)
	}
}

type fake struct {
	told *[]string
	name string
	err  error
}

func (f fake) Name() string { return f.name }
func (f fake) Send(context.Context, *Notice) error {
	*f.told = append(*f.told, f.name)
	return f.err
}

// TestTheWordsOfANotice holds a message to its letter.
func TestTheWordsOfANotice(t *testing.T) {
	n := example()
	n.Text, n.Told = "Held.", []string{"independent_schools: gone"}
	want := `Held.

Job: nightly, attempt 2, held (exit code 5)
When: Thursday 15 October 2026 02:16 UTC
Next attempt: Thursday 02:21
The lists that stand are those of 2026-10-14
  at risk: 354
  candidate CME: 43
- independent_schools: gone

https://intranet.example/runs/2026-10-14T1

This message names no child and never will. Do not reply with a name.
`
	if got := n.Words(); got != want {
		t.Errorf("%s", got)
	}
	short := (&Notice{Event: "trouble", Authority: "887", Text: "The clock went back.", At: n.At}).Words()
	if want := "The clock went back.\n\nWhen: Thursday 15 October 2026 02:16 UTC\n\nThis message names no child and never will. Do not reply with a name.\n"; short != want {
		t.Errorf("%s", short)
	}
	if got := (&Notice{Event: "trouble", Authority: "887"}).Subject(); got != "Rollcall 887: trouble" {
		t.Errorf("%q", got)
	}
}

// TestANoticeIsBounded counts what is left of one that is too long.
func TestANoticeIsBounded(t *testing.T) {
	n := &Notice{Text: strings.Repeat("x", longestLine)}
	if got, _, _ := strings.Cut(n.Words(), "\n"); got != n.Text {
		t.Errorf("a line of %d is cut to %d", longestLine, len(got))
	}
	n.Text += "y"
	if got, _, _ := strings.Cut(n.Words(), "\n"); got != strings.Repeat("x", longestLine)+" …" {
		t.Errorf("a line of %d becomes %q", longestLine+1, got)
	}
	for _, told := range []int{mostLines, mostLines + 1, mostLines + 9} {
		n.Told = make([]string, told)
		for i := range n.Told {
			n.Told[i] = "told"
		}
		words := n.Words()
		if got := strings.Count(words, "- told\n"); got != mostLines {
			t.Errorf("%d of %d are printed", got, told)
		}
		if more := fmt.Sprintf("… and %d more", told-mostLines); strings.Contains(words, more) != (told > mostLines) {
			t.Errorf("of %d: %s", told, words)
		}
		var sent Notice
		if err := json.Unmarshal(n.json(), &sent); err != nil || len(sent.Told) != mostLines {
			t.Errorf("%d of %d are posted, %v", len(sent.Told), told, err)
		}
	}
}
