package intake

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sourcegraph/conc"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/members"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// Asked is what an intake is held to.
type Asked struct {
	Settings *settings.Settings
	Calendar *calendar.Calendar
	Past     *past.Past
	// Before is what the gates said of a run that is looked at again; nil: they are asked.
	Before []journal.GateReport
	// Changed are the extracts of which the settings say another thing than those of the last published run.
	Changed []journal.GateReport
}

// Gated is what the gates let through and, apart from it, what none but the measure of fairness may see.
type Gated struct {
	Passed *Passed
	Apart  *Apart
	Key    string // of what the files' gates decided
}

// Passed is what passed the gates, and what is known of the authority as a whole.
type Passed struct {
	Ingested  *Ingested
	Records   *Records // of Ingested
	Authority *rules.Authority
	Held      []Held             // kinds that are not relied on
	Accepted  []register.Extract // for later runs to be held against
	Portraits map[sources.Kind]*members.Portrait
	Notices   []journal.Notice // of what the run cannot rely on, to be told with what that means for the lists
}

// Held is a kind of extract that the run does not rely on.
type Held struct {
	Kind     sources.Kind
	Whole    bool          // all of it; otherwise some of its rows are lost
	Accepted bool          // an earlier run accepted one
	SpokeFor calendar.Date // the day for which it spoke then
	Folder   string        // of that run, in the output folder
}

// gatekeeper holds what was read against what is expected and what was accepted before.
type gatekeeper struct {
	Asked
	asOf        calendar.Date
	in          *Ingested
	expect      map[sources.Kind]sources.Expectation
	reports     []journal.GateReport
	used        []bool // by line of the settings that accepts: it matched something
	homes       map[string]bool
	rejects     map[sources.Kind]int
	lost        bool // a school has lost pupils since the run last accepted
	doubts      []journal.Notice
	likes       map[sources.Kind]*members.Portrait
	asked       map[journal.GateReport]int               // by question, where in reports it stands
	declared    map[sources.Kind]map[string]sources.Date // the days that the settings give for files; nil until somebody asks
	known, last map[sources.Kind]filesBy                 // files ever accepted, and last accepted
	rolls       *rollsAccepted                           // of schools, lately; nil until somebody asks
	stood       map[string]calendar.Date                 // by file, the day on which a register that has not changed for long first said what it says
}

func newGatekeeper(asked Asked, asOf calendar.Date, in *Ingested) *gatekeeper {
	return &gatekeeper{Asked: asked, asOf: asOf, in: in, expect: asked.Settings.Expectations(),
		used: make([]bool, len(asked.Settings.Accept)), stood: map[string]calendar.Date{},
		asked: map[journal.GateReport]int{}, known: map[sources.Kind]filesBy{}, last: map[sources.Kind]filesBy{}}
}

// Gate is the stage after reading: it holds every file and every extract to what is expected of it, and leaves out what must
// not be used. It says so in the manifest; what it holds back is told again where it matters.
func Gate(j *journal.Journal, asked Asked, read Read) (Gated, error) {
	if err := asked.Settings.ExpiredAcceptances(j.AsOf); err != nil {
		return Gated{}, err
	}
	k := newGatekeeper(asked, j.AsOf, read.Ingested)
	if k.reports = asked.Before; asked.Before == nil {
		if err := k.askAuthority(); err != nil {
			return Gated{}, err
		}
		for _, g := range asked.Changed {
			k.fail(g)
		}
		k.askFiles()
		if err := k.askRecords(NewRecords(read.Ingested.Slabs), j.Workers); err != nil {
			return Gated{}, err
		}
	}
	for i := range k.reports {
		k.asked[k.reports[i].Question()] = i
	}
	accepted, persons := 0, 0
	for i := range k.reports {
		if k.reports[i].LetPass() {
			accepted++
		}
	}
	unused := k.unusedFiles()
	j.Manifest.NotUsed(k.reports)
	for i := range k.in.Reports {
		persons += k.in.Reports[i].Records
	}
	j.Count("gates not passed", len(k.reports)-accepted)
	j.Count("gates accepted", accepted)
	if persons == 0 {
		return Gated{}, ErrNothingRead
	}
	key, err := json.Marshal(k.reports)
	if err != nil {
		panic(err) // a GateReport is plain data
	}
	if len(unused) > 0 {
		read = read.withoutFiles(unused)
	}
	p := &Passed{Ingested: read.Ingested, Records: NewRecords(read.Ingested.Slabs), Portraits: k.likes}
	p.Authority, p.Notices = k.describeAuthority(p.Ingested, p.Records)
	p.Held, p.Accepted = k.heldKinds(), k.acceptedExtracts(p.Authority)
	j.Manifest.Gates = k.reports
	return Gated{p, read.Apart, journal.HashBytes(key)}, nil
}

// askFiles asks every gate that can be asked of files and of extracts as wholes.
func (k *gatekeeper) askFiles() {
	refused := map[string]string{}
	for _, x := range k.in.Rejections {
		if x.Row == 0 && x.Whole {
			refused[x.File] = x.Reason
		}
	}
	by := map[sources.Kind][]*sources.FileReport{}
	for i := range k.in.Reports {
		f := &k.in.Reports[i]
		if why, bad := refused[f.File]; bad {
			k.failUnreadable(f, why)
			continue
		}
		by[f.Kind] = append(by[f.Kind], f)
	}
	for _, kind := range sources.Kinds() {
		files := by[kind]
		k.askSameFiles(kind, files)
		for _, f := range files {
			k.askFile(f)
		}
		k.askExtract(kind, files)
	}
}

