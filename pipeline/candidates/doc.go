// Package candidates is the published lists: their rows, and how they are written as Parquet, as a workbook and as a page,
// and read back.
//
// A line says candidate or at risk and never more: what a child is, an officer decides. The package imports nothing of
// Rollcall but the drawing kit.
package candidates
