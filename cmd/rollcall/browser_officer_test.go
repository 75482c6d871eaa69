package main

import (
	"bufio"
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
	return value[string](b, `(e => e.matches('a, button, input, select, textarea, summary') ? (e.innerText || '').replace(/\s+/g, ' ').trim() + ' ' + (e.name || e.id || '') : '')(document.activeElement)`)
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

// TestOfficerInABrowser has an officer come in, decide ten lines and judge five pairs with keys alone, and look at every other page. What
// was answered is there when the machine has failed and come back.
func TestOfficerInABrowser(t *testing.T) {
	b, d := openBrowser(t), openDesk(t)
	b.open(d.link)
	b.hold("Today")
	b.tabTo("Start with the first line") // one step from the link to a child, and the next is to decide
	b.press()
	name := b.text("h1")
	b.hold("a child")
	b.follow("Evidence sheet")
	b.hold("the evidence sheet")
	if n := b.printed(); n != 1 {
		t.Errorf("the evidence sheet prints on %d sheets, want one", n)
	}
	b.follow("Back to the child")
	var words []int
	for range 10 {
		if b.text("h1") == "Today" { // all that is due is done
			b.follow(" New")
			b.follow("Start with the first line")
		}
		words = append(words, b.wordsOnScreen("main"))
		b.decideByKeys("5", "on a roll")
	}
	wantRead(t, "child", words, 90)
	b.follow("Same or not?")
	b.hold("a pair")
	words = nil
	for _, key := range []string{"d", "s", "u", "d", "s"} {
		words = append(words, b.wordsOnScreen(".pair"))
		b.do(pageAfter(key))
	}
	wantRead(t, "pair", words, 20)
	b.hold("a pair after another")

	d.serve("cd") // the process was killed
	b.open(d.link)
	b.follow(" Done")
	b.hold("what is done")
	if n := value[int](b, "document.querySelectorAll('table.lines tbody tr').length"); n != 10 {
		t.Errorf("after the machine failed %d lines are done, want 10", n)
	}
	for _, page := range []string{"Second look", "Quality", "Audit", "Find"} {
		b.follow(page)
		b.hold(page)
	}
	b.tabTo("sought")
	b.keys(strings.ToLower(name))
	b.tabTo("purpose")
	b.keys(" ")
	b.do(pageAfter(kb.Enter))
	b.hold("who was found")
	if first, _, _ := strings.Cut(b.text(".found h3"), " "); first == "" || !strings.HasPrefix(name, first) {
		t.Error("the child that was opened first is not the first whom a search for the name finds")
	}
}

// wantRead wants that nothing takes longer to read than some seconds, estimated from the words on the first screen.
func wantRead(t *testing.T, what string, words []int, most float64) {
	t.Helper()
	t.Logf("a %s has %v words on the first screen", what, words)
	for i, n := range words {
		if s := readingSeconds(n); s > most {
			t.Errorf("%s %d: %d words take %.0f s to read at %d words a minute, want at most %.0f", what, i+1, n, s, wordsAMinute, most)
		}
	}
}

// follow goes along a link, or presses a button, by keys.
func (b *browser) follow(words string) {
	b.t.Helper()
	b.tabTo(words)
	b.press()
}

// decideByKeys decides the child that is open, and comes to the next one.
func (b *browser) decideByKeys(outcome, reason string) {
	b.t.Helper()
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
		b.t.Fatalf("not saved: %s", b.text("#faults"))
	}
}
