package intake

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

const (
	// Days without a new row from which on a list of fifty is last year's. Plans and placements of a small authority can go
	// half a year without one.
	yearOld   = 330
	leastLost = 3    // rows: fewer are the changes of a week, however short the list
	goneEmpty = 0.25 // by how much the share of rows that say a field may fall
)

// askExtract asks the gates of all files of a kind together. A census is asked of school by school, where its returns are counted.
func (k *gatekeeper) askExtract(kind sources.Kind, files []*sources.FileReport) {
	if bySchool[kind] {
		return
	}
	k.askMissing(kind, files)
	if len(files) == 0 {
		return
	}
	k.askDates(kind, files)
	k.askRows(kind, files)
	k.askColumns(kind, files)
	k.askRefusals(kind, files)
}

func (k *gatekeeper) holdKind(g journal.Gate, kind sources.Kind, format string, args ...any) *journal.GateReport {
	return k.fail(journal.GateReport{Gate: g, Kind: string(kind), Why: fmt.Sprintf(format, args...), Held: true})
}

// askMissing reports an extract that the settings name, that an earlier run accepted, and of which no file came.
func (k *gatekeeper) askMissing(kind sources.Kind, files []*sources.FileReport) {
	before, had := k.Past.Accepted[string(kind)]
	if _, named := k.expect[kind]; !had || !named || len(files) > 0 || before.Rows == 0 || k.whyHeld(string(kind)) != "" {
		return
	}
	k.holdKind(journal.MissingGate, kind, "no file of it came; the run for %s had %d rows of it", dayWords(before.AsOf), before.Rows)
}

// askDates asks how old the extract is, and whether its dates agree with each other and with the extract last accepted.
func (k *gatekeeper) askDates(kind sources.Kind, files []*sources.FileReport) {
	e := k.expect[kind]
	asOf, newest, persons := speaksFor(files)
	if asOf == 0 {
		return
	}
	if age := k.asOf - asOf; e.AgeDays > 0 && age > sources.Date(e.AgeDays) {
		k.holdOld(journal.AgeGate, kind, files, fmt.Sprintf("it speaks for %s, more than %d days before the as-of date", dateWords(asOf), e.AgeDays))
	}
	if e.AgeDays > 0 && newest != 0 && persons >= sameRows && asOf-newest > sources.Date(max(e.AgeDays, yearOld)) {
		k.holdOld(journal.DateGate, kind, files, fmt.Sprintf("it is said to speak for %s, and its newest row is of %s", dateWords(asOf), dateWords(newest)))
	}
	before, had := k.Past.Accepted[string(kind)]
	if had && before.Extract.AsOf > asOf.String() {
		then, _ := calendar.Parse(before.Extract.AsOf)
		k.holdOld(journal.DateGate, kind, files, fmt.Sprintf("it speaks for %s, and the one before it spoke for %s", dateWords(asOf), then.Words()))
	}
}

// holdOld holds a kind back. What it says may be over, and a child whom it once explained may be missing now: so the files of a
// whole list are not used.
func (k *gatekeeper) holdOld(g journal.Gate, kind sources.Kind, files []*sources.FileReport, why string) {
	if !k.expect[kind].Whole {
		k.holdKind(g, kind, "%s", why)
		return
	}
	for _, f := range files {
		k.fail(journal.GateReport{Gate: g, Kind: string(kind), File: f.File, Why: why, Unused: true, Held: true})
	}
}

func speaksFor(files []*sources.FileReport) (asOf, newest sources.Date, persons int) {
	for _, f := range files {
		asOf, newest, persons = max(asOf, f.AsOf), max(newest, f.Newest), persons+f.Persons
	}
	return asOf, newest, persons
}

