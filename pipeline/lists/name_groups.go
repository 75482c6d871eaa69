package lists

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rollcall/sources"
)

// nameGroups are the groups that the names of a child's own records tell: how many parts they have, in which field the parts stand, which
// letters they have, and of which script they were, as far as spelling tells. They stand for the tradition, of which nothing is known,
// and tell no child's: a spelling of one script is borne in others too.
func nameGroups(written []*sources.Identity) []string {
	var words, marks, given, family int
	told := map[string]int{}
	for _, who := range written {
		g, f := len(strings.Fields(who.Forename)), len(strings.Fields(who.Surname))
		words, given, family = max(words, g+f), max(given, g), max(family, f)
		marks += strings.IndexFunc(who.Forename+who.Surname, isMark) + 1
		told[scriptOf(who.Forename+" "+who.MiddleNames+" "+who.Surname)]++
	}
	var all []string
	switch {
	case words <= 2:
		all = append(all, "names: one word each")
	case words == 3:
		all = append(all, "names: three words")
	default:
		all = append(all, "names: four words or more")
	}
	if given > 1 {
		all = append(all, "names: several given names in one field")
	}
	if family > 1 {
		all = append(all, "names: several family names in one field")
	}
	if marks > 0 {
		all = append(all, "names: letters beyond the English alphabet, apostrophe or hyphen")
	}
	for _, s := range scripts {
		if told[s.name] > 0 {
			all = append(all, "names: spelt as from "+s.name)
		}
	}
	return all
}

// isMark reports whether a letter or sign of a name is one that another system may drop.
func isMark(r rune) bool { return r == '\'' || r == '’' || r == '-' || r > unicode.MaxASCII }

// scripts are those that a spelling in Latin letters tells of, each by what a part of a name looks like, and by how many such parts.
var scripts = []struct {
	name  string
	part  *regexp.Regexp
	parts int
}{
	{"Arabic", regexp.MustCompile(`(ul+ah|[ui]d+[iae]*n|[ae]ddine?)$|^(m[ouae]+h?am+[aeo]d|ah?m[aeu]d|abd[aeiou]*l?|al|el|bin|ibn|bint|abu|syed|sayed|sh[ae]ikh|begum|bibi|khan|hus+[ae]y?i?n|has+an|ali|yus+[ue]f|[iou]?brahim|[ou]mar|[ou]sman)$|kh([^r]|$)|^gh|q([^u]|$)|aa([^r]|$)|[aeiou]h[mrl]`), 1},
	{"Cyrillic", regexp.MustCompile(`([nkldrvtb]ova?|[bdlnrstyvih]ev|[bdlnrsth]eva|enko|ch?uk|[iy]uk|[vo]v[iy]ch|skyi?|skiy|shyn)$|^(oleks|volod|dmyt|yev|serh|andri[iy]|mykh|yuri|katery|svit)`), 1},
	{"Chinese", regexp.MustCompile(`^(x[iau][a-z]*|qi[a-z]*|zh[a-z]+|tsz|hs[iu][a-z]*|kwok|cheung|leung|yeung|wong|chan|chen|cheng|huang|ng|lam|yuen|hoi|wing|yi|ka|ming|jia|hao|yu|li|wang|liu|yang|lau|ho|tang|lee|hei|ching|lok|man|wai|kei|sum|yat|ze|zi|mei|jun|wei)$`), 2},
	{"Indic", regexp.MustCompile(`^(singh|kaur|kumari?|patel|sharma|gupta|rao|devi|das|desai|mehta|joshi|rai|gurung|thapa|tamang|limbu)$|(preet|deep|jeet|jit|inder|veer|meet|bhai|endra|moorthy|murthy|lingam|krish?na|swamy|rajah?|kanth?|arasan|akaran|war)$|^bh|jh|dh([^au]|$)|ksh|thi$`), 1},
	{"Ethiopic", regexp.MustCompile(`^(te[wk]l[a-z]+|gebre[a-z]*|habte[a-z]*|haile[a-z]*|wolde[a-z]*|tesfa[a-z]*|mebra[a-z]*|berhan[a-z]*|kidan[a-z]*|selam[a-z]*|yohannes|girma[a-z]*|kebede|tadesse|bekele|alem[a-z]*|mulu[a-z]*|desta|negas[a-z]*|mehari|mengis[a-z]*|fits[a-z]*)$`), 1},
}

// scriptOf names the script that a name comes from, as far as its spelling tells: the first that most parts speak for, empty for none.
func scriptOf(name string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
	parts := strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) })
	best, most := "", 0
	for _, s := range scripts {
		n := 0
		for _, p := range parts {
			if s.part.MatchString(p) {
				n++
			}
		}
		if n >= s.parts && n > most {
			best, most = s.name, n
		}
	}
	return best
}
