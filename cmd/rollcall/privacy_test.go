package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rollcall/fixtures"
	"rollcall/pipeline/candidates"
)

// TestNothingPersonalLeavesTheWorkbook runs on an invented authority and looks for every surname, postcode, date of birth
// and number of its children in everything that a run writes or prints, but the workbook and the checkpoints.
func TestNothingPersonalLeavesTheWorkbook(t *testing.T) {
	const children, seed = 800, 11
	dir := t.TempDir()
	do(t, "fixtures", "--children", "800", "--seed", "11", "--as-of", "2026-10-15", "--out", dir)
	logged := filepath.Join(dir, "run.log")
	settings := filepath.Join(dir, "rollcall.yaml")
	c := exec.Command(binary, "--log", logged, "run", "-c", settings, "--as-of", "2026-10-15")
	printed, _ := c.CombinedOutput()
	checked, _ := exec.Command(binary, "check", "-c", settings, "--as-of", "2026-10-15").CombinedOutput()
	folder := latest(t, filepath.Join(dir, "out"))
	said := map[string]string{"standard output and error": string(printed), "check": string(checked), "log": string(read(t, dir, "run.log"))}
	for _, f := range []string{"manifest.json", candidates.ReportFile, "model.json", candidates.RejectionsFile, candidates.QualityFile, candidates.CMEFile,
		candidates.AtRiskFile, candidates.ReconciliationFile, candidates.PossibleFile, candidates.ChildrenFile, candidates.LinksFile,
		candidates.GoneFile, candidates.DecisionsFile, candidates.UntoldFile} {
		said[f] = string(read(t, folder, f))
	}
	explained, err := exec.Command(binary, "explain", "--run", folder, "--child", readList(t, filepath.Join(dir, "out"), candidates.CME)[0].ChildID).CombinedOutput()
	if err != nil {
		t.Fatalf("explain: %v\n%s", err, explained)
	}
	said["explain"] = string(explained)
	world, err := fixtures.Invent(fixtures.Options{Children: children, Seed: seed, AsOf: fixtures.On(2026, 10, 15)})
	if err != nil {
		t.Fatal(err)
	}
	secrets := secretsOf(world)
	if len(secrets) < 2*children {
		t.Fatalf("only %d secrets to look for", len(secrets))
	}
	for where, text := range said {
		for _, token := range words.FindAllString(text, -1) {
			if secrets[token] && !publicDates[token] {
				t.Errorf("%s: a child's surname, date of birth or number is there (%d characters)", where, len(token))
			}
		}
		for _, h := range world.Households {
			for _, home := range h.Homes {
				if home.Postcode != "" && strings.Contains(text, home.Postcode) {
					t.Errorf("%s: a child's postcode is there", where)
				}
			}
		}
	}
}

// words are runs of letters, figures and what joins them in names and dates.
var words = regexp.MustCompile(`[\p{L}\d][\p{L}\d'’-]+`)

// publicDates are days that a manifest may name although a child was born on one.
var publicDates = map[string]bool{"2026-10-15": true}

// secretsOf gathers what must not be said. A surname that is also a word of a school's name or of the program's own text is
// left out, since finding it would show nothing.
func secretsOf(w *fixtures.World) map[string]bool {
	innocent := map[string]bool{}
	for _, s := range w.Schools {
		for _, word := range words.FindAllString(s.Name+" "+s.Street+" "+s.Town, -1) {
			innocent[word] = true
		}
	}
	source, _ := filepath.Glob("../../pipeline/*/*.go")
	more, _ := filepath.Glob("../../*/*.go")
	for _, path := range append(source, more...) {
		if strings.Contains(path, "fixtures") {
			continue
		}
		b, _ := os.ReadFile(path)
		for _, word := range words.FindAllString(string(b), -1) {
			innocent[word] = true
		}
	}
	secrets := map[string]bool{}
	add := func(s string) {
		if len(s) > 3 && !innocent[s] {
			secrets[s] = true
		}
	}
	for _, c := range w.Children {
		add(c.Surname)
		add(strings.ToUpper(c.Surname))
		add(c.UPN)
		add(c.NHS)
		if c.DOB.Time().Year() < 2020 {
			add(c.DOB.Time().Format("2006-01-02"))
		}
	}
	return secrets
}
