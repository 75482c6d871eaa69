package drawing

import (
	"fmt"
	"html/template"
	"strings"
	"testing"
)

// render draws through the template of a page.
func render(t *testing.T, d Drawing) string {
	t.Helper()
	var b strings.Builder
	page := AddTemplates(template.Must(template.New("page").Parse(`<style>{{template "style"}}</style>{{template "svg" .}}`)))
	if err := page.ExecuteTemplate(&b, "page", d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestADrawingIsSVG(t *testing.T) {
	d := Drawing{Title: "Rows & columns", Width: Width, Height: 50, Legend: [][2]string{{"for", "a match"}}}
	d.AddBar(10, 5, -4, 20, "bar", "4 <rows>") // to the left of where it starts
	d.AddBar(10, 5, 0, 20, "least", "")
	d.AddLine(1, 2, 3.04, 4, "link")
	d.AddPath([]float64{1, 2}, []float64{3, 4.06}, "line-for")
	d.AddText(7, 8, "A & B", "end", "")
	got := render(t, d)
	for _, want := range []string{
		`<svg viewBox="0 0 920 50" role="img" aria-label="Rows &amp; columns">`,
		`<rect class="for" width="12" height="12"/></svg>a match</li>`,
		`<rect x="6" y="5" width="4" height="20" class="bar"><title>4 &lt;rows&gt;</title></rect>`,
		`<rect x="10" y="5" width="1" height="20" class="least"></rect>`,
		`<line x1="1" y1="2" x2="3" y2="4" class="link"/>`,
		`<polyline points="1.0,3.0 2.0,4.1" class="line-for"/>`,
		`<text x="7" y="8" text-anchor="end">A &amp; B</text>`,
		"--ink: #1f2933;",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in:\n%s", want, got)
		}
	}
}

func TestAPlotKeepsToItsScale(t *testing.T) {
	a := Plot("id", "Title", "caption", -10, 40, 200, "bits", []float64{0, 100, 200}, func(v float64) string { return fmt.Sprint(v) })
	for _, c := range []struct{ got, want float64 }{
		{a.X(-10), plotLeft}, {a.X(40), Width - 10}, {a.X(15), (plotLeft + Width - 10) / 2}, {a.X(-99), a.X(-10)}, {a.X(99), a.X(40)},
		{a.Y(0), plotHeight}, {a.Y(200), 14}, {a.Y(300), 14}, {a.Y(-1), plotHeight}, {a.HeightOf(0), 0}, {a.HeightOf(200), plotHeight - 14},
	} {
		if c.got != c.want {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
	if len(a.Lines) != 3 || len(a.Texts) != 3+11+1 || a.Texts[3].Text != "-10" || a.Texts[13].Text != "40" || a.Texts[14].Text != "bits" {
		t.Errorf("%d lines, texts %+v", len(a.Lines), a.Texts)
	}
	a.AddCurve([]float64{-10, 40}, []float64{0, 200}, "c")
	if want := "60.0,260.0 910.0,14.0"; a.Paths[0].Points != want {
		t.Errorf("curve %s, want %s", a.Paths[0].Points, want)
	}
}

func TestStepsDivideARangeInFiveToTen(t *testing.T) {
	for span, want := range map[float64]float64{50: 5, 40: 5, 1: .1, 20: 2, 100: 10, 0: 1e-10} {
		if got := niceStep(span); got/want > 1.0001 || got/want < .9999 {
			t.Errorf("%v: %v, want %v", span, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range [][2]string{{"école", "école"}, {"écoles", "écol…"}, {"", ""}} {
		if got := Shorten(c[0], 5); got != c[1] {
			t.Errorf("%q: %q, want %q", c[0], got, c[1])
		}
	}
}
