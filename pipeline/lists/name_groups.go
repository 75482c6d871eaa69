package lists

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rollcall/sources"
)

// nameReader tells what names are like. It reads each name once, since few names are borne by many children; one goroutine uses it.
type nameReader struct {
	read  map[string]spelling
	parts *sync.Map // scriptCounts of parts of names, which readers may share
}

func newNameReader(parts *sync.Map) *nameReader { return &nameReader{map[string]spelling{}, parts} }

// spelling is what one field of a name is like.
type spelling struct {
	words  int
	marked bool         // it has a letter or sign that another system may drop
	told   scriptCounts // how many of its parts are spelt as from each script
}

// scriptCounts counts parts of a name by script.
type scriptCounts [len(scripts)]uint16

// spellingOf is what a field of a name is like.
func (r *nameReader) spellingOf(field string) spelling {
	s, known := r.read[field]
	if !known && field != "" {
		s = spelling{words: len(strings.Fields(field)), marked: strings.ContainsFunc(field, isMark), told: r.countScripts(field)}
		r.read[field] = s
	}
	return s
}

// countScripts counts the parts of a name that are spelt as from each script, whatever their accents.
func (r *nameReader) countScripts(name string) (n scriptCounts) {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
	for _, part := range strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) }) {
		told, known := r.parts.Load(part)
		if !known {
			told, _ = r.parts.LoadOrStore(part, countPart(part))
		}
		n.add(told.(scriptCounts))
	}
	return n
}

// countPart counts the scripts that one part of a name is spelt as from.
func countPart(part string) (told scriptCounts) {
	for i := range scripts {
		if scripts[i].part.MatchString(part) {
			told[i] = 1
		}
	}
	return told
}

func (n *scriptCounts) add(more scriptCounts) {
	for i := range more {
		n[i] += more[i]
	}
}

// likeliest is the script that a name comes from, as far as its spelling tells: the first that most parts speak for, -1 for none.
func (n *scriptCounts) likeliest() int {
	best, most := -1, uint16(0)
	for i := range scripts {
		if n[i] >= scripts[i].parts && n[i] > most {
			best, most = i, n[i]
		}
	}
	return best
}

// likeness is what the names of a child's own records are like together.
type likeness struct {
	words, given, family int // the most of any record, of its names, its given names and its family names
	marked               bool
	told                 [len(scripts)]bool

	fields [3]string // of the last name that was added: forename, middle names and surname
	spelt  [3]spelling
}

// addName adds the name of one record. Most records of a child write it as the one before does, and add nothing; of others most fields do.
func (r *nameReader) addName(to *likeness, who *sources.Identity) {
	fields := [...]string{who.Forename, who.MiddleNames, who.Surname}
	if fields == to.fields {
		return
	}
	for k, field := range fields {
		if field != to.fields[k] {
			to.spelt[k] = r.spellingOf(field)
		}
	}
	to.fields = fields
	forename, middle, surname := &to.spelt[0], &to.spelt[1], &to.spelt[2]
	to.words, to.given, to.family = max(to.words, forename.words+surname.words), max(to.given, forename.words), max(to.family, surname.words)
	to.marked = to.marked || forename.marked || surname.marked
	told := forename.told
	told.add(middle.told)
	told.add(surname.told)
	if script := told.likeliest(); script >= 0 {
		to.told[script] = true
	}
}

// appendGroups adds the groups that names tell: how many parts they have, in which field the parts stand, which letters they have, and of
// which script they were, as far as spelling tells. They stand for the tradition, of which nothing is known, and tell no child's: a
// spelling of one script is borne in others too.
func (l *likeness) appendGroups(all []string) []string {
	switch {
	case l.words <= 2:
		all = append(all, "names: one word each")
	case l.words == 3:
		all = append(all, "names: three words")
	default:
		all = append(all, "names: four words or more")
	}
	if l.given > 1 {
		all = append(all, "names: several given names in one field")
	}
	if l.family > 1 {
		all = append(all, "names: several family names in one field")
	}
	if l.marked {
		all = append(all, "names: letters beyond the English alphabet, apostrophe or hyphen")
	}
	for i := range scripts {
		if l.told[i] {
			all = append(all, scripts[i].group)
		}
	}
	return all
}

// isMark reports whether a letter or sign of a name is one that another system may drop.
func isMark(r rune) bool { return r == '\'' || r == '’' || r == '-' || r > unicode.MaxASCII }

// scripts are those that a spelling in Latin letters tells of, each by what a part of a name looks like, and by how many such parts.
var scripts = [...]struct {
	group string // of children
	part  *regexp.Regexp
	parts uint16
}{
	{"names: spelt as from Arabic", regexp.MustCompile(`(ul+ah|[ui]d+[iae]*n|[ae]ddine?)$|^(m[ouae]+h?am+[aeo]d|ah?m[aeu]d|abd[aeiou]*l?|al|el|bin|ibn|bint|abu|syed|sayed|sh[ae]ikh|begum|bibi|khan|hus+[ae]y?i?n|has+an|ali|yus+[ue]f|[iou]?brahim|[ou]mar|[ou]sman)$|kh([^r]|$)|^gh|q([^u]|$)|aa([^r]|$)|[aeiou]h[mrl]`), 1},
	{"names: spelt as from Cyrillic", regexp.MustCompile(`([nkldrvtb]ova?|[bdlnrstyvih]ev|[bdlnrsth]eva|enko|ch?uk|[iy]uk|[vo]v[iy]ch|skyi?|skiy|shyn)$|^(oleks|volod|dmyt|yev|serh|andri[iy]|mykh|yuri|katery|svit)`), 1},
	{"names: spelt as from Chinese", regexp.MustCompile(`^(x[iau][a-z]*|qi[a-z]*|zh[a-z]+|tsz|hs[iu][a-z]*|kwok|cheung|leung|yeung|wong|chan|chen|cheng|huang|ng|lam|yuen|hoi|wing|yi|ka|ming|jia|hao|yu|li|wang|liu|yang|lau|ho|tang|lee|hei|ching|lok|man|wai|kei|sum|yat|ze|zi|mei|jun|wei)$`), 2},
	{"names: spelt as from Indic", regexp.MustCompile(`^(singh|kaur|kumari?|patel|sharma|gupta|rao|devi|das|desai|mehta|joshi|rai|gurung|thapa|tamang|limbu)$|(preet|deep|jeet|jit|inder|veer|meet|bhai|endra|moorthy|murthy|lingam|krish?na|swamy|rajah?|kanth?|arasan|akaran|war)$|^bh|jh|dh([^au]|$)|ksh|thi$`), 1},
	{"names: spelt as from Ethiopic", regexp.MustCompile(`^(te[wk]l[a-z]+|gebre[a-z]*|habte[a-z]*|haile[a-z]*|wolde[a-z]*|tesfa[a-z]*|mebra[a-z]*|berhan[a-z]*|kidan[a-z]*|selam[a-z]*|yohannes|girma[a-z]*|kebede|tadesse|bekele|alem[a-z]*|mulu[a-z]*|desta|negas[a-z]*|mehari|mengis[a-z]*|fits[a-z]*)$`), 1},
}
