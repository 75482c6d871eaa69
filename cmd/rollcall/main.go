// Command rollcall finds children of compulsory school age who are on nobody's roll.
//
// It reads an authority's extracts, works out which rows are the same child, subtracts every child whose education is
// explained, and publishes two ranked lists for officers: candidate CME and at risk. See README.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"rollcall/pipeline"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/linkage"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/screen"
	"rollcall/pipeline/settings"
)

// cli is the command line.
type cli struct {
	Init     initCmd     `cmd:"" help:"Look at a folder of extracts, and draft the settings and a calendar to fill in."`
	Run      runCmd      `cmd:"" help:"Read the extracts, match, decide, and publish the lists."`
	Check    checkCmd    `cmd:"" help:"Read settings and extracts and say what a run would do; publish nothing."`
	Sources  sourcesCmd  `cmd:"" help:"Say what each kind of extract is, and how a file with other headers may be read."`
	Release  releaseCmd  `cmd:"" help:"Publish a run that was held before publication, or discard it; list those that are held."`
	Schedule scheduleCmd `cmd:"" help:"Run the jobs of the settings at their times, until stopped."`
	Health   healthCmd   `cmd:"" help:"Say how the jobs are, for a person or a monitoring system: exit code 0 well, 1 stale or failed, 3 extracts missing, 5 a run waits for a person."`
	Schools  schoolsCmd  `cmd:"" help:"Put the workbooks for the schools of the last run into a folder, to be sent."`
	Link     linkCmd     `cmd:"" help:"Link the rows of any CSV or Parquet tables."`
	Worker   workerCmd   `cmd:"" help:"Do the work of one task of a linkage on a cluster: rows as Arrow IPC on standard input and output."`
	Rules    rulesCmd    `cmd:"" help:"Print the catalogue of the law, one provision with its cases, or what answers the documents it rests on."`
	Find     findCmd     `cmd:"" help:"Find a child in a run by name, birth date, number, address or telephone, and say what explains the child."`
	Show     showCmd     `cmd:"" help:"Tell all that a run knows of a child, with the extract that says it."`
	Diff     diffCmd     `cmd:"" help:"Say what is new, gone and changed between two published runs."`
	Explain  explainCmd  `cmd:"" help:"Say why a child is on a list, or how two records compare."`
	Evaluate evaluateCmd `cmd:"" help:"Measure a run's lists and links against a known truth."`
	Data     dataCmd     `cmd:"" help:"Say what the columns of the published tables hold, or write a pseudonymous copy of them."`
	Fixtures fixturesCmd `cmd:"" help:"Invent an authority and write its extracts, with the truth beside them."`

	Review    reviewCmd    `cmd:"" help:"Open the page on which officers work the lists of the last run, until stopped."`
	Decisions decisionsCmd `cmd:"" help:"Import officers' decisions, or export them."`
	Rehearse  rehearseCmd  `cmd:"" help:"Make a year of nightly runs over an invented authority, with officers who decide, and say what it showed."`
	Audit     auditCmd     `cmd:"" help:"Say who ran, looked, gave out, took in, lifted, pruned and erased, when and what for."`
	Subject   subjectCmd   `cmd:"" help:"Gather all that is held on a child, for whoever has a right to it."`
	Correct   correctCmd   `cmd:"" help:"Say of records that they are not a child's, or are; later runs follow it."`
	Erase     eraseCmd     `cmd:"" help:"Take a child out of the register and the published runs."`
	Seals     sealsCmd     `cmd:"" help:"List the seals that are remembered, or lift one."`
	Register  registerCmd  `cmd:"" help:"Verify, copy or prune the register of what runs showed and officers decided."`
	Version   versionCmd   `cmd:"" help:"Say which build this is, of what commit, and under what licences it may be passed on."`

	Governance governanceCmd `cmd:"" help:"Write the transparency record, the data-protection annex and the quality report of a run, with what only people can fill marked."`

	Identity string `help:"The file of an age identity that opens what a run encrypted, where the settings name none." type:"path"`

	Log string `help:"Write the log to this file instead of standard error." type:"path"`
}

func main() { os.Exit(runProgram(os.Args[1:], streams{os.Stdout, os.Stderr})) }

// runProgram runs the command line and returns the exit code.
func runProgram(args []string, io streams) (exit int) {
	out, errs := &screen.Writer{To: io.out}, &screen.Writer{To: io.err} // what others wrote never reaches a terminal as it is
	defer out.Flush()
	defer errs.Flush()
	io = streams{out, errs}
	var c cli
	code := -1
	parser, err := kong.New(&c, kong.Name("rollcall"),
		kong.Description("Find children of compulsory school age who are on nobody's roll."),
		kong.Writers(io.out, io.err), kong.Exit(func(n int) { code = n }), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(io.err, err)
		return exitFailed
	}
	if len(args) == 0 { // what there is, and not only that something is missing
		args = []string{"--help"}
		defer func() { exit = exitUsage }()
	}
	parsed, err := parser.Parse(args)
	if code >= 0 { // --help has printed and would leave
		return code
	}
	if err != nil {
		fmt.Fprintf(io.err, "rollcall: %v\n", err)
		return exitUsage
	}
	log, done, err := openLog(c.Log, io.err)
	if err != nil {
		fmt.Fprintf(io.err, "rollcall: %v\n", err)
		return exitUsage
	}
	defer done()
	if c.Identity != "" {
		if err := custody.TakeIdentity(c.Identity); err != nil {
			fmt.Fprintf(io.err, "rollcall: --identity: %v\n", err)
			return exitUsage
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if os.Getenv(jobVariable) != "" {
		ctx = endWithSchedule(ctx)
	}
	dir := filepath.Dir(c.Log) // the working directory, when there is no log
	e, began := &env{ctx: ctx, streams: io, log: log, dir: dir, logFile: c.Log}, time.Now()
	err = runGuarded(parsed.Command(), dir, func() error { return parsed.Run(e) })
	if parsed.Command() == "run" {
		c.Run.tellOfRun(e, began, err)
	}
	if errors.Is(err, context.Canceled) {
		err = fmt.Errorf("stopped before it was done: %w", err)
	}
	if err != nil {
		fmt.Fprintf(io.err, "rollcall: %v\n", err)
	}
	return exitCode(err)
}

// exitCode says who must act: nobody, the developer, the operator, the supplier, or nobody but later.
func exitCode(err error) int {
	var settings *settings.Error
	var link *linkage.SettingsError
	var usage *usageError
	var filled *officers.ImportError
	var day *pipeline.DayError
	var unnoted *officers.Unnoted
	var unwell *unwellError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &unwell):
		return unwell.code
	case errors.Is(err, errHeld), errors.Is(err, errHeldCheck):
		return exitHeld
	case errors.Is(err, pipeline.ErrHeld):
		return exitUnlike
	case errors.Is(err, journal.ErrLocked):
		return exitLocked
	case errors.As(err, &unnoted) && !unnoted.Refused:
		return exitUnnoted
	case errors.As(err, &settings), errors.As(err, &link), errors.As(err, &usage), errors.As(err, &filled), errors.As(err, &day):
		return exitUsage
	}
	return exitFailed
}

func openLog(path string, fallback io.Writer) (*slog.Logger, func(), error) {
	w, done, level := fallback, func() {}, slog.LevelWarn
	if path != "" {
		if err := disk.CheckRegular(path); err != nil {
			return nil, nil, fmt.Errorf("log: %s: %w", path, err)
		}
		f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, nil, fmt.Errorf("log: %w", err)
		}
		w, done, level = f, func() { _ = f.Close() }, slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level})), done, nil
}
