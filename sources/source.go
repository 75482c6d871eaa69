package sources

import "strconv"

// Extract is one entry of the settings' list of sources, resolved: which files, of which kind, read how.
type Extract struct {
	Kind  Kind
	Files []string // paths on disk, in order
	Query *Query   // in place of Files, when the extract is the answer to a query
	Root  string   // folder that file names in RecordIDs are relative to
	AsOf  Date     // zero when the file itself says, or nobody does

	Days map[string]Date // by path, in place of AsOf, where each file has its own

	Columns   map[string]string            // canonical field → header in the file
	Values    map[string]map[string]string // canonical field → local word → canonical word
	Constant  map[string]string            // canonical field → what all rows say, where the file has no column of it
	Dates     []string                     // Go layouts of dates, when given
	Encoding  string                       // "utf-8", "windows-1252", "utf-16", when given
	Delimiter string                       // one character, when given
	Sheet     string                       // worksheet of an .xlsx file, when given
	HeaderRow int                          // row of the sheet or line of the text with the headers, when given
	Key       string                       // path of the age identity file that opens encrypted files, when given

	Lines map[string]int // of the settings on which these stand: columns.dob → 9; empty when nobody knows

	Digests map[string]Digest `json:"-"` // by path, of files whose bytes somebody has read for them
}

// dayOf is the day for which a file on disk speaks, as far as the settings say.
func (x *Extract) dayOf(path string) Date {
	if d, own := x.Days[path]; own {
		return d
	}
	return x.AsOf
}

// onLine says on which line of the settings something stands, when it is known.
func (x *Extract) onLine(key string) string {
	if n := x.Lines[key]; n > 0 {
		return " (line " + strconv.Itoa(n) + ")"
	}
	return ""
}

// Sink takes what a reader finds, in the order of the file. A Record and its Claims are the reader's own and are used
// again after the call returns: a Sink copies what it keeps. An error from a Sink stops the reading.
type Sink interface {
	Record(*Record) error
	Reject(Rejection) error
	School(School) error
	Link(SchoolLink) error
}

// FileReport says what became of one file.
type FileReport struct {
	Kind    Kind
	File    string // relative to the extract's root; of a member of an archive, the archive's with the member's behind it
	Format  string // in which it was read; empty when it is of none
	Bytes   int64  // of the file as it lies on disk: of a member, the archive
	SHA256  string // likewise
	Inner   string // SHA-256 of what was read of it: of a member, its own
	Rows    int    // data rows or pupil elements found
	Records int    // rows that became a Record, alone or with others, a School or a SchoolLink
	Rejects int    // rows that did not: Rows = Records + Rejects
	Values  int    // values left out of rows that were kept
	AsOf    Date
	School  string         // LAESTAB of the school that made the return, when the file is one school's
	Term    string         // "autumn", "spring", "summer" of a census
	Unknown []string       // headers or elements that are neither mapped nor ignored
	Codes   map[string]int // field=code of codes that the reader does not know, by count (never a name or a date)
	Notes   []string       // what is odd about the file, in words an operator can act on
	Measures
}

// Query asks a database for an extract, in place of files. Its rows are read as those of a table are: the columns of the
// answer are the headers, and what is wrong with a value is said in the same words. Rows are numbered from 1 in the order
// of the answer, so a query should say ORDER BY.
//
// Nothing is written. The query must be one SELECT, alone or behind WITH. PostgreSQL runs it in a transaction that is READ
// ONLY, in which the server itself refuses to write. SQL Server has no such transactions: the words that write are refused
// before the query is sent, the connection says that its intent is to read, and the transaction is rolled back whatever
// was in it. A login that may only read is the guard that depends on nobody's care; ask for one.
//
// All rows are fetched before one is used, so that an answer that breaks off gives nothing.
type Query struct {
	Name string // of the answer, in the place of a file's
	SQL  string

	// Where the address of the database is, which holds a password: one of the two is set.
	Variable string // an environment variable
	File     string // a file
}

// nowhere is a Sink that keeps nothing.
type nowhere struct{}

func (nowhere) Record(*Record) error   { return nil }
func (nowhere) Reject(Rejection) error { return nil }
func (nowhere) School(School) error    { return nil }
func (nowhere) Link(SchoolLink) error  { return nil }
