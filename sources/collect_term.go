package sources

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/sources/cells"
)

// Authorities hand COLLECT's tables on without the one that says whose returns they are and of which day. Then the files' names or the settings
// say the census, and the schools are known by their NativeId: a LAESTAB, or what the settings map to one.

// censusTerm is a census by its term and calendar year.
type censusTerm struct {
	term string
	year int
}

var (
	termWord   = regexp.MustCompile(`(?i)(?:^|[^a-z])(autumn|aut|spring|spr|summer|sum)(?:[^a-z]|$)`)
	schoolSpan = regexp.MustCompile(`(20\d\d)[-_/ ]?(?:20)?(\d\d)(?:\D|$)`)
	yearNumber = regexp.MustCompile(`20\d\d`)
)

// termOfName reads the census off a file's name or, where that says none, the folders it lies in: 2025_spring_pupilonroll.csv,
// Autumn 2024/pupilonroll.csv, 2024-25_summer_addresses.csv.
func termOfName(name string) censusTerm {
	parts := strings.Split(name, "/")
	for i := len(parts) - 1; i >= 0; i-- {
		word := termWord.FindStringSubmatch(strings.ReplaceAll(parts[i], "_", " "))
		if word == nil {
			continue
		}
		t := censusTerm{term: censusTerms[strings.ToUpper(word[1])]}
		for k := i; k >= 0 && t.year == 0; k-- {
			t.year = yearOfName(parts[k], t.term)
		}
		if t.year != 0 {
			return t
		}
	}
	return censusTerm{}
}

// yearOfName reads the calendar year of a term off a name, of which a school year has two.
func yearOfName(name, term string) int {
	if span := schoolSpan.FindStringSubmatch(name); span != nil {
		first, _ := strconv.Atoi(span[1])
		if second, _ := strconv.Atoi(span[2]); second == (first+1)%100 {
			if term == "autumn" {
				return first
			}
			return first + 1
		}
	}
	year, _ := strconv.Atoi(yearNumber.FindString(name))
	return year
}

// day returns the census day of a term: the first Thursday of October, the third of January and of May.
func (t censusTerm) day() Date {
	month, nth := time.October, 1
	switch t.term {
	case "spring":
		month, nth = time.January, 3
	case "summer":
		month, nth = time.May, 3
	case "":
		return 0
	}
	first := calendar.On(t.year, month, 1)
	return first.AddDays((int(time.Thursday)-int(first.Time().Weekday())+7)%7 + 7*(nth-1))
}

// termOfDay is the census that a day belongs to.
func termOfDay(on Date) censusTerm {
	y, m, _ := on.Time().Date()
	switch {
	case m >= time.September:
		return censusTerm{"autumn", y}
	case m <= time.March:
		return censusTerm{"spring", y}
	}
	return censusTerm{"summer", y}
}

// impliedCensus finds the census of an export without a schoolcensus table: that of the files' names, whose day the settings may say more
// exactly, or that of the day that the settings give.
func (x *collectExport) impliedCensus() (t censusTerm, on Date) {
	given := x.tables[0].part.in.x.AsOf
	for _, table := range x.tables {
		if t = termOfName(table.part.in.name); t.term != "" {
			break
		}
	}
	switch {
	case t.term == "" && given == 0:
		return t, 0
	case t.term == "", given != 0 && termOfDay(given) == t:
		return termOfDay(given), given
	}
	return t, t.day()
}

// schoolOf returns the return that a row belongs to in an export without a schoolcensus table, or why it belongs to none.
func (x *collectExport) schoolOf(c collectCells, o *out) (s *census, field, why string) {
	native := c.cellOf("nativeid")
	key := "\x00" + native
	if s = x.censuses[key]; s != nil {
		return s, "", ""
	}
	if why, met := x.unknown[native]; met {
		return nil, "school", why
	}
	laestab, ok := x.laestabOf(c, native)
	if !ok {
		why := "a school that is not known (want a LAESTAB as NativeId, or say in the settings which it is: values: school: {NativeId: LAESTAB})"
		if cells.LooksLikeCode(native) {
			o.countCode("school", native)
		}
		x.unknown[native] = why
		return nil, "school", why
	}
	made := newCensus(laestab, x.on, x.term.term, x.term.year)
	x.censuses[key] = &made
	return &made, "", ""
}

// laestabOf finds the school of a row: by the settings, by a column that says it, or by its NativeId.
func (x *collectExport) laestabOf(c collectCells, native string) (string, bool) {
	if mapped := x.schools[cells.Fold(native)]; mapped != "" {
		return cells.LAESTAB(cells.WholeDigits(cells.PlainFigures(mapped)))
	}
	if s, ok := cells.LAESTAB(c.numberOf("laestab")); ok {
		return s, true
	}
	if s, ok := cells.LAESTAB(c.numberOf("lea", "la") + fourDigits(c.numberOf("estab"))); ok {
		return s, true
	}
	return cells.LAESTAB(cells.WholeDigits(cells.PlainFigures(native)))
}
