package peopletest

import (
	"testing"

	"rollcall/matchers"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Ash and Dale are the schools of the authority, a primary and a secondary one; Census is the day of their newest returns.
const (
	Ash  = "8872001"
	Dale = "8874001"
)

// Census is the day of the newest returns, and AsOf that of the run.
var (
	Census = calendar.On(2026, 10, 1)
	AsOf   = calendar.On(2026, 10, 15)
)

// Night is what a run begins to judge from.
type Night struct {
	*journal.Journal
	Passed   *intake.Passed
	Children *people.Children
	Known    people.KnownIdentities // to be filled before Make
	Grey     []matchers.PossibleLink
	records  []sources.Record
	cluster  []int32 // by record
	clusters int32
}

// Begin is a night without children.
func Begin(t testing.TB) *Night {
	a := &rules.Authority{AsOf: AsOf, Home: "887", Calendar: calendar.New(nil, calendar.WithHomeAuthority("887")), Schools: map[string]rules.School{},
		Extracts: map[string]rules.Extract{}, Returns: map[string][]rules.Return{}, Censuses: []calendar.Date{calendar.On(2026, 5, 21), Census}}
	for _, s := range []rules.School{{LAESTAB: Ash, Name: "Ash Primary", Phase: "Primary", LowAge: 4, HighAge: 11},
		{LAESTAB: Dale, Name: "Dale Academy", Phase: "Secondary", LowAge: 11, HighAge: 16}} {
		a.Schools[s.LAESTAB] = s
		for _, on := range a.Censuses {
			a.Returns[s.LAESTAB] = append(a.Returns[s.LAESTAB], rules.Return{On: on, Pupils: 200})
		}
	}
	for _, kind := range sources.Kinds() {
		d, _ := sources.DeclarationOf(kind)
		a.Extracts[string(kind)] = rules.Extract{Reliance: rules.Reliance(d.Reliance), Came: true}
	}
	return &Night{Journal: journal.New(t.Context(), journal.Options{AsOf: AsOf, Workers: 2}.WithDefaults(t.TempDir())),
		Passed: &intake.Passed{Ingested: &intake.Ingested{}, Authority: a}}
}

// Child adds a child of records, each the next row of the file of its kind where it does not say another.
func (n *Night) Child(records ...sources.Record) {
	for _, r := range records {
		if r.File == "" {
			r.File = string(r.Kind) + ".csv"
		}
		if r.Row == 0 {
			r.Row = len(n.records) + 1
		}
		r.ID = sources.NewRecordID(r.Kind, r.File, r.Row)
		n.Passed.Ingested.Note(&r)
		n.records, n.cluster = append(n.records, r), append(n.cluster, n.clusters)
	}
	n.clusters++
}

// Near leaves it to a person whether two records, by number, are of one child.
func (n *Night) Near(l, r int32, probability, together float64) {
	n.Grey = append(n.Grey, matchers.PossibleLink{Link: matchers.Link{L: l, R: r, Weight: probability, Probability: probability}, Why: matchers.Likely, Gap: 1, Together: together})
}

// Make has the children named. Records that say the same of who they are about are one identity, so that links are between
// identities: Near and the like count those.
func (n *Night) Make(t testing.TB) *Night {
	t.Helper()
	b := sources.NewSlabBuilder()
	for i := range n.records {
		b.Append(&n.records[i])
	}
	n.Passed.Records = intake.NewRecords([]*sources.Slab{b.Slab()})
	folk := journal.Step(n.Journal, "standardise", func() (*people.People, error) { return people.Standardise(n.Journal, n.Passed, nil, nil) })
	if err := n.Failure(); err != nil {
		t.Fatal(err)
	}
	c := &matchers.Clusters{N: int(n.clusters), Of: make([]int32, folk.Identities()), Link: make([]float64, folk.Identities()), Possible: n.Grey}
	for i, cluster := range n.cluster {
		c.Of[folk.IdentityOf(i)], c.Link[folk.IdentityOf(i)] = cluster, 1
	}
	var err error
	if n.Children, err = people.NameChildren(folk, c, n.Known, nil); err != nil {
		t.Fatal(err)
	}
	return n
}

// Number is the number of the child of a record.
func (n *Night) Number(record int) int {
	return int(n.Children.ChildOf(n.Children.People.IdentityOf(record)))
}

// ID is the id of the child of a record.
func (n *Night) ID(record int) string { return string(n.Children.IDs[n.Number(record)]) }

// Who is a child of the sixth year, told from others by its forename.
func Who(forename string) sources.Identity {
	return sources.Identity{Forename: forename, Surname: "Quayle", DOB: calendar.On(2016, 3, 4), LocalID: forename}
}

// Pupil is a row of the newest census: the child is on the roll of a school.
func Pupil(who sources.Identity, school string) sources.Record {
	return sources.Record{Kind: sources.SchoolCensus, AsOf: Census, Who: who,
		Claims: []sources.Claim{{Kind: sources.Roll, Place: school, Status: "C", From: calendar.On(2024, 9, 3), Year: "6"}}}
}

// Referred is a referral of a child whom nothing explains: a candidate by C24.
func Referred(who sources.Identity, concern string) sources.Record {
	return sources.Record{Kind: sources.Referrals, AsOf: AsOf, Who: who,
		Claims: []sources.Claim{{Kind: sources.Referral, From: calendar.On(2026, 10, 9), Reason: concern}}}
}

// Absent is a school's return of an absence of ten days and more: a line at risk by R01 and R02.
func Absent(who sources.Identity, school string) sources.Record {
	return sources.Record{Kind: sources.AttendanceReturns, AsOf: AsOf, Who: who,
		Claims: []sources.Claim{{Kind: sources.Absence, Place: school, Status: "ten_days", From: AsOf - 20, To: AsOf - 1, Count: 14, Reason: "N"}}}
}
