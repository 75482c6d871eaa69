package rules

import (
	"cmp"

	"rollcall/pipeline/calendar"
)

// residence is what the evidence says of where a child lives, by the rule book's residence test: at least one dated sign of
// the child in the area within twelve months, from housing, a health contact, education, social care or a referral. A
// registration with a practice alone is no sign: many lists hold children who left long ago.
type residence struct {
	seen       calendar.Date // the newest day on which a service here, other than a school, dealt with the child
	schooled   calendar.Date // the newest day on which a school here had the child
	listed     calendar.Date // the newest day for which a register holds the child here
	registered calendar.Date // the newest registration with a practice here
	by         *Claim        // the record behind the newest of these but the registration

	came      calendar.Date // the newest day on which a home here began or somebody said that the child came
	told      calendar.Date // the newest word of another authority, within the last weeks, that the child came
	arrivedBy *Claim

	gone      [ways]sighting  // the newest word, of each kind, that the child lives elsewhere
	days      []calendar.Date // on which the child, or somebody for it, came to a service here, one for each sign
	contacts  []calendar.Date // on which a practice saw the child, which a visit explains too
	cases     []calendar.Date // on which an officer opened a case of the child
	tenancies []calendar.Date // on which a home of the household began, which need not be the child's yet
	leftHome  *Claim          // the newest end of a home of the household here

	sources int // kinds of extract among the signs within twelve months
	kinds   [8]string
}

// sighting is a record and the day for which it speaks.
type sighting struct {
	on calendar.Date
	by *Claim
}

// wayOut is how the evidence says that a child is elsewhere, the strongest first.
type wayOut uint8

const (
	moved      wayOut = iota // a dated move, or the word of the other authority
	delisted                 // off a list of residents, without the day of the move
	address                  // an address elsewhere
	namedPlace               // a school wrote where the child was to go, lately or abroad
	ways
)

func (r *residence) addMeeting(on calendar.Date) {
	if on != 0 {
		r.days = append(r.days, on)
	}
}

// newestSign is the newest sign of the child here.
func (r *residence) newestSign() calendar.Date { return max(r.seen, r.schooled, r.listed) }

func (r *residence) countSource(kind string) {
	for i := range r.sources {
		if r.kinds[i] == kind {
			return
		}
	}
	if r.sources < len(r.kinds) {
		r.kinds[r.sources] = kind
		r.sources++
	}
}

func (r *residence) keepSighting(c *Claim, on calendar.Date, how wayOut) {
	if g := &r.gone[how]; g.by == nil || comesBefore(g.on, g.by, on, c) {
		*g = sighting{on, c}
	}
}

// livesElsewhere returns the record by which the child lives elsewhere, when the newest evidence says so, or nil. A school only knows
// where a child meant to go, so a sign here more than two weeks later is stronger. An address elsewhere, or being off a list
// of residents, stands until a service here deals with the child: a child who lives over the border and goes to school here
// shows no home here. What a register merely still holds never outweighs a dated move.
func (r *residence) livesElsewhere() (*Claim, wayOut) {
	dealt := max(r.seen, r.told, r.registered)
	newest := [ways]calendar.Date{
		moved: max(dealt, r.schooled), delisted: dealt, address: max(dealt, r.afterMove()), namedPlace: max(dealt, r.schooled).AddDays(-afterWord),
	}
	for how := range ways {
		if g := r.gone[how]; g.by != nil && newest[how] <= g.on {
			return g.by, how
		}
	}
	return nil, 0
}

// withoutHome is the end of the household's home here after which nothing shows the child in the area, or nil. A child who is on no register
// then is not shown to live here: the family went, and nobody said where.
func (r *residence) withoutHome() *Claim {
	end := r.leftHome
	if end == nil || max(r.newestSign(), r.registered, r.told) > end.To || earliestAfter(r.tenancies, end.To.AddDays(-sameMove)) != 0 {
		return nil
	}
	return end
}

// afterMove is the day up to which a family that came here may still give its old address.
func (r *residence) afterMove() calendar.Date {
	if r.came == 0 {
		return 0
	}
	return r.came.AddDays(sameMove)
}

// firstMeeting is the first day after another, or ever when that is zero, on which anybody here dealt with the child; zero for never. A
// tenancy is the household's: it counts where the child showed within weeks of its beginning, or where nothing else shows the
// child. Of a child who had gone, a practice's contact may be a visit: it counts where nothing else shows that the child is back.
func (r *residence) firstMeeting(after calendar.Date) calendar.Date {
	first, seen := earliestAfter(r.days, after), earliestAfter(r.contacts, after)
	if first == 0 || after == 0 && seen != 0 {
		first = cmp.Or(min(first, seen), first, seen)
	}
	if first == 0 {
		return cmp.Or(earliestAfter(r.tenancies, after), earliestAfter(r.cases, after))
	}
	if home := earliestAfter(r.tenancies, max(after, first.AddDays(-sameMove)-1)); home != 0 {
		first = min(first, home)
	}
	return first
}

// earliestAfter is the earliest of some days that is later than one, or zero.
func earliestAfter(days []calendar.Date, after calendar.Date) calendar.Date {
	var at calendar.Date
	for _, d := range days {
		if d > after && (at == 0 || d < at) {
			at = d
		}
	}
	return at
}
