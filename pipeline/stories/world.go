package stories

import (
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// PlacesOf are the schools that stories name, with what tells whether a child is still there.
func PlacesOf(a *rules.Authority, schools []sources.School, asOf calendar.Date) map[string]candidates.Place {
	phones := phonesOf(schools)
	all := make(map[string]candidates.Place, len(a.Schools))
	set := func(laestab string) {
		closed := a.Schools[laestab].Closed
		p := candidates.Place{Name: a.Name(laestab), Phone: phones[laestab], Closed: closed.Known() && closed <= asOf}
		for _, r := range a.Returns[laestab] {
			if r.Held == "" {
				p.Returned = latest(p.Returned, r.On.Midnight())
			}
		}
		all[laestab] = p
	}
	for laestab := range a.Schools {
		set(laestab)
	}
	for laestab := range a.Returns {
		set(laestab)
	}
	for laestab := range phones {
		set(laestab)
	}
	return all
}

// placeOf is a place; one that no list of schools has is named by what kind of place it is.
func (t *Teller) placeOf(place string) candidates.Place {
	if known, is := t.Places[place]; is {
		return known
	}
	return candidates.Place{Name: (&rules.Authority{}).Name(place)}
}

// RegistersOf are the extracts that may hold a child's education, with what is said of a child who is in them and of one who is not.
func RegistersOf(a *rules.Authority) (all []candidates.Register) {
	for _, kind := range a.RegistersLookedIn() {
		x := a.Extracts[kind]
		r := candidates.Register{Kind: kind, Name: x.Name, AsOf: x.AsOf.Midnight(), Found: "found", Missed: "not found"}
		switch {
		case !x.Came && x.Optional:
			continue
		case !x.Came:
			r.Found, r.Missed = "did not come", "did not come"
		case x.Held != "":
			r.Missed = "held back: " + x.Held
		case x.Stale:
			r.Missed = "not found; it is older than it should be"
		}
		all = append(all, r)
	}
	return all
}

// phonesOf are the telephones of schools, by LAESTAB.
func phonesOf(schools []sources.School) map[string]string {
	all := make(map[string]string, len(schools))
	for i := range schools {
		if s := &schools[i]; s.LAESTAB != "" && s.Phone != "" {
			all[s.LAESTAB] = dialled(s.Phone)
		}
	}
	return all
}

// dialled is a telephone number as it is dialled: the department's list leaves the leading zero out.
func dialled(number string) string {
	if number = strings.TrimSpace(number); number != "" && number[0] >= '1' && number[0] <= '9' {
		return "0" + number
	}
	return number
}

// IsSchoolNumber reports whether a place is a school by its number.
func IsSchoolNumber(place string) bool {
	return len(place) == 7 && !slices.ContainsFunc([]byte(place), func(c byte) bool { return c < '0' || c > '9' })
}
