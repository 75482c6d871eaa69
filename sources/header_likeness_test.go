package sources

import "testing"

// TestHeadersOfManyStyles names fields by headers as the reports of many systems write them. All are invented, and none is
// a spelling that the tables hold letter by letter in this form.
func TestHeadersOfManyStyles(t *testing.T) {
	for _, c := range []struct {
		kind    Kind
		field   string
		headers []string
	}{
		{Admissions, "surname", []string{"Legal Surname", "Child Surname", "Pupil_Surname", "SURNAME_LEGAL", "FamilyName", "family name", "LastName",
			"Child's Last Name", "Student Surname", "SName", "Surname (legal)", "Child Family Name", "Surnam"}},
		{Admissions, "forename", []string{"GivenName", "Given_Names", "First Name", "FirstName", "Legal Forename", "Child First Name", "Forename(s)",
			"FNAME", "Child Forename", "Pupil Forename", "Forname"}},
		{Health, "preferred_forename", []string{"Chosen Forename", "Preferred First Name", "Known As", "PreferredForename", "Pref. First Name"}},
		{Health, "dob", []string{"D.O.B.", "D.o.B", "Date of Birth", "DateOfBirth", "Birth Date", "DOB (dd/mm/yyyy)", "Child DOB", "BirthDate", "date_birth",
			"Pupil Date of Birth"}},
		{Health, "upn", []string{"Unique Pupil No", "Unique Pupil No.", "Pupil UPN", "UPN_No", "UPN Number", "Unique Pupil Num"}},
		{Health, "nhs_number", []string{"NHS No.", "NHSNo", "NHS_NUMBER", "NHS Num", "NHS #", "Patient NHS Number"}},
		{Health, "postcode", []string{"Post Code", "POST_CODE", "Home Postcode", "Child Post Code", "PCode", "Postal Code", "PostCode (home)"}},
		{Health, "address1", []string{"Addr Line 1", "AddressLine1", "Address Line1", "ADDR_1", "Addr1", "Home Address Line 1"}},
		{Health, "address2", []string{"Addr Line 2", "Address_2", "AddressLine2", "Addr2"}},
		{Health, "sex", []string{"Gender", "Legal Sex", "M/F", "Child Gender"}},
		{Health, "parent_surname", []string{"Parent/Carer Surname", "Carer Surname", "ParentSurname", "Guardian's Surname", "Parent 's Last Name"}},
		{Health, "parent_phone", []string{"Mobile No", "Telephone No.", "Tel No", "Parent Mobile", "Contact Tel", "Parent/Carer Phone Number"}},
		{Health, "parent_email", []string{"E-Mail", "EmailAddress", "Parent Email Address", "Parent E-mail"}},
		{Health, "previous_postcode", []string{"Prev Post Code", "Former Postcode", "PreviousPostCode"}},
		{Health, "registered_date", []string{"Date Registered", "RegistrationDate", "GP Registration Dt"}},
		{HomeEducation, "start_date", []string{"EHE Start", "Start Dt", "StartDate", "EHE Start Date", "Date Started"}},
		{HomeEducation, "end_date", []string{"EHE End Date", "End Dt", "Date Closed", "EndDate"}},
		{HomeEducation, "status", []string{"EHE Status", "Suitability", "Current Status"}},
		{HomeEducation, "previous_school_laestab", []string{"Prev School", "Last School", "Former School DfE"}},
		{Admissions, "status_code", []string{"Application Status", "Allocation Status", "App Status"}},
		{Admissions, "offer_school_laestab", []string{"School Offered", "Offered School", "Allocated School"}},
		{Exclusions, "school_laestab", []string{"School DfE No", "DfE Number", "DFES_NUMBER", "LAESTAB", "School Code"}},
		{RollChanges, "year_group", []string{"NC Year", "NCYear", "Year Group", "National Curriculum Yr"}},
		// Headers that are of somebody or something else.
		{Health, "", []string{"School Postcode", "Officer Name", "Sibling DOB", "GP Surname", "Created Date", "Emergency Contact 2 Surname", "Shoe Size",
			"Religion", "Country of Birth", "First Language", "Worker Email", "Last Updated", "Mother's Date of Birth", "Head Teacher Forename"}},
	} {
		for _, h := range c.headers {
			if got := FieldLike(c.kind, h); got != c.field {
				t.Errorf("%s: %q may be %q (want %q)", c.kind, h, got, c.field)
			}
		}
	}
}
