package rehearsal

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/evaluate"
)

// Spell is a time in which a child truly misses education.
type Spell struct {
	Child string // of the truth
	Why   string // the true reason on the night on which the child was first listed, or the last
	Since calendar.Date
	First calendar.Date // night of the year
	Early bool          // it began before the first night
	// Nights it went on, in which of them the first extract came that could show it, and in which the child was first listed,
	// each counted from one; zero: in none.
	Nights, Evident, Listed int
	Said                    string // by the runs, each status with its nights while the child was not listed

	said   []string
	nights []int
	shows  map[string]int // by kind of extract, the night on which the first came that speaks for the spell
}

// waitsFor is, by the true reason, the kind of extract that can show it first, and what is waited for in words. The reasons
// that only a service or a person tells of have none.
var waitsFor = map[string]struct{ kind, what string }{
	"awaiting_start":            {"admissions", "the weekly admissions extract"},
	"awaiting_outcome":          {"admissions", "the weekly admissions extract"},
	"offer_unanswered":          {"admissions", "the weekly admissions extract, twenty school days after the offer"},
	"place_refused":             {"admissions", "the weekly admissions extract"},
	"no_show":                   {"roll_changes", "ten school days after the agreed start, or three where the register is seen"},
	"dropped":                   {"school_census", "the school's next termly census, some four weeks after its day: nobody tells of the leaving"},
	"left_unknown":              {"roll_changes", "the school's deletion return"},
	"destination_not_reached":   {"roll_changes", "fifteen school days for the other school to show the child"},
	"home_education_not_begun":  {"home_education", "five working days for the register of home education"},
	"home_education_unsuitable": {"home_education", "the register of home education"},
	"home_education_gone":       {"home_education", "the register of home education"},
	"excluded":                  {"exclusions", "the sixth school day"},
	"provision_ended":           {"alternative_provision", "the register of alternative provision"},
	"provision_not_attended":    {"alternative_provision", "its sessions of ten school days"},
	"reception_not_started":     {"school_census", "the autumn census"},
	"junior_not_started":        {"school_census", "the autumn census, and ten school days of the new year (U18)"},
	"secondary_not_started":     {"school_census", "the autumn census, and ten school days of the new year (U18)"},
	"released":                  {"youth_justice", "five school days after the release"},
	"lost":                      {"lost_pupils", "the termly lost-pupil file"},
	"no_record":                 {"health", "a monthly list on which the child is new: no register tells of the child"},
	"untraced":                  {"roll_changes", "the school's deletion return"},
}

// newestDays is the newest day for which the extracts of each kind speak that a run used.
func newestDays(r *pipeline.Result) map[string]calendar.Date {
	newest := map[string]calendar.Date{}
	for _, in := range r.Manifest.Inputs {
		if on, err := calendar.Parse(in.AsOf); err == nil && in.NotUsed == "" {
			newest[in.Kind] = max(newest[in.Kind], on)
		}
	}
	return newest
}

// countWaits counts the nights that a truly missing child waits to be listed.
func (w *watch) countWaits(d calendar.Date, r *pipeline.Result, t *evaluate.Truth) {
	listed := map[string]bool{}
	for _, row := range wholeRows(r.Lists.CME) {
		listed[w.of[row.ChildID]] = true
	}
	said := map[string]string{}
	for c := range wholeSeq(r.Lists.Reconciled) {
		text := strings.TrimSpace(c.Status + " " + c.ExplainedBy)
		if c.Old {
			text += " by a stale register"
		}
		said[w.of[c.ChildID]] = text
	}
	newest := newestDays(r)
	for _, id := range slices.Sorted(maps.Keys(t.Children)) {
		x, child := w.missing[id], t.Children[id]
		if !child.Missing {
			if x != nil {
				w.closeSpell(x)
				delete(w.missing, id)
			}
			continue
		}
		if x == nil {
			x = &Spell{Child: id, First: d, Early: w.Nights == 1, shows: map[string]int{}}
			x.Since, _ = calendar.Parse(child.Since)
			w.missing[id] = x
		}
		x.addNight(child.Why, cmp.Or(said[id], "in no extract, or not of age"), listed[id], newest)
	}
}

// addNight adds a night to a spell.
func (x *Spell) addNight(why, said string, listed bool, newest map[string]calendar.Date) {
	x.Nights++
	if listed && x.Listed == 0 {
		x.Listed, x.Why = x.Nights, why
	}
	if x.Listed == 0 {
		x.Why = why
		if n := len(x.said); n == 0 || x.said[n-1] != said {
			x.said, x.nights = append(x.said, said), append(x.nights, 0)
		}
		x.nights[len(x.nights)-1]++
	}
	for kind, on := range newest {
		if x.shows[kind] == 0 && on >= x.Since {
			x.shows[kind] = x.Nights
		}
	}
}

// patience is how many nights a child is missing before one who was never listed counts.
const patience = 10

// closeSpell ends a spell of missing education that is over.
func (w *watch) closeSpell(x *Spell) {
	var said []string
	for i, s := range x.said {
		said = append(said, fmt.Sprintf("%s %d", s, x.nights[i]))
	}
	x.Said = strings.Join(said, ", ")
	if x.Evident = x.shows[waitsFor[x.Why].kind]; waitsFor[x.Why].kind == "" {
		x.Evident = 1
	}
	w.Spells = append(w.Spells, *x)
}

// lastSaid is what the last run said of a child who was not listed.
func (x *Spell) lastSaid() string {
	if len(x.said) == 0 {
		return ""
	}
	return x.said[len(x.said)-1]
}

// sinceEvident is how many nights a listed child waited from the first night on which an extract could show it.
func (x *Spell) sinceEvident() int {
	if x.Evident == 0 {
		return 0
	}
	return max(0, x.Listed-x.Evident)
}
