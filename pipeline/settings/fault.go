package settings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Error is wrong settings: the operator mends the file.
type Error struct{ Faults []string }

// Error lists every fault, one a line.
func (e *Error) Error() string { return "settings: " + strings.Join(e.Faults, "\nsettings: ") }

// fault is something wrong at a place of the settings, written as sources[2].columns.dob.
type fault struct {
	at, text string
	meant    string // of a key that nobody knows: the place that it was to be
}

// faults gathers what is wrong.
type faults []fault

func (f *faults) add(at, format string, a ...any) {
	*f = append(*f, fault{at: at, text: fmt.Sprintf(format, a...)})
}

// under returns what adds faults of the keys below a place.
func (f *faults) under(at string) func(key, format string, a ...any) {
	return func(key, format string, a ...any) { f.add(joinKey(at, key), format, a...) }
}

func joinKey(at, key string) string {
	if at == "" || key == "" {
		return at + key
	}
	return at + "." + key
}

// tellFaults makes an error of faults: in the order of the file, each once, with its line and column.
func (s *Settings) tellFaults(d *document, all faults) error {
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b fault) int {
		x, y := d.placeOf(a.at), d.placeOf(b.at)
		return cmp.Or(x.line-y.line, x.column-y.column)
	})
	e := &Error{}
	for _, x := range all {
		text := s.path + ": "
		if p := d.placeOf(x.at); p.line > 0 {
			text += fmt.Sprintf("line %d, column %d: ", p.line, p.column)
		}
		if label := s.labelOf(x.at); label != "" {
			text += label + ": "
		}
		if text += x.text; !slices.Contains(e.Faults, text) {
			e.Faults = append(e.Faults, text)
		}
	}
	return e
}

// labelOf is how a place is called in a message: an entry of a list with its kind, sources[2] (health): columns.dob.
func (s *Settings) labelOf(at string) string {
	at = strings.TrimSuffix(at, "?")
	for i := range s.Sources {
		if entry := entryAt(i); at == entry || strings.HasPrefix(at, entry+".") {
			return strings.TrimSuffix(s.Sources[i].entryName(i)+": "+strings.TrimPrefix(at[len(entry):], "."), ": ")
		}
	}
	for i, a := range s.Accept {
		if entry := fmt.Sprintf("accept[%d]", i); at == entry || strings.HasPrefix(at, entry+".") {
			return strings.TrimSuffix(fmt.Sprintf("%s (%s): %s", entry, cmp.Or(a.Gate, "no gate"), strings.TrimPrefix(at[len(entry):], ".")), ": ")
		}
	}
	if strings.HasPrefix(at, "law.") {
		at, _, _ = strings.Cut(at, "[")
	}
	if head, rest, nested := strings.Cut(at, "]."); nested {
		return head + "]: " + rest
	}
	return at
}

// entryAt is the place of an entry of the list of sources.
func entryAt(i int) string { return fmt.Sprintf("sources[%d]", i) }
