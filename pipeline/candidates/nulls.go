package candidates

import "time"

// What a line does not know is null in Parquet. Nulls are pointers here and not zero values of optional fields: for those
// parquet-go v0.32.0 takes a zero for a value after certain patterns of nulls (writeRowsFuncOfOptional compares the rest of
// a 64-row word with (1<<y)-1), and a date that is not known would be published as 1 January 1970.

// nullString is a string that may be missing; the empty string is.
func nullString(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// orEmpty is the reverse of nullString.
func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// midnightUTC returns midnight UTC of the civil date of t, for a date cell.
func midnightUTC(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// parquetDay returns the civil date of t as days since 1970-01-01, the DATE of Parquet, or null when t is not known. The civil
// date is that of t's own zone: midnight in London in summer is not the day before.
func parquetDay(t time.Time) *int32 {
	if t.IsZero() {
		return nil
	}
	n := int32(midnightUTC(t).Unix() / 86400)
	return &n
}

// civilDay is the reverse of parquetDay, at midnight UTC.
func civilDay(n *int32) time.Time {
	if n == nil {
		return time.Time{}
	}
	return time.Unix(int64(*n)*86400, 0).UTC()
}
