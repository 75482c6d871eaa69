package linkage

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/sourcegraph/conc"

	"rollcall/matchers"
	"rollcall/sources/cells"
)

// assembled is all tables as one, ready to compare.
type assembled struct {
	table *matchers.Table
	ids   []string // of each row, as its table names it
	of    []uint16 // table of each row
	spec  matchers.Spec
}

// assembleTables puts the columns of all tables together under what they hold.
func assembleTables(s *Settings, tables []*table, used []Used) (*assembled, error) {
	out := &assembled{}
	var keys []string
	var err error
	var g conc.WaitGroup
	g.Go(func() { keys, err = out.nameRows(s, tables) })
	columns, people := columnsFor(tables, used)
	if g.Wait(); err != nil {
		return nil, err
	}
	if out.table, err = matchers.FromColumns(keys, out.of, columns); err != nil {
		return nil, err
	}
	out.spec = defaultSpec(people)
	out.overrideSpec(s)
	if err := out.spec.Validate(out.table.Fields()); err != nil {
		return nil, faultf("%s: %v", s.path, err)
	}
	return out, nil
}

// defaultSpec returns how people are compared when the settings do not say.
func defaultSpec(people matchers.PersonColumns) matchers.Spec {
	spec := matchers.PersonSpec(people)
	for k := range spec.Vetoes { // tables without households hold no twins
		spec.Vetoes[k].Households = true
	}
	return spec
}

// nameRows notes what each row is called, and returns that with the table's name before it. All are parts of one text.
func (a *assembled) nameRows(s *Settings, tables []*table) (keys []string, err error) {
	rows := lenOf(tables)
	keys, a.ids, a.of = make([]string, 0, rows), make([]string, 0, rows), make([]uint16, 0, rows)
	for k, t := range tables {
		ids, err := rowIDs(s, k, t)
		if err != nil {
			return nil, err
		}
		prefix, length := t.name+"\x1f", 0
		for _, id := range ids {
			length += len(prefix) + len(id)
		}
		var b strings.Builder
		b.Grow(length)
		for _, id := range ids {
			b.WriteString(prefix)
			b.WriteString(id)
		}
		text := b.String()
		for _, id := range ids {
			to := len(prefix) + len(id)
			keys, a.ids, a.of = append(keys, text[:to]), append(a.ids, text[len(prefix):to]), append(a.of, uint16(k))
			text = text[to:]
		}
	}
	return keys, nil
}

// overrideSpec puts what the settings say in place of the default.
func (a *assembled) overrideSpec(s *Settings) {
	if len(s.Comparisons) > 0 {
		a.spec.Comparisons = s.Comparisons
		a.spec.Vetoes = nil
	}
	if len(s.Blocking) > 0 {
		a.spec.Blocking = s.Blocking
	}
	a.spec.Definite = s.Definite
	if s.Vetoes != nil { // a list without any is none
		a.spec.Vetoes = s.Vetoes
	}
}

// commonComparisons are the names of the comparisons that every table of people has, which no other may have.
var commonComparisons = []string{"forename", "surname", "middle", "birth", "sex", "place", "contact"}

// columnsFor returns the columns to compare and what they are of a person.
func columnsFor(tables []*table, used []Used) ([]matchers.Column, matchers.PersonColumns) {
	var people matchers.PersonColumns
	var makes []func() matchers.Column
	taken := map[string]bool{}
	add := func(name string, kind Kind, make func() (values []string, codes []int32)) string {
		plain := plainName(name)
		if kind.isExtra() && slices.Contains(commonComparisons, plain) {
			plain += "_column"
		}
		field := matchers.Field{Name: freeName(plain, taken), Kind: fieldKinds[kind]}
		makes = append(makes, func() matchers.Column {
			values, codes := make()
			return matchers.Column{Field: field, Values: values, Codes: codes}
		})
		return field.Name
	}
	asRead := func(name string) func() ([]string, []int32) {
		return func() ([]string, []int32) {
			c := gatherColumn(tables, name)
			return c.values, c.codes
		}
	}
	for _, u := range used {
		switch u.Kind {
		case Forename:
			people.Forenames = append(people.Forenames, add(u.Name, u.Kind, asRead(u.Name)))
		case Surname:
			people.Surnames = append(people.Surnames, add(u.Name, u.Kind, asRead(u.Name)))
		case MiddleNames:
			people.Middle = append(people.Middle, add(u.Name, u.Kind, asRead(u.Name)))
		case FullName:
			people.Forenames = append(people.Forenames, add(u.Name+"_forename", Forename, mapValues(asRead(u.Name), keepName(forenameOf))))
			people.Surnames = append(people.Surnames, add(u.Name+"_surname", Surname, mapValues(asRead(u.Name), keepName(surnameOf))))
		case Birth:
			name := add(u.Name, u.Kind, asRead(u.Name))
			if people.Birth == "" {
				people.Birth = name
			}
		case Sex:
			name := add(u.Name, u.Kind, mapValues(asRead(u.Name), sexOf))
			if people.Sex == "" {
				people.Sex = name
			}
		case Postcode:
			people.Postcodes = append(people.Postcodes, add(u.Name, u.Kind, asRead(u.Name)))
		case Identifier, UPN, NHSNumber:
			id := matchers.IdentifierColumns{Name: add(u.Name, u.Kind, asRead(u.Name)), Soft: u.Kind == Identifier}
			id.Columns = []string{id.Name}
			if valid := checkDigits[u.Kind]; valid != nil {
				id.Certain = []string{add(u.Name+"_valid", u.Kind, mapValues(asRead(u.Name), keepValid(valid)))}
			}
			people.Identifiers = append(people.Identifiers, id)
		case Phone:
			people.Contacts = append(people.Contacts, add(u.Name, u.Kind, asRead(u.Name)))
		case Place:
			people.Places = append(people.Places, add(u.Name, u.Kind, asRead(u.Name)))
		case Email, Text:
			people.Other = append(people.Other, add(u.Name, u.Kind, asRead(u.Name)))
		case Category:
			people.Codes = append(people.Codes, add(u.Name, u.Kind, asRead(u.Name)))
		}
	}
	if parts := birthParts(used); parts != nil && people.Birth == "" {
		people.Birth = add("birth", Birth, joinColumns(tables, parts, func(v []string) string { return joinDate(v[0], v[1], v[2]) }))
	}
	if parts := namesOfKind(used, Address); len(parts) > 0 {
		people.Addresses = []string{add(parts[0], Address, joinColumns(tables, parts, joinAddress))}
	}
	columns := make([]matchers.Column, len(makes))
	var g conc.WaitGroup
	for k, make := range makes {
		g.Go(func() { columns[k] = make() })
	}
	g.Wait()
	return columns, people
}

