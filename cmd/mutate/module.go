package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// module is the packages that are broken, and who imports whom.
type module struct {
	name, dir string
	broken    []*packages.Package
	importers map[string][]string
}

// loadModule reads the packages that the patterns name, with their types, and what the packages around them import.
func loadModule(dir string, patterns []string) (*module, error) {
	const outline = packages.NeedName | packages.NeedImports | packages.NeedModule
	around, err := packages.Load(&packages.Config{Dir: dir, Mode: outline}, "./...")
	if err != nil {
		return nil, err
	}
	m := &module{importers: map[string][]string{}}
	for _, p := range around {
		m.name, m.dir = p.Module.Path, p.Module.Dir
		for path := range p.Imports {
			m.importers[path] = append(m.importers[path], p.PkgPath)
		}
	}
	const types = packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo
	m.broken, err = packages.Load(&packages.Config{Dir: dir, Mode: outline | types}, patterns...)
	if err != nil {
		return nil, err
	}
	for _, p := range m.broken {
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("%s: %w", p.PkgPath, p.Errors[0])
		}
	}
	return m, nil
}

// shorten returns a package's path within the module.
func (m *module) shorten(path string) string { return strings.TrimPrefix(path, m.name+"/") }

func (m *module) dirOf(path string) string {
	if path == m.name {
		return m.dir
	}
	return filepath.Join(m.dir, filepath.FromSlash(m.shorten(path)))
}

// dependents returns the packages that import one, nearest first; commands last of all, and only when they are asked for.
func (m *module) dependents(path string, deep bool) []string {
	far := map[string]int{path: 0}
	for next := []string{path}; len(next) > 0; next = next[1:] {
		for _, by := range m.importers[next[0]] {
			if _, seen := far[by]; !seen {
				far[by] = far[next[0]] + 1
				next = append(next, by)
			}
		}
	}
	var all []string
	for by := range far {
		if by == path {
			continue
		}
		if m.isCommand(by) {
			if !deep {
				continue
			}
			far[by] = len(far)
		}
		all = append(all, by)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(far[a]-far[b], cmp.Compare(a, b)) })
	return all
}

// isCommand reports whether a package's tests start the program itself, so that a break has to be built into it.
func (m *module) isCommand(path string) bool { return strings.HasPrefix(m.shorten(path), "cmd/") }
