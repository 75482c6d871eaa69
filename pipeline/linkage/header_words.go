package linkage

import (
	"slices"
	"strings"
	"unicode"
)

// header is a column's name taken apart: the words that are known, and the number behind them.
type header struct {
	words   map[string]bool
	unknown int // words that say nothing here
	number  int // of forename2, address_3, fname_c2; 0 for none
}

// readHeader takes a column's name apart: at marks, at figures, where a capital follows a small letter, and then into words that
// are known, since dateofbirth and PupilSurname are written in one.
func readHeader(name string) header {
	h := header{words: map[string]bool{}}
	tokens := splitHeader(name)
	if !slices.ContainsFunc(tokens, func(t string) bool { return len(t) > 1 }) { // D.O.B.
		tokens = splitHeader(strings.Join(tokens, ""))
	}
	for _, token := range tokens {
		if token[0] >= '0' && token[0] <= '9' {
			h.number = 0
			for _, c := range token[:min(len(token), 4)] {
				h.number = 10*h.number + int(c-'0')
			}
			continue
		}
		parts, ok := knownWords(token)
		for _, p := range parts {
			h.words[aliasOf(p)] = true
		}
		if !ok && len(token) > 1 { // a letter before a number, as in _c1, is none
			h.unknown++
		}
	}
	return h
}

// splitHeader returns the runs of letters and of figures of a name, in small letters.
func splitHeader(name string) []string {
	var out []string
	last := ' '
	for _, c := range name {
		small := unicode.ToLower(c)
		switch {
		case !unicode.IsLetter(c) && (c < '0' || c > '9'):
		case last == ' ', unicode.IsDigit(c) != unicode.IsDigit(last), unicode.IsLower(last) && unicode.IsUpper(c):
			out = append(out, string(small))
		default:
			out[len(out)-1] += string(small)
		}
		last = c
		if !unicode.IsLetter(c) && (c < '0' || c > '9') {
			last = ' '
		}
	}
	return out
}

// knownWords parts a run of letters into words that are known, as few as can be, and reports whether it is all of them. Behind
// letters that say nothing, as in pername, a long word counts.
func knownWords(run string) ([]string, bool) {
	best := make([][]string, len(run)+1)
	best[0] = []string{}
	for end := 1; end <= len(run); end++ {
		for from := range end {
			if w := run[from:end]; best[from] != nil && isHeaderWord(w) && (best[end] == nil || len(best[from])+1 < len(best[end])) {
				best[end] = append(slices.Clone(best[from]), w)
			}
		}
	}
	if best[len(run)] != nil {
		return best[len(run)], true
	}
	for from := 1; from+4 <= len(run); from++ {
		if isHeaderWord(run[from:]) {
			return []string{run[from:]}, false
		}
	}
	return nil, false
}

// headerWords are the words that say what a column holds, each with its other spellings.
var headerWords = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(`
name names nm
first fst given christian
forename forenames fname gname nickname vorname prenom prénom
surname surnames sname lname nachname apellido apellidos cognome
last family
middle mid mname
second
initial initials
full complete
known
preferred chosen usual legal current home main primary own official registered
former previous prev old prior
maiden
birth born naissance nacimiento nascita
dob bdate geburtsdatum
yob
day dd
month mon mnth
year yr
date dt
sex sexe sexo geschlecht
gender
address addr addrs residence adresse direccion dirección indirizzo
line lines
postcode pcode postcd pcd zip pc plz
post postal
code cd
upn
nhs
unique
pupil student learner
child kid
person individual entity people participant subject respondent human
patient client member tenant resident applicant claimant customer user voter
no number num nr nbr
id ident identifier ref reference key
nino ssn uln mrn chi
national
insurance
social soc
security sec
passport
licence license
medicare
hospital
tax
phone telephone tel telno mobile landline fone cell
contact
email mail
occupation job profession trade
employer
place
school
town city suburb locality village hamlet
county state region district province ward parish borough estate
street road
house hse building flat dwelling
uprn
country
mother father parent guardian carer spouse husband wife partner kin emergency
household hh
record rec row index serial sequence seq
cluster truth label
group
true ground
match
duplicate dup
source dataset origin
file company organisation organization team gp practice provider agency office surgery clinic college university
age
ethnic ethnicity
religion faith
nationality citizenship
language tongue
start end created updated modified changed admission admitted discharge death died deceased leaving left joined joining entry expiry expires valid event appointment visit census extract load loaded timestamp seen registration enrolment marriage married
of and the at in on to is as by for
`) {
		words := strings.Fields(line)
		for _, w := range words {
			m[w] = words[0]
			if slices.Contains(apart, words[0]) {
				m[w] = w
			}
		}
	}
	return m
}()

// apart are the first words of the lines whose words are not spellings of one thing.
var apart = []string{"pupil", "person", "patient", "of", "preferred", "street", "county", "house", "town", "start", "source", "file", "record", "mother", "cluster", "true", "nino"}

func isHeaderWord(w string) bool { return aliasOf(w) != "" }

// aliasOf returns the word that a spelling stands for, empty when it is not known.
func aliasOf(w string) string {
	if a := headerWords[w]; a != "" || len(w) < 5 {
		return a
	}
	return headerWords[strings.TrimSuffix(w, "s")]
}
