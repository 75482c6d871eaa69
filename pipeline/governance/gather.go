package governance

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// Facts is what the pages are made from.
type Facts struct {
	Run      *journal.Manifest
	Settings *settings.Settings
	Measures []candidates.Measure
	Quality  *evaluate.Quality // nil: nobody has held the run against a truth

	Changed   bool // the settings are not those of the run any more
	Encrypted bool // the lists of the run lie encrypted on the disk
}

// Gather reads what the pages need of a published run: its manifest, its measures and its settings, and, when a folder with a
// known truth is given, how the run stands against it. Settings that have moved are given by their path; otherwise the manifest
// says where they lie.
func Gather(run, settingsFile, truth string) (*Facts, error) {
	m, err := journal.ReadManifest(run)
	if err != nil {
		return nil, err
	}
	if settingsFile == "" {
		settingsFile = m.SettingsFile
	}
	s, err := settings.Load(settingsFile)
	if err != nil {
		return nil, fmt.Errorf("the settings of the run, %s: %w", settingsFile, err)
	}
	f := &Facts{Run: m, Settings: s, Changed: s.Hash() != m.Settings, Encrypted: isEncrypted(run)}
	for measure, err := range candidates.ReadQuality(filepath.Join(run, candidates.QualityFile)) {
		if err != nil {
			return nil, err
		}
		f.Measures = append(f.Measures, measure)
	}
	if truth != "" {
		if f.Quality, err = evaluate.HoldAgainstTruth(run, truth); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Authority is the name of the authority, as the settings write it.
func (f *Facts) Authority() string { return cmp.Or(f.Settings.Authority.Name, "the authority") }

// isEncrypted reports whether a run's list of candidates is there in no clear file.
func isEncrypted(run string) bool {
	names, err := os.ReadDir(run)
	if err != nil {
		return false
	}
	sealed := false
	for _, n := range names {
		if n.Name() == candidates.CMEFile {
			return false
		}
		sealed = sealed || strings.HasPrefix(n.Name(), candidates.CMEFile)
	}
	return sealed
}
