package intake

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// What a file must say at least before its shares mean something.
const (
	leastRows  = 20
	leastEmpty = 10   // rows from which on a field that none of them says has gone
	leastPlace = 10   // schools or postcodes by which the authority is told
	homeShare  = 0.25 // of the children's postcodes in the areas of the authority's schools; a neighbour's file has almost none
	censusSlip = 7    // days by which a census day may have been moved for a school
	sameRows   = 50   // rows from which on two files of the same content are no coincidence
)

// askFile asks the gates of one file.
func (k *gatekeeper) askFile(f *sources.FileReport) {
	report := func(g journal.Gate, unused, held bool, format string, args ...any) {
		k.fail(journal.GateReport{Gate: g, Kind: string(f.Kind), File: f.File, Why: fmt.Sprintf(format, args...), Unused: unused, Held: held})
	}
	// A census is held back school by school, on the return before it; any other kind as a whole.
	whole := !bySchool[f.Kind]
	if f.Cut != "" {
		report(journal.CutGate, !whole, whole, "the file breaks off: %s; ask for it again", f.Cut)
	}
	if n, of := k.foreignPlaces(f); n > 0 {
		report(journal.AuthorityGate, true, whole, "%d of its %d %s another authority's: it is not %s's file", n, of, k.placeWord(f), k.Settings.Authority.Code)
	}
	if !bySchool[f.Kind] {
		return
	}
	if why := wrongDay(f); why != "" && f.Kind == sources.SchoolCensus {
		report(journal.TermGate, true, false, "%s", why)
	}
	if said := k.declaredDay(f); said != 0 && f.AsOf != 0 && distance(said-f.AsOf) > censusSlip {
		report(journal.DateGate, true, false, "the file says that it is of %s, and the settings of %s", dateWords(f.AsOf), dateWords(said))
	}
	e, filled := k.expect[f.Kind], countFilled([]*sources.FileReport{f})
	for _, field := range slices.Sorted(maps.Keys(e.Fill)) {
		if share, rows := filled.shareOf(field); tooEmpty(share, rows, e.Fill[field]) {
			report(journal.FillGate, true, false, "%s", whyEmpty(field, share, rows, e.Fill[field], f))
		}
	}
}

// failUnreadable reports a file that cannot be read at all, of a kind that an earlier run accepted: whom it explained is not
// missing for that.
func (k *gatekeeper) failUnreadable(f *sources.FileReport, why string) {
	if _, had := k.Past.Accepted[string(f.Kind)]; had && !bySchool[f.Kind] {
		k.fail(journal.GateReport{Gate: journal.MissingGate, Kind: string(f.Kind), File: f.File, Why: "it cannot be read: " + why, Held: true})
	}
}

// foreignPlaces counts the places of a file that are another authority's, when they are most of them; zero otherwise.
func (k *gatekeeper) foreignPlaces(f *sources.FileReport) (n, of int) {
	e, home := k.expect[f.Kind], k.Settings.Authority.Code
	switch {
	case e.Own:
		for la, count := range f.Schools {
			of += count
			if la != home {
				n += count
			}
		}
		if of >= leastPlace && 2*n > of {
			return n, of
		}
	case e.Homes && len(k.homeAreas()) > 0:
		for area, count := range f.Areas {
			of += count
			if !k.homeAreas()[area] {
				n += count
			}
		}
		if of >= leastRows && float64(of-n) < homeShare*float64(of) {
			return n, of
		}
	}
	return 0, of
}

func (k *gatekeeper) placeWord(f *sources.FileReport) string {
	if k.expect[f.Kind].Own {
		return "entries name a school of"
	}
	return "postcodes lie outside the areas of the authority's schools and addresses, in"
}

// homeAreas is the outward postcodes of the authority's schools, and of the addresses that the list of addresses places in it: schools are
// few, and children live where none stands.
func (k *gatekeeper) homeAreas() map[string]bool {
	if k.homes == nil {
		k.homes = map[string]bool{}
		for _, s := range k.in.Schools {
			if area, _, two := strings.Cut(s.Postcode, " "); two && strings.HasPrefix(s.LAESTAB, k.Settings.Authority.Code) {
				k.homes[area] = true
			}
		}
		for _, a := range k.in.Addresses {
			if area, _, two := strings.Cut(a.Postcode, " "); two && a.LA == k.Settings.Authority.Code {
				k.homes[area] = true
			}
		}
	}
	return k.homes
}

// wrongDay says why a census is of no census day, or of another term than it says.
func wrongDay(f *sources.FileReport) string {
	if f.AsOf == 0 || f.Persons == 0 {
		return ""
	}
	terms := [3]string{"autumn", "spring", "summer"}
	on := f.AsOf
	for _, year := range [...]int{calendar.SchoolYear(on) - 1, calendar.SchoolYear(on), calendar.SchoolYear(on) + 1} {
		for i, census := range calendar.CensusDays(year) {
			if distance(census-on) > censusSlip {
				continue
			}
			if f.Term != "" && f.Term != terms[i] {
				return fmt.Sprintf("the file says that it is the %s census, and %s is that of the %s", f.Term, on.Words(), terms[i])
			}
			return ""
		}
	}
	return fmt.Sprintf("%s is not within %d days of a census day", on.Words(), censusSlip)
}

