package candidates

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// publishedTable is a table of the published folder as the dictionary tells of it.
type publishedTable struct {
	name string // of its file, without the ending
	row  reflect.Type
}

// publishedTables are all of them but the reports, whose columns only their makers know and whose files tell of them alike.
var publishedTables = []publishedTable{
	tableOf[Row](CMEFile),
	tableOf[Row](AtRiskFile),
	tableOf[Untold](UntoldFile),
	tableOf[Reconciled](ReconciliationFile),
	tableOf[Reconciled](StaleFile),
	tableOf[Gone](GoneFile),
	tableOf[Decided](DecisionsFile),
	tableOf[Spell](SpellsFile),
	tableOf[SameFamily](SiblingsFile),
	tableOf[Task](TasksFile),
	tableOf[NotInSchool](NotInSchoolFile),
	tableOf[Placed](ChildrenFile),
	tableOf[Link](LinksFile),
	tableOf[Possible](PossibleFile),
	tableOf[Rejected](RejectionsFile),
	tableOf[Measure](QualityFile),
	tableOf[Extract](ExtractsFile),
	tableOf[Run](RunsFile),
}

// exportedTables are those that a command writes and no run.
var exportedTables = []publishedTable{
	tableOf[Stepped](StepsFile),
}

func tableOf[T any](file string) publishedTable {
	return publishedTable{strings.TrimSuffix(file, parquetEnd), reflect.TypeFor[T]()}
}

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

## A pseudonymous copy

rollcall data --pseudonymous -c rollcall.yaml --run OUT/latest --to FOLDER --for RECIPIENT writes the tables with what the last column below says; a column with –
is left out, and so are the reports. ` + CopyCare + `
`

// WriteDictionary writes what every published table and column is, as Markdown; of one table when it is named.
func WriteDictionary(out io.Writer, only string) error {
	var b strings.Builder
	for _, t := range slices.Concat(publishedTables, exportedTables) {
		if only != "" && t.name != only {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\nA row is %s.\n\n| column | type | what it says | in a pseudonymous copy |\n|---|---|---|---|\n", t.name, tableWords[t.name])
		for _, c := range describeColumns(t.row, nil) {
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
