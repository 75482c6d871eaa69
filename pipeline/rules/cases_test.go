package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
)

// A file of cases is plain text. A line that begins with "--" names a case; statements follow, one a line or parted by " / ".
// What the schools and the extracts are like unless a case says otherwise is in invented_authority_test.go. A statement is a
// word, the values that go with it in order, and then names and values:
//
//	on 2026-10-15                                   the as-of date
//	born 2016-05-01
//	roll 8872001 from 2020-09-03 seen 2026-05-21    on the roll, once for each census that saw the child
//	left 8872001 2026-07-10 ground G
//	want yes since 2026-07-10 due 2026-07-14 P2 "a part of the reason"
//	verdict candidate by C06                        what Judge says
//	want applied rests roll_changes                 on a record of which extract it rests
//	unsaid "a part of a reason"                     the reason does not have it
//	like first                                      all that the first case of the file says, but for what it wants
type caseText struct {
	name   string
	said   []string // its statements, without what it wants
	build  *builder
	wants  []want
	faults []string
}

// want is one line of expectation.
type want struct {
	head  string // want, unsaid or verdict
	words []string
	text  string // in quotes
}

type builder struct {
	authority *Authority
	c         *Case
	rows      int
	heard     Heard
}

// readCases reads a file of cases.
func readCases(t testing.TB, path string) []*caseText {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []*caseText
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "--"); ok {
			all = append(all, &caseText{name: strings.TrimSpace(name), build: newBuilder()})
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(all) == 0 {
			t.Fatalf("%s: a statement before the first case", filepath.Base(path))
		}
		for s := range strings.SplitSeq(line, " / ") {
			if s == "like first" {
				for _, s := range all[0].said {
					all[len(all)-1].read(s)
				}
				continue
			}
			all[len(all)-1].read(s)
		}
	}
	for _, x := range all {
		if len(x.faults) > 0 {
			t.Fatalf("%s: %s: %s", filepath.Base(path), x.name, strings.Join(x.faults, "; "))
		}
		x.build.finish()
	}
	return all
}

func newBuilder() *builder {
	a := inventedAuthority()
	return &builder{authority: a, c: &Case{Authority: a, Child: "c"}}
}

func (x *caseText) read(s string) {
	words, quoted := wordsOf(s)
	if len(words) == 0 {
		return
	}
	defer func() {
		if r := recover(); r != nil {
			x.faults = append(x.faults, fmt.Sprintf("%q: %v", s, r))
		}
	}()
	if head := words[0]; head == "want" || head == "unsaid" || head == "verdict" {
		x.wants = append(x.wants, want{head, words[1:], quoted})
		return
	}
	x.said = append(x.said, s)
	x.build.statement(words[0], words[1:], quoted)
}

// wordsOf splits a statement at spaces, and takes the text in quotes apart.
func wordsOf(s string) (words []string, quoted string) {
	if i := strings.IndexByte(s, '"'); i >= 0 {
		j := strings.LastIndexByte(s, '"')
		quoted = s[i+1 : j]
		s = s[:i] + s[j+1:]
	}
	return strings.Fields(s), quoted
}

