package main

import (
	"bufio"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// servedPage is the page of a run, served by the real program.
type servedPage struct {
	t       *testing.T
	dir     string
	process *exec.Cmd
	link    string
}

// openDesk makes an invented authority, runs on it and opens the page for officers.
func openDesk(t *testing.T) *servedPage {
	t.Helper()
	d := &servedPage{t: t, dir: t.TempDir()}
	do(t, "fixtures", "--children", "3000", "--seed", "1", "--as-of", "2026-10-15", "--out", d.dir)
	do(t, "run", "-c", filepath.Join(d.dir, "rollcall.yaml"), "--as-of", "2026-10-15")
	d.serve("ab")
	return d
}

var oneTimeLink = regexp.MustCompile(`http://\S+`)

// serve starts the page for a person, and ends what served it before without asking.
func (d *servedPage) serve(by string) {
	d.t.Helper()
	d.kill()
	c := exec.Command(binary, "review", "-c", filepath.Join(d.dir, "rollcall.yaml"), "--listen", "127.0.0.1:0", "--by", by, "--today", "2026-10-15",
		"--log", filepath.Join(d.t.TempDir(), "review.log"))
	said, err := c.StdoutPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.process = c
	d.t.Cleanup(d.kill)
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if d.link = oneTimeLink.FindString(lines.Text()); d.link != "" {
			go io.Copy(io.Discard, said)
			return
		}
	}
	d.t.Fatal("review printed no link")
}

// kill ends the page as a failing machine would.
func (d *servedPage) kill() {
	if d.process != nil {
		_ = d.process.Process.Kill()
		_ = d.process.Wait()
		d.process = nil
	}
}

// focused is what has the focus, as its text and its name in a form.
func (b *browser) focused() string {
	return value[string](b, `(e => (e.innerText || '').replace(/\s+/g, ' ').trim() + ' ' + (e.name || e.id || ''))(document.activeElement)`)
}

// tabTo presses Tab until what has the focus has some words.
func (b *browser) tabTo(words string) {
	b.t.Helper()
	const most = 60
	var met []string
	for range most {
		b.keys(kb.Tab)
		is := b.focused()
		if strings.Contains(is, words) {
			return
		}
		met = append(met, is)
	}
	b.t.Fatalf("%d times Tab do not come to %q, but to %q", most, words, met)
}

// press presses Enter on what has the focus, and waits for the page that it leads to.
func (b *browser) press() {
	b.t.Helper()
	b.do(pageAfter(kb.Enter))
}

// TestOfficerInABrowser has an officer come in, decide ten lines and judge five pairs with keys alone.
func TestOfficerInABrowser(t *testing.T) {
	b, d := openBrowser(t), openDesk(t)
	b.open(d.link)
	b.hold("Today")
	b.tabTo("Start with the first line")
	b.press()
	var words []int
	for n := range 10 {
		if n == 0 {
			b.hold("a child")
		}
		if b.text("h1") == "Today" { // all that is due is done
			b.tabTo(" New")
			b.press()
			b.tabTo("Start with the first line")
			b.press()
		}
		words = append(words, b.wordsOnScreen("main"))
		b.decideByKeys(t, "5", "on a roll")
	}
	t.Logf("words on the first screen of ten children: %v", words)
	for i, w := range words {
		if s := readingSeconds(w); s > 90 {
			t.Errorf("child %d: %d words on the screen take %.0f s to read, want at most 90", i+1, w, s)
		}
	}
	b.tabTo("Same or not?")
	b.press()
	words = nil
	for n := range 5 {
		if n == 0 {
			b.hold("a pair")
		}
		words = append(words, b.wordsOnScreen(".pair"))
		b.do(pageAfter([]string{"d", "s", "u", "d", "s"}[n]))
	}
	t.Logf("words of five pairs: %v", words)
	for i, w := range words {
		if s := readingSeconds(w); s > 20 {
			t.Errorf("pair %d: %d words take %.0f s to read, want at most 20", i+1, w, s)
		}
	}
	d.kill()
	out, err := exec.Command(binary, "decisions", "--help").CombinedOutput()
	fmt.Println(string(out), err)
}

// decideByKeys decides the child that is open, and comes to the next one.
func (b *browser) decideByKeys(t *testing.T, outcome, reason string) {
	t.Helper()
	if !value[bool](b, `document.activeElement.closest('[data-keys]') !== null`) {
		b.keys(kb.Tab)
		b.tabTo("Skip to what you decide")
		b.keys(kb.Enter)
	}
	b.keys(outcome)
	b.keys("r")
	b.keys(reason)
	b.tabTo("Save and go to the next line")
	before := b.text("h1")
	b.press()
	if b.text("h1") == before && b.text("#faults") != "" {
		t.Fatalf("not saved: %s", b.text("#faults"))
	}
}