// askSameFiles finds files that are another of the run again, or one accepted before that is now said to be newer.
func (k *gatekeeper) askSameFiles(kind sources.Kind, files []*sources.FileReport) {
	type key struct {
		content string
		rows    int
	}
	first := map[key]*sources.FileReport{}
	for _, f := range files {
		if f.Persons == 0 {
			continue
		}
		id := key{f.Hash(), f.Persons}
		if o := first[id]; o != nil && (o.SHA256 == f.SHA256 || f.Persons >= sameRows) {
			k.fail(journal.GateReport{Gate: journal.SameGate, Kind: string(kind), File: f.File, Unused: true,
				Why: "it says what " + o.File + " says: one of the two was sent in place of another"})
			continue
		}
		first[id] = f
		k.askKnownFile(f)
	}
}

// freshDays is how many days old an extract of a kind may be before it is stale.
var freshDays = sources.FactByKind(func(d sources.Declaration) int { return d.FreshDays })

// askKnownFile reports a file that was accepted before as speaking for an earlier day.
func (k *gatekeeper) askKnownFile(f *sources.FileReport) {
	if f.AsOf == 0 || !k.expect[f.Kind].Whole {
		return // files that add up stay as they are, while the settings' date moves on with the newest
	}
	same := func(o register.File) bool {
		return o.SHA256 == f.SHA256 || o.Content == f.Hash() && f.Persons >= sameRows
	}
	var first register.File // the first time that it was accepted
	for _, o := range k.acceptedLike(f) {
		if same(o) && o.AsOf != "" && o.AsOf < f.AsOf.String() && (first.AsOf == "" || o.AsOf < first.AsOf) {
			first = o
		}
	}
	then, err := calendar.Parse(first.AsOf)
	if first.AsOf == "" || err != nil {
		return
	}
	// A register may stand as it is for a while, and one of a few rows for longer. One that was replaced since and comes back
	// does not.
	stands := cmp.Or(freshDays[f.Kind], k.expect[f.Kind].AgeDays)
	if f.Persons < leastRows {
		stands = k.expect[f.Kind].AgeDays
	}
	if slices.ContainsFunc(k.lastLike(f), same) {
		if int(f.AsOf-then) > stands {
			k.stood[f.File] = then // whatever day it is said to be of, nothing in it is newer; what rests on it is old
		}
		return
	}
	k.fail(journal.GateReport{Gate: journal.SameGate, Kind: string(f.Kind), File: f.File, Held: true, Why: fmt.Sprintf("it is the file %s, which spoke for %s, under a newer date", first.Name, then.Words())})
}

// fillCounts is how many rows say a field, by field, and among how many that was counted.
type fillCounts map[string]fillCount

type fillCount struct{ said, rows int }

// countFilled adds up the rows of files that say each field, of the files that count it.
func countFilled(files []*sources.FileReport) fillCounts {
	all := fillCounts{}
	for _, f := range files {
		if f.Of == 0 {
			continue
		}
		for field, n := range f.Filled {
			c := all[field]
			all[field] = fillCount{c.said + n, c.rows + f.Of}
		}
	}
	return all
}

// shareOf returns the share of the rows that say a field, and the rows that it was counted among.
func (c fillCounts) shareOf(field string) (share float64, rows int) {
	n := c[field]
	if n.rows == 0 {
		return 0, 0
	}
	return float64(n.said) / float64(n.rows), n.rows
}

// whyEmpty says how rarely a field is said or, where a file has no column that is read as it, that, and which column may be it.
func whyEmpty(field string, share float64, rows int, want float64, files ...*sources.FileReport) string {
	text := fmt.Sprintf("%s has a value in %s of %d rows (want %s)", field, percentWords(share), rows, percentWords(want))
	for _, f := range files {
		if !slices.Contains(f.Absent, field) {
			continue
		}
		text += fmt.Sprintf("; no column of %s is read as %s", f.File, field)
		for _, h := range f.Unknown {
			if sources.FieldLike(f.Kind, h) == field {
				return text + fmt.Sprintf("; %q may be it: columns: {%s: %q}", h, field, h)
			}
		}
		return text + "; name its header under columns in the settings"
	}
	return text
}

// tooEmpty reports whether fewer rows say a field than are wanted, beyond what chance does to a short file: three standard
// deviations of the count, and one row.
func tooEmpty(share float64, rows int, want float64) bool {
	if share == 0 {
		return rows >= leastEmpty && want > 0
	}
	n := float64(rows)
	return rows >= leastRows && (want-share)*n > 1+3*math.Sqrt(n*want*(1-want))
}

func percentWords(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) }

func dateWords(d sources.Date) string { return d.Words() }

func distance[T ~int32](n T) T {
	if n < 0 {
		return -n
	}
	return n
}
