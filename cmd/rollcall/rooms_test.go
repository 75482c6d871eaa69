package main

import (
	"go/types"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// mostInACircle is how many files of a package may need each other, each all the others: more are one crowded room.
const mostInACircle = 20

// TestNoRoomIsCrowded looks at which files use which, with types, and wants no large circle of files that need each other.
func TestNoRoomIsCrowded(t *testing.T) {
	loaded, err := packages.Load(&packages.Config{Dir: root, Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax |
		packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}, "./...")
	if err != nil || len(loaded) < 20 {
		t.Fatalf("%d packages: %v", len(loaded), err)
	}
	for _, p := range loaded {
		if len(p.Errors) > 0 {
			t.Fatal(p.Errors[0])
		}
		if circle := largestCircle(usesByFile(p)); len(circle) > mostInACircle {
			t.Errorf("%s: %d files need each other (want at most %d): %s", p.PkgPath, len(circle), mostInACircle, strings.Join(circle, " "))
		}
	}
}

// usesByFile is, for each file of a package, the other files whose package-level names or methods it uses.
func usesByFile(p *packages.Package) map[string]map[string]bool {
	uses := map[string]map[string]bool{}
	for id, o := range p.TypesInfo.Uses {
		method, _ := o.(*types.Func)
		if o.Pkg() != p.Types || method == nil && o.Parent() != p.Types.Scope() {
			continue
		}
		from, to := p.Fset.Position(id.Pos()).Filename, p.Fset.Position(o.Pos()).Filename
		if uses[from] == nil {
			uses[from] = map[string]bool{}
		}
		if from != to {
			uses[from][to] = true
		}
	}
	return uses
}

// largestCircle is the largest set of files each of which reaches all the others.
func largestCircle(uses map[string]map[string]bool) []string {
	reach := map[string]map[string]bool{}
	for file := range uses {
		seen, next := map[string]bool{}, []string{file}
		for len(next) > 0 {
			f := next[len(next)-1]
			next = next[:len(next)-1]
			for to := range uses[f] {
				if !seen[to] {
					seen[to] = true
					next = append(next, to)
				}
			}
		}
		reach[file] = seen
	}
	var largest []string
	for file, seen := range reach {
		circle := []string{filepath.Base(file)}
		for other := range seen {
			if other != file && reach[other][file] {
				circle = append(circle, filepath.Base(other))
			}
		}
		if len(circle) > len(largest) {
			largest = circle
		}
	}
	return largest
}
