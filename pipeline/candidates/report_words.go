package candidates

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// glossary are the words of the report that a manager may not know.
var glossary = [][2]string{
	{"Candidate", "a child of compulsory school age, living in the area, whom no register that was read accounts for. Only an officer says whether education is missing."},
	{"At risk", "a child who has a school or other provision, and of whom a record says that it may end."},
	{"Line", "a child on a list. New: never listed before; a case already: new here, and on the authority's own list of cases before; back: listed before, but not by the last run; gone: listed by the last run and not now."},
	{"Overdue", "the day by which somebody was to look at the line has passed."},
	{"Late", "something that the law or local practice asks of a school, an officer or a sender of extracts has not been done by its day."},
	{"Possible match", "two records that may be one child's, which a person judges. Such a pair is also called grey."},
	{"Stale, or old", "only an extract that is older than it should be accounts for the child."},
	{"Joined", "records of several extracts that were found to be one child's."},
	{"Interval", "the range in which the true figure is thought to lie, nineteen times of twenty."},
	{"[c]", "not shown, because fewer than five children could be known by it. A larger figure is hidden too where one of these could be worked out from it."},
}

// sayInShort is the run in sentences, what changed first.
func (l Lists) sayInShort() (said []string) {
	o := &l.Summary.Overview
	say := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	news := l.countNews()
	if o.Last.IsZero() {
		say("This is the first run: there is nothing yet to compare it with.")
	} else {
		say("Since the run for %s: %s; %s.", dayWords(o.Last), news[0].words("candidates"), news[1].words("children at risk"))
	}
	say("%s are candidates now: %s. %s are at risk.", capital(countChildren(countPrinted(l.CME))), "no register that was read accounts for them", capital(countChildren(countPrinted(l.AtRisk))))
	for k, who := range []string{"candidates", "children at risk"} {
		if k < len(o.Clocks) {
			n := o.Clocks[k].sums()
			say("Of the %s %s overdue, %s due today and %s within a week.", who, isOrAre(n[0]), orNone(n[1]), orNone(n[2]))
		}
	}
	if o.InHand > 0 {
		say("Of the candidates %s in hand: an officer has asked, and waits for an answer.", isOrAre(o.InHand))
	}
	said = append(said, o.sayLate())
	if n := len(o.Trend); n > 1 {
		say("Officers made %s since %s.", countThings(o.Trend[n-1].Decided, "decision", "decisions"), dayWords(o.Trend[n-2].AsOf))
	}
	say("%s for a person's answer.", capital(countThings(countPrinted(l.Possible), "possible match waits", "possible matches wait")))
	if n := countPrinted(l.Untold); n > 0 {
		say("Of %s it cannot be told whether education is missing, for want of a register that was never had.", countChildren(n))
	}
	return said
}

// words are what is new, back and gone of a list.
func (n newsCount) words(who string) string {
	if n.New+n.Held+n.Back+n.Gone == 0 {
		return "none of the " + who + " is new, back or gone"
	}
	if n.Held > 0 {
		return fmt.Sprintf("of the %s %s new, %s new here and held as a case before, %s back and %s gone", who, isOrAre(n.New), orNone(n.Held), orNone(n.Back), orNone(n.Gone))
	}
	return fmt.Sprintf("of the %s %s new, %s back and %s gone", who, isOrAre(n.New), orNone(n.Back), orNone(n.Gone))
}

func orNone(n int) string {
	if n == 0 {
		return "none"
	}
	return withCommas(n)
}

func isOrAre(n int) string {
	if n == 1 {
		return "1 is"
	}
	return orNone(n) + " are"
}

func countThings(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	if n == 0 {
		return "no " + many
	}
	return withCommas(n) + " " + many
}

// goneWords are how lines went, as a manager reads it, by the words of gone.parquet.
var goneWords = map[string]string{
	"explained": "a register accounts for the child now", "decided": "an officer decided on it", "not of age": "past or below compulsory school age",
	"possible match": "a possible match may account for the child", "elsewhere": "not shown to live here any more", "held back": "an extract that would tell is missing or held back",
	"no longer so": "the reason holds no longer", "no record": "no extract names the child any more", "on the other list": "a candidate now", "sealed": "not known, or sealed",
}

