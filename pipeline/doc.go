// Package pipeline is the run: run.go composes the stages, from extracts to published lists, and is the table of contents.
//
// Each room below does one of the steps and is handed what it needs: settings and journal say what is asked and note what is
// done; safekeeping sees that the register can be gone by, and keeps copies of it; past, intake, people, judge and lists come one
// after the other; officers takes in what people decide, evaluate measures a run against a known truth. What stands here joins
// the matcher to the rooms, publishes, and looks into a run (check, explain). Data changes type once per seam, and a
// seam is an argument and a result.
package pipeline
