package judge

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// askSiblings looks in the newest census for other children of the homes of those whom nothing explains, and puts these
// children to the rules again with what was found. It is done after all are judged because so few are left.
func (j *Judged) askSiblings() {
	var asked []int32
	for child := range j.Verdicts {
		if unexplained(j.Verdicts[child].Status) {
			asked = append(asked, int32(child))
		}
	}
	found := j.findSiblings(asked)
	for _, child := range slices.Sorted(maps.Keys(found)) {
		k := *j.Cases.CaseOf(int(child))
		k.Siblings = found[child]
		j.Verdicts[child] = rules.Judge(&k)
	}
}

func unexplained(s rules.Status) bool {
	return s == rules.Candidate || s == rules.Undecided
}

// findSiblings finds, for some children, the pupils of the newest census who live in the same home with the same family.
func (j *Judged) findSiblings(of []int32) map[int32][]rules.Sibling {
	homes := map[string][]int32{}
	for _, child := range of {
		for _, row := range j.Children.IdentitiesOf(int(child)) {
			if home := HomeKey(j.Children.People.Who(row)); home != "" && !slices.Contains(homes[home], child) {
				homes[home] = append(homes[home], child)
			}
		}
	}
	found := map[int32][]rules.Sibling{}
	if len(homes) == 0 || len(j.Authority.Censuses) == 0 {
		return found
	}
	newest := j.Authority.Censuses[len(j.Authority.Censuses)-1]
	folk := j.Children.People
	for i, rec := range folk.Records.OfKind(sources.SchoolCensus, sources.WhoPart) {
		if rec.AsOf != newest {
			continue
		}
		for _, child := range homes[HomeKey(&rec.Who)] {
			other := j.Children.ChildOf(folk.IdentityOf(i))
			if other == child || j.IsSealed(int(other)) {
				continue // what a sealed child's school is nobody else's line says
			}
			if how := j.FamilyTie(int(child), int(other)); how != "" {
				found[child] = append(found[child], rollsOf(folk.Records.Whole(i), how)...)
			}
		}
	}
	for _, all := range found {
		slices.SortFunc(all, func(a, b rules.Sibling) int { return cmp.Compare(a.Record, b.Record) })
	}
	return found
}

// rollsOf is the rolls that a census row shows.
func rollsOf(rec *sources.Record, how string) (all []rules.Sibling) {
	for _, c := range rec.Claims {
		if c.Kind == sources.Roll {
			all = append(all, rules.Sibling{Place: c.Place, Seen: rec.AsOf, Record: string(rec.ID), How: how})
		}
	}
	return all
}

// FamilyTie says by what two children of one address are of one family: any two of their records agree in a parent's telephone,
// in a parent's name, or in the surname. Flats share a number in a postcode, so the address alone is not enough.
func (j *Judged) FamilyTie(a, b int) string {
	best := ""
	for _, x := range j.Children.IdentitiesOf(a) {
		p := j.Children.People.Who(x)
		for _, y := range j.Children.IdentitiesOf(b) {
			q := j.Children.People.Who(y)
			switch {
			case strings.EqualFold(p.Forename, q.Forename):
				return "" // likelier the same child, whom matching left apart
			case p.ParentPhone != "" && digitsOnly(p.ParentPhone) == digitsOnly(q.ParentPhone):
				best = "address and a parent's telephone"
			case p.ParentSurname != "" && p.ParentForename != "" && strings.EqualFold(p.ParentSurname, q.ParentSurname) &&
				strings.EqualFold(p.ParentForename, q.ParentForename):
				best = cmp.Or(best, "address and a parent's name")
			case p.Surname != "" && strings.EqualFold(p.Surname, q.Surname):
				best = cmp.Or(best, "address and surname")
			}
		}
	}
	return best
}

// HomeKey is what two records of one home agree in however the address is typed: the postcode and the first number of the
// address. Empty when either is not known.
func HomeKey(who *sources.Identity) string {
	if who.Postcode == "" {
		return ""
	}
	from := strings.IndexFunc(who.Address, unicode.IsDigit)
	if from < 0 {
		return ""
	}
	house := who.Address[from:]
	if to := strings.IndexFunc(house, func(r rune) bool { return !unicode.IsDigit(r) }); to >= 0 {
		house = house[:to]
	}
	return who.Postcode + " " + house
}

func digitsOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