// whyGone is why the lines that are gone went.
func (l Lists) whyGone() *grid {
	s := Split{ID: "gone", Title: "Why lines went", Of: "reason", Columns: []string{"Candidates", "At risk"}, Long: true}
	at := map[string]int{}
	for g := range EachPrinted(l.Gone) {
		why, column := goneWords[g.Why], 0
		if why == "" {
			why = g.Why
		}
		if g.List == AtRisk {
			column = 1
		}
		k, had := at[why]
		if !had {
			k = len(s.Groups)
			at[why] = k
			s.Groups = append(s.Groups, Group{Title: why, N: []int{0, 0}})
		}
		s.Groups[k].N[column]++
	}
	s.SortBySize()
	return s.table()
}

// changes is how the lists changed since the last run.
func (l Lists) changes() *grid {
	if l.Summary.Overview.Last.IsZero() {
		return nil
	}
	t := &grid{ID: "changes", Caption: "Lines of each list, against the run for " + dayWords(l.Summary.Overview.Last), Heads: []string{"List", "New", "New, a case already", "Back", "Gone", "Still there", "Of these changed", "Now"}}
	for _, n := range l.countNews() {
		t.Rows = append(t.Rows, gridRow{Title: n.Title, Cells: figuresOf(n.New, n.Held, n.Back, n.Gone, n.Still+n.Changed, n.Changed, n.New+n.Held+n.Back+n.Still+n.Changed)})
	}
	return t
}

func figuresOf(n ...int) (cells []gridCell) {
	for _, v := range n {
		cells = append(cells, gridCell{Text: withCommas(v)})
	}
	return cells
}

// dutyOf names whose a duty is.
var dutyOf = map[string]string{"school compliance": "schools", "officer's task": "officers", "source to be put right": "senders of extracts",
	"for managers": "managers", "fixed date": "the authority", sealedOf: "the designated officer"}

// duties is what is owed, by whom, and how much of it is late.
func (o *Overview) duties() *grid {
	s := Split{ID: "duties", Title: "What the law or local practice asks for, and has not been done", Of: "what is owed, and by whom", Columns: []string{"Late", "Not yet due"}, Long: true}
	for _, d := range o.Duties {
		s.Groups = append(s.Groups, Group{Title: d.Title + " – " + owner(d.Of), N: []int{d.Late, d.Open}})
	}
	return s.table()
}

func owner(of string) string {
	if who := dutyOf[of]; who != "" {
		return who
	}
	return of
}

// sayLate says how much is late, and by whom.
func (o *Overview) sayLate() string {
	all := o.CountLate()
	by, at := Split{Columns: []string{"late"}}, map[string]int{}
	for _, d := range o.Duties {
		k, had := at[owner(d.Of)]
		if !had {
			k = len(by.Groups)
			at[owner(d.Of)], by.Groups = k, append(by.Groups, Group{Title: owner(d.Of), N: []int{0}})
		}
		by.Groups[k].N[0] += d.Late
	}
	if all == 0 {
		return "Nothing that schools, officers or senders of extracts owe is late."
	}
	by.SortBySize()
	var cells [][]int
	for _, g := range by.Groups {
		cells = append(cells, g.N)
	}
	hidden, ok := hideSmall(append(cells, []int{all}), false)
	var parts []string
	for k, g := range by.Groups {
		if ok && !hidden[k][0] && g.N[0] > 0 {
			parts = append(parts, withCommas(g.N[0])+" by "+g.Title)
		}
	}
	text := capital(countThings(all, "thing is", "things are")) + " owed and late"
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	return text + "."
}

// capital begins a sentence.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// plainKind is a kind of extract in words.
func plainKind(kind string) string {
	return strings.Replace(capital(strings.ReplaceAll(kind, "_", " ")), "Ehc ", "EHC ", 1)
}

// dayShort is a day as a column of dates has it.
func dayShort(t time.Time) string { return t.Format("2 Jan 2006") }
