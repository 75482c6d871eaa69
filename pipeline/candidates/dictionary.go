package candidates

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// careWords go with every file: what it is, without a name in it.
const careWords = "Personal data: an id leads to a child. A count under ten, or a small place with a birth year, may tell who a child is: " +
	"publish no such cell. Not evidence that a child is missing education: an officer decides."

// publishedTable is a table of the published folder as the dictionary tells of it.
type publishedTable struct {
	name  string // of its file, without the ending
	about string // what a row is
	row   reflect.Type
}

// publishedTables are all of them but the reports, whose columns only their makers know and whose files tell of them alike.
var publishedTables = []publishedTable{
	tableOf[Row](CMEFile, "a child on the list of candidate children missing education"),
	tableOf[Row](AtRiskFile, "a child on the list of children at risk of missing education"),
	tableOf[Untold](UntoldFile, "a child of whom no rule can tell for want of a register"),
	tableOf[Reconciled](ReconciliationFile, "a child of compulsory school age and what explains them, or nothing"),
	tableOf[Reconciled](StaleFile, "those of reconciliation whom only an old record explains"),
	tableOf[Gone](GoneFile, "a line that the last run showed and this one does not"),
	tableOf[Decided](DecisionsFile, "a decision that the register holds, and how it stands"),
	tableOf[Spell](SpellsFile, "a child's time on a list, of every run that the register remembers"),
	tableOf[SameFamily](SiblingsFile, "two children of one family, of whom the first is on a list"),
	tableOf[Task](TasksFile, "something that somebody still has to do, or has done late"),
	tableOf[NotInSchool](NotInSchoolFile, "a child who is to be on the register of children not in school, where that is law"),
	tableOf[Placed](ChildrenFile, "a record placed with a child"),
	tableOf[Link](LinksFile, "a link kept between two records"),
	tableOf[Possible](PossibleFile, "two records that may be the same child, for a person to judge"),
	tableOf[Rejected](RejectionsFile, "an input row or value that was not used, and why"),
	tableOf[Measure](QualityFile, "a measure of the run"),
	tableOf[Extract](ExtractsFile, "a file that the run was given, or a kind of extract that it was not"),
	tableOf[Run](RunsFile, "the run in numbers"),
}

// exportedTables are those that a command writes and no run.
var exportedTables = []publishedTable{
	tableOf[Stepped](StepsFile, "something that an officer did besides deciding: a step, a second look, a question or its answer"),
}

func tableOf[T any](file, about string) publishedTable {
	return publishedTable{strings.TrimSuffix(file, parquetEnd), about, reflect.TypeFor[T]()}
}

// tableNamed is the table of a name that is published or exported; one without rows when none is.
func tableNamed(name string) publishedTable {
	for _, t := range slices.Concat(publishedTables, exportedTables) {
		if t.name == name {
			return t
		}
	}
	return publishedTable{name: name}
}

// Described is a column as the dictionary tells of it.
type Described struct {
	Name  string
	Type  string // in Parquet's words
	About string
	Copy  string // what a pseudonymous copy holds of it
}

// describeColumns are the columns of a table but those of the run; of comparisons, the one that stands for all when none is named.
func (t publishedTable) describeColumns(gammas []string) (all []Described) {
	if t.row == nil {
		return nil
	}
	for _, f := range reflect.VisibleFields(t.row) {
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

// introWords come before the tables.
var introWords = `# What the published tables hold

Every file tells of itself what this page says of it, with the run, the day, the authority, the version of the program and that of the
columns. Reports (reports/*.parquet) are told of in their files alone.

    SELECT decode(key), decode(value) FROM parquet_kv_metadata('OUT/latest/cme_candidates.parquet');

## All runs as one table

OUT/history/<table>/day=<day>/run_id=<run>/part.parquet leads to the table of each published run, for DuckDB, pyarrow, Spark and what else
reads Hive's layout. questions/*.sql, beside this page, ask ten questions of it.

    SELECT as_of, count(*) FROM read_parquet('OUT/history/cme_candidates/*/*/*.parquet', hive_partitioning = true, union_by_name = true) GROUP BY as_of;

    pq.read_table('OUT/history/cme_candidates')   # pyarrow

- Of a day that was run twice, the last run counts: WHERE run IN (SELECT max(run) FROM read_parquet('OUT/history/runs/*/*/*.parquet') GROUP BY as_of).
- Of runs of version 1, which told no version, run and as_of are null, day and run_id are not, and some columns had other names.
- What retention, an erasure or a seal takes out of a run is gone from here too. A run that is encrypted to people is not here: decrypt
  its files, each of which ends its rows with run and as_of.
- Where links cannot be made (Windows): read_parquet('OUT/runs/[0-9]*/cme_candidates.parquet', union_by_name = true).

## To know

- Every row ends with run, ` + originWords[runColumn] + `, and as_of, ` + originWords[asOfColumn] + `.
- Null is not known, or not so. A number of a sealed child is null, and little else of the child is on a line; other tables leave the child out.
- A child keeps its id from run to run, unless two prove to be one.
- Days are of the calendar of London.
- ` + careWords + `
`

// WriteDictionary writes what every published table and column is, as Markdown; of one table when it is named.
func WriteDictionary(out io.Writer, only string) error {
	var b strings.Builder
	for _, t := range publishedTables {
		if only != "" && t.name != only {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\nA row is %s.\n\n| column | type | what it says | in a pseudonymous copy |\n|---|---|---|---|\n", t.name, t.about)
		for _, c := range t.describeColumns(nil) {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.Name, c.Type, c.About, copyWords[c.Copy])
		}
	}
	if b.Len() == 0 {
		return fmt.Errorf("no table is called %q: `rollcall data` lists them", only)
	}
	text := strings.TrimPrefix(b.String(), "\n")
	if only == "" {
		text = introWords + b.String()
	}
	_, err := io.WriteString(out, text)
	return err
}
