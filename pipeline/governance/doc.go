// Package governance writes what an authority has to say in public and to its data protection officer of a run: the algorithmic
// transparency record, the annex to the data-protection impact assessment, and the report on quality.
//
//	figure  a number of the run, from its manifest or its quality.parquet
//	gap     what no program knows and a person named by office fills in; it is marked and never invented
//
// Everything else is taken from the settings, the declarations of the sources and the catalogue of the rules, so that a page
// cannot say what the program does not do. It opens no file that holds a child, and the folder of a run is never written to.
package governance
