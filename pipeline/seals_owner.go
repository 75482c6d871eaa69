package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// Seals are the seals that an output folder's register remembers, held against the list as it lies there now.
type Seals struct {
	Seals  []register.Seal
	Listed map[int64]bool // by number: the list has it
	Read   bool           // the list could be read
}

// ListSeals reads the seals that are remembered. It says nothing of whose they are.
func ListSeals(ctx context.Context, s *settings.Settings, o journal.Options) (*Seals, error) {
	o = o.WithDefaults(s.OutputDir())
	reg, err := openRemembered(o)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	list, err := readListAlone(ctx, s, o, reg.NewDigester())
	if err != nil {
		return nil, err
	}
	seen, err := reg.SightSeals(ctx, list.Listed)
	if err != nil {
		return nil, err
	}
	known, err := reg.ReadSeals(ctx)
	return &Seals{known.Seals, seen.Listed, list.Files > 0 && len(list.Wrong) == 0}, err
}

func openRemembered(o journal.Options) (*register.Register, error) {
	path := past.RegisterPath(o.Out)
	if !journal.FileExists(path) {
		return nil, &settings.Error{Faults: []string{path + ": there is no register yet; it is made by the first run"}}
	}
	return register.Open(path)
}

// readListAlone reads the list of seals and no other extract.
func readListAlone(ctx context.Context, s *settings.Settings, o journal.Options, d *register.Digester) (*people.SealList, error) {
	extracts, err := s.Extracts()
	if err != nil {
		return nil, err
	}
	extracts = slices.DeleteFunc(extracts, func(x sources.Extract) bool { return x.Kind != sources.Protected })
	j := journal.New(ctx, o)
	read := journal.Step(j, "ingest", func() (intake.Read, error) {
		read, err := intake.Ingest(j, nil, extracts)
		if errors.Is(err, intake.ErrNothingRead) {
			err = nil
		}
		return read, err
	})
	if err := j.Failure(); err != nil {
		return nil, err
	}
	return people.ReadSealList(read.Ingested, d, o.AsOf), nil
}

// String writes a line for each seal.
func (s *Seals) String() string {
	if len(s.Seals) == 0 {
		return "no seal is remembered\n"
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "number\tkind\tfirst seen\ton the list\tlifted")
	for i := range s.Seals {
		x := &s.Seals[i]
		listed := "no"
		switch {
		case x.Lifted != nil:
			listed = "–"
		case x.Kind == register.RefugePlace:
			listed = "a place that an extract said is one"
		case !s.Read:
			listed = "the list cannot be read"
		case s.Listed[x.Number]:
			listed = "yes"
		}
		lifted := "no"
		if x.Lifted != nil {
			lifted = "on " + x.Lifted.On + " by " + x.Lifted.By
		}
		if x.Again != 0 {
			lifted += fmt.Sprintf("; seal %d was lifted, and the list still had it", x.Again)
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", x.Number, cmp.Or(x.Kind, people.UnknownSeal), x.Seen, listed, lifted)
	}
	_ = w.Flush()
	return b.String()
}

// LiftSeals lifts the seal of a number, or all seals that hold of the child whose number or key in the list it is, and returns
// their numbers. A key that looks like the number of a seal is written "key:…".
func LiftSeals(ctx context.Context, s *settings.Settings, o journal.Options, which, by, why string, on calendar.Date) ([]int64, error) {
	o = o.WithDefaults(s.OutputDir())
	release, err := journal.LockFolder(o.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	reg, err := openRemembered(o)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	known, err := reg.ReadSeals(ctx)
	if err != nil {
		return nil, err
	}
	numbers := sealsMeant(known.Holding(), which, reg.NewDigester())
	if len(numbers) == 0 {
		return nil, register.ErrNoSeal
	}
	return numbers, reg.LiftSeals(ctx, numbers, register.Lift{On: on.String(), By: by, Why: why})
}

// sealsMeant are the numbers of the seals that a person means.
func sealsMeant(holding []register.Seal, which string, d *register.Digester) (numbers []int64) {
	key, only := strings.CutPrefix(which, "key:")
	if n, err := strconv.ParseInt(which, 10, 64); err == nil && !only &&
		slices.ContainsFunc(holding, func(x register.Seal) bool { return x.Number == n }) {
		return []int64{n}
	}
	keys := people.ListedKeys(d, key)
	for i := range holding {
		if slices.ContainsFunc(keys, holding[i].Now.Has) {
			numbers = append(numbers, holding[i].Number)
		}
	}
	return numbers
}
