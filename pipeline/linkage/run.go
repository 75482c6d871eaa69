package linkage

import (
	"context"
	"errors"

	"rollcall/pipeline/custody"
)

// Link reads the tables of the settings, links their rows and writes the folder. The error is a *SettingsError when settings or
// tables cannot be used.
func Link(ctx context.Context, s *Settings, o Options) (*Run, error) {
	r := &Run{Settings: s}
	if err := errors.Join(putBack(o.Out), putBack(o.Since)); err != nil {
		return nil, err
	}
	if path := s.Encrypt.Identity; path != "" {
		if err := custody.TakeIdentity(s.resolvePath(path)); err != nil {
			return nil, faultf("%s: encrypt.identity: %v", s.path, err)
		}
	}
	done, err := r.limitMemory()
	if err != nil {
		return nil, err
	}
	defer done()
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"read", func() error { return r.readTables(ctx, o) }},
		{"train", func() error { return r.trainModel(ctx, o) }},
		{"compare", func() error { return r.compareSince(ctx, o) }},
		{"resolve", func() error { return r.resolveClusters(ctx, o) }},
		{"write", func() error { return r.writeFolder(o) }},
	} {
		if err := r.runStage(o, step.name, step.do); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return r, nil
}
