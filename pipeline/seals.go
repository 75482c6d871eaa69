package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// sealed is the seals of a run: tonight's list, and what the register remembers since it was recorded.
type sealed struct {
	list   *people.SealList
	seen   register.Sighting
	digest *register.Digester
}

// rememberSeals reads the list of seals and has the register remember it before anything else is done with what was read: a seal that
// a run has seen holds, whatever becomes of the run.
func rememberSeals(j *journal.Journal, reg *register.Register, in *intake.Ingested) (*sealed, error) {
	s := &sealed{digest: reg.NewDigester()}
	s.list = people.ReadSealList(in, s.digest, j.AsOf)
	if err := reg.RecordRefuges(j.Context(), j.AsOf.Midnight(), people.RefugePlaces(in, s.digest)); err != nil {
		return nil, err
	}
	var err error
	s.seen, err = reg.RecordSeals(j.Context(), j.AsOf.Midnight(), s.list.Listed)
	j.Count("seals on tonight's list", len(s.list.Listed))
	j.Count("seals remembered", len(s.seen.Known.OfChildren()))
	return s, err
}

// applySeals returns the seals that hold, or an error when it cannot be told who is sealed: then nothing may be published.
func applySeals(j *journal.Journal, s *settings.Settings, reg *register.Register, x *sealed) (*people.Sealing, error) {
	notices, err := x.accountFor(s, j.Manifest.Gates)
	if err != nil {
		return nil, err
	}
	j.Notice(notices...)
	j.Count("seals that hold", len(x.seen.Known.Holding()))
	if x.list.Files > 0 && len(x.list.Listed) > 0 && len(x.wrong(s, j.Manifest.Gates)) == 0 {
		if err := reg.RecordSealList(j.Context(), j.AsOf.Midnight(), len(x.list.Listed)); err != nil {
			return nil, err
		}
	}
	return x.sealing(), nil
}

func (x *sealed) sealing() *people.Sealing {
	return people.NewSealing(x.seen.Known.Holding(), x.digest)
}

// untoldError says that a row of the list of seals does not tell whom it seals.
type untoldError struct{ rows []string }

// Error names the rows and what to do.
func (e *untoldError) Error() string {
	const most = 10
	rows := slices.Clone(e.rows[:min(most, len(e.rows))])
	if more := len(e.rows) - len(rows); more > 0 {
		rows = append(rows, fmt.Sprintf("and %d rows more", more))
	}
	return fmt.Sprintf("protected: %s\nwhom these rows seal cannot be told, so nothing is published: mend them in the list of seals and run again",
		strings.Join(rows, "\nprotected: "))
}

// accountFor tells what is wrong with tonight's list of seals and how many seals hold without it. The error says that the run may not
// go on: nobody has ever read the list whole, or a row of it seals somebody who is not told.
func (x *sealed) accountFor(s *settings.Settings, gates []journal.GateReport) ([]journal.Notice, error) {
	var told []journal.Notice
	tell := func(grave bool, format string, args ...any) {
		told = append(told, journal.Notice{Kind: string(sources.Protected), Grave: grave, Text: "protected: " + fmt.Sprintf(format, args...)})
	}
	holding := len(x.seen.Known.OfChildren())
	lacking := holding - len(x.seen.Listed)
	wrong := x.wrong(s, gates)
	const lift = "they hold until their owner lifts them by name (rollcall seals)"
	switch named := s.NamesKind(sources.Protected); {
	case len(x.list.Untold) > 0:
		return nil, &untoldError{x.list.Untold}
	case len(wrong) > 0 && !x.seen.Known.ListRead:
		return nil, fmt.Errorf("protected: %s\nno list of seals has ever been read whole, so nothing is published: "+
			"have the list sent again, or mend the entry of the settings that names it, and run again", strings.Join(wrong, "\nprotected: "))
	case !named && holding > 0:
		tell(true, "the settings name no list of seals, and %d seals are remembered; %s", holding, lift)
	case !named && s.WithoutSeals == nil:
		tell(false, "the settings name no list of children whose address or identity is sealed, so nobody is sealed; "+
			"name the list, or state under without_seals who answers for there being none")
	case len(wrong) > 0:
		tell(true, "%s; %d seals are remembered, and tonight's list lacks %d of them; %s", strings.Join(wrong, "; "), holding, lacking, lift)
	case named && x.list.IsEmpty() && holding == 0:
		tell(true, "the list of seals has no row, so nobody is sealed; if nobody is to be, take it out of the settings and state so under without_seals")
	case named && lacking > 0:
		tell(true, "%d seals are remembered, and tonight's list lacks %d of them; %s", holding, lacking, lift)
	}
	if n := len(x.seen.Again); n > 0 {
		tell(true, "%d seals that were lifted are on tonight's list still: they hold again; take them off the list", n)
	}
	if x.list.Weak > 0 {
		tell(true, "of %d seals a number, a name or a date of birth could not be used; they hold by what is left: mend these rows of the list", x.list.Weak)
	}
	if x.list.Overdue > 0 {
		tell(false, "the day given for %d seals has passed; they hold until their owner lifts them by name (rollcall seals)", x.list.Overdue)
	}
	return told, nil
}

// wrong says why tonight's list of seals cannot be relied on as a whole. That it has fewer rows than before is no reason: which of
// the remembered seals it lacks is known.
func (x *sealed) wrong(s *settings.Settings, gates []journal.GateReport) []string {
	why := slices.Clone(x.list.Wrong)
	for _, path := range s.MissingFiles(sources.Protected) {
		why = append(why, path+": no such file came")
	}
	for i := range gates {
		g := &gates[i]
		if g.Kind == string(sources.Protected) && (g.Held || g.Unused) && !g.LetPass() && g.Gate != journal.MissingGate &&
			(g.Gate != journal.RowsGate || !x.seen.Known.ListRead) {
			why = append(why, g.Fault())
		}
	}
	return why
}
