package sources

// allReaders returns the source's own readers and, when it has tables, those of Parquet, .xlsx and CSV.
func (s *source) allReaders() []reader {
	all := append([]reader(nil), s.readers...)
	if len(s.tables) > 0 {
		all = append(all,
			reader{name: "xlsx", takes: (*input).isWorkbook, file: readWorkbook},
			reader{name: "Parquet", takes: (*input).isParquet, file: readParquet},
			reader{name: "CSV", takes: (*input).isText, file: readCSV})
	}
	for i := range all {
		if r := &all[i]; s.gathers && r.file != nil {
			r.group, r.file = gatherMarks(r.file), nil
		}
	}
	return all
}
