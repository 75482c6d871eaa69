package people

import (
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"rollcall/pipeline/intake"
	"rollcall/sources"
	"rollcall/sources/cells"
)

// Twins' pupil numbers are changed over between two returns: each number stands with either forename, on one birthday. No other pair of
// children can look so, and the number that tells people apart everywhere else would join each twin to the other. What was said
// most often, and of that the first, is taken to be right; in other rows the number is compared with nobody's, and names decide.

// Crossing is a return that gives children of one birthday each other's unique pupil numbers.
type Crossing struct {
	School  string // LAESTAB
	Return  sources.Date
	Numbers int
}

// numbered is a number with a forename, as some rows give them.
type numbered struct{ upn, name string }

// born is two forenames, in order, and a birthday.
type born struct {
	names [2]string
	dob   sources.Date
}

// said is how often something was said, and first when.
type said struct {
	times int
	first sources.Date
}

// isSounder reports whether what is said is to be believed rather than another.
func (s said) isSounder(than said) bool {
	return s.times > than.times || s.times == than.times && s.first < than.first
}

// crossings holds the pairs of a number and a forename that are changed over.
type crossings map[numbered]bool

// rowsOfTwoNames are the rows whose number stands with two forenames, in order.
func (p *People) rowsOfTwoNames() []int32 {
	names := make([]uint64, p.Identities()) // digests
	rows := shelveRows(p, func() func(int32, *sources.Identity) []uint64 {
		var buf []byte
		digest := make([]uint64, 1)
		return func(row int32, w *sources.Identity) []uint64 {
			if digest[0] = 0; w.UPN != "" && w.DOB != 0 && !cells.TemporaryUPN(w.UPN) {
				buf = intake.AppendLettersAndDigits(buf[:0], firstName(w))
				names[row] = xxh3.Hash(buf)
				buf = intake.AppendLettersAndDigits(buf[:0], w.UPN)
				digest[0] = xxh3.Hash(buf)
			}
			return digest
		}
	}, func(run []rowAt) (rows []int32) {
		if !slices.ContainsFunc(run, func(x rowAt) bool { return names[x.row] != names[run[0].row] }) {
			return nil
		}
		for _, x := range run {
			rows = append(rows, x.row)
		}
		return rows
	})
	slices.Sort(rows)
	return rows
}

// newCrossings finds them among the rows whose number stands with more than one name.
func (p *People) newCrossings() crossings {
	heard := map[numbered]said{}
	births := map[numbered]sources.Date{}
	names := map[string][]string{} // by number
	rec := &sources.Record{}
	for _, identity := range p.rowsOfTwoNames() {
		all := p.RecordsAt(identity)
		p.Records.ReadAt(all[0], rec, sources.WhoPart)
		key, ok := numberOf(&rec.Who)
		if !ok {
			continue
		}
		s, had := heard[key]
		if !had {
			names[key.upn] = append(names[key.upn], key.name)
			births[key] = rec.Who.DOB
			s.first = rec.AsOf
		}
		s.first = min(s.first, rec.AsOf)
		s.times += len(all)
		heard[key] = s
	}
	twins := map[born][]string{} // the numbers that two names of one birthday stand with
	for upn, who := range names {
		if len(who) != 2 || births[numbered{upn, who[0]}] != births[numbered{upn, who[1]}] {
			continue
		}
		pair := born{[2]string{min(who[0], who[1]), max(who[0], who[1])}, births[numbered{upn, who[0]}]}
		twins[pair] = append(twins[pair], upn)
	}
	out := crossings{}
	for pair, upns := range twins {
		if len(upns) != 2 {
			continue
		}
		slices.Sort(upns)
		straight := heard[numbered{upns[0], pair.names[0]}].with(heard[numbered{upns[1], pair.names[1]}])
		across := heard[numbered{upns[0], pair.names[1]}].with(heard[numbered{upns[1], pair.names[0]}])
		wrong := pair.names // wrong[k] is the name that upns[k] does not belong to
		if !across.isSounder(straight) {
			wrong[0], wrong[1] = wrong[1], wrong[0]
		}
		for k, upn := range upns {
			out[numbered{upn, wrong[k]}] = true
		}
	}
	return out
}

// with is what is said by two.
func (s said) with(other said) said {
	return said{s.times + other.times, min(s.first, other.first)}
}

// numberOf is the unique pupil number of a person with the first forename, and whether there are both, and a birthday.
func numberOf(w *sources.Identity) (numbered, bool) {
	key := numbered{intake.LettersAndDigits(w.UPN), intake.LettersAndDigits(firstName(w))}
	return key, key.upn != "" && key.name != "" && w.DOB != 0 && !cells.TemporaryUPN(w.UPN)
}

// firstName is the first forename of a person.
func firstName(w *sources.Identity) string {
	name, _, _ := strings.Cut(strings.TrimSpace(w.Forename), " ")
	return name
}

// holds reports whether a person's number is another's.
func (c crossings) holds(w *sources.Identity) bool {
	if len(c) == 0 || w.UPN == "" {
		return false
	}
	key, ok := numberOf(w)
	return ok && c[key]
}

// Crossings are the returns that give children of one birthday each other's unique pupil numbers, in order of school and day.
func (p *People) Crossings() []Crossing {
	crossed := p.crossed()
	var out []Crossing
	if len(crossed) == 0 {
		return nil
	}
	rec := &sources.Record{}
	for identity := range int32(p.Identities()) {
		if p.KindOf(identity) != sources.SchoolCensus || !crossed.holds(p.Who(identity)) {
			continue
		}
		for _, at := range p.RecordsAt(identity) {
			p.Records.ReadAt(at, rec, sources.ClaimPart)
			for _, c := range rec.Claims {
				if c.Kind == sources.Roll {
					out = addCrossing(out, Crossing{School: c.Place, Return: rec.AsOf, Numbers: 1})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b Crossing) int {
		if a.School != b.School {
			return strings.Compare(a.School, b.School)
		}
		return int(a.Return) - int(b.Return)
	})
	return out
}

// addCrossing adds one number to those of its return.
func addCrossing(to []Crossing, c Crossing) []Crossing {
	k := slices.IndexFunc(to, func(x Crossing) bool { return x.School == c.School && x.Return == c.Return })
	if k < 0 {
		return append(to, c)
	}
	to[k].Numbers++
	return to
}
