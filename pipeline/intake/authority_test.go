package intake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// Schools are joined to their links; of two establishments with one number the open one is meant; a link names schools by number or by URN.
func TestSchoolsAreJoined(t *testing.T) {
	in := &Ingested{
		Schools: []sources.School{
			{URN: "1", LAESTAB: "8872001", Name: "Open", Phase: "Primary", Group: "Academies", Status: "Open", Opened: 1, LowAge: 4, HighAge: 11, Postcode: "ME4 9ZZ"}, {URN: "2", LAESTAB: "8872001", Name: "Closed", Closed: 9},
			{URN: "3", LAESTAB: "8872002", Name: "First closed", Closed: 9}, {URN: "4", LAESTAB: "8872002", Name: "Then opened"}, {URN: "5", Name: "no number"},
		},
		Links: []sources.SchoolLink{{LAESTAB: "8872003", LinkedLAESTAB: "8872004", Type: "successor"}, {LAESTAB: "8872003", LinkedLAESTAB: "8872004", Type: "successor"}, {URN: "1", LinkedURN: "3", Type: "predecessor"},
			{URN: "9", LinkedURN: "1", Type: "successor"}, {URN: "1", LinkedURN: "9", Type: "successor"}, {URN: "1", LinkedURN: "2", Type: "successor"}},
	}
	want := map[string]rules.School{
		"8872001": {LAESTAB: "8872001", Name: "Open", Phase: "Primary", Group: "Academies", Status: "Open", Opened: 1, LowAge: 4, HighAge: 11, Predecessors: []string{"8872002"}},
		"8872002": {LAESTAB: "8872002", Name: "Then opened", Successor: "8872001"},
		"8872003": {LAESTAB: "8872003", Successor: "8872004"}, "8872004": {LAESTAB: "8872004", Predecessors: []string{"8872003"}},
	}
	if got := joinSchools(in); !reflect.DeepEqual(got, want) {
		t.Errorf("schools\n%+v\nwant\n%+v", got, want)
	}
	slices.Reverse(in.Schools)
	if got := joinSchools(in); !reflect.DeepEqual(got, want) {
		t.Errorf("schools in the other order\n%+v\nwant\n%+v", got, want)
	}
}

// A school that its status says has closed, or is only to open, owes no return.
func TestOnlyOpenSchoolsOweReturns(t *testing.T) {
	in := &Ingested{}
	for i, status := range []string{"Open", "Closed", "Proposed to open", "Open, but proposed to close"} {
		in.Schools = append(in.Schools, sources.School{URN: strconv.Itoa(i), LAESTAB: "887200" + strconv.Itoa(i), Status: status, Group: "Academies", Phase: "Primary"})
	}
	a := &rules.Authority{AsOf: asOf, Home: "887", Schools: joinSchools(in), Censuses: []calendar.Date{asOf - 10}, Extracts: map[string]rules.Extract{}, Returns: map[string][]rules.Return{
		"8872000": {{On: asOf - 10, Pupils: 100}}, "8872003": {{On: asOf - 10, Pupils: 100}}}}
	if notices := gatekeeperOf().askCoverage(a); len(notices) != 0 {
		t.Errorf("told %v", notices)
	}
}

