package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// inBrowser names a variable that has the tests open a real browser: make browser sets it.
const inBrowser = "ROLLCALL_BROWSER"

// axeFile is axe-core as .ci/browser fetched it.
const axeFile = root + "/.browser/package/axe.min.js"

// window is a size of window to look at a page in.
type window struct {
	name          string
	width, height int64
}

// The windows that every page is held to. 320 points are what a window of 1,280 leaves at 400 % zoom.
var windows = []window{{"desk", 1920, 1080}, {"phone", 390, 844}, {"zoomed to 400 %", 320, 256}}

// browser is a window of a real browser.
type browser struct {
	t     *testing.T
	tab   context.Context
	axe   string
	shots string // folder of pictures; empty: none are kept
	seen  map[string]bool
}

// openBrowser opens a window, or skips the test where nobody asked for one.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	if os.Getenv(inBrowser) == "" {
		t.Skip("opens a browser: make browser")
	}
	axe, err := os.ReadFile(axeFile)
	if err != nil {
		t.Fatalf("%v: run .ci/browser first", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.Flag("force-color-profile", "srgb"))
	if path := os.Getenv("BROWSER"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	all, closeAll := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(closeAll)
	// What the browser tells in words that the library does not know yet is of no account here.
	tab, closeTab := chromedp.NewContext(all, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(closeTab)
	b := &browser{t: t, tab: tab, axe: string(axe), shots: os.Getenv("ROLLCALL_SHOTS"), seen: map[string]bool{}}
	if err := chromedp.Run(tab); err != nil { // what starts the browser must live as long as it
		t.Fatalf("the browser does not start: %v", err)
	}
	return b
}

// do has the browser do something, and fails the test where it cannot.
func (b *browser) do(actions ...chromedp.Action) {
	b.t.Helper()
	limited, done := context.WithTimeout(b.tab, 30*time.Second)
	defer done()
	if err := chromedp.Run(limited, actions...); err != nil {
		b.picture("failed")
		b.t.Fatalf("the browser: %v\n%s", err, b.text("body"))
	}
}

// open goes to an address.
func (b *browser) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address), chromedp.WaitReady("body"))
}

// keys types keys as a person would, wherever the focus is.
func (b *browser) keys(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// pageAfter types keys that lead to another page, and waits until it is there.
func pageAfter(keys string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(keys))
		return err
	})
}

// value is what an expression of the page's script comes to.
func value[T any](b *browser, expression string) (v T) {
	b.t.Helper()
	b.do(chromedp.Evaluate(expression, &v))
	return v
}

// text is what a person reads in the first element that a selector finds, or nothing.
func (b *browser) text(selector string) string {
	var s string
	limited, done := context.WithTimeout(b.tab, 5*time.Second)
	defer done()
	_ = chromedp.Run(limited, chromedp.Evaluate(fmt.Sprintf("(document.querySelector(%q)||{innerText:''}).innerText", selector), &s))
	return s
}

// size sets the window's.
func (b *browser) size(s window) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(s.width, s.height))
}

// picture keeps what the window shows, where pictures are kept.
func (b *browser) picture(name string) {
	if b.shots == "" {
		return
	}
	limited, done := context.WithTimeout(b.tab, 20*time.Second)
	defer done()
	var png []byte
	if err := chromedp.Run(limited, chromedp.FullScreenshot(&png, 100)); err != nil {
		b.t.Logf("no picture: %v", err)
		return
	}
	if err := os.WriteFile(filepath.Join(b.shots, strings.ReplaceAll(name, " ", "-")+".png"), png, 0o600); err != nil {
		b.t.Error(err)
	}
}

// violation is a fault of accessibility as axe tells it.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML string }
}

// hold holds the page that is open to what every page owes its readers, in every window, light and dark: no fault that axe finds and
// nothing that is wider than the window.
func (b *browser) hold(name string) {
	b.t.Helper()
	for _, s := range windows {
		b.size(s)
		if wide := value[int](b, "document.scrollingElement.scrollWidth - window.innerWidth"); wide > 0 {
			b.t.Errorf("%s, %s: %d points wider than the window: %s", name, s.name, wide, value[string](b, widestElement))
		}
		b.axeSays(name + ", " + s.name)
		b.picture(name + " " + s.name)
	}
	b.size(windows[0])
	b.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}))
	b.axeSays(name + ", dark")
	b.picture(name + " dark")
	b.do(emulation.SetEmulatedMedia())
	b.seen[name] = true
}

// widestElement tells what sticks out farthest, by tag and class alone.
const widestElement = `(() => { let w = null, m = 0; for (const e of document.querySelectorAll('body *')) {
	const r = e.getBoundingClientRect().right; if (r > m) { m = r; w = e } } return w ? w.tagName + '.' + w.className : '' })()`

// axeSays fails the test for every violation that axe finds on the page as it stands.
func (b *browser) axeSays(where string) {
	b.t.Helper()
	var found string
	b.do(chromedp.Evaluate("typeof axe === 'undefined'", nil), chromedp.Evaluate(b.axe+";0", nil),
		chromedp.EvaluateAsDevTools(`axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations.map(v =>
			({ID: v.id, Impact: v.impact, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html.slice(0, 200)}))}))))`, &found, awaited))
	var all []violation
	if err := json.Unmarshal([]byte(found), &all); err != nil {
		b.t.Fatal(err)
	}
	for _, v := range all {
		b.t.Errorf("%s: axe: %s (%s): %s, at %d places, first %s", where, v.ID, v.Impact, v.Help, len(v.Nodes), v.Nodes[0].HTML)
	}
}

// wordsOnScreen is how many words a person reads in an element without scrolling: what is folded, kept for screen readers, the name of
// a key or below the edge of the window is none, nor what holds no letter and no figure.
func (b *browser) wordsOnScreen(selector string) int {
	b.t.Helper()
	return value[int](b, fmt.Sprintf(countWords, selector))
}

const countWords = `(() => { let n = 0
	const walk = document.createTreeWalker(document.querySelector(%q), NodeFilter.SHOW_TEXT)
	for (let t; t = walk.nextNode();) {
		const range = document.createRange(); range.selectNodeContents(t)
		const box = range.getBoundingClientRect()
		if (!box.height || box.top >= innerHeight || !t.parentElement.checkVisibility() || t.parentElement.closest('option, kbd, .unseen')) continue
		n += t.data.split(/\s+/).filter(w => /[\p{L}\p{N}]/u.test(w)).length
	}
	return n })()`

// wordsAMinute is how fast an adult reads plain English in silence (Brysbaert 2019: 238 of non-fiction).
const wordsAMinute = 238

// readingSeconds is how long those words take.
func readingSeconds(words int) float64 { return float64(words) * 60 / wordsAMinute }

// printed is how many sheets of A4 the page fills.
func (b *browser) printed() (pages int) {
	b.t.Helper()
	b.do(chromedp.ActionFunc(func(ctx context.Context) error {
		pdf, _, err := page.PrintToPDF().WithPaperWidth(8.27).WithPaperHeight(11.69).WithPreferCSSPageSize(true).Do(ctx)
		if err == nil && b.shots != "" {
			err = os.WriteFile(filepath.Join(b.shots, "printed.pdf"), pdf, 0o600)
		}
		pages = strings.Count(string(pdf), "/Type /Page\n") + strings.Count(string(pdf), "/Type /Page ") + strings.Count(string(pdf), "/Type/Page/") + strings.Count(string(pdf), "/Type /Page/")
		return err
	}))
	return pages
}
