package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// releaseTargets are the systems that `make release` builds for: a module that one of them alone needs has its notice too.
var releaseTargets = []string{"linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64"}

// linkedModule is a module of which packages are linked, with the folders of those packages.
type linkedModule struct {
	path, version, dir string
	packages           []string
}

// listLinked asks the Go tool what the program links on every system of a release. The standard library comes first.
func listLinked(t *testing.T) []*linkedModule {
	t.Helper()
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	// The version of Go is the builder's, which no list in the tree can know.
	all := []*linkedModule{{path: "Go", dir: strings.TrimSpace(string(goroot))}}
	for _, target := range releaseTargets {
		system, chip, _ := strings.Cut(target, "/")
		list := exec.Command("go", "list", "-deps", "-json=Dir,Module", ".")
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+chip, "CGO_ENABLED=0")
		out, err := list.Output()
		if err != nil {
			t.Fatalf("%s: %v", target, err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var p struct {
				Dir    string
				Module *struct {
					Path, Version, Dir string
					Main               bool
				}
			}
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if p.Module == nil || p.Module.Main {
				continue
			}
			at := slices.IndexFunc(all, func(m *linkedModule) bool { return m.path == p.Module.Path })
			if at < 0 {
				at = len(all)
				all = append(all, &linkedModule{path: p.Module.Path, version: p.Module.Version, dir: p.Module.Dir})
			}
			if m := all[at]; !slices.Contains(m.packages, p.Dir) {
				m.packages = append(m.packages, p.Dir)
			}
		}
	}
	slices.SortFunc(all[1:], func(a, b *linkedModule) int { return strings.Compare(a.path, b.path) })
	return all
}

// licenceName is what files are called that say under what terms others may use what lies beside them.
var licenceName = regexp.MustCompile(`(?i)^(un)?licen[cs]e|^copying|^notice|^patents`)

// texts returns the licence files of a module: beside its packages and in every folder above them. Paths are from the module.
func (m *linkedModule) texts(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	seen := map[string]bool{}
	for _, dir := range append([]string{m.dir}, m.packages...) {
		for ; strings.HasPrefix(dir, m.dir) && !seen[dir]; dir = filepath.Dir(dir) {
			seen[dir] = true
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if !licenceName.MatchString(e.Name()) || e.IsDir() || strings.HasSuffix(e.Name(), ".go") {
					continue
				}
				raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
				if err != nil {
					t.Fatal(err)
				}
				rel, _ := filepath.Rel(m.dir, filepath.Join(dir, e.Name()))
				found[filepath.ToSlash(rel)] = strings.ReplaceAll(strings.TrimRight(string(raw), " \t\r\n"), "\r\n", "\n") + "\n"
			}
		}
	}
	return found
}

// marks are words by which a licence is known, the first that is found first.
var marks = []struct{ licence, words string }{
	{"GPL-2.0-or-later", "gnu general public license as published by the free software foundation; either version 2 of the license, or (at your option) any later"},
	{"Apache-2.0", "apache license version 2.0, january 2004"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"Unlicense", "this is free and unencumbered software released into the public domain"},
	{"CC0-1.0", "creative commons legal code cc0 1.0 universal"},
	{"blessing", "may you do good and not evil"},
	{"BSD-3-Clause", "be used to endorse or promote products derived from"},
	{"BSD-2-Clause", "redistributions in binary form must reproduce the above copyright"},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software"},
}

// licencesOf names the licences whose marks stand in a module's texts.
func licencesOf(texts map[string]string) string {
	var all []string
	for _, k := range marks {
		for _, text := range texts {
			words := strings.ToLower(strings.Join(strings.Fields(text), " "))
			three := k.licence == "BSD-2-Clause" && strings.Contains(words, "be used to endorse or promote products derived from")
			if strings.Contains(words, k.words) && !three && !slices.Contains(all, k.licence) {
				all = append(all, k.licence)
			}
		}
	}
	return strings.Join(all, " AND ")
}

