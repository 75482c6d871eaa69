package officers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// ErrSealedChild says that a sealed child is not looked at but by the designated officer.
var ErrSealedChild = errors.New("the child is sealed: the designated officer may have this done, with --designated and --by ROLE, and it is noted")

// ErrUnknownChild says that nothing is held under an id.
var ErrUnknownChild = errors.New("nothing is held of a child of this id: neither the register nor a published run knows it")

// errHeldRun says that a run stands whose files its manifest must go on naming.
var errHeldRun = errors.New("a run is held before publication, and its files may not be changed: release or discard it, and erase then")

// Erasing is a person's order to erase a child.
type Erasing struct {
	Child, By, Why string
	Designated     bool // given by the designated officer, of a sealed child
	DryRun         bool // only says what would go
	Copies         bool // also removes the copies of the register that Rollcall made before
}

// Erased is what went, or would.
type Erased struct {
	register.Erased
	DryRun     bool
	Runs       []RunErased
	Copies     []string // of the register, that still hold the child
	CopiesGone int
	Grave      string
}

// RunErased is what of the child stands in a published run.
type RunErased struct {
	Folder string
	candidates.InRun
}

// EraseChild takes a child out of the register and out of the files of every published run. Of a run, the rows that name the child go
// out of the tables; a workbook or another file that names it, or may by its name, is removed whole, because other children's rows
// cannot be told from it safely. What the run made of everybody, such as counts, stays. The register goes first, and says what goes:
// one that is killed half-way is done again.
//
// It hides nobody: a child who is still in an extract is found again by the next run. Whoever may be missing education may not be
// kept off the lists by asking, for the authority must look for them (Education Act 1996, section 436A; UK GDPR, Article 17(3)(b)).
func EraseChild(ctx context.Context, s *settings.Settings, o journal.Options, how Erasing, now time.Time) (*Erased, error) {
	o = o.WithDefaults(s.OutputDir())
	if err := errors.Join(s.TakeIdentity(), CheckRegister(s, o)); err != nil {
		return nil, err
	}
	release, err := journal.LockFolder(o.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	safe := safekeeping.AskedIn(s, o)
	reg, grave, err := safekeeping.OpenRegister(ctx, safe)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	if sealed, err := isSealed(ctx, reg, o.Out, how.Child); err != nil || sealed && !how.Designated {
		return nil, errors.Join(err, ErrSealedChild)
	}
	if held, err := journal.HeldRuns(o.Out); err != nil || len(held) > 0 {
		return nil, cmp.Or(err, errHeldRun)
	}
	order := register.Erasure{Child: how.Child, By: how.By, Why: how.Why, At: now}
	done := &Erased{DryRun: how.DryRun, Grave: graveWords(grave)}
	if done.Erased, err = reg.CountErasure(ctx, order); err != nil {
		return nil, err
	}
	naming, err := done.findInRuns(o.Out)
	if err != nil {
		return nil, err
	}
	if !done.TookAny() && len(done.Runs) == 0 {
		return nil, ErrUnknownChild
	}
	if done.Copies, err = safekeeping.ListCopies(safe); err != nil || how.DryRun {
		return done, err
	}
	for _, r := range done.Runs {
		order.Files += len(r.Rows) + len(r.Removed)
	}
	if done.Erased, err = reg.EraseChild(ctx, order); err != nil {
		return nil, err
	}
	for i, r := range done.Runs {
		dir := filepath.Join(o.Out, journal.RunsFolder, r.Folder)
		err := eraseInRun(dir, naming[i], &r.InRun, how.By, now)
		if err == nil {
			err = s.Custody().Group.ShareFolder(dir, custody.SealedFolder)
		}
		if err != nil {
			return nil, fmt.Errorf("the register holds the child no more, and the run %s still does: %w; erase again", r.Folder, err)
		}
	}
	if _, err := journal.SweepCheckpoints(o.Out, now.AddDate(1, 0, 0)); err != nil { // of whatever age: they hold identities
		return nil, err
	}
	if err := kept.Drop(o.Out, s.Custody()); err != nil { // and so do pieces
		return nil, err
	}
	after := safekeeping.KeepSafe(ctx, safe, reg)
	done.Grave += graveWords(after)
	if done.Copies, err = safekeeping.ListCopies(safe); err != nil || len(after) > 0 || len(done.Copies) == 0 {
		return done, err
	}
	done.Copies = done.Copies[1:] // the one of now is the newest
	if how.Copies {
		done.CopiesGone, err = safekeeping.RemoveCopies(done.Copies)
		done.Copies = done.Copies[done.CopiesGone:]
	}
	return done, err
}

// isSealed reports whether a child is sealed, by the register or by the newest run.
func isSealed(ctx context.Context, reg *register.Register, out, child string) (bool, error) {
	known, err := reg.ReadSeals(ctx)
	if err != nil {
		return false, err
	}
	if people.NewSealing(known.Holding(), reg.NewDigester()).HasChild(child) {
		return true, nil
	}
	latest, err := journal.LatestRun(out)
	if err != nil {
		return false, nil // none has been published
	}
	for _, list := range []struct {
		file string
		list candidates.List
	}{{candidates.CMEFile, candidates.CME}, {candidates.AtRiskFile, candidates.AtRisk}} {
		for row, err := range candidates.ReadList(filepath.Join(latest, list.file), list.list) {
			if err != nil {
				return false, fmt.Errorf("%s: %w", list.file, err)
			}
			if row.ChildID == child && row.Reason == candidates.SealedReason {
				return true, nil
			}
		}
	}
	return false, nil
}

// findInRuns finds the child in the published runs, under each of its ids.
func (e *Erased) findInRuns(out string) (naming []*candidates.Naming, err error) {
	folders, err := publishedRuns(out)
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		dir := filepath.Join(out, journal.RunsFolder, folder)
		n, err := candidates.FindNaming(dir, e.IDs)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", folder, err)
		}
		found, err := n.FindInRun(dir)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", folder, err)
		}
		if found.Any() {
			e.Runs, naming = append(e.Runs, RunErased{folder, *found}), append(naming, n)
		}
	}
	return naming, nil
}

