package review

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// each calls a function with every element of a document, in order.
func each(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, f)
	}
}

// attr is an attribute of an element.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// textOf is the text of an element with single spaces.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// all are the elements of some names.
func all(n *html.Node, names ...string) (found []*html.Node) {
	each(n, func(e *html.Node) {
		if slices.Contains(names, e.Data) {
			found = append(found, e)
		}
	})
	return found
}

// checkMarkup holds a page to what assistive technology and the policy need of every page.
func checkMarkup(t *testing.T, a answer) {
	t.Helper()
	for _, fault := range markupFaults(a.doc) {
		t.Error(fault)
	}
	if csp := a.header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("policy %q", csp)
	}
}

func markupFaults(doc *html.Node) (faults []string) {
	wrong := func(format string, x ...any) { faults = append(faults, fmt.Sprintf(format, x...)) }
	ids, labelled := map[string]bool{}, map[string]bool{}
	each(doc, func(n *html.Node) {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				wrong("id %q stands twice", id)
			}
			ids[id] = true
		}
		if n.Data == "label" {
			labelled[attr(n, "for")] = true
		}
	})
	last := 0
	each(doc, func(n *html.Node) {
		for _, x := range n.Attr {
			if strings.HasPrefix(x.Key, "on") || x.Key == "style" {
				wrong("<%s> has an inline %s", n.Data, x.Key)
			}
			if (x.Key == "src" || x.Key == "href") && strings.Contains(x.Val, "//") {
				wrong("<%s> leads elsewhere", n.Data)
			}
			if x.Key == "aria-describedby" || x.Key == "aria-labelledby" {
				for _, id := range strings.Fields(x.Val) {
					if !ids[id] {
						wrong("<%s> names %s %q, which is not there", n.Data, x.Key, id)
					}
				}
			}
			if x.Key == "href" && strings.HasPrefix(x.Val, "#") && !ids[x.Val[1:]] {
				wrong("a link to %s, which is not there", x.Val)
			}
		}
		switch n.Data {
		case "style":
			wrong("an inline style")
		case "script":
			if attr(n, "src") == "" {
				wrong("an inline script")
			}
		case "img":
			if !hasAttr(n, "alt") {
				wrong("an image without alt")
			}
		case "input", "select", "textarea":
			if kind := attr(n, "type"); kind != "hidden" && kind != "submit" && !labelled[attr(n, "id")] && attr(n, "aria-label") == "" {
				wrong("<%s name=%s> without a label", n.Data, attr(n, "name"))
			}
		case "button", "a", "legend", "caption", "th", "summary", "label":
			if textOf(n) == "" && attr(n, "aria-label") == "" {
				wrong("an empty <%s>", n.Data)
			}
		case "table":
			if len(all(n, "caption")) != 1 {
				wrong("a table without a caption")
			}
			for _, h := range all(n, "th") {
				if s := attr(h, "scope"); s != "col" && s != "row" && s != "colgroup" && s != "rowgroup" {
					wrong("a heading of a table without scope: %s", textOf(h))
				}
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			level := int(n.Data[1] - '0')
			if level > last+1 {
				wrong("%s follows a heading of level %d", n.Data, last)
			}
			last = level
			if textOf(n) == "" {
				wrong("an empty %s", n.Data)
			}
		case "fieldset":
			if len(all(n, "legend")) == 0 {
				wrong("a fieldset without a legend")
			}
		}
	})
	for _, landmark := range []string{"header", "main", "footer"} {
		if n := len(all(doc, landmark)); n != 1 {
			wrong("%d <%s>", n, landmark)
		}
	}
	if n := len(all(doc, "h1")); n != 1 {
		wrong("%d <h1>", n)
	}
	for _, x := range all(doc, "html") {
		if attr(x, "lang") != "en-GB" {
			wrong("no language")
		}
	}
	if skip := all(doc, "a"); len(skip) == 0 || attr(skip[0], "href") != "#main" {
		wrong("the first link does not skip to the content")
	}
	return faults
}

func TestMarkupFaultsAreSeen(t *testing.T) {
	for _, bad := range []string{`<p id=a></p><p id=a></p>`, `<input name=x>`, `<img src=x>`, `<p style="x">y</p>`, `<script>x</script>`, `<table><tr><th>x</th></tr></table>`,
		`<h3>x</h3>`, `<a href="https://elsewhere">x</a>`, `<a href="#nowhere">x</a>`, `<p aria-describedby="none">x</p>`, `<button></button>`} {
		good := `<html lang=en-GB><body><a href="#main">s</a><header></header><main id=main><h1>t</h1>%s</main><footer></footer>`
		count := func(inner string) int {
			doc, err := html.Parse(strings.NewReader(fmt.Sprintf(good, inner)))
			if err != nil {
				t.Fatal(err)
			}
			return len(markupFaults(doc))
		}
		if count("") != 0 || count(bad) == 0 {
			t.Errorf("%s: not seen (%d faults without it)", bad, count(""))
		}
	}
}

// Every page that has no part of an address to fill in is sound, and refusals too.
func TestEveryPageIsSound(t *testing.T) {
	s := openSite(t, lead())
	for _, p := range pages {
		if p.show == nil || strings.Contains(p.Path, "{") || !lead().Has(p.Roles...) {
			continue
		}
		t.Run(p.Path, func(t *testing.T) {
			a := s.get(p.Path)
			if a.status != http.StatusOK {
				t.Fatalf("%d: %s", a.status, textOf(a.doc))
			}
			if strings.HasPrefix(a.header.Get("Content-Type"), "text/html") { // else it is a table to take along
				checkMarkup(t, a)
			}
		})
	}
	for _, path := range []string{"/nowhere", "/child/none"} {
		if a := s.get(path); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		} else {
			checkMarkup(t, a)
		}
	}
}