// Each kind is said to have come, for which day, and whether that is too long ago; what did not come and what cannot be used is told.
func TestExtractsAreDescribed(t *testing.T) {
	k := asking(nil)
	for _, kind := range []string{"health", "housing", "referrals", "deaths", "school_census"} {
		k.Settings.Sources = append(k.Settings.Sources, settings.Source{Kind: kind})
	}
	fresh := func(kind sources.Kind) calendar.Date { return calendar.Date(freshDays[kind]) }
	dated := func(kind sources.Kind, name string, asOf calendar.Date) sources.FileReport {
		f := file(kind, name, 1)
		f.AsOf = asOf
		return *f
	}
	in := &Ingested{Reports: []sources.FileReport{dated(sources.Health, "a", asOf-fresh(sources.Health)), dated(sources.Health, "b", asOf-999), dated(sources.Housing, "c", asOf-fresh(sources.Housing)-1),
		dated(sources.Deaths, "bad", asOf), dated(sources.Referrals, "d", asOf), dated(sources.SocialCare, "e", 0)},
		Rejections: []sources.Rejection{{Kind: sources.Deaths, File: "bad", Whole: true, Reason: "damaged"}, {Kind: sources.Health, File: "a", Row: 3, Whole: true}, {Kind: sources.Health, File: "b", Reason: "a value"}}}
	k.stood["d"] = asOf - 900
	a := describing()
	a.Extracts = declaredExtracts()
	var told []string
	for _, n := range k.describeExtracts(a, in) {
		told = append(told, n.Text)
		if !n.Grave || !strings.HasPrefix(n.Text, n.Kind+": ") {
			t.Errorf("notice %+v", n)
		}
	}
	want := []string{"deaths: bad cannot be used: damaged", "deaths: the settings name it and no file of it came; rules that need it say unknown",
		"housing: the newest extract speaks for " + (asOf - fresh(sources.Housing) - 1).Words() + ", more than " + strconv.Itoa(freshDays[sources.Housing]) + " days before the as-of date"}
	if freshDays[sources.Referrals] > 0 {
		want = append(want, "referrals: the newest extract speaks for "+(asOf-900).Words()+", more than "+strconv.Itoa(freshDays[sources.Referrals])+" days before the as-of date")
	}
	want = append(want, "school_census: the settings name it and no file of it came; rules that need it say unknown")
	if !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	for kind, x := range map[string]rules.Extract{"health": {Came: true, AsOf: asOf - fresh(sources.Health)}, "housing": {Came: true, AsOf: asOf - fresh(sources.Housing) - 1, Stale: true}, "deaths": {},
		"referrals": {Came: true, AsOf: asOf - 900, Stale: freshDays[sources.Referrals] > 0}, "social_care": {Came: true}, "school_census": {}} {
		d, _ := sources.DeclarationOf(sources.Kind(kind))
		x.Reliance = rules.Reliance(d.Reliance)
		if got := a.Extracts[kind]; got != x {
			t.Errorf("%s: %+v, want %+v", kind, got, x)
		}
	}
}

// How far the returns of schools reach back is told by all but the earliest hundredth of their leavings.
func TestHowFarReturnsReachBack(t *testing.T) {
	left := func(kind sources.Kind, n int, from calendar.Date) (recs []sources.Record) {
		for i := range n {
			recs = append(recs, sources.Record{Kind: kind, Row: i, Claims: []sources.Claim{{Kind: sources.LeftRoll, From: from + calendar.Date(i)}, {Kind: sources.LeftRoll}, {Kind: sources.Roll, From: 1}}})
		}
		return recs
	}
	for _, c := range []struct {
		recs []sources.Record
		came bool
		want calendar.Date
	}{
		{left(sources.RollChanges, 99, 1000), true, 1000}, {left(sources.RollChanges, 100, 1000), true, 1001}, {left(sources.RollChanges, 250, 1000), true, 1002}, {left(sources.SchoolCensus, 9, 1000), true, 0},
		{left(sources.RollChanges, 9, 1000), false, 0},
	} {
		a := describing()
		a.Extracts["roll_changes"] = rules.Extract{Came: c.came}
		noteReach(a, recordsOf(c.recs))
		if got := a.Extracts["roll_changes"].Since; got != c.want {
			t.Errorf("%d leavings reach back to %d, want %d", len(c.recs), got, c.want)
		}
	}
}

