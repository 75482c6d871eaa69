package candidates

import (
	"cmp"
	"slices"
	"strings"
)

// Likeness says how the two sides of a field compare.
type Likeness int

// What two sides can be.
const (
	OneSided Likeness = iota // one side says nothing: it speaks neither for nor against
	Equal                    // but for how it is written
	Alike                    // as one slip of a pen or of an ear makes it
	Unlike
)

// String is the likeness in a word.
func (l Likeness) String() string {
	return [...]string{"only one says", "same", "alike", "differs"}[l]
}

// Beside is two records set side by side for a person who is to say whether they are of one child.
type Beside struct {
	Fields       []BesideField // in the order in which they are read
	For, Against []string      // what speaks for one child and against, the weightiest first; no value is in them
	Beware       []string      // of Against, what no field alone says
}

// BesideField is one field of both records.
type BesideField struct {
	Key, Title  string
	Left, Right []Stretch // what each says; nothing where it says nothing
	Likeness    Likeness
	How         string // in a few words, where the likeness is not all
	strength    float64
}

// likened is what a comparison of two texts says.
type likened struct {
	left, right []Stretch
	likeness    Likeness
	how         string
	strength    float64 // of likeness that is not sameness: 0 tells nothing, 1 as much as the same would
}

// isSame is what two texts are that say the same.
func isSame(left, right, how string) likened {
	return likened{plainStretch(left, false), plainStretch(right, false), Equal, how, 1}
}

func isDifferent(left, right, how string) likened {
	return likened{plainStretch(left, true), plainStretch(right, true), Unlike, how, 1}
}

// besideKind is a field that may be set beside another. Nothing else of a record is: of ethnicity, religion and nationality nothing can
// come in by a new column, and a supplier's own key tells nothing of another supplier's.
type besideKind struct {
	key, title string
	spoken     string // in a sentence
	compare    func(left, right string) likened
	same       float64  // how much it speaks for one child when both say the same
	differ     float64  // and against when they do not
	others     []string // fields of the other side in which the same may stand under another name
	otherHow   string
}

// besideKinds are the fields in the order in which they are read.
var besideKinds = []besideKind{
	{"forename", "Forename", "forename", compareNames, 45, 60,
		[]string{"preferred_forename", "middle_names", "other_names"}, "another name"},
	{"middle_names", "Middle names", "middle names", compareNames, 20, 15, []string{"forename"}, "a forename"},
	{"surname", "Surname", "surname", compareNames, 35, 30,
		[]string{"preferred_surname", "former_surname", "other_names"}, "another name"},
	{"preferred_forename", "Known as", "name known as", compareNames, 15, 0, nil, ""},
	{"preferred_surname", "Preferred surname", "preferred surname", compareNames, 15, 0, nil, ""},
	{"former_surname", "Former surname", "former surname", compareNames, 15, 0, nil, ""},
	{"other_names", "Other names", "other names", compareNames, 15, 0, nil, ""},
	{"dob", "Born", "day of birth", compareBirths, 55, 60, nil, ""},
	{"sex", "Sex", "sex", compareSexes, 2, 45, nil, ""},
	{"upn", "UPN", "UPN", compareNumbers, 100, 100, []string{"former_upn"}, "former UPN"},
	{"nhs_number", "NHS number", "NHS number", compareNumbers, 100, 100, nil, ""},
	{"uln", "ULN", "ULN", compareNumbers, 90, 90, nil, ""},
	{"address", "Address", "address", compareAddresses, 45, 8, []string{"previous_address"}, "earlier address"},
	{"postcode", "Postcode", "postcode", comparePostcodes, 30, 6, []string{"previous_postcode"}, "earlier postcode"},
	{"parent", "Parent", "parent", compareNames, 25, 12, nil, ""},
	{"phone", "Phone", "telephone", comparePhones, 40, 3, nil, ""},
	{"email", "Email", "email", compareEmails, 45, 3, nil, ""},
	{"school", "School now", "school now", compareSchools, 15, 25, nil, ""},
}

// besideNames are other names under which a field of a record may come.
var besideNames = map[string]string{
	"born": "dob", "date_of_birth": "dob", "forenames": "forename", "first_name": "forename", "middle_name": "middle_names", "telephone": "phone",
	"parent_phone": "phone", "e-mail": "email", "parent_email": "email", "former_address": "previous_address", "former_postcode": "previous_postcode", "nhs": "nhs_number",
}

// leastWeight is what a field must weigh to be said in words: a district that many share tells nobody anything.
const leastWeight = 10

// Fields are what is known of a person as fields that can be set beside another's.
func (p Person) Fields() []Field {
	born := ""
	if !p.DOB.IsZero() {
		born = p.DOB.Format("2006-01-02")
	}
	return []Field{{"forename", p.Forename}, {"middle_names", p.MiddleNames}, {"surname", p.Surname}, {"other_names", p.OtherNames}, {"dob", born},
		{"sex", p.Sex}, {"upn", p.UPN}, {"address", p.Address}, {"postcode", p.Postcode}, {"parent", p.Parent}, {"phone", p.Phone}}
}

// SetBeside sets two records side by side, field by field.
func SetBeside(left, right []Field) Beside {
	l, r := sayFields(left), sayFields(right)
	var b Beside
	for _, k := range besideKinds {
		if l[k.key] == "" && r[k.key] == "" {
			continue
		}
		b.Fields = append(b.Fields, k.setField(l, r))
	}
	b.turnNames(l, r)
	b.weigh()
	return b
}

