package pipeline

import (
	"errors"
	"path/filepath"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// checkSeals tells of the list of seals what a run would, and remembers nothing of it. What would stop the run is told gravely.
func checkSeals(j *journal.Journal, s *settings.Settings, reg *register.Register, read intake.Read) ([]journal.Notice, error) {
	x := &sealed{digest: register.NewDigester(nil)}
	if reg != nil {
		x.digest = reg.NewDigester()
	}
	x.list = people.ReadSealList(read.Ingested, x.digest, j.AsOf)
	if reg != nil {
		var err error
		if x.seen, err = reg.SightSeals(j.Context(), x.list.Listed); err != nil {
			return nil, err
		}
	}
	notices, err := x.accountFor(s, j.Manifest.Gates)
	if err != nil {
		notices = append(notices, journal.Notice{Kind: string(sources.Protected), Grave: true, Text: err.Error()})
	}
	return notices, nil
}

// sealsToExplain are the seals that hold by the register beside a published run, and what keys its fingerprints; of the list among the records alone where there is
// no register.
func sealsToExplain(j *journal.Journal, dir string) (*people.Sealing, people.KeyPrint, error) {
	whole, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, nil, err
	}
	path := past.RegisterPath(filepath.Dir(filepath.Dir(whole)))
	if !journal.FileExists(path) {
		return nil, nil, nil
	}
	reg, err := register.OpenToLook(path)
	if err != nil {
		return nil, nil, err
	}
	known, err := reg.ReadSeals(j.Context())
	sealing := people.NewSealing(known.Holding(), reg.NewDigester())
	return sealing, reg.KeyPrint, errors.Join(err, reg.Close())
}
