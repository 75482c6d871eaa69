package settings

import (
	"fmt"
	"regexp"
	"strings"

	"rollcall/sources"
)

// Source is one entry of the list of sources: where an extract comes from, and how it is read where its columns,
// words or layout are not the canonical ones.
//
// It comes from files or from a database. Files may be compressed with gzip, archives of zip, or encrypted with age to a
// key of which the settings name the file; what they are is told by what is in them, not by their names. A file in an
// archive is named after both in record ids: health.zip/march.csv.
//
//   - kind: health
//     path: inbox/*.csv.age
//     key: secrets/rollcall.key
//   - kind: housing
//     database: HOUSING_DB
//     query: SELECT ref AS case_ref, person AS person_seq, … FROM tenancies ORDER BY ref, person
//
// An address of a database holds a password, so it is never in the settings, which are copied and mailed: database names
// the environment variable, in capitals, or the file that holds it.
type Source struct {
	Kind string `yaml:"kind"`
	AsOf string `yaml:"as_of"` // the day that the extract speaks for, when it does not say itself, or where it is told: see dayInName

	Path string `yaml:"path"` // a file, a folder, or a pattern
	Key  string `yaml:"key"`  // the file of the age identity that opens what is encrypted

	Query    string `yaml:"query"`    // one SELECT, with ORDER BY, in place of path
	Database string `yaml:"database"` // the environment variable or the file with the address of the database
	Name     string `yaml:"name"`     // of the answer in record ids; the kind and ".query" when left out

	Columns   map[string]string            `yaml:"columns"`   // canonical field: header in the file
	Values    map[string]map[string]string `yaml:"values"`    // canonical field: local word: canonical word
	Constant  map[string]string            `yaml:"constant"`  // canonical field: what all rows say, where the file has no column of it
	Dates     Layouts                      `yaml:"dates"`     // layout of days: 02/01/2006, or a list of them
	Encoding  string                       `yaml:"encoding"`  // utf-8, windows-1252 or utf-16, where it is not told rightly
	Delimiter string                       `yaml:"delimiter"` // one character
	Sheet     string                       `yaml:"sheet"`     // worksheet of a workbook; the first when left out
	// HeaderRow is the row of the sheet, or the line of the text, in which the headers stand; it is looked for when left out. A cell that is
	// empty in it is named by the row above, as in headers of two rows.
	HeaderRow int `yaml:"header_row"`

	Expect *Expect `yaml:"expect"` // of the extract as a whole, in place of what its declaration expects
}

// entryName names an entry in a fault.
func (x *Source) entryName(i int) string { return fmt.Sprintf("sources[%d] (%s)", i, x.Kind) }

// findFaults tells what is wrong with an entry, without any of its values but names.
func (x *Source) findFaults(fault func(key, format string, a ...any)) {
	x.dayFaults(fault)
	if len([]rune(x.Delimiter)) > 1 && x.Delimiter != "tab" && x.Delimiter != `\t` {
		fault("delimiter", "want one character, or tab, found %s", quoteFound(x.Delimiter))
	}
	for _, layout := range x.Dates {
		if why := layoutFault(layout); why != "" {
			fault("dates", "%s %s", quoteFound(layout), why)
		}
	}
	if x.HeaderRow < 0 || x.HeaderRow > sources.LowestHeader {
		fault("header_row", "want the row in which the headers stand, 1 to %d, found %d", sources.LowestHeader, x.HeaderRow)
	}
	if !sources.KnowsEncoding(x.Encoding) {
		fault("encoding", "%s is %s", quoteFound(x.Encoding), wantOneOf(x.Encoding, sources.Encodings()))
	}
	switch {
	case x.Path != "" && x.Query != "":
		fault("path", "stands beside a query; want one of the two; an extract comes from files or from a database")
	case x.Path == "" && x.Query == "" && x.Database == "":
		fault("path", "missing (or a query and its database)")
	case x.Path == "":
		x.queryFaults(fault)
	case x.Database != "":
		fault("database", "without a query; say what to ask it, or leave it out")
	case x.Name != "":
		fault("name", "of a file it is its own; it is for a query only")
	}
}

// queryName is what the answer to a query may be called: the name of a file that is in no folder.
var queryName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

func (x *Source) queryFaults(fault func(key, format string, a ...any)) {
	switch {
	case strings.TrimSpace(x.Query) == "":
		fault("query", "missing; say what to ask the database")
	case !sources.TakesQuery(sources.Kind(x.Kind)):
		fault("query", "this kind is read from files alone")
	}
	switch {
	case x.Database == "":
		fault("database", "missing; name the environment variable or the file that holds the address of the database")
	case strings.ContainsAny(x.Database, "=;@ \t\n") || strings.Contains(x.Database, "://"):
		fault("database", "holds an address, and with it a password; put the address into an environment variable or a file and name that here")
	}
	if x.HeaderRow != 0 {
		fault("header_row", "is for files; a query has none")
	}
	for _, k := range []struct{ key, value string }{{"key", x.Key}, {"encoding", x.Encoding}, {"delimiter", x.Delimiter}, {"sheet", x.Sheet}} {
		if k.value != "" {
			fault(k.key, "is for files; a query has none")
		}
	}
	if x.Name != "" && !queryName.MatchString(x.Name) {
		fault("name", "want letters, figures, dots and hyphens, as of a file")
	}
}

// answerName is the name of the answer to a query, in the place of a file's.
func (x *Source) answerName() string {
	if x.Name != "" {
		return x.Name
	}
	return x.Kind + ".query"
}

// variable is what an environment variable is called, as far as it is told from a file.
var variable = regexp.MustCompile(`^[A-Z_][A-Z0-9_]*$`)

// queryOf returns the query of an entry, or nothing.
func (s *Settings) queryOf(x *Source) *sources.Query {
	if x.Query == "" {
		return nil
	}
	q := &sources.Query{Name: x.answerName(), SQL: x.Query}
	if variable.MatchString(x.Database) {
		q.Variable = x.Database
	} else {
		q.File = s.Resolve(x.Database)
	}
	return q
}

// DeclaredDays are the days that the settings give for files, by kind and then by the name that a report has of a file. Where
// several sources name a file the last that gives a day counts.
func (s *Settings) DeclaredDays() map[sources.Kind]map[string]sources.Date {
	days := map[sources.Kind]map[string]sources.Date{}
	for _, x := range s.Sources {
		files, err := s.filesOf(x.Path)
		if err != nil {
			continue
		}
		said := x.daysOf(files)
		of := days[sources.Kind(x.Kind)]
		if of == nil && len(said) > 0 {
			of = map[string]sources.Date{}
			days[sources.Kind(x.Kind)] = of
		}
		for path, d := range said {
			of[sources.FileName(path, s.Root())] = d
		}
	}
	return days
}
