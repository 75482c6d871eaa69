package candidates

import (
	"reflect"
	"strings"
)

// careWords go with every file: what it is, without a name in it.
const careWords = "Personal data: an id leads to a child. A count under ten, or a small place with a birth year, may tell who a child is: " +
	"publish no such cell. Not evidence that a child is missing education: an officer decides."

// CopyCare goes with every file of a pseudonymous copy: what it still reveals.
const CopyCare = "A pseudonymous copy, and personal data still (UK GDPR art. 4(5)). Ids are keyed digests: whoever holds the register's key can tell whose they " +
	"are, and copies for one recipient can be joined. Days of a child are the first of their month; sentences, files, rows, suppliers' ids and who decided are left " +
	"out, and a ward or school that fewer than ten rows of the table share. Birth year, sex, year group, ward and school together may still tell who a child is, and the rules " +
	"say of some that social care works with them. Publish no cell under ten."

// tableWords say what a row of each published or exported table is, by the name of its file.
var tableWords = map[string]string{
	"cme_candidates":     "a child on the list of candidate children missing education",
	"at_risk":            "a child on the list of children at risk of missing education",
	"unknown":            "a child of whom no rule can tell for want of a register",
	"reconciliation":     "a child of compulsory school age and what explains them, or nothing",
	"explained_by_stale": "those of reconciliation whom only an old record explains",
	"gone":               "a line that the last run showed and this one does not",
	"decisions":          "a decision that the register holds, and how it stands",
	"spells":             "a child's time on a list, of every run that the register remembers",
	"siblings":           "two children of one family, of whom the first is on a list",
	"tasks":              "something that somebody still has to do, or has done late",
	"not_in_school":      "a child who is to be on the register of children not in school, where that is law",
	"children":           "a record placed with a child",
	"links":              "a link kept between two records",
	"possible_matches":   "two records that may be the same child, for a person to judge",
	"rejections":         "an input row or value that was not used, and why",
	"quality":            "a measure of the run",
	"extracts":           "a file that the run was given, or a kind of extract that it was not",
	"steps":              "something that an officer did besides deciding: a step, a second look, a question or its answer",
	"runs":               "the run in numbers",
}

// Described is a column as the dictionary tells of it.
type Described struct {
	Name  string
	Type  string // in Parquet's words
	About string
	Copy  string // what a pseudonymous copy holds of it
}

// describeColumns are the columns of a table of rows but those of the run; of comparisons, the one that stands for all when none is named.
func describeColumns(row reflect.Type, gammas []string) (all []Described) {
	for _, f := range reflect.VisibleFields(row) {
		tag, published := f.Tag.Lookup("parquet")
		if !published {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		c := Described{name, typeWords(f.Type, options), f.Tag.Get("about"), f.Tag.Get("copy")}
		if f.Type != typeOfLevels {
			all = append(all, c)
			continue
		}
		for _, gamma := range gammas {
			c.Name = gammaPrefix + gamma
			all = append(all, c)
		}
		if len(gammas) == 0 {
			c.Name = gammaPrefix + "<comparison>"
			all = append(all, c)
		}
	}
	return all
}

// typeWords is the type of a column as who reads it would call it.
func typeWords(is reflect.Type, options string) string {
	switch {
	case is == typeOfDay:
		return "date"
	case is == typeOfLevels:
		return "integer"
	}
	switch is.Kind() {
	case reflect.Slice:
		return "list of text"
	case reflect.String:
		return "text"
	case reflect.Float64:
		return "number"
	case reflect.Bool:
		return "boolean"
	}
	return "integer"
}

// copyWords say what a pseudonymous copy holds of a column.
var copyWords = map[string]string{"keep": "as it is", "digest": "keyed digest", "month": "first of its month", "place": "where ten or more share it", "": "–"}
