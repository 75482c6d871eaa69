package rules

import "slices"

// catalogue is every rule, in the order of the rule book. A rule's place in it is the same in every run.
var catalogue []*Rule

// suppressors is every suppressor, in the order of the rule book.
var suppressors = []*Suppressor{
	u01, u02, u03, u04, u05, u06, u07, u08, u09, u10, u11, u12, u13, u14, u15, u16, u17, u18, u19, u20, u21, u22, u23, u24,
	u25, u26, u28,
}

// explaining is the suppressors that explain a child of age, in the order in which they are tried: the surest first.
var explaining = []*Suppressor{u01, u28, u02, u03, u04, u05, u22, u25, u18, u20}

// The catalogue is filled here and not where it is declared, because rules read facts that are worked out over the catalogue.
func init() {
	catalogue = []*Rule{
		c01, c02, c03, c04, c05, c06, c07, c08, c09, c10,
		c11, c12, c13, c14, c15, c16, c17, c18, c19, c20,
		c21, c22, c23, c24, c25, c26, c27, c28, c29,
		r01, r02, r03, r04, r05, r06, r07, r08, r09, r10,
		r11, r12, r13, r14, r16, r17, r18, r19, r20,
		r21, r22, r23, r24, r25, r26, r27, r28, r29, r30,
		r31, r32, r33, r34,
	}
	suppressors = slices.Insert(suppressors, len(suppressors)-1, u27)
	for i, r := range catalogue {
		catalogueAt[r.ID] = i
	}
	for _, s := range suppressors {
		if s.From == 0 {
			s.From = since436A
		}
	}
	sortAsked()
}

var catalogueAt = map[ID]int{}

func catalogueIndex(id ID) int {
	if i, ok := catalogueAt[id]; ok {
		return i
	}
	return -1
}

// Rules returns every rule, in the order of the rule book.
func Rules() []*Rule { return append([]*Rule(nil), catalogue...) }

// Suppressors returns every suppressor, in the order of the rule book.
func Suppressors() []*Suppressor { return append([]*Suppressor(nil), suppressors...) }