// A Gate stage leaves out the rows of what is not used, and says in the manifest what did not pass, what was let pass and what is held.
func TestTheGateStage(t *testing.T) {
	j := journal.New(t.Context(), journal.Options{AsOf: asOf}.WithDefaults(""))
	j.Manifest.Inputs = []journal.Input{{Kind: "health", File: "a"}, {Kind: "health", File: "b"}}
	s := &settings.Settings{}
	s.Authority.Code = "887"
	s.Sources = []settings.Source{{Kind: "health"}, {Kind: "housing"}}
	s.Accept = []settings.Accept{{Gate: "missing", Kind: "housing", Until: "2026-10-15", By: "lead", Reason: "moved"}}
	in := &Ingested{Reports: []sources.FileReport{*file(sources.Health, "a", 60), *file(sources.Health, "b", 60)}}
	in.Reports[1].Content = in.Reports[0].Content
	c := newCollector()
	for i, name := range []string{"a", "b", "a"} {
		c.append(&sources.Record{Kind: sources.Health, File: name, Row: i, ID: sources.NewRecordID(sources.Health, name, i), Who: sources.Identity{Surname: "Quayle"}})
	}
	c.endSlab()
	in.Slabs = c.slabs
	apart := &Apart{}
	apart.addExtract(3, nil)
	asked := Asked{Settings: s, Past: &past.Past{}}
	gated := journal.Step(j, "gate", func() (Gated, error) { return Gate(j, asked, Read{in, apart}) })
	if err := j.Failure(); err != nil {
		t.Fatal(err)
	}
	if gated.Passed.Records.Len() != 2 || gated.Passed.Records.Origin(1).Row != 2 || len(gated.Apart.kept) != 2 || len(gated.Passed.Ingested.Reports) != 1 || len(in.Reports) != 2 || gated.Passed.Authority.AsOf != asOf ||
		gated.Passed.Authority.Home != "887" || gated.Passed.Authority.Amounts == nil {
		t.Errorf("passed %+v", gated.Passed)
	}
	if in := j.Manifest.Inputs; in[0].NotUsed != "" || in[1].NotUsed == "" || len(j.Manifest.Gates) != 1 || !slices.Equal(j.Manifest.Stages[0].Counts, journal.Counts{{Name: "gates not passed", N: 1}, {Name: "gates accepted"}}) {
		t.Errorf("the manifest says %+v, %+v", j.Manifest.Inputs, j.Manifest.Stages[0])
	}
	if len(gated.Passed.Held) != 0 || len(gated.Passed.Accepted) != 1 || len(gated.Key) != 64 || len(gated.Passed.Notices) != 3 {
		t.Errorf("held %v, accepted %v, notices %v", gated.Passed.Held, gated.Passed.Accepted, gated.Passed.Notices)
	}
	// Looked at again, what the gates said is taken from the manifest, and the same key comes of it.
	asked.Before = j.Manifest.Gates
	again, err := Gate(j, asked, Read{in, apart})
	if err != nil || again.Key != gated.Key || again.Passed.Records.Len() != 2 {
		t.Errorf("looked at again: %v", err)
	}
	asked.Before = []journal.GateReport{}
	if other, err := Gate(j, asked, Read{in, apart}); err != nil || other.Key == gated.Key || other.Passed.Records.Len() != 3 || other.Apart != apart {
		t.Errorf("where nothing was said: %v", err)
	}
	s.Accept = append(s.Accept, settings.Accept{Gate: "same", Kind: "health", Until: "2026-10-15", By: "lead", Reason: "so sent"})
	asked.Before = nil
	j.Manifest.Stages = []journal.StageReport{{}}
	if let, err := Gate(j, asked, Read{in, apart}); err != nil || let.Passed.Records.Len() != 3 || !slices.Equal(j.Manifest.Stages[0].Counts, journal.Counts{{Name: "gates not passed"}, {Name: "gates accepted", N: 1}}) {
		t.Errorf("let pass: %v, counted %v", err, j.Manifest.Stages[0].Counts)
	}
	s.Accept[0].Until = "2026-10-14"
	if _, err := Gate(j, asked, Read{in, apart}); err == nil || !strings.Contains(err.Error(), "expired") {
		t.Errorf("with a line that has run out: %v", err)
	}
	s.Accept = nil
	if _, err := Gate(j, asked, Read{&Ingested{}, &Apart{}}); !errors.Is(err, ErrNothingRead) {
		t.Errorf("without a record: %v", err)
	}
}

