package governance

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/template"

	"rollcall/pipeline/journal"
)

//go:embed pages
var pages embed.FS

// Pages are the files that Write makes, in their order.
var Pages = []string{"transparency-record.md", "data-protection-annex.md", "quality-report.md"}

// OutError says that the pages cannot go where they were sent.
type OutError struct{ text string }

// Error says where, and what to name instead.
func (e *OutError) Error() string { return e.text }

// Write writes the pages into a folder, all of them or none, and returns how many gaps each has for people to fill. The folder of
// a run is refused, since what was published is not changed; so is one in which a page stands already, since somebody may have
// filled its gaps. Both are an *OutError.
func (f *Facts) Write(out string) (map[string]int, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return nil, err
	}
	if err := refuseRuns(out); err != nil {
		return nil, err
	}
	gaps := map[string]int{}
	texts := map[string][]byte{}
	for _, name := range Pages {
		if _, err := os.Lstat(filepath.Join(out, name)); err == nil {
			return nil, &OutError{fmt.Sprintf("--out: %s is there already, and its gaps may have been filled by hand; name another folder", filepath.Join(out, name))}
		}
		text, n, err := f.render(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		texts[name], gaps[name] = text, n
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return nil, err
	}
	for _, name := range Pages {
		if err := os.WriteFile(filepath.Join(out, name), texts[name], 0o600); err != nil {
			return nil, err
		}
	}
	return gaps, nil
}

// refuseRuns refuses a folder that is a published run's or lies in one, by whatever link it is reached.
func refuseRuns(out string) error {
	for dir := out; ; dir = filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			for at := real; ; at = filepath.Dir(at) {
				_, err := os.Lstat(filepath.Join(at, journal.ManifestFile))
				if err == nil || filepath.Base(at) == journal.RunsFolder {
					return &OutError{"--out: a published run is not changed; name a folder outside the runs"}
				}
				if at == filepath.Dir(at) {
					return nil
				}
			}
		} else if !errors.Is(err, os.ErrNotExist) || dir == filepath.Dir(dir) {
			return err
		}
	}
}

// render makes one page, and counts its gaps.
func (f *Facts) render(name string) (text []byte, gaps int, err error) {
	functions := template.FuncMap{
		"gap": func(who, what string) string {
			gaps++
			return fmt.Sprintf("**[To be filled by %s: %s]**", who, what)
		},
		"cell": cell, "join": joinCells, "count": journal.Grouped, "roughly": roughly, "figure": figure, "interval": interval, "words": wordsOf,
		"share": share, "grades": grades,
	}
	page, err := template.New(name).Funcs(functions).ParseFS(pages, "pages/"+name)
	if err != nil {
		return nil, 0, err
	}
	var out bytes.Buffer
	if err := page.Execute(&out, f); err != nil {
		return nil, 0, err
	}
	return out.Bytes(), gaps, nil
}
