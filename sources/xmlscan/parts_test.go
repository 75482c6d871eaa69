package xmlscan

import (
	"fmt"
	"strings"
	"testing"
)

// Every part of a scope is found by its name in whatever case, and by no other name, of the same length and letters neither.
func TestPartsAreFoundByName(t *testing.T) {
	all := map[string]part{"a": {field: 1}, "upn": {field: 2}, "school_name": {field: 3}, "school-name": {field: 4}, "uniquelearnernumber": {field: 5}}
	for i := range 60 {
		all[fmt.Sprintf("addressline%d", i)] = part{field: 10 + i}
	}
	p := newParts(all)
	for name, want := range all {
		for _, written := range []string{name, strings.ToUpper(name), strings.ToUpper(name[:1]) + name[1:]} {
			if got, found := p.find([]byte(written)); !found || got != want {
				t.Errorf("%s is found as %+v, %v", written, got, found)
			}
		}
		for _, other := range []string{name + "x", "x" + name, name[:len(name)-1] + "z", "z" + name[1:]} {
			if _, found := p.find([]byte(other)); found {
				t.Errorf("%s is found, and is no part", other)
			}
		}
	}
	if _, found := newParts(nil).find([]byte("upn")); found {
		t.Error("a scope without parts has one")
	}
}
