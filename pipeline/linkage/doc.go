// Package linkage links the rows of any tables: it reads CSV and Parquet files, finds out what their columns hold, lets
// matchers train, compare and resolve, and writes links, clusters, the model and a report.
//
// It knows files and columns, check digits, and no law. README.md beside it describes the settings file.
package linkage