// askRows holds the number of rows to what is expected, and to that of the extract last accepted.
func (k *gatekeeper) askRows(kind sources.Kind, files []*sources.FileReport) {
	e, n := k.expect[kind], countRecords(files)
	if n < e.RowsMin {
		k.holdKind(journal.RowsGate, kind, "%d rows (want at least %d)", n, e.RowsMin)
	}
	if e.RowsMax > 0 && n > e.RowsMax {
		k.holdKind(journal.RowsGate, kind, "%d rows (want at most %d)", n, e.RowsMax)
	}
	before := k.Past.Accepted[string(kind)]
	if best, most := k.bestRows(kind, n); !e.Uneven && lostRows(best.Rows, n, most) {
		k.holdKind(journal.RowsGate, kind, "%d rows, where the run for %s had %d", n, dayWords(best.AsOf), best.Rows)
	}
	had := map[string][]register.File{} // by name: there may be thousands of either
	for _, o := range before.Files {
		had[o.Name] = append(had[o.Name], o)
	}
	for _, f := range files {
		for _, o := range had[f.File] {
			if !(e.Uneven && begunAnew(o.AsOf, f.AsOf)) && lostRows(o.Rows, f.Records, e.Drop) {
				k.fail(journal.GateReport{Gate: journal.RowsGate, Kind: string(kind), File: f.File, Held: true,
					Why: fmt.Sprintf("%d rows, where it had %d in the run for %s", f.Records, o.Rows, dayWords(before.AsOf))})
			}
		}
	}
	if e.Whole {
		k.askSuccessors(kind, files, before.Files)
	}
}

// settled is how many days into a school year a file of absences has as many rows as it will have: it begins anew with the year.
const settled = 21

// begunAnew reports whether a file of absences speaks for another school year than the one before it, or one of the two for the
// first weeks of it.
func begunAnew(before string, now sources.Date) bool {
	then, err := calendar.Parse(before)
	if err != nil || now == 0 {
		return false
	}
	first := calendar.On(calendar.SchoolYear(now), time.September, 1)
	return then < first+settled
}

// askSuccessors holds each file of a whole list to the one that it replaces: of the same name but for the figures in it.
func (k *gatekeeper) askSuccessors(kind sources.Kind, files []*sources.FileReport, before []register.File) {
	type sized struct {
		name, asOf string
		rows       int
	}
	byStem := map[string][]sized{}
	here := map[string]bool{}
	for _, f := range files {
		here[f.File] = true
		byStem[nameStem(f.File)] = append(byStem[nameStem(f.File)], sized{f.File, f.AsOf.String(), f.Records})
	}
	for _, o := range before {
		if s := nameStem(o.Name); !here[o.Name] && len(byStem[s]) > 0 {
			byStem[s] = append(byStem[s], sized{o.Name, o.AsOf, o.Rows})
		}
	}
	for _, s := range slices.Sorted(maps.Keys(byStem)) {
		list := byStem[s]
		slices.SortFunc(list, func(a, b sized) int { return strings.Compare(a.asOf+a.name, b.asOf+b.name) })
		for i := 1; i < len(list); i++ {
			if a, b := list[i-1], list[i]; here[b.name] && a.asOf < b.asOf && lostRows(a.rows, b.rows, k.expect[kind].Drop) {
				k.fail(journal.GateReport{Gate: journal.RowsGate, Kind: string(kind), File: b.name, Held: true,
					Why: fmt.Sprintf("%d rows, where %s had %d", b.rows, a.name, a.rows)})
			}
		}
	}
}

var figures = regexp.MustCompile(`\d+`)

func nameStem(name string) string { return figures.ReplaceAllString(name, "#") }

func lostRows(before, now int, share float64) bool {
	lost := before - now
	return lost >= leastLost && float64(lost) > share*float64(before)
}

func countRecords(files []*sources.FileReport) int {
	n := 0
	for _, f := range files {
		n += f.Records
	}
	return n
}

