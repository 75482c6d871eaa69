package settings

import (
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/sources"
)

// WithoutSeals is the signed statement that an authority has no child whose address or identity is sealed, and no list of them.
// Without it a run that is given no list says so on every list. It never lifts a seal that is remembered.
type WithoutSeals struct {
	By string `yaml:"by"` // who answers for it: a role
	On string `yaml:"on"` // YYYY-MM-DD, the day of the statement
}

func (s *Settings) withoutSealsFaults() (f faults) {
	w := s.WithoutSeals
	if w == nil {
		return nil
	}
	if strings.TrimSpace(w.By) == "" {
		f.add("without_seals.by", "missing; say who answers for it, by role")
	}
	if _, err := calendar.Parse(w.On); err != nil {
		f.add("without_seals.on", "want the day of the statement, YYYY-MM-DD%s", foundInstead(w.On))
	}
	if s.NamesKind(sources.Protected) {
		f.add("without_seals", "the sources name a list of seals (protected); delete the one or the other")
	}
	return f
}

// NamesKind reports whether the settings name an extract of a kind.
func (s *Settings) NamesKind(kind sources.Kind) bool {
	for _, x := range s.Sources {
		if sources.Kind(x.Kind) == kind {
			return true
		}
	}
	return false
}

// MissingFiles are the paths of the entries of a kind that name no file which is there.
func (s *Settings) MissingFiles(kind sources.Kind) (paths []string) {
	for _, x := range s.Sources {
		if sources.Kind(x.Kind) != kind || x.Path == "" {
			continue
		}
		if files, err := s.filesOf(x.Path); err == nil && len(files) == 0 {
			paths = append(paths, x.Path)
		}
	}
	return paths
}
