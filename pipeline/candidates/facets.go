package candidates

// Facets are what children are counted by. A birth year and no birth date, a ward and no address: and still few children share all of
// them (see careWords).
type Facets struct {
	Ward           string `parquet:"ward_code,dict,null,late" copy:"place" about:"ward of the newest address that any record gives, by the list of addresses; null where that address is in none of it, or in two"`
	LastSchool     string `parquet:"last_school_laestab,dict,null,late" copy:"place" about:"LAESTAB of the school that has the child on roll, or had it last, as far as any record says"`
	LastSchoolName string `parquet:"last_school,dict,null,late" copy:"place" about:"name of that school"`
	BirthYear      int    `parquet:"birth_year,null,late" copy:"keep" about:"year of birth"`
	Sex            string `parquet:"sex,dict,null,late" copy:"keep" about:"M or F, as the record says that spells the child best"`
}