func day(s string) calendar.Date {
	if s == "-" { // not known
		return 0
	}
	d, err := calendar.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// statement adds what one statement says to the case.
func (b *builder) statement(head string, args []string, quoted string) {
	a := b.authority
	switch head {
	case "on":
		a.AsOf = day(args[0])
	case "born":
		b.c.DOB = day(args[0])
	case "exits":
		if b.heard.Exits == nil {
			b.heard.Exits = map[string]int{}
		}
		n, err := strconv.Atoi(args[1])
		if err != nil {
			panic(err)
		}
		b.heard.Exits[args[0]] = n
	case "newschool":
		s := a.Schools[args[0]]
		s.Opened = day(args[1])
		a.Schools[args[0]] = s
	case "ageless":
		s := a.Schools[args[0]]
		s.LowAge = 0
		a.Schools[args[0]] = s
	case "force":
		if a.InForce == nil {
			a.InForce = map[string]calendar.Date{}
		}
		a.InForce[args[0]] = day(args[1])
	case "kindof":
		s := a.Schools[args[0]]
		s.Type = strings.ReplaceAll(args[1], "~", " ")
		a.Schools[args[0]] = s
	case "reach":
		x := a.Extracts[args[0]]
		x.Since = day(args[1])
		a.Extracts[args[0]] = x
	case "heard":
		if b.heard.Absence == nil {
			b.heard.Absence = map[string]calendar.Date{}
		}
		b.heard.Absence[args[0]] = day(args[1])
	case "blank":
		n, rows := 0, 0
		if _, err := fmt.Sscan(args[2], &n); err != nil {
			panic(err)
		}
		if _, err := fmt.Sscan(args[3], &rows); err != nil {
			panic(err)
		}
		b.heard.Blank = append(b.heard.Blank, Blank{Source: args[0], Field: args[1], Rows: rows, Blank: n})
	case "crossed":
		n, err := strconv.Atoi(args[2])
		if err != nil {
			panic(err)
		}
		b.heard.Crossed = append(b.heard.Crossed, Crossed{School: args[0], Return: day(args[1]), Pupils: n})
	case "surnames":
		n, err := strconv.Atoi(args[0])
		if err != nil {
			panic(err)
		}
		b.c.Surnames = n
	case "decided":
		b.c.Decisions = append(b.c.Decisions, Decision{
			Outcome: Outcome(args[0]), Ground: args[1], By: "officer", On: day(args[2]), Until: day(args[4]), Facts: b.c.Facts(nil),
		})
	case "without":
		for _, kind := range args {
			a.Extracts[kind] = Extract{Reliance: a.Extracts[kind].Reliance}
		}
	case "stale", "heldback":
		x := a.Extracts[args[0]]
		x.Stale, x.Held = head == "stale", quoted
		a.Extracts[args[0]] = x
	case "late":
		rs := a.Returns[args[0]]
		a.Returns[args[0]] = rs[:len(rs)-1]
	case "register": // the daily marks of a school that came: how many pupils, from when and up to when
		if a.Registers == nil {
			a.Registers = map[string]Register{}
		}
		a.Registers[args[0]] = Register{Since: day(args[2]), Last: day(args[3]), Pupils: whole(args[1])}
	case "listed": // another authority sent a list of the children who are on its rolls, and when
		if a.RollLists == nil {
			a.RollLists = map[string]calendar.Date{}
		}
		a.RollLists[args[0]] = day(args[1])
	case "held":
		last := &a.Returns[args[0]][len(a.Returns[args[0]])-1]
		last.Held = quoted
		if len(args) > 1 {
			last.Pupils = whole(args[1])
		}
	case "became":
		s := a.Schools[args[0]]
		s.Successor, s.Closed = args[1], day(args[2])
		a.Schools[args[0]] = s
		delete(a.Returns, args[1])
		rs := a.Returns[args[0]]
		i := slices.IndexFunc(rs, func(r Return) bool { return r.On >= s.Closed })
		if i >= 0 {
			a.Returns[args[1]], a.Returns[args[0]] = slices.Clone(rs[i:]), rs[:i]
		}
	case "shut":
		s := a.Schools[args[0]]
		if args[1] == "undated" { // the list has it as closed and does not say since when
			s.Status = "Closed"
			a.Schools[args[0]] = s
			break
		}
		s.Closed = day(args[1])
		a.Schools[args[0]] = s
		a.Returns[args[0]] = slices.DeleteFunc(a.Returns[args[0]], func(r Return) bool { return r.On >= s.Closed })
	case "sibling":
		b.c.Siblings = append(b.c.Siblings, Sibling{Place: args[0], Seen: day(args[1]), Record: "school_census:case#s", How: "address and surname"})
	case "returns": // the census returns of a school that come here
		for _, on := range args[1:] {
			a.Returns[args[0]] = append(a.Returns[args[0]], Return{On: day(on), Pupils: 200})
		}
	case "nightly": // the nights for which a school's own roll came
		for _, on := range args[1:] {
			a.Returns[args[0]] = append(a.Returns[args[0]], Return{On: day(on), Pupils: 200, Nightly: true})
		}
	case "named":
		s := a.Schools[args[0]]
		s.LAESTAB, s.Name = args[0], strings.ReplaceAll(args[1], "~", " ")
		a.Schools[args[0]] = s
	case "ages":
		s := a.Schools[args[0]]
		s.LowAge, s.HighAge = whole(args[1]), whole(args[2])
		a.Schools[args[0]] = s
	case "possible":
		n := len(b.c.Claims)
		b.claim(args[0], args[1:])
		for _, c := range b.c.Claims[n:] {
			c.Band = M3
			b.c.Possible = append(b.c.Possible, c)
		}
		b.c.Claims = b.c.Claims[:n]
	default:
		b.claim(head, args)
	}
}

func whole(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

// claimForms says, for each word, which claim it makes and which values follow it before the names.
var claimForms = map[string]struct {
	claim Claim
	order string
}{
	"roll":        {Claim{Kind: Roll, Status: "C", Provenance: Provenance{Source: "school_census"}}, "place"},
	"pupil":       {Claim{Kind: Roll, Status: "C", Provenance: Provenance{Source: "school_rolls"}}, "place"},
	"offroll":     {Claim{Kind: LeftRoll, Status: "roll", Provenance: Provenance{Source: "school_rolls"}}, "place from"},
	"added":       {Claim{Kind: Roll, Status: "added", Provenance: Provenance{Source: "roll_changes"}}, "place from"},
	"independent": {Claim{Kind: Roll, Status: "independent", Provenance: Provenance{Source: "independent_schools"}}, "place from"},
	"there":       {Claim{Kind: Roll, Status: "other_authority", Provenance: Provenance{Source: "other_authorities"}}, "place from"},
	"left":        {Claim{Kind: LeftRoll, Status: "return", Provenance: Provenance{Source: "roll_changes"}}, "place from"},
	"planned":     {Claim{Kind: LeftRoll, Status: "planned", Provenance: Provenance{Source: "roll_changes"}}, "place from"},
	"leaver":      {Claim{Kind: LeftRoll, Status: "census", Provenance: Provenance{Source: "school_census"}}, "place from"},
	"applied":     {Claim{Kind: Application, Status: "applied", Provenance: Provenance{Source: "admissions"}}, "reason from place"},
	"offer":       {Claim{Kind: Offer, Status: "offered", Provenance: Provenance{Source: "admissions"}}, "reason from place"},
	"lives":       {Claim{Kind: Residence, Provenance: Provenance{Source: "health"}}, "status from"},
	"housed":      {Claim{Kind: Residence, Status: "tenancy", Provenance: Provenance{Source: "housing"}}, "from"},
	"home":        {Claim{Kind: HomeEducated, Provenance: Provenance{Source: "home_education"}}, "status from"},
	"step":        {Claim{Kind: AttendanceOrder, Provenance: Provenance{Source: "home_education"}}, "status from"},
	"arranged":    {Claim{Kind: Alternative, Provenance: Provenance{Source: "alternative_provision"}}, "status from"},
	"plan":        {Claim{Kind: Alternative, Status: "ehc_plan", Provenance: Provenance{Source: "ehc_plans"}}, "reason from"},
	"excluded":    {Claim{Kind: Exclusion, Status: "permanent", Provenance: Provenance{Source: "exclusions"}}, "place from"},
	"absent":      {Claim{Kind: Absence, Status: "ten_days", Provenance: Provenance{Source: "attendance"}}, "place from"},
	"sessions":    {Claim{Kind: Attendance, Provenance: Provenance{Source: "school_census"}}, "place from to"},
	"marks":       {Claim{Kind: Attendance, Provenance: Provenance{Source: "attendance"}}, "place from"},
	"lost":        {Claim{Kind: Lost, Toward: "XXXXXXX", Provenance: Provenance{Source: "lost_pupils"}}, "place from"},
	"departed":    {Claim{Kind: Departure, Provenance: Provenance{Source: "other_authorities"}}, "status place from"},
	"flag":        {Claim{Kind: Flag, Provenance: Provenance{Source: "social_care"}}, "status from"},
	"referred":    {Claim{Kind: Referral, Provenance: Provenance{Source: "referrals"}}, "from"},
	"nursery":     {Claim{Kind: EarlyYearsPlace, Provenance: Provenance{Source: "early_years"}}, "from"},
	"opened":      {Claim{Kind: OpenCase, Provenance: Provenance{Source: "case_list"}}, "status from"},
	"died":        {Claim{Kind: Death, Provenance: Provenance{Source: "deaths"}}, "from"},
	"opencase":    {Claim{Kind: OpenCase, Provenance: Provenance{Source: "case_list"}}, "status from"},
	"undated":     {Claim{Kind: OpenCase, Provenance: Provenance{Source: "case_list"}}, "status"},
	"sealed":      {Claim{Kind: Seal, Provenance: Provenance{Source: "protected"}}, "status"},
}

func (b *builder) claim(head string, args []string) {
	form, ok := claimForms[head]
	if !ok {
		panic("no such statement")
	}
	c := form.claim
	c.Band, c.Link = M1, 1
	for _, name := range strings.Fields(form.order) {
		set(&c, name, args[0])
		args = args[1:]
	}
	var seen []calendar.Date
	var codes []string
	for len(args) > 0 {
		name := args[0]
		args = args[1:]
		for len(args) > 0 {
			switch {
			case name == "seen":
				seen = append(seen, day(args[0]))
			case name == "codes":
				codes = append(codes, args[0])
			default:
				set(&c, name, args[0])
			}
			args = args[1:]
			if name != "seen" && name != "codes" && name != "marks" || len(args) > 0 && isName(args[0]) {
				break
			}
		}
	}
	b.add(head, c, seen, codes)
}

// isName reports whether a word names a field rather than being one of several values.
func isName(s string) bool {
	return slices.Contains(strings.Fields("from to place status reason ground year received answered decided expected start toward ref count days possible marks asof band link seen codes source offered missed"), s)
}

// add adds the claims of one statement: one for each census, code or mark.
func (b *builder) add(head string, c Claim, seen []calendar.Date, codes []string) {
	b.rows++
	c.Record = fmt.Sprintf("%s:case#%d", c.Source, b.rows)
	switch {
	case len(seen) > 0:
		for i, d := range seen {
			c.AsOf = d
			c.Record = fmt.Sprintf("%s:case#%d.%d", c.Source, b.rows, i)
			b.c.Claims = append(b.c.Claims, c)
		}
	case head == "sessions":
		for _, code := range codes {
			name, n, _ := strings.Cut(code, "=")
			c.Status, c.Reason = name, n
			b.c.Claims = append(b.c.Claims, c)
		}
	case head == "marks":
		b.marks(c, codes)
	default:
		b.c.Claims = append(b.c.Claims, c)
	}
}

// marks adds two marks for every school day from a day to a day, the codes in turn by day and the last for the rest.
func (b *builder) marks(c Claim, codes []string) {
	n := 0
	for d := c.From; d <= c.To; d++ {
		if !b.authority.Calendar.SchoolDay(c.Place, d) {
			continue
		}
		for range 2 {
			m := c
			m.From, m.To, m.Status, m.Reason, m.Count = d, d, codes[min(n, len(codes)-1)], "1", 1
			m.Record = fmt.Sprintf("%s:case#%d.%d", c.Source, b.rows, len(b.c.Claims))
			b.c.Claims = append(b.c.Claims, m)
		}
		n++
	}
}

func set(c *Claim, name, v string) {
	switch name {
	case "from":
		c.From = day(v)
	case "to":
		c.To = day(v)
	case "at":
		c.Home = uint8(whole(v))
	case "place":
		c.Place = strings.ReplaceAll(v, "~", " ")
	case "status":
		c.Status = v
	case "reason", "ground", "offered":
		c.Reason = strings.ReplaceAll(v, "~", " ")
	case "year":
		c.Year = v
	case "decided", "answered", "received":
		c.Decided = day(v)
	case "expected", "start":
		c.Expected = day(v)
	case "toward":
		c.Toward = strings.ReplaceAll(v, "~", " ")
	case "ref":
		c.Ref = v
	case "count", "days", "possible", "missed":
		c.Count = whole(v)
	case "marks":
		c.Marks = strings.TrimSpace(c.Marks + " " + v)
	case "asof":
		c.AsOf = day(v)
	case "source":
		c.Source = v
	case "band":
		c.Band = Band(v[1] - '0')
	case "link":
		p, err := strconv.ParseFloat(v, 64)
		if err != nil {
			panic(err)
		}
		c.Link = p
	default:
		panic("no such name: " + name)
	}
}

// finish dates the extracts by the as-of date and forgets the returns after it.
func (b *builder) finish() {
	a := b.authority
	for place, rs := range a.Returns {
		a.Returns[place] = slices.DeleteFunc(rs, func(r Return) bool { return r.On > a.AsOf })
	}
	a.Censuses = slices.DeleteFunc(a.Censuses, func(d calendar.Date) bool { return d > a.AsOf })
	for i := range b.c.Claims {
		if c := &b.c.Claims[i]; c.AsOf == 0 {
			c.AsOf = a.AsOf
		}
	}
	for kind, x := range a.Extracts {
		if x.Came {
			x.AsOf = a.AsOf
		}
		a.Extracts[kind] = x
	}
}