// askColumns asks whether the fields that matter are said.
func (k *gatekeeper) askColumns(kind sources.Kind, files []*sources.FileReport) {
	e, filled := k.expect[kind], countFilled(files)
	for _, field := range slices.Sorted(maps.Keys(e.Fill)) {
		if share, rows := filled.shareOf(field); tooEmpty(share, rows, e.Fill[field]) {
			k.holdKind(journal.FillGate, kind, "%s", whyEmpty(field, share, rows, e.Fill[field], files...))
		}
	}
	if countRecords(files) < leastRows {
		return
	}
	best := k.bestFill(kind)
	for _, field := range slices.Sorted(maps.Keys(best)) {
		share, _ := filled.shareOf(field)
		if !e.Whole && share > 0 {
			continue // what events say differs from month to month
		}
		if before := best[field]; before.share-share > goneEmpty {
			k.holdKind(journal.FillGate, kind, "%s has a value in %s of the rows, where the run for %s had one in %s", field, percentWords(share),
				dayWords(before.on), percentWords(before.share))
		}
	}
}

// askRefusals asks how many rows could not be used. Adults, totals and empty rows are none that were wanted.
func (k *gatekeeper) askRefusals(kind sources.Kind, files []*sources.FileReport) {
	refused := k.countRefused()[kind]
	rows := countRecords(files) + refused
	if share := float64(refused) / float64(max(rows, 1)); rows >= leastRows && share > k.expect[kind].Rejected {
		k.holdKind(journal.RejectedGate, kind, "%d of %d rows cannot be used (want at most %s)", refused, rows, percentWords(k.expect[kind].Rejected))
	}
}

func (k *gatekeeper) countRefused() map[sources.Kind]int {
	if k.rejects == nil {
		k.rejects = map[sources.Kind]int{}
		for _, x := range k.in.Rejections {
			if x.Whole && x.Row > 0 && !x.Rest {
				k.rejects[x.Kind]++
			}
		}
	}
	return k.rejects
}

// acceptedExtracts is what the run accepts of each kind, for later runs to be held against.
func (k *gatekeeper) acceptedExtracts(a *rules.Authority) []register.Extract {
	var out []register.Extract
	unused, used := k.unusedFiles(), map[sources.Kind][]*sources.FileReport{}
	for i := range k.in.Reports {
		if f := &k.in.Reports[i]; f.SHA256 != "" && !unused[string(f.Kind)+":"+f.File] {
			used[f.Kind] = append(used[f.Kind], f)
		}
	}
	for _, kind := range sources.Kinds() {
		files := used[kind]
		if len(files) == 0 || k.whyHeld(string(kind)) != "" {
			continue
		}
		x := register.Extract{Kind: string(kind), Files: []register.File{}}
		for _, f := range files {
			x.Rows += f.Records
			x.AsOf = max(x.AsOf, f.AsOf.String())
			x.Files = append(x.Files, register.File{Name: f.File, SHA256: f.SHA256, Content: f.Hash(), AsOf: f.AsOf.String(), Rows: f.Records})
		}
		switch {
		case kind == sources.SchoolRolls:
			x.Files, x.Schools = nil, k.rememberedRolls(a)
		case bySchool[kind]:
			x.Files, x.Schools = nil, k.acceptedReturns(a) // files come by the hundred; schools are held one by one
		default:
			x.Fill = countFilled(files).often()
		}
		k.rememberMembers(&x)
		out = append(out, x)
	}
	return out
}

// unusedFiles are the files whose rows go no further, by kind and name.
func (k *gatekeeper) unusedFiles() map[string]bool {
	unused := map[string]bool{}
	for i := range k.reports {
		if g := &k.reports[i]; g.Unused && !g.LetPass() {
			unused[g.Kind+":"+g.File] = true
		}
	}
	return unused
}

// often is the share of the rows that say each field, of fields that many say.
func (c fillCounts) often() map[string]float64 {
	out := map[string]float64{}
	for field := range c {
		if share, _ := c.shareOf(field); share > goneEmpty {
			out[field] = share
		}
	}
	return out
}

func dayWords(t time.Time) string { return calendar.On(t.Date()).Words() }
