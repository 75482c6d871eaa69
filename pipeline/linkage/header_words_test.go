package linkage

import "testing"

// TestKindsByName holds names of columns, as people write them, to what they hold.
func TestKindsByName(t *testing.T) {
	for want, names := range map[Kind][]string{
		Forename: {"forename", "First Name", "firstname", "FirstName", "FIRST_NAME", "given_name", "givenNames", "fname", "fname_c1", "gname", "christian name", "Pupil Forename",
			"childForename", "preferred_forename", "known_as", "legal first name", "nickname", "Prénom", "Vorname", "Forename1", "forename_1", "FORENAMES", "patientFirstName"},
		Surname: {"surname", "SURNAME", "last_name", "LastName", "lname_c1", "lname", "family name", "familyName", "maiden name", "previous_surname", "PupilSurname", "legal surname",
			"surname2", "birth surname", "sname", "Nachname"},
		MiddleNames: {"middle_name", "MiddleNames", "middle initial", "mname", "second name", "forename2", "fname_c2", "middle"},
		FullName:    {"name", "full_name", "FullName", "name in full", "person name", "patientname", "first_and_surname", "pupil name", "Name of child", "surname_forename"},
		Birth: {"dob", "DOB", "date_of_birth", "DateOfBirth", "dateofbirth", "birth_date", "birthdate", "Birth Date", "born", "person_birth_date", "PUPIL_DOB", "birthDt",
			"birthday", "dob_iso", "d.o.b."},
		BirthDay:   {"dob_day", "day of birth", "DAY_OF_BIRTH", "birth_day_of_month"},
		BirthMonth: {"dob_mon", "dobmonth", "birth_month", "month of birth"},
		BirthYear:  {"dob_year", "birthyear", "year_of_birth", "YOB", "birth_yr"},
		Sex:        {"sex", "Gender", "sex_code", "gender code", "sex_at_birth"},
		Address:    {"address", "Full Address", "home_address", "street address", "current_address", "postal address", "addr", "residence", "address lines"},
		Postcode:   {"postcode", "post_code", "Postal Code", "zip", "zipcode", "home postcode", "pcode", "postcode_fake", "PCD"},
		UPN:        {"upn", "UPN", "unique pupil number"}, NHSNumber: {"nhs_no", "NHS Number", "nhsnum", "new_nhs_no"},
		Identifier: {"nino", "national_id", "National Insurance Number", "ssn", "soc_sec_id", "social security number", "uln", "passport_no", "drivers licence",
			"hospital number", "student_id", "pupil id"},
		Phone: {"phone", "Telephone", "mobile_no", "telephone_number", "tel", "contact number", "home phone", "mother_phone"},
		Email: {"email", "e-mail", "Email Address", "mail"},
		Text:  {"occupation", "birth_place", "place of birth", "country_of_birth", "school", "mother_forename", "father name", "employer", "school name", "mothers maiden name"},
		Place: {"address_1", "Address Line 2", "addr3", "town", "CITY", "suburb", "street_number", "house number", "street", "street name", "county", "ward_name", "UPRN", "state",
			"house_name", "post town"},
		Ignore: {"id", "unique_id", "record_id", "rec_id", "row", "index", "person_id", "cluster", "cluster_id", "true_label", "entity id", "is_match", "household_id", "hh_id",
			"source_dataset", "source", "age", "ethnicity", "ethnic_group", "Religion", "first language", "nationality", "start_date", "date of registration", "death date",
			"previous_address", "resident_id", "school_postcode", "GP address", "employer phone", "school_id"},
		"": {"x1", "team", "q", "enumcap", "by", "bm", "bd", "pername1", "status", "file name", "user name", "hair colour", "value", "notes", "field_017", "", "日付"},
	} {
		for _, n := range names {
			if got, why := kindByName(n); got != want {
				t.Errorf("%q: %q, %s (want %q)", n, got, why, want)
			}
		}
	}
}
