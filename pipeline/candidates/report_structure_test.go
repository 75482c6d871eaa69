package candidates

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// parseReport is the sample's report as a browser reads it.
func parseReport(t *testing.T) *html.Node {
	t.Helper()
	page, err := html.Parse(strings.NewReader(sampleReport(t)))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// within finds the nearest element of a name about a node.
func within(n *html.Node, name string) *html.Node {
	for n = n.Parent; n != nil && n.Data != name; n = n.Parent {
	}
	return n
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode && x.Parent.Data != "style" {
			b.WriteString(x.Data)
		}
	}
	return b.String()
}

// Headings go down one step at a time, ids are there once, what the contents lead to is there, and every table is in a box of its own that
// the keyboard reaches and that has its caption's name.
func TestReportsStructure(t *testing.T) {
	level, tables := 0, 0
	ids, wanted := map[string]int{}, map[string]bool{}
	for n := range parseReport(t).Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attribute(n, "id"); id != "" {
			ids[id]++
		}
		for _, key := range []string{"aria-labelledby", "href"} {
			if to := attribute(n, key); key == "aria-labelledby" && to != "" {
				wanted[to] = true
			} else if strings.HasPrefix(to, "#") {
				wanted[to[1:]] = true
			}
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			now := int(n.Data[1] - '0')
			if now > level+1 || now == 1 && level > 0 {
				t.Errorf("%q is a heading of level %d after one of %d", textOf(n), now, level)
			}
			level = now
		}
		if n.Data == "table" {
			tables++
			box := n.Parent
			if attribute(box, "class") != "scroll" || attribute(box, "tabindex") != "0" || attribute(box, "role") == "" || attribute(box, "aria-labelledby") == "" {
				t.Errorf("the table %.40q is in no box that the keyboard reaches", strings.TrimSpace(textOf(n)))
			}
			if n.FirstChild.NextSibling.Data != "caption" {
				t.Errorf("the table %.40q has no caption", textOf(n))
			}
		}
	}
	for to := range wanted {
		if ids[to] != 1 {
			t.Errorf("%d elements have the id %s that another names", ids[to], to)
		}
	}
	if tables < 10 {
		t.Errorf("%d tables: the sample shows too little", tables)
	}
}

// Every chart says what it is and has its figures in a table: it stands in a cell beside them, or a table follows in its section.
func TestEveryChartHasItsTable(t *testing.T) {
	drawn, beside := 0, 0
	for n := range parseReport(t).Descendants() {
		if n.Type != html.ElementNode || n.Data != "svg" {
			continue
		}
		if attribute(n, "aria-hidden") == "true" {
			beside++
			row := within(n, "tr")
			if row == nil || !regexp.MustCompile(`\d|\[c\]`).MatchString(textOf(row)) {
				t.Error("a bar stands in no row of a table that has its figure")
			}
			continue
		}
		drawn++
		text := ""
		for x := range n.Descendants() {
			if x.Data == "title" || x.Data == "desc" {
				text += x.Data + " "
			}
		}
		if attribute(n, "role") != "img" || attribute(n, "aria-label") == "" || !strings.HasPrefix(text, "title desc ") {
			t.Errorf("a chart says not what it is: %q", text)
		}
		follows := false
		for x := range within(n, "section").Descendants() {
			follows = follows || x.Data == "table"
		}
		if !follows {
			t.Errorf("the chart %s has no table", attribute(n, "aria-label"))
		}
	}
	if drawn != 4 || beside < 10 {
		t.Errorf("%d charts and %d bars: the sample shows too little", drawn, beside)
	}
}

// No figure of a part of a list is under five: of all tables that tell lists apart none has a cell of one to four but in the row of the sums.
func TestReportShowsNoSmallPart(t *testing.T) {
	looked := 0
	for n := range parseReport(t).Descendants() {
		if n.Type != html.ElementNode || n.Data != "td" || !strings.Contains(attribute(n, "class"), "n") {
			continue
		}
		table := attribute(within(n, "div"), "aria-labelledby")
		if !strings.HasPrefix(table, "by-") || attribute(n.Parent, "class") == "total" {
			continue
		}
		looked++
		if v, err := strconv.Atoi(strings.TrimSpace(textOf(n))); err == nil && isSmall(v) {
			t.Errorf("%s shows %d", table, v)
		}
	}
	if looked < 30 {
		t.Errorf("looked at %d figures: the sample shows too little", looked)
	}
}
