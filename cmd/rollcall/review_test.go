package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// pageOf is `rollcall review` as a person has it: the program, its link, and a browser that has come in by it.
type pageOf struct {
	t    *testing.T
	cmd  *exec.Cmd
	at   string // without a path
	link string
	http *http.Client
	said *bytes.Buffer
}

// servePage starts the page over an authority and comes in by the link that it prints.
func (k keptAuthority) servePage(t *testing.T, args ...string) *pageOf {
	t.Helper()
	p := &pageOf{t: t, said: &bytes.Buffer{}}
	p.cmd = exec.Command(binary, append(args, "review", "-c", filepath.Join(k.dir, "rollcall.yaml"), "--listen", "127.0.0.1:0", "--today", "2026-10-16", "--by", "AB")...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stderr = p.said
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); _ = p.cmd.Wait() })
	for lines := bufio.NewScanner(out); p.link == "" && lines.Scan(); {
		if line := strings.TrimSpace(lines.Text()); strings.HasPrefix(line, "http") {
			p.link = line
		}
	}
	at, err := url.Parse(p.link)
	if err != nil || p.link == "" {
		t.Fatalf("no link was printed: %s", p.said)
	}
	p.at = "http://" + at.Host
	jar, _ := cookiejar.New(nil)
	p.http = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if status, _ := p.ask(http.MethodGet, strings.TrimPrefix(p.link, p.at), nil); status != http.StatusSeeOther {
		t.Fatalf("the link: %d", status)
	}
	return p
}

func (p *pageOf) ask(method, path string, form url.Values) (int, string) {
	p.t.Helper()
	r, err := http.NewRequest(method, p.at+path, strings.NewReader(form.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := p.http.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

var (
	linkToChild = regexp.MustCompile(`href="/child/([0-9A-Z]+)"`)
	hiddenField = regexp.MustCompile(`type="hidden" name="(\w+)" value="([^"]*)"`)
	nameOnPage  = regexp.MustCompile(`<h1>([^<]+)</h1>`)
)

// marksOn are what the first form of a page carries back.
func marksOn(page string) url.Values {
	form := url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch(page, -1) {
		if !form.Has(m[1]) {
			form.Set(m[1], m[2])
		}
	}
	return form
}

// The page serves the run and the ledger: from the link that is printed to a decision in two steps, noted and entered like any other;
// nothing that it logs names a child, and it ends when it is told to.
func TestThePageIsServed(t *testing.T) {
	k := newKept(t, "")
	k.run(t, "2026-10-15")
	log := filepath.Join(k.dir, "review.log")
	p := k.servePage(t, "--log", log)
	status, today := p.ask(http.MethodGet, "/?list=at_risk&show=all", nil)
	children := linkToChild.FindAllStringSubmatch(today, -1)
	if status != http.StatusOK || len(children) == 0 {
		t.Fatalf("%d:\n%s", status, today)
	}
	child, page := "", ""
	for _, c := range children {
		if _, page = p.ask(http.MethodGet, "/child/"+c[1], nil); !strings.Contains(page, "Sealed child") {
			child = c[1]
			break
		}
	}
	form := marksOn(page)
	form.Set("outcome", "Looked at")
	form.Set("reason", "the school is acting")
	if status, body := p.ask(http.MethodPost, "/child/"+child+"/decide", form); status != http.StatusSeeOther {
		t.Fatalf("a decision: %d\n%s", status, body)
	}
	if status, _ := p.ask(http.MethodGet, strings.TrimPrefix(p.link, p.at), nil); status != http.StatusForbidden {
		t.Errorf("the link again: %d", status)
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- p.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("ended with %v: %s", err, p.said)
		}
	case <-time.After(20 * time.Second):
		t.Error("does not end when it is told to")
	}
	audit := k.wants(t, exitDone, "opened", "audit", "--by", "AB")
	if !strings.Contains(audit, child) || !strings.Contains(k.wants(t, exitDone, "decided", "audit"), "decided") {
		t.Errorf("the audit:\n%s", audit)
	}
	name := nameOnPage.FindStringSubmatch(page)
	logged, err := os.ReadFile(log)
	if err != nil || len(name) == 0 {
		t.Fatal(err, name)
	}
	for _, word := range strings.Fields(name[1]) {
		if len(word) > 3 && bytes.Contains(append(logged, p.said.Bytes()...), []byte(word)) {
			t.Error("the log names the child")
		}
	}
}