// Rows of every file are accounted for, in the manifest as well; rejections stand as a reader looks them up.
func TestRowsAreAccountedFor(t *testing.T) {
	account := func(in *Ingested) (*journal.Journal, error) {
		j := journal.New(t.Context(), journal.Options{}.WithDefaults(""))
		journal.Step(j, "ingest", func() (int, error) { return 0, accountForRows(j, in) })
		return j, j.Failure()
	}
	f := sources.FileReport{Kind: sources.Health, File: "a", SHA256: "s", Bytes: 9, AsOf: asOf, Rows: 5, Records: 3, Rejects: 2, Values: 4, Unknown: []string{"x"}, Codes: map[string]int{"c": 1}, Notes: []string{"n"}}
	j, err := account(&Ingested{Reports: []sources.FileReport{f, {Kind: sources.Housing, File: "b", Rows: 2, Rejects: 2}}})
	want := journal.Input{Kind: "health", File: "a", SHA256: "s", Bytes: 9, AsOf: "2026-10-15", Rows: 5, Records: 3, Rejects: 2, Values: 4, Unknown: []string{"x"}, Codes: map[string]int{"c": 1}, Notes: []string{"n"}}
	if err != nil || len(j.Manifest.Inputs) != 2 || !reflect.DeepEqual(j.Manifest.Inputs[0], want) ||
		!slices.Equal(j.Manifest.Stages[0].Counts, journal.Counts{{Name: "files", N: 2}, {Name: "rows", N: 7}, {Name: "records", N: 3}, {Name: "rejected", N: 4}}) {
		t.Errorf("accounted %+v, %v", j.Manifest, err)
	}
	f.Rejects = 1
	if _, err := account(&Ingested{Reports: []sources.FileReport{f}}); err == nil || !strings.Contains(err.Error(), "health: a: 5 rows became 3 records and 1 rejections") {
		t.Errorf("a row that is lost: %v", err)
	}
	if _, err := account(&Ingested{Reports: []sources.FileReport{{Rows: 2, Rejects: 2}}}); !errors.Is(err, ErrNothingRead) {
		t.Errorf("without a record: %v", err)
	}
	x := func(kind sources.Kind, file string, row int, field, reason string) sources.Rejection {
		return sources.Rejection{Kind: kind, File: file, Row: row, Field: field, Reason: reason}
	}
	sorted := []sources.Rejection{x("a", "z", 9, "z", "z"), x("b", "a", 9, "z", "z"), x("b", "b", 1, "z", "z"), x("b", "b", 2, "a", "z"), x("b", "b", 2, "b", "a"), x("b", "b", 2, "b", "b")}
	in := &Ingested{}
	for i := range sorted {
		in.Rejections = append(in.Rejections, sorted[(i*5+3)%len(sorted)])
	}
	if got := in.SortedRejections(); !slices.Equal(got, sorted) {
		t.Errorf("sorted %v", got)
	}
}

// What is collected of records: rows of the list of addresses are places, and the address of a household in a refuge is noted.
func TestWhatIsCollected(t *testing.T) {
	c := newCollector()
	refuge := sources.Claim{Kind: sources.Flag, Status: "refuge"}
	for _, rec := range []sources.Record{
		{Kind: sources.Addresses, Who: sources.Identity{UPRN: "1", Postcode: "ME4 9ZZ"}, Claims: []sources.Claim{{Place: "887", Ref: "E05000001", From: 1, To: 2}, {Place: "888"}}},
		{ID: "2", Kind: sources.SocialCare, Who: sources.Identity{Address: "12 Mill Lane", Postcode: "ME4 9ZZ"}, Claims: []sources.Claim{{Kind: sources.Residence}, refuge, refuge}},
		{ID: "3", Kind: sources.SocialCare, Who: sources.Identity{Postcode: "ME4 9ZZ", UPRN: "7"}, Claims: []sources.Claim{refuge}},
		{ID: "5", Kind: sources.Housing, Claims: []sources.Claim{{Kind: sources.Residence, Marks: "x refuge"}}},
		{Kind: sources.SocialCare, Who: sources.Identity{Address: "14 Mill Lane"}, Claims: []sources.Claim{{Kind: sources.Flag, Status: "child_in_need"}, {Kind: sources.Residence, Status: "refuge"}}},
	} {
		if err := c.Record(&rec); err != nil {
			t.Fatal(err)
		}
	}
	c.endSlab()
	c.endSlab()
	if want := []Address{{"1", "ME4 9ZZ", "887", "E05000001", 1, 2}, {"1", "ME4 9ZZ", "888", "", 0, 0}}; !slices.Equal(c.addresses, want) || len(c.slabs) != 1 || c.slabs[0].Len() != 4 || c.apart.Len() != 4 ||
		!slices.Equal(c.dangers.Refuges, []Refuge{{"2", "12 Mill Lane", "ME4 9ZZ", ""}, {"3", "", "ME4 9ZZ", "7"}, {"5", "", "", ""}}) {
		t.Errorf("collected %+v, refuges %v", c.addresses, c.dangers.Refuges)
	}
	if a := AddressDigest("12 Mill Lane", "ME4 9ZZ"); a != AddressDigest("12, MILL-lane", "ME4 9ZZ") || a == AddressDigest("12 Mill Lane", "ME4 9YY") || a == AddressDigest("13 Mill Lane", "ME4 9ZZ") || AddressDigest("", "ME4 9ZZ") != 0 {
		t.Error("a digest is not of letters, digits and postcode")
	}
	if got := LettersAndDigits("Ab-9 zZ'é!"); got != "AB9ZZé" {
		t.Errorf("letters and digits are %q", got)
	}
	for i := range 2*slabRows + 1 {
		c.append(&sources.Record{Kind: sources.Health, Row: i})
	}
	if c.endSlab(); len(c.slabs) != 4 || c.slabs[1].Len() != slabRows {
		t.Errorf("%d slabs, the second of %d rows", len(c.slabs), c.slabs[1].Len())
	}
}

