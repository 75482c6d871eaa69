package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
	"rollcall/pipeline/stories"
)

// Desk answers from what a published run wrote, without an extract and in a moment: who a child is, what explains the child, and how two
// records compare. A child who is sealed now, by the register beside the run, is told of as one who was sealed then.
type Desk struct {
	published
	store  *desk.Desk
	sealed func(child string) bool
}

// published is a published run as whoever looks at it finds it.
type published struct {
	dir      string
	settings *settings.Settings
	manifest *journal.Manifest
}

// Settings are those of the run.
func (p *published) Settings() *settings.Settings { return p.settings }

// RunID is the run's.
func (p *published) RunID() journal.RunID { return p.manifest.Run }

// OutputFolder is the folder that the run was published in, beside its register.
func (p *published) OutputFolder() string {
	whole, err := filepath.EvalSymlinks(p.dir)
	if err != nil {
		whole = p.dir
	}
	return filepath.Dir(filepath.Dir(whole))
}

// openPublished reads what a run says of itself, and its settings.
func openPublished(dir string) (p published, err error) {
	p.dir = dir
	if p.manifest, err = journal.ReadManifest(dir); err != nil {
		return p, err
	}
	if p.settings, err = settings.Load(p.manifest.SettingsFile); err != nil {
		return p, err
	}
	return p, p.settings.TakeIdentity()
}

// OpenDesk opens the store of a published run. The error is desk.ErrNone where the run has none.
func OpenDesk(ctx context.Context, dir string) (*Desk, error) {
	p, err := openPublished(dir)
	if err != nil {
		return nil, err
	}
	d := &Desk{published: p}
	if d.sealed, err = sealedNow(ctx, d.OutputFolder()); err != nil {
		return nil, err
	}
	d.store, err = OpenStore(dir)
	return d, err
}

// OpenStore opens the store of a published run's folder as it is, for whoever looks after seals himself.
func OpenStore(dir string) (*desk.Desk, error) { return desk.Open(dir, stories.Tell) }

// Close lets go of the store.
func (d *Desk) Close() error { return d.store.Close() }

// sealedNow is which children are sealed by the register of an output folder; nobody where there is none.
func sealedNow(ctx context.Context, out string) (func(child string) bool, error) {
	path := past.RegisterPath(out)
	if !journal.FileExists(path) {
		return func(string) bool { return false }, nil
	}
	reg, err := register.OpenToLook(path)
	if err != nil {
		return nil, err
	}
	known, err := reg.ReadSeals(ctx)
	return people.NewSealing(known.Holding(), reg.NewDigester()).HasChild, errors.Join(err, reg.Close())
}

// Find finds children by what a person typed.
func (d *Desk) Find(ctx context.Context, text string, most int) (*desk.Found, error) {
	found, err := d.store.Find(ctx, text, most)
	if err != nil {
		return nil, err
	}
	shown := len(found.Hits)
	found.Hits = slices.DeleteFunc(found.Hits, func(h desk.Hit) bool { return d.sealed(h.ChildID) })
	found.Total -= shown - len(found.Hits)
	return found, nil
}

// storyOf is the story of a child, with nothing of a child who is sealed now. The error is desk.ErrSealed or desk.ErrUnknown where there
// is none to be told.
func (d *Desk) storyOf(ctx context.Context, child string) (*candidates.Story, error) {
	if d.sealed(child) {
		return nil, desk.ErrSealed
	}
	s, err := d.store.Child(ctx, child)
	if err != nil {
		return nil, err
	}
	s.Siblings = slices.DeleteFunc(s.Siblings, func(x candidates.Sibling) bool { return d.sealed(x.ChildID) })
	s.Possible = slices.DeleteFunc(s.Possible, func(x candidates.MayBe) bool { return d.sealed(x.ChildID) })
	return s, nil
}

// tellNone is what is said of a child of whom nothing is told, where that is an answer.
func tellNone(child string, err error) (string, error) {
	switch {
	case errors.Is(err, desk.ErrSealed):
		return fmt.Sprintf("child %s: %s\n", child, candidates.SealedReason), nil
	case errors.Is(err, desk.ErrUnknown):
		return "", fmt.Errorf("child %s: not in this run, or sealed: then ask the designated officer", child)
	}
	return "", err
}