// publishedRuns are the names of the folders of published runs, the oldest first.
func publishedRuns(out string) (names []string, err error) {
	found, err := os.ReadDir(filepath.Join(out, journal.RunsFolder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, f := range found {
		if f.IsDir() && !strings.HasPrefix(f.Name(), ".") {
			names = append(names, f.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// eraseInRun erases a child from the files of a run, and has its manifest say that it was done and what the files hold now.
func eraseInRun(dir string, naming *candidates.Naming, found *candidates.InRun, by string, now time.Time) error {
	m, err := journal.ReadManifest(dir)
	if err != nil {
		return err
	}
	if err := naming.EraseInRun(dir, found); err != nil {
		return err
	}
	for name := range m.Outputs {
		sum, err := journal.HashFile(filepath.Join(dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			delete(m.Outputs, name)
		case err != nil:
			return err
		default:
			m.Outputs[name] = sum
		}
	}
	m.Notices = append(m.Notices, journal.Notice{Grave: true, Text: fmt.Sprintf("on %s something was erased from the files of this run by order of %s: rows went out of %d tables, %d other files were removed",
		now.UTC().Format(time.DateOnly), by, len(found.Rows), len(found.Removed))})
	return journal.WriteDurably(filepath.Join(dir, journal.ManifestFile), m.JSON())
}

// String says in words what went, and what is still to be done.
func (e *Erased) String() string {
	var b strings.Builder
	goes := "taken out"
	if e.DryRun {
		goes = "nothing is changed; this would be taken out"
	}
	fmt.Fprintf(&b, "%s of the register: %d lines of lists, %d possible matches, %d records that the child was on a list, %d fingerprints, %d decisions, %d judgements, %d steps, %d second looks, %d questions; the purposes typed of %d acts (who looked, and when, stays)\n",
		goes, e.Lines, e.Pairs, e.Spans, e.Identities, e.Decisions, e.Judgements, e.Steps, e.Looks, e.Questions, e.Acts)
	for _, r := range e.Runs {
		rows := 0
		for _, n := range r.Rows {
			rows += n
		}
		fmt.Fprintf(&b, "  run %s: %d rows of %d tables", r.Folder, rows, len(r.Rows))
		if len(r.Removed) > 0 {
			fmt.Fprintf(&b, "; removed whole: %s", strings.Join(r.Removed, ", "))
		}
		b.WriteByte('\n')
	}
	if n := len(e.Runs); n > 0 && len(e.Runs[n-1].Removed) > 0 {
		fmt.Fprintln(&b, "make a run, so that officers have their workbooks again")
	}
	if e.CopiesGone > 0 {
		fmt.Fprintf(&b, "%d copies of the register from before were removed; one of now was made\n", e.CopiesGone)
	}
	if len(e.Copies) > 0 {
		fmt.Fprintf(&b, "%d copies of the register hold the child until their time ends, and one that is put back has it erased again; --copies removes them, once a new one is made:\n", len(e.Copies))
		for _, path := range e.Copies {
			fmt.Fprintf(&b, "  %s\n", path)
		}
	}
	fmt.Fprint(&b, "not reached from here: the extracts and whoever sends them, copies that were made by hand, what was printed, saved or sent, and folders of rollcall subject\n"+
		"a child who is still in an extract is found again by the next run: whoever may be missing education is not kept off the lists (Education Act 1996, section 436A; UK GDPR, Article 17(3)(b))\n")
	return b.String()
}