// Everything that is distrusted of the authority is told: short returns, extracts that did not come, schools without a return, gates.
func TestTheAuthorityIsDescribed(t *testing.T) {
	k := asking(nil)
	k.Settings.Sources = []settings.Source{{Kind: "deaths"}}
	in := &Ingested{Reports: []sources.FileReport{*file(sources.SchoolCensus, "c", 150)}, Schools: []sources.School{{URN: "1", LAESTAB: "8872001", Name: "Ash Primary", Group: "Academies"}, {URN: "2", LAESTAB: "8872002", Name: "Beech", Group: "Academies"}}}
	k.holdKind(journal.RowsGate, sources.Health, "few")
	left := sources.Record{Kind: sources.RollChanges, Claims: []sources.Claim{{Kind: sources.LeftRoll, From: 500}}}
	in.Reports = append(in.Reports, *file(sources.RollChanges, "r", 1))
	a, notices := k.describeAuthority(in, recordsOf(census("8872001", may, 100), census("8872001", october, 50), census("8872002", may, 50), []sources.Record{left}))
	var told []string
	for _, n := range notices {
		told = append(told, n.Text[:min(len(n.Text), 45)])
	}
	if want := []string{"the return of Ash Primary for 1 October 2026 i", "deaths: the settings name it and no file of i", "no return for the census of 1 October 2026 fr", "health: few; it is held back, rules that need"}; !slices.EqualFunc(told, want, func(a, b string) bool { return strings.HasPrefix(b, a) || strings.HasPrefix(a, b) }) {
		t.Errorf("told %q", told)
	}
	if h := a.Extracts["health"]; !h.Came || h.Held != "few" || a.Extracts["school_census"].Held != "" || a.AsOf != asOf || a.Home != "887" || len(a.Schools) != 2 || len(a.Returns) != 2 || a.Extracts["roll_changes"].Since != 500 {
		t.Errorf("the authority is %+v", a)
	}
}

// What is held apart stands beside the records of its own extract, whatever extracts are empty.
func TestApartIsCountedByExtract(t *testing.T) {
	said := func(groups ...sources.EthnicGroup) arrow.Record {
		var b sources.ApartBuilder
		for _, g := range groups {
			b.Append()
			b.Last(sources.HeldApart{Ethnicity: g})
		}
		return b.Batch()
	}
	a := &Apart{}
	a.addExtract(2, nil)
	a.addExtract(0, nil)
	a.addExtract(2, said(sources.Black, sources.Asian))
	a.addExtract(1, said(sources.Mixed))
	a.addExtract(0, nil)
	none := sources.EthnicityNotKnown
	for record, want := range []sources.EthnicGroup{none, none, sources.Black, sources.Asian, sources.Mixed} {
		if got := a.Ethnicity(record); got != want {
			t.Errorf("record %d: %s, want %s", record, got, want)
		}
	}
	kept := a.onlyRecords([]int32{1, 3, 4})
	if kept.Ethnicity(0) != none || kept.Ethnicity(1) != sources.Asian || kept.Ethnicity(2) != sources.Mixed || a.Ethnicity(2) != sources.Black || (*Apart)(nil).onlyRecords(nil) != nil {
		t.Errorf("of what is kept the groups are %v, %v, %v", kept.Ethnicity(0), kept.Ethnicity(1), kept.Ethnicity(2))
	}
}