// askRecords asks what can be asked of rows. What is to be known for it is gathered side by side, and asked about in order.
func (k *gatekeeper) askRecords(records *Records, workers int) error {
	asked, err := k.askedOfMembers(workers)
	if err != nil {
		return err
	}
	var returns map[oneReturn]birthTally
	var gathering conc.WaitGroup
	gathering.Go(func() { returns = gatherBirths(records).tallyReturns() })
	k.likes = members.DrawPortraits(asked, records)
	gathering.Wait()
	k.askReturnBirths(returns)
	k.askMembers(asked.Held)
	return nil
}

// fail reports a gate that was not passed, unless one of the same kind, file and gate was before, and marks it as accepted
// where a line of the settings says so.
func (k *gatekeeper) fail(g journal.GateReport) *journal.GateReport {
	if at, before := k.asked[g.Question()]; before {
		return &k.reports[at]
	}
	k.asked[g.Question()] = len(k.reports)
	for i := range k.Settings.Accept {
		a := &k.Settings.Accept[i]
		if a.Covers(&g) {
			k.used[i] = true
			g.Accepted = &journal.Accepted{By: a.By, Until: a.Until, Reason: a.Reason}
			break
		}
	}
	k.reports = append(k.reports, g)
	return &k.reports[len(k.reports)-1]
}

// declaredDay is the day that the settings give for a file; zero when they give none.
func (k *gatekeeper) declaredDay(f *sources.FileReport) sources.Date {
	if k.declared == nil {
		k.declared = k.Settings.DeclaredDays()
	}
	return k.declared[f.Kind][f.File]
}

// acceptedLike are the files accepted before that have the bytes of a file or say what it says.
func (k *gatekeeper) acceptedLike(f *sources.FileReport) []register.File {
	if k.known[f.Kind] == nil {
		k.known[f.Kind] = indexFiles(k.Past.Files[string(f.Kind)])
	}
	return k.known[f.Kind].like(f)
}

// lastLike are those of the files last accepted.
func (k *gatekeeper) lastLike(f *sources.FileReport) []register.File {
	if k.last[f.Kind] == nil {
		k.last[f.Kind] = indexFiles(k.Past.Accepted[string(f.Kind)].Files)
	}
	return k.last[f.Kind].like(f)
}

// filesBy are files by their hash and by their content: there may be thousands, each to be found among thousands.
type filesBy map[string][]register.File

func indexFiles(files []register.File) filesBy {
	by := filesBy{}
	for _, f := range files {
		by["sha256 "+f.SHA256] = append(by["sha256 "+f.SHA256], f)
		by["content "+f.Content] = append(by["content "+f.Content], f)
	}
	return by
}

func (by filesBy) like(f *sources.FileReport) []register.File {
	return slices.Concat(by["sha256 "+f.SHA256], by["content "+f.Hash()])
}

// whyHeld returns why a kind is held back as a whole; empty when it is not.
func (k *gatekeeper) whyHeld(kind string) string {
	for i := range k.reports {
		if g := &k.reports[i]; g.Kind == kind && g.Held && !g.LetPass() {
			return g.Fault()
		}
	}
	return ""
}

// heldKinds is the kinds that are not relied on.
func (k *gatekeeper) heldKinds() []Held {
	var held []Held
	for _, kind := range sources.Kinds() {
		h := Held{Kind: kind, Whole: k.whyHeld(string(kind)) != ""}
		before, had := k.Past.Accepted[string(kind)]
		if !h.Whole && !(bySchool[kind] && k.lost && (had || kind == sources.SchoolCensus)) {
			continue
		}
		if had {
			h.Accepted, h.Folder = true, before.Folder
			h.SpokeFor, _ = calendar.Parse(before.Extract.AsOf) // not known where it did not say
		}
		held = append(held, h)
	}
	return held
}

// gateNotices tells what did not pass, gravely, and what was let pass. That the list of seals did not pass makes nothing unknown, and
// is told where seals are applied.
func (k *gatekeeper) gateNotices() []journal.Notice {
	out := k.doubts
	type question struct{ kind, gate, why string }
	told := map[question]bool{}
	for i := range k.reports {
		g := &k.reports[i]
		if g.Kind == string(sources.Protected) && !g.LetPass() {
			continue
		}
		if q := (question{g.Kind, string(g.Gate), g.Why}); g.Gate == journal.ColumnGate { // of all files of a kind alike: once
			if told[q] {
				continue
			}
			told[q] = true
		}
		if n, tell := g.Notice(); tell {
			out = append(out, n)
		}
	}
	for i, used := range k.used {
		if a := k.Settings.Accept[i]; !used {
			out = append(out, journal.Notice{Kind: a.Kind, Text: fmt.Sprintf(
				"accept[%d]: no gate %s of %s had to be passed; delete the line", i, a.Gate, strings.TrimSpace(a.Kind+" "+a.File))})
		}
	}
	return out
}

// withoutFiles leaves out the records of files, named by kind and name. What was read and refused of them stays counted.
func (read Read) withoutFiles(unused map[string]bool) Read {
	in := *read.Ingested
	all := NewRecords(in.Slabs)
	c := newCollector()
	var kept []int32
	for i, rec := range all.All(sources.WhoPart | sources.ClaimPart) {
		if !unused[string(rec.Kind)+":"+rec.File] {
			kept = append(kept, int32(i))
			c.append(rec)
		}
	}
	c.endSlab()
	in.Slabs = c.slabs
	in.Reports = slices.DeleteFunc(slices.Clone(in.Reports), func(f sources.FileReport) bool {
		return unused[string(f.Kind)+":"+f.File]
	})
	return Read{&in, read.Apart.onlyRecords(kept)}
}