// TestGoldenNotices holds the list and the texts to what the modules bring: a new module, or a new version of one, wants
// `make licences`, and somebody who reads the difference.
func TestGoldenNotices(t *testing.T) {
	var list bytes.Buffer
	table := csv.NewWriter(&list)
	_ = table.Write([]string{"module", "version", "licence"})
	type text struct {
		body  string
		whose []string
	}
	var texts []*text
	for _, m := range listLinked(t) {
		files := m.texts(t)
		licences := licencesOf(files)
		if licences == "" {
			t.Errorf("%s %s: no licence that is known; read what it brings, and teach marks the words of it", m.path, m.version)
		}
		_ = table.Write([]string{m.path, m.version, licences})
		for _, name := range slices.Sorted(maps.Keys(files)) {
			at := slices.IndexFunc(texts, func(x *text) bool { return x.body == files[name] })
			if at < 0 {
				at = len(texts)
				texts = append(texts, &text{body: files[name]})
			}
			texts[at].whose = append(texts[at].whose, m.path+": "+name)
		}
	}
	table.Flush()
	var all strings.Builder
	for _, x := range texts {
		fmt.Fprintf(&all, "%s\n%s\n%s\n\n%s\n", ruler, strings.Join(x.whose, "\n"), ruler, x.body)
	}
	const why = "what is linked has changed; run `make licences` and read the difference"
	golden(t, list.String(), why, "cmd/rollcall/licences/linked.csv")
	golden(t, all.String(), why, "cmd/rollcall/licences/texts.txt")
}

// TestEveryModuleOfTheBinaryHasItsNotice asks the program itself what is in it.
func TestEveryModuleOfTheBinaryHasItsNotice(t *testing.T) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	if len(info.Deps) < 20 {
		t.Fatalf("the program says it links %d modules: they are not read", len(info.Deps))
	}
	printed, err := exec.Command(binary, "version", "--licences").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range info.Deps {
		if !slices.ContainsFunc(linkedNotices(), func(n notice) bool { return n.module == d.Path && n.version == d.Version }) {
			t.Errorf("%s %s is linked and has no notice; run `make licences`", d.Path, d.Version)
		}
		if !bytes.Contains(printed, []byte("\n"+d.Path+": ")) {
			t.Errorf("%s: `rollcall version --licences` prints no text of it", d.Path)
		}
	}
	for _, words := range []string{"either version 2 of the License, or", "Version 3, 29 June 2007", "Version 2, June 1991", "The Go Authors"} {
		if !bytes.Contains(printed, []byte(words)) {
			t.Errorf("`rollcall version --licences` does not print %q", words)
		}
	}
}

// TestReleasesAreOfTheTargets holds the systems whose modules have a notice to those that a release is built for.
func TestReleasesAreOfTheTargets(t *testing.T) {
	script := string(read(t, root, ".ci/release"))
	if want := "targets=${TARGETS:-" + strings.Join(releaseTargets, " ") + "}\n"; !strings.Contains(script, want) {
		t.Errorf(".ci/release does not say %q", want)
	}
}

// TestLinkedLicencesGoTogether fails when a licence comes in that the statement does not speak of.
func TestLinkedLicencesGoTogether(t *testing.T) {
	spokenOf := []string{"MIT", "BSD-3-Clause", "BSD-2-Clause", "Apache-2.0", "Unlicense", "ISC", "blessing", "CC0-1.0", "GPL-2.0-or-later"}
	for _, n := range linkedNotices() {
		for licence := range strings.SplitSeq(n.licence, " AND ") {
			if !slices.Contains(spokenOf, licence) {
				t.Errorf("%s: %s: say in licenceStatement what it asks of whoever passes the program on", n.module, licence)
			}
			if licence == "GPL-2.0-or-later" && n.module != "github.com/antzucaro/matchr" {
				t.Errorf("%s is under the GPL, and licenceStatement names matchr alone", n.module)
			}
		}
	}
}