// An intake that is stopped says so.
func TestAStoppedIntakeSaysSo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "care.csv")
	if err := os.WriteFile(file, []byte("person_id,surname,forename,dob,flag,start_date\nP1,Quayle,Alma,04/03/2016,CIN,01/09/2026\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	extracts := []sources.Extract{{Kind: sources.SocialCare, Files: []string{file}, Root: filepath.Dir(file)}}
	read := func(ctx context.Context) (Read, error) {
		j := journal.New(ctx, journal.Options{}.WithDefaults(""))
		j.Manifest.Stages = []journal.StageReport{{}}
		return Ingest(j, nil, extracts)
	}
	if got, err := read(t.Context()); err != nil || NewRecords(got.Ingested.Slabs).Len() != 1 || len(got.Ingested.Seconds) != 1 {
		t.Fatalf("read %+v, %v", got, err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := read(stopped); !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped intake: %v", err)
	}
}

// Records of several slabs are found by number, whatever slabs are empty.
func TestRecordsAreNumberedOverSlabs(t *testing.T) {
	slab := func(rows ...int) *sources.Slab {
		c := newCollector()
		for _, row := range rows {
			c.append(&sources.Record{Kind: sources.Health, Row: row, Who: sources.Identity{Surname: "S"}, Claims: []sources.Claim{{Kind: sources.Roll}}})
		}
		return c.builder.Slab()
	}
	empty := slab()
	r := NewRecords([]*sources.Slab{empty, slab(10, 11), empty, empty, slab(12), slab(13, 14, 15), empty})
	if r.Len() != 6 {
		t.Fatalf("%d records", r.Len())
	}
	for i := range r.Len() {
		if r.Whole(i).Row != 10+i || r.Origin(i).Row != 10+i || r.Origin(i).Kind != sources.Health {
			t.Errorf("record %d is row %d", i, r.Whole(i).Row)
		}
		if r.Whole(i).Who.Surname != "S" || len(r.Whole(i).Claims) != 1 {
			t.Errorf("record %d says another part", i)
		}
	}
	var rows []int
	for i, rec := range r.OfKind(sources.Health, sources.ClaimPart) {
		rows = append(rows, i, rec.Row)
		if rec.Who.Surname != "" || len(rec.Claims) != 1 {
			t.Errorf("record %d of its kind says another part", i)
		}
	}
	for i, o := range r.Origins() {
		if rows[2*i] != i || rows[2*i+1] != o.Row || o.Row != 10+i {
			t.Errorf("record %d stands in row %d", i, o.Row)
		}
	}
	n := 0
	for at := range r.Places() {
		if at != r.At(n) || r.RowCountAt(at) != 1 {
			t.Errorf("record %d lies elsewhere", n)
		}
		n++
	}
	if n != r.Len() {
		t.Errorf("%d records lie somewhere", n)
	}
	for i, rec := range r.OfKind(sources.Deaths, sources.WhoPart) {
		t.Errorf("record %d of row %d is of an extract that nobody sent", i, rec.Row)
	}
}

// An extract of which nobody says for which day it speaks counts as old, where an old one is worth less.
func TestAnExtractOfNoDayCountsAsOld(t *testing.T) {
	s := &settings.Settings{Sources: []settings.Source{{Kind: "health", Path: "a.csv"}, {Kind: "deaths", Path: "b.csv"}}}
	k := &gatekeeper{Asked: Asked{Settings: s}, asOf: asOf}
	a := describing()
	a.Extracts = declaredExtracts()
	notices := k.describeExtracts(a, &Ingested{Reports: []sources.FileReport{{Kind: sources.Health, File: "a.csv"}, {Kind: sources.Deaths, File: "b.csv"}}})
	told := slices.ContainsFunc(notices, func(n journal.Notice) bool {
		return n.Grave && strings.Contains(n.Text, "health: nobody says for which day it speaks, so that it counts as old; say as_of")
	})
	if freshDays[sources.Health] == 0 || !a.Extracts["health"].Stale || !told {
		t.Errorf("of no day: %+v, told %+v", a.Extracts["health"], notices)
	}
	if old := freshDays[sources.Deaths] > 0; a.Extracts["deaths"].Stale != old {
		t.Errorf("where age does not matter: %+v", a.Extracts["deaths"])
	}
}
