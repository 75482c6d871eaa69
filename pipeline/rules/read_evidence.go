package rules

import (
	"cmp"
	"slices"
	"strings"
)

// Facts gathers what a decision on the child rests on. For a line of the list of children at risk, the rules that say so and
// the beginnings of absences are among them; a run of absence that only goes on is no new fact.
func (c *Case) Facts(atRisk []Finding) Facts {
	var facts Facts
	for k := range eachOf(c.Claims) {
		if k.Kind == Absence && atRisk == nil {
			continue
		}
		if text := c.factText(k); text != "" {
			f := Fact{Source: k.Source, Text: text}
			if k.Kind == Residence {
				f.On, f.Weak = k.From, true
			}
			facts = append(facts, f)
		}
	}
	return facts.addRules(atRisk)
}

// WithRules are facts that extracts give of a child at risk and the rules that say so.
func (f Facts) WithRules(atRisk []Finding) Facts {
	return slices.Grow(slices.Clone(f), len(atRisk)).addRules(atRisk)
}

func (f Facts) addRules(atRisk []Finding) Facts {
	for i := range atRisk {
		f = append(f, Fact{Source: rulesSource, Text: string(atRisk[i].Rule)})
	}
	slices.SortFunc(f, func(a, b Fact) int {
		switch {
		case a.Source != b.Source:
			return cmp.Compare(a.Source, b.Source)
		case a.Text != b.Text:
			return cmp.Compare(a.Text, b.Text)
		}
		return cmp.Compare(b.On, a.On)
	})
	return slices.CompactFunc(f, func(a, b Fact) bool { return a.Source == b.Source && a.Text == b.Text })
}

// factKinds are the claims that decisions rest on, in words.
var factKinds = map[Kind]string{
	Roll: "on the roll of", LeftRoll: "left the roll of", Application: "applied to", Offer: "offered", HomeEducated: "home education",
	Alternative: "alternative provision", Exclusion: "exclusion from", Lost: "transfer file from", Departure: "message about",
	Referral: "referral", Flag: "service", Death: "notice of death", Absence: "absence from", Residence: "residence",
}

// factText is a claim in words, empty when no decision rests on claims of its kind.
func (c *Case) factText(k *Claim) string {
	what := factKinds[k.Kind]
	if what == "" || k.Kind == Residence && !signOfResidence(k, c.Home) {
		return ""
	}
	words := []string{what}
	switch k.Kind {
	case Alternative, Residence: // a provider's name is its own business, and an address is the child's
	default:
		words = append(words, c.placeWords(k.Place))
	}
	words = append(words, strings.ReplaceAll(k.Status, "_", " "), k.reasonInFact())
	if k.Kind != Residence && k.From.Known() {
		words = append(words, "from "+k.From.String())
	}
	if k.Kind != Residence && k.Kind != Absence && k.To.Known() {
		words = append(words, "to "+k.To.String())
	}
	if k.Kind == Offer && k.Expected.Known() {
		words = append(words, "start "+k.Expected.String())
	}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " ")
}

// reasonInFact is the reason of a claim where it is one of few words.
func (k *Claim) reasonInFact() string {
	if k.Kind == LeftRoll || k.Kind == Offer || k.Kind == Application {
		return k.Reason
	}
	return ""
}

// placeWords names a school or an authority by its number, and nothing else.
func (c *Case) placeWords(place string) string {
	if strings.Trim(place, "0123456789") != "" {
		return ""
	}
	return place
}

// signOfResidence reports whether a claim shows the child living in the area: more than a name on a list.
func signOfResidence(k *Claim, home string) bool {
	switch k.Status {
	case "registration", "moved_out", "":
		return false
	}
	return k.From.Known() && (k.Place == "" || k.Place == home)
}