// sayFields are the values of a record by the key of the kind; of two for one field the first.
func sayFields(fields []Field) map[string]string {
	said := map[string]string{}
	for _, f := range fields {
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(f.Name)), " ", "_")
		name = cmp.Or(besideNames[name], name)
		if text := strings.TrimSpace(f.Text); text != "" && said[name] == "" {
			said[name] = text
		}
	}
	if said["parent"] == "" {
		said["parent"] = strings.TrimSpace(said["parent_forename"] + " " + said["parent_surname"])
	}
	return said
}

// setField compares one field of both.
func (k besideKind) setField(l, r map[string]string) BesideField {
	left, right := l[k.key], r[k.key]
	f := BesideField{Key: k.key, Title: k.title}
	switch {
	case left == "":
		f.Right, f.How = plainStretch(k.show(right), false), "only B says"
	case right == "":
		f.Left, f.How = plainStretch(k.show(left), false), "only A says"
	default:
		c := k.compare(left, right)
		if c.likeness == Unlike && (k.standsElsewhere(left, r) || k.standsElsewhere(right, l)) {
			c = likened{plainStretch(left, false), plainStretch(right, false), Alike, k.otherHow, .7}
		}
		f.Left, f.Right, f.Likeness, f.How, f.strength = c.left, c.right, c.likeness, c.how, c.strength
	}
	return f
}

// show is a text as it is shown beside another of its field.
func (k besideKind) show(text string) string {
	if born, is := parseBirth(text); is && k.key == "dob" {
		return born.Format(birthShown)
	}
	return text
}

// standsElsewhere reports whether the other side says a text in one of the fields that may hold it too.
func (k besideKind) standsElsewhere(text string, other map[string]string) bool {
	for _, key := range k.others {
		for part := range strings.SplitSeq(other[key], ";") {
			if foldAll(part) != "" && (k.compare(text, part).likeness == Equal || holdsWord(part, text)) {
				return true
			}
		}
	}
	return false
}

// holdsWord reports whether a text of several words has all words of another.
func holdsWord(text, words string) bool {
	has := wordsOfName(text)
	for _, w := range wordsOfName(words) {
		if !slices.Contains(has, w) {
			return false
		}
	}
	return len(has) > 1
}

// turnNames sees a forename and a surname that were written the other way round, be it with a slip.
func (b *Beside) turnNames(l, r map[string]string) {
	if b.likenessOf("forename") != Unlike || b.likenessOf("surname") != Unlike {
		return
	}
	first, last := compareNames(l["forename"], r["surname"]), compareNames(l["surname"], r["forename"])
	if first.likeness == Unlike || last.likeness == Unlike {
		return
	}
	for i := range b.Fields {
		switch f := &b.Fields[i]; f.Key {
		case "forename":
			f.Left, f.Right = first.left, last.right
			f.Likeness, f.How, f.strength = Alike, "forename and surname turned", .8*first.strength
		case "surname":
			f.Left, f.Right = last.left, first.right
			f.Likeness, f.How, f.strength = Alike, "forename and surname turned", .8*last.strength
		}
	}
}

// weighed is something that speaks for or against, with how much.
type weighed struct {
	words  string
	weight float64
}

// weigh says in words what speaks for one child and against.
func (b *Beside) weigh() {
	var pro, contra []weighed
	for _, f := range b.Fields {
		k := besideKinds[slices.IndexFunc(besideKinds, func(k besideKind) bool { return k.key == f.Key })]
		switch f.Likeness {
		case Equal:
			pro = append(pro, weighed{"same " + k.spoken, k.same})
		case Alike:
			pro = append(pro, weighed{k.spoken + ": " + f.How, k.same * f.strength})
		case Unlike:
			words := k.spoken + " differs"
			if strings.HasSuffix(k.spoken, "names") {
				words = k.spoken + " differ"
			}
			if f.How != "" {
				words = k.spoken + ": " + f.How
			}
			contra = append(contra, weighed{words, k.differ * f.strength})
		}
	}
	if b.mayBeTwins() {
		contra, b.Beware = append(contra, weighed{twins, 70}), []string{twins}
	}
	b.For, b.Against = sayWeighed(pro), sayWeighed(contra)
}

const twins = "one home and birth, two forenames: twins?"

// likenessOf is how the two compare in a field.
func (b *Beside) likenessOf(key string) Likeness {
	for _, f := range b.Fields {
		if f.Key == key {
			return f.Likeness
		}
	}
	return OneSided
}

// mayBeTwins reports whether all but the forename is of one birth at one home.
func (b *Beside) mayBeTwins() bool {
	home := b.likenessOf("address") == Equal || b.likenessOf("postcode") == Equal
	return home && b.likenessOf("dob") == Equal && b.likenessOf("surname") == Equal && b.likenessOf("forename") == Unlike
}

func sayWeighed(all []weighed) (words []string) {
	slices.SortStableFunc(all, func(a, b weighed) int { return cmp.Compare(b.weight, a.weight) })
	for _, w := range all {
		if w.weight >= leastWeight {
			words = append(words, w.words)
		}
	}
	return words
}
