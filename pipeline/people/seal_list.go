package people

import (
	"cmp"
	"strings"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// SealList is the list of seals as a run read it, and what is wrong with it. Its places are for the operator alone.
type SealList struct {
	Listed  []register.Listed
	Files   int      // that could be read
	Wrong   []string // why the list, or a part of it, could not be used as a whole
	Untold  []string // rows that seal somebody of whom it cannot be told who it is, with the reason
	Weak    int      // seals of which a key was lost, and one is left
	Overdue int      // seals whose day of review has passed; they hold
}

// keyFields are the fields of a list of seals by which a child is found.
var keyFields = map[string]bool{"local_id": true, "other_local_id": true, "upn": true, "former_upn": true, "uln": true, "nhs_number": true,
	"surname": true, "forename": true, "dob": true, "former_surname": true, "preferred_surname": true, "preferred_forename": true}

// ReadSealList reads the list of seals out of all that was read, also out of files that no gate lets pass: a seal that was seen
// is a seal.
func ReadSealList(in *intake.Ingested, d *register.Digester, asOf sources.Date) *SealList {
	l := &SealList{}
	lost := l.readRejections(in)
	named := l.readRows(intake.NewRecords(in.Slabs), d, asOf, lost)
	l.readReports(in, named)
	return l
}

// readRows reads the rows of the list; lost says which key of a row could not be used. It counts the seals that have a name with a
// date of birth.
func (l *SealList) readRows(records *intake.Records, d *register.Digester, asOf sources.Date, lost map[string]string) (named int) {
	for _, rec := range records.OfKind(sources.Protected, sources.WhoPart|sources.ClaimPart) {
		place := sources.Place(rec.File, rec.Row, rec.Line)
		for _, s := range sealsOfRow(rec) {
			seal := s.digests(d)
			if s.until != 0 && s.until < asOf {
				l.Overdue++
			}
			if s.hasName {
				named++
			}
			switch why := lost[place]; {
			case len(seal.Now) == 0:
				l.Untold = append(l.Untold, place+": "+cmp.Or(why, "neither a number nor a key, nor a name with a date of birth"))
			case why != "":
				l.Weak++
			}
			if len(seal.Now) > 0 || len(seal.Old) > 0 {
				l.Listed = append(l.Listed, seal)
			}
		}
	}
	return named
}

// readRejections returns by row which key of it could not be used, and notes rows and files that could not be used at all.
func (l *SealList) readRejections(in *intake.Ingested) map[string]string {
	lost := map[string]string{}
	for _, x := range in.Rejections {
		place := sources.Place(x.File, x.Row, x.Line)
		switch {
		case x.Kind != sources.Protected || x.Rest:
		case x.Row == 0 && x.Whole:
			reason, _, _ := strings.Cut(x.Reason, "; the headers are ") // a file without headers begins with a child
			l.Wrong = append(l.Wrong, x.File+": "+reason)
		case x.Whole:
			l.Untold = append(l.Untold, place+": "+fieldReason(x))
		case keyFields[x.Field]:
			lost[place] = fieldReason(x)
		}
	}
	return lost
}

func fieldReason(x sources.Rejection) string {
	if x.Field == "" {
		return x.Reason
	}
	return x.Field + ": " + x.Reason
}

// readReports counts the files that were read and notes one whose columns are not those of a list of seals.
func (l *SealList) readReports(in *intake.Ingested, named int) {
	rows, unknown := 0, ""
	for i := range in.Reports {
		if f := &in.Reports[i]; f.Kind == sources.Protected {
			if f.SHA256 != "" {
				l.Files++
			}
			if rows += f.Rows; len(f.Unknown) > 0 {
				unknown = f.File
			}
		}
	}
	if len(l.Listed) > 0 && named == 0 && unknown != "" {
		l.Wrong = append(l.Wrong, unknown+": its columns are not known, and no row of it has a name with a date of birth")
	}
	if len(l.Listed) == 0 && len(l.Untold) > 0 && len(l.Untold) >= rows {
		l.Wrong = append(l.Wrong, "none of its rows can be used: "+l.Untold[0])
		l.Untold = nil
	}
}

// IsEmpty reports whether a list was read that has no row.
func (l *SealList) IsEmpty() bool {
	return l.Files > 0 && len(l.Listed) == 0 && len(l.Wrong) == 0 && len(l.Untold) == 0
}

// listedSeal is one seal of a row, in the clear.
type listedSeal struct {
	kind     string
	now, old identityKeys
	born     []sources.Date
	until    sources.Date
	hasName  bool
}

// digests are what is remembered of the seal.
func (s *listedSeal) digests(d *register.Digester) register.Listed {
	l := register.Listed{Kind: s.kind}
	l.Now, l.Old = s.now.digests(d), s.old.digests(d)
	for _, dob := range s.born {
		l.Born = append(l.Born, birthDigest(d, dob))
	}
	return l
}

// sealsOfRow are the seals of a row of the list.
func sealsOfRow(rec *sources.Record) (out []listedSeal) {
	for _, claim := range rec.Claims {
		if claim.Kind != sources.Seal {
			continue
		}
		s := listedSeal{kind: claim.Status, now: identityKeys{}, old: identityKeys{}, until: claim.To}
		w := &rec.Who
		names := namesOf(nil, w)
		s.now.add(names...)
		s.hasName = len(s.now) > 0
		s.now.add(numbersOf(nil, w)...)
		s.now.add(identityKey{what: "id", value: intake.LettersAndDigits(w.LocalID)})
		s.old.add(identityKey{what: "upn", value: intake.LettersAndDigits(w.FormerUPN)}, nameKey(w.FormerSurname, w.Forename, w.DOB))
		for _, what := range [...]string{"upn", "nhs", "uln", "id"} {
			s.old.add(identityKey{what: what, value: intake.LettersAndDigits(claim.Ref)})
		}
		if w.DOB != 0 {
			s.born = append(s.born, w.DOB)
		}
		out = append(out, s)
	}
	return out
}
