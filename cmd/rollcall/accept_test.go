package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// TestAnOperatorAcceptsAGate truncates a register, and then accepts it by a line of the settings: what was held back is
// relied on, the line is printed with who and why, and the next run is held to what was accepted.
func TestAnOperatorAcceptsAGate(t *testing.T) {
	a := newDamaged(t)
	path := a.file["independent_schools"]
	before := read(t, "", a.settings)
	put(t, path, keepRows(t, read(t, "", path), 0.5))
	// Whoever accepts an extract has not seen the lists, which the breaker would hold: here they are to be published.
	accept := func(lines ...string) {
		put(t, a.settings, append(slices.Clone(before), strings.Join(lines, "\n")+"\nbreaker: {explanations: {lines: 100}}\n"...))
	}
	line := func(gate, until, reason string) string {
		return fmt.Sprintf("  - {gate: %s, kind: independent_schools, until: %s, by: head of data, reason: %q}", gate, until, reason)
	}

	held := a.run(t, copyOf(t, a.sound))
	if g := gateOf(held, "rows"); !held.Held || g == nil || g.Accepted != nil || !g.Held {
		t.Fatalf("a truncated register passed: %+v", held.Manifest.Gates)
	}
	out := copyOf(t, a.sound)
	accept("accept:", line("rows", "2026-11-30", "two schools closed in summer"), line("cut", "2026-11-30", "never needed"))
	accepted := a.run(t, out)
	g := gateOf(accepted, "rows")
	if g == nil || g.Accepted == nil || g.Accepted.By != "head of data" {
		t.Fatalf("the line of the settings did not accept it: %+v", accepted.Manifest.Gates)
	}
	said := noticesOf(accepted)
	for _, want := range []string{"accepted by head of data until 2026-11-30: two schools closed in summer", "accept[1]: no gate cut"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q in:\n%s", want, said)
		}
	}
	if n := accepted.Manifest.Results["status_candidate"]; n <= held.Manifest.Results["status_candidate"] {
		t.Errorf("accepted, %d candidates; held back, %d: the acceptance changed nothing", n, held.Manifest.Results["status_candidate"])
	}
	// What was accepted is what the next run is held to.
	put(t, a.settings, before)
	if next := a.run(t, out); gateOf(next, "rows") != nil {
		t.Errorf("the next run holds the register to what came before the accepted one")
	}

	accept("accept:", line("rows", "2026-10-14", "two schools closed in summer"))
	if code := codeOf(t, a); code != 2 {
		t.Errorf("an expired line: exit code %d, want 2", code)
	}
	for name, wrong := range map[string]string{
		"no reason":    "  - {gate: rows, kind: health, until: 2026-11-30, by: head of data}",
		"nobody":       `  - {gate: rows, kind: health, until: 2026-11-30, reason: "closed"}`,
		"no day":       `  - {gate: rows, kind: health, by: head of data, reason: "closed"}`,
		"unknown gate": `  - {gate: rowz, kind: health, until: 2026-11-30, by: head of data, reason: "closed"}`,
		"unknown kind": `  - {gate: rows, kind: horoscopes, until: 2026-11-30, by: head of data, reason: "closed"}`,
	} {
		accept("accept:", wrong)
		var fault *settings.Error
		if _, err := settings.Load(a.settings); !errors.As(err, &fault) || !strings.Contains(err.Error(), "accept[0]") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSettingsExpect has the settings expect what the extract is not.
func TestSettingsExpect(t *testing.T) {
	a := newDamaged(t)
	text := string(read(t, "", a.settings))
	at := "path: inbox/independent_schools.csv\n"
	for expect, gate := range map[string]string{
		"{rows_min: 100000}":    "rows",
		"{rows_max: 3}":         "rows",
		"{age_days: 1}":         "age",
		"{fill: {upn: 1.0}}":    "fill",
		"{}":                    "",
		"{drop: 0.5, fill: {}}": "",
	} {
		put(t, a.settings, []byte(strings.Replace(text, at, at+"    expect: "+expect+"\n", 1)))
		got := ""
		if g := a.run(t, copyOf(t, a.sound)).Manifest.Gates; len(g) > 0 {
			got = string(g[0].Gate)
		}
		if got != gate {
			t.Errorf("expect: %s: gate %q not passed, want %q", expect, got, gate)
		}
	}
	for _, wrong := range []string{"{drop: 1.5}", "{fill: {no_such_field: 0.5}}", "{rows_min: 9, rows_max: 3}", "{age_days: -1}", "{rowz: 3}"} {
		put(t, a.settings, []byte(strings.Replace(text, at, at+"    expect: "+wrong+"\n", 1)))
		if _, err := settings.Load(a.settings); err == nil {
			t.Errorf("expect: %s is taken", wrong)
		}
	}
}

// TestAnExtractThatGoesBack gives a register for an earlier day than the one accepted, one that has not changed since, and one
// that was replaced and comes again under a newer date.
func TestAnExtractThatGoesBack(t *testing.T) {
	a := newDamaged(t)
	text := string(read(t, "", a.settings))
	dated := func(kind, asOf string) {
		put(t, a.settings, []byte(redate(text, kind, asOf)))
	}
	dated("home_education", "2026-10-05")
	back := a.run(t, copyOf(t, a.sound))
	if g := gateOf(back, "date"); g == nil || !g.Unused || !strings.Contains(g.Why, "the one before it spoke for") {
		t.Errorf("a register that goes back passed: %+v", back.Manifest.Gates)
	}
	dated("home_education", "2026-10-14")
	still := a.run(t, copyOf(t, a.sound))
	if g := gateOf(still, "same"); g != nil {
		t.Errorf("a register in which nothing changed for two days is held: %+v", g)
	}
	out, path := copyOf(t, a.sound), a.file["home_education"]
	raw := read(t, "", path)
	put(t, path, keepRows(t, raw, 0.92))
	dated("home_education", "2026-10-13")
	if next := a.run(t, out); len(next.Manifest.Gates) > 0 {
		t.Fatalf("the next register is not taken: %+v", next.Manifest.Gates[0])
	}
	put(t, path, raw)
	dated("home_education", "2026-10-14")
	again := a.run(t, out)
	if g := gateOf(again, "same"); g == nil || !g.Held {
		t.Errorf("an old register under a newer date passed: %+v", again.Manifest.Gates)
	}
}

func redate(text, kind, asOf string) string {
	at := strings.Index(text, "- kind: "+kind+"\n")
	of := at + strings.Index(text[at:], "as_of: ") + len("as_of: ")
	return text[:of] + asOf + text[of+len(asOf):]
}

func gateOf(r *pipeline.Result, gate journal.Gate) *journal.GateReport {
	for i := range r.Manifest.Gates {
		if r.Manifest.Gates[i].Gate == gate {
			return &r.Manifest.Gates[i]
		}
	}
	return nil
}

func noticesOf(r *pipeline.Result) string {
	var b strings.Builder
	for _, n := range r.Manifest.Notices {
		b.WriteString(n.Text + "\n")
	}
	return b.String()
}

func copyOf(t *testing.T, dir string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	if err := os.CopyFS(out, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return out
}

func codeOf(t *testing.T, a *damaged) int {
	t.Helper()
	c := exec.Command(binary, "run", "-c", a.settings, "--as-of", damageDay, "--out", t.TempDir())
	_ = c.Run()
	return c.ProcessState.ExitCode()
}
