package review

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// words are what templates may call.
var words = template.FuncMap{
	"day":       day,       // 4 September 2026, of a time or a calendar day; "" where none is known
	"dated":     dated,     // the same inside <time>
	"iso":       iso,       // 2026-09-04, for attributes
	"born":      born,      // 4 September 2015 (11 years on the day given)
	"thousands": thousands, // 30,000
	"count":     count,     // count 1 "child" "children"
	"asset":     assetPath, // the address of a file of assets
	"list":      func(x ...any) []any { return x },
	"row":       func(key string, value any) row { return row{Key: key, Value: value} },
	"listName":  listName,
	"join":      strings.Join,
	"dict":      dict, // dict "Key" value …, for a template that wants several things
}

// row is a line of the template "summary": a key with its value.
type row struct {
	Key   string
	Value any
}

func timeOf(x any) time.Time {
	switch x := x.(type) {
	case time.Time:
		return x
	case calendar.Date:
		return x.Midnight()
	}
	return time.Time{}
}

func day(x any) string {
	if t := timeOf(x); !t.IsZero() {
		return t.Format("2 January 2006")
	}
	return ""
}

func iso(x any) string {
	if t := timeOf(x); !t.IsZero() {
		return t.Format(time.DateOnly)
	}
	return ""
}

func dated(x any) template.HTML {
	if timeOf(x).IsZero() {
		return ""
	}
	return template.HTML(`<time datetime="` + iso(x) + `">` + day(x) + `</time>`) // digits and the names of months
}

// born is a birth date with the age on a day.
func born(dob, on any) string {
	b, t := timeOf(dob), timeOf(on)
	if b.IsZero() {
		return "not known"
	}
	if t.IsZero() || t.Before(b) {
		return day(b)
	}
	years := t.Year() - b.Year()
	if t.Month() < b.Month() || t.Month() == b.Month() && t.Day() < b.Day() {
		years--
	}
	return fmt.Sprintf("%s (%s)", day(b), count(years, "year", "years"))
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for at := len(s) - 3; at > 0 && s[at-1] != '-'; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// listName is a list as officers call it.
func listName(l candidates.List) string {
	switch l {
	case candidates.CME:
		return "Candidate CME"
	case candidates.AtRisk:
		return "At risk"
	case "":
		return "On no list"
	}
	return "Not known"
}

func dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		key, is := pairs[i].(string)
		if !is {
			return nil, fmt.Errorf("dict: want a word before each value")
		}
		m[key] = pairs[i+1]
	}
	return m, nil
}

// leaf is a page of a long list, for the template "leaves".
type leaf struct {
	Path        string // with its query but for the page
	Page, Pages int
	From, To, N int // which lines are shown, of how many
}

// leafOf is a page of a list of n lines, most on each, by the number that the address gives.
func leafOf(path, typed string, n, most int) leaf {
	pages := max((n+most-1)/most, 1)
	page, _ := strconv.Atoi(typed)
	page = min(max(page, 1), pages)
	return leaf{Path: path, Page: page, Pages: pages, From: min((page-1)*most+1, n), To: min(page*most, n), N: n}
}

// Before and After are the pages beside it; zero where there is none.
func (l leaf) Before() int { return l.Page - 1 }

// After is the page after it.
func (l leaf) After() int {
	if l.Page == l.Pages {
		return 0
	}
	return l.Page + 1
}

// At is the address of a page.
func (l leaf) At(page int) string {
	sign := "?"
	if strings.Contains(l.Path, "?") {
		sign = "&"
	}
	return l.Path + sign + "page=" + strconv.Itoa(page)
}