// checkDigits are the kinds of number that carry one: two valid ones that differ are two people, a mistyped one is not.
var checkDigits = map[Kind]func(string) bool{UPN: cells.ValidUPN, NHSNumber: cells.ValidNHSNumber}

// keepValid keeps the values that hold.
func keepValid(holds func(string) bool) func(string) string {
	return func(v string) string {
		if holds(strings.ToUpper(strings.ReplaceAll(v, " ", ""))) {
			return v
		}
		return ""
	}
}

// mapValues rewrites each distinct value.
func mapValues(read func() ([]string, []int32), rewrite func(string) string) func() ([]string, []int32) {
	return func() ([]string, []int32) {
		values, codes := read()
		out := make([]string, len(values))
		for k, v := range values {
			out[k] = rewrite(v)
		}
		return out, codes
	}
}

// birthParts returns the columns of year, month and day of birth, nil without a year.
func birthParts(used []Used) []string {
	parts := make([]string, 3)
	for k, kind := range []Kind{BirthYear, BirthMonth, BirthDay} {
		if names := namesOfKind(used, kind); len(names) > 0 {
			parts[k] = names[0]
		}
	}
	if parts[0] == "" {
		return nil
	}
	return parts
}

// joinColumns composes one column of several, once for each combination of their values.
func joinColumns(tables []*table, names []string, compose func([]string) string) func() ([]string, []int32) {
	return func() ([]string, []int32) {
		columns := make([]*column, len(names))
		rows := 0
		for k, n := range names {
			if n == "" {
				continue
			}
			columns[k] = gatherColumn(tables, n)
			rows = len(columns[k].codes)
		}
		if len(names) == 1 {
			return columns[0].values, columns[0].codes
		}
		out := newColumn("")
		seen := map[string]int32{}
		values := make([]string, len(names))
		var key []byte
		for i := range rows {
			key = key[:0]
			for k, c := range columns {
				values[k] = ""
				code := int32(-1)
				if c != nil {
					values[k], code = c.valueOf(i), c.codes[i]
				}
				key = binary.LittleEndian.AppendUint32(key, uint32(code))
			}
			code, ok := seen[string(key)]
			if !ok {
				out.addValue(compose(values))
				code = out.codes[len(out.codes)-1]
				out.codes = out.codes[:len(out.codes)-1]
				seen[string(key)] = code
			}
			out.codes = append(out.codes, code)
		}
		return out.values, out.codes
	}
}

// joinAddress joins the lines of an address; a house number alone belongs to the line after it.
func joinAddress(lines []string) string {
	var b strings.Builder
	for k, l := range lines {
		if l == "" {
			continue
		}
		if b.Len() > 0 {
			if k > 0 && numberShape.MatchString(lines[k-1]) {
				b.WriteString(" ")
			} else {
				b.WriteString(", ")
			}
		}
		b.WriteString(l)
	}
	return b.String()
}

// keepName keeps the part of a whole name that is one.
func keepName(part func(string) string) func(string) string {
	return func(name string) string {
		if p := part(name); cells.SurenessOf(cells.NameValue, p) != cells.SaysNothing {
			return p
		}
		return ""
	}
}

// forenameOf and surnameOf take a name in one apart: SURNAME, Forenames or Forenames Surname.
func forenameOf(name string) string {
	if _, given, ok := strings.Cut(name, ","); ok {
		return strings.TrimSpace(given)
	}
	words := strings.Fields(name)
	return strings.Join(words[:max(len(words)-1, 0)], " ")
}

func surnameOf(name string) string {
	if surname, _, ok := strings.Cut(name, ","); ok {
		return strings.TrimSpace(surname)
	}
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// sexOf writes a sex as one letter; what is not known is missing, and a word of another language stays as it is.
func sexOf(s string) string {
	sex, why := cells.ReadSex(s)
	if why != "" {
		return s
	}
	return sex.Text
}
