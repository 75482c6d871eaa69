package survey

import "rollcall/sources/cells"

// Spellings are headers under which local reports are known, or likely, to write a canonical field. They are only ever
// proposed: a file is read by its own headers or by the settings, and never by a likeness. One field of several kinds has
// one list.
var Spellings = map[string][]string{
	"upn":                {"UPN", "Unique Pupil Number"},
	"former_upn":         {"Former UPN", "Previous UPN", "Old UPN", "Temporary UPN"},
	"uln":                {"ULN", "Unique Learner Number"},
	"nhs_number":         {"NHS Number", "NHS"},
	"local_id":           {"Child ID", "Person ID", "Pupil ID", "Student ID", "Client ID", "System ID", "Admission Number", "Person Reference"},
	"surname":            {"Surname", "Family Name", "Last Name"},
	"forename":           {"Forename", "First Name", "Given Name", "Forenames", "Given Names", "Christian Name"},
	"full_name":          {"Name", "Full Name", "Whole Name", "Child", "Pupil", "Student", "Patient", "Surname and Forename", "Surname, Forename", "Forename and Surname", "First and Last Name", "Pupil's Name", "Name of Child"},
	"middle_names":       {"Middle Names", "Other Given Names", "Other Names", "Middle Name", "Other Forenames", "Second Forename"},
	"preferred_surname":  {"Preferred Surname", "Chosen Surname", "Preferred Family Name", "Preferred Last Name", "Surname Known As", "Pref Surname", "Pref Last Name"},
	"preferred_forename": {"Preferred Forename", "Chosen Forename", "Chosen Name", "Known As", "Preferred First Name", "Preferred Name", "Forename Known As", "Pref Forename", "Pref First Name"},
	"former_surname":     {"Former Surname", "Birth Surname", "Old Surname", "Former Family Name"},
	"previous_surname":   {"Previous Surname", "Previous Last Name", "Previous Family Name"},
	"dob":                {"Date of Birth", "DOB", "Birth Date", "Born"},
	"sex":                {"Sex", "Gender", "M/F"},
	"address1":           {"Address 1", "Address Line 1", "Address", "Street Address", "House", "Full Address"},
	"address2":           {"Address 2", "Address Line 2", "Street", "Road"},
	"address3":           {"Address 3", "Address Line 3", "Locality", "District", "Village"},
	"address4":           {"Address 4", "Address Line 4", "Town", "City", "Post Town"},
	"address5":           {"Address 5", "Address Line 5", "County"},
	"postcode":           {"Postcode", "Postal Code", "Zip"},
	"uprn":               {"UPRN", "Unique Property Reference Number", "Property Reference Number"},
	"previous_address":   {"Previous Address", "Former Address", "Old Address", "Previous Address Line 1"},
	"previous_postcode":  {"Previous Postcode", "Former Postcode", "Old Postcode"},
	"parent_surname": {"Parent Surname", "Carer Surname", "Guardian Surname", "Contact Surname", "Parent Last Name", "Mother Surname",
		"Parent Family Name", "Contact 1 Surname"},
	"parent_forename": {"Parent Forename", "Carer Forename", "Guardian Forename", "Contact Forename", "Parent First Name", "Mother Forename",
		"Contact 1 Forename"},
	"parent_phone": {"Parent Phone", "Telephone", "Phone", "Phone Number", "Mobile", "Contact Number", "Contact Telephone", "Home Phone",
		"Parent Mobile", "Parent Telephone", "Contact 1 Phone"},
	"parent_email": {"Parent Email", "Email", "E-mail", "Contact Email", "Email Address"},
	"ethnicity":    {"Ethnicity", "Ethnic Group", "Ethnic Origin", "Ethnic Category", "Ethnicity Code", "Ethnic Code"},

	"school_laestab":          {"LAESTAB", "DfE Number", "DfES Number", "School DfE", "School Code", "School Number", "School LAESTAB", "Estab"},
	"school_name":             {"School", "School Name", "Establishment", "Establishment Name"},
	"pref_school_laestab":     {"Preference School", "Preferred School DfE", "School Applied For", "Preference LAESTAB"},
	"offer_school_laestab":    {"Offered School", "School Offered", "Offer LAESTAB", "Allocated School"},
	"current_school_laestab":  {"Current School", "Current School DfE", "Present School"},
	"previous_school_laestab": {"Previous School", "Last School", "Former School"},
	"named_setting":           {"Named School", "School Named", "Name of School in Plan", "Placement", "School in Plan", "Placement Name", "Named Provision", "School Named in Plan"},
	"destination_school":      {"Destination", "Going To", "Gone To", "Destination School", "New School", "Next School"},
	"destination":             {"Destination", "Going To", "Gone To", "Destination School", "New School"},
	"start_date":              {"Start Date", "Start", "Started", "Starts", "Began", "From", "Since", "Placement Start Date", "Plan Start Date", "Date of Plan", "Date of Joining", "Date Joined", "Joined", "Date Started", "Date From", "From Date", "Date Opened", "Commenced"},
	"end_date":                {"End Date", "End", "Ended", "Ends", "Until", "To", "Left", "Closed", "Closed On", "Placement End Date", "Date Ended", "Date To", "To Date", "Date Closed", "Ceased"},
	"leaving_date":            {"Leaving Date", "Left", "Left On", "Last Day on Roll", "Date of Leaving", "Date Left", "Leave Date", "Off Roll Date"},
	"event_date":              {"Event Date", "Date", "When", "Date Moved", "Date of Event", "Date of Change", "Effective Date"},
	"received_date":           {"Received Date", "Date Received"},
	"return_date":             {"Return Date", "Date of Return"},
	"referral_date":           {"Referral Date", "Date of Referral", "Date Referred"},
	"opened_date":             {"Opened Date", "Opened", "Opened On", "Date Opened", "Case Opened", "Case Start"},
	"closed_date":             {"Closed Date", "Closed", "Closed On", "Date Closed", "Case Closed", "Case End"},
	"since_date":              {"Since", "Since Date", "Missing Since", "Missing From", "Last Seen at School"},
	"closure_reason":          {"Closure Reason", "Reason for Closure", "Reason Closed", "Why Closed", "Outcome Reason"},
	"last_action_date":        {"Last Action Date", "Last Action", "Date of Last Action"},
	"review_date":             {"Review Date", "Next Review", "Date of Review"},
	"decision_date":           {"Decision Date", "Date of Decision", "Outcome Date"},
	"last_contact_date":       {"Last Contact", "Last Contact Date", "Date Last Seen", "Last Seen", "Last Visit"},
	"registered_date":         {"Registered Date", "Registered", "Registered On", "Registration Date", "Date Registered", "GP Registration Date"},
	"gp_practice":             {"GP Practice", "Practice Code", "GP Code", "GP Practice Code"},
	"transfer_from":           {"Transfer From", "Transferred From", "Moved From"},
	"mother_name":             {"Mother Name", "Mothers Name", "Name of Mother"},
	"date_of_death":           {"Date of Death", "DOD", "Death Date", "Deceased Date"},
	"movement":                {"Movement", "Movement Type", "Transfer Type"},
	"application_ref":         {"Application Reference", "Application Number", "Application ID", "App Ref"},
	"application_date":        {"Application Date", "Date of Application", "Date Applied", "Date Received"},
	"entry_type":              {"Entry Type", "Phase", "Round", "Transfer Group", "Admission Round", "Intake"},
	"status_code":             {"Status", "Application Status", "Allocation Status", "Outcome", "Pref Status"},
	"pref_no":                 {"Preference", "Preference Number", "Pref Rank", "Rank"},
	"on_time":                 {"On Time", "On Time Application"},
	"offer_date":              {"Offer Date", "Date of Offer", "Date Offered"},
	"response":                {"Response", "Parent Response", "Offer Response"},
	"response_date":           {"Response Date", "Date of Response"},
	"expected_start_date":     {"Expected Start Date", "Expected Start", "Agreed Start Date", "Proposed Start Date", "Admission Date"},
	"deferred_to":             {"Deferred To", "Deferred Start", "Deferral Date"},
	"appeal_date":             {"Appeal Date", "Appeal Lodged"},
	"home_la":                 {"Home LA", "Home Authority", "Resident LA"},
	"year_group":              {"Year Group", "NC Year", "National Curriculum Year", "Year"},
	"year_group_applied":      {"Year Group Applied", "Year Applied For", "Applied Year Group", "Entry Year Group"},
	"status":                  {"Status", "Stage", "Suitable", "Suitability of Education", "Current Status", "Case Status", "Suitability", "Outcome", "EHE Status"},
	"case_ref":                {"Case Reference", "Case Number", "Case ID", "Tenancy Reference", "EHE Reference"},
	"person_id":               {"Person ID", "Client ID", "Mosaic ID", "Liquidlogic ID", "Person Reference", "Case Number"},
	"flag":                    {"Flag", "Status", "Category of Need", "Type of Plan", "Service", "Involvement", "Involvement Type", "Open To", "Plan Type", "Case Type"},
	"placing_la":              {"Placing LA", "Placing Authority", "Responsible LA", "Responsible Authority"},
	"tenure_event":            {"Tenure Event", "Event", "Event Type", "Tenancy Event", "Case Type"},
	"relationship":            {"Relationship", "Relation", "Relation to Tenant", "Relationship to Tenant", "Relationship to Applicant"},
	"household_adult1_name":   {"Tenant Name", "Applicant Name", "Main Applicant", "Lead Tenant", "Main Tenant"},
	"temporary_accommodation": {"Temporary Accommodation", "TA", "Is Temporary"},
	"refuge":                  {"Refuge", "Is Refuge", "In Refuge"},
	"person_seq":              {"Person Number", "Household Member", "Person Sequence"},
	"category":                {"Category", "Exclusion Type", "Exclusion Category", "Type of Exclusion"},
	"sessions":                {"Sessions", "Number of Sessions", "Sessions Lost"},
	"reason":                  {"Reason", "Why", "Reason Code", "Primary Reason"},
	"review_outcome":          {"Review Outcome", "Governors Review Outcome", "Governors Outcome", "Governors Decision", "Panel Decision"},
	"provider":                {"Provider", "Provider Name", "Provision", "AP Provider"},
	"provider_urn":            {"Provider URN"},
	"type":                    {"Type", "Kind of Provision", "Provision Type", "Type of Provision", "Placement Type"},
	"sessions_offered":        {"Sessions Offered", "Sessions Possible"},
	"sessions_attended":       {"Sessions Attended", "Attended Sessions"},
	"placement_ref":           {"Placement Reference", "Placement ID"},
	"return_type":             {"Return Type", "On/Off", "On or Off Roll", "Joined or Left", "Starter or Leaver", "Added or Removed", "Type of Return", "Movement Type", "Change Type"},
	"ground":                  {"Ground", "Reason", "Reason for Leaving", "Ground for Removal", "Deletion Ground", "Grounds", "Reason for Removal"},
	"event":                   {"Event", "Event Type", "Movement"},
	"message_type":            {"Message Type", "Type of Message"},
	"message_date":            {"Message Date", "Date of Message", "Date Sent"},
	"from_la":                 {"From LA", "Sending LA", "From Authority"},
	"to_la":                   {"To LA", "Receiving LA", "To Authority"},
	"concern":                 {"Concern", "Nature of Concern", "Reason for Referral"},
	"referral_ref":            {"Referral Reference", "Referral ID", "Referral Number"},
	"first_day":               {"First Day", "First Day of Absence", "Absent From"},
	"last_day":                {"Last Day", "Last Day of Absence", "Absent To"},
	"school_days":             {"School Days", "Days Absent", "Days Lost"},
	"cause":                   {"Cause", "Reason for Absence", "Absence Reason"},
	"date":                    {"Date", "Mark Date", "Session Date", "Attendance Date"},
	"session":                 {"Session", "AM PM", "Session Type"},
	"code":                    {"Code", "Mark", "Attendance Code", "Attendance Mark", "Mark Code"},
	"plan_ref":                {"Plan Reference", "EHCP Number", "Plan ID", "EHCP Reference"},
	"package":                 {"Package", "Provision Type", "Placement Type"},
	"tribunal":                {"Tribunal", "Appeal Open", "Tribunal Open"},
	"ceased_date":             {"Ceased Date", "Date Ceased", "Plan Ceased"},
	"order_start":             {"Order Start", "Order Start Date"},
	"order_end":               {"Order End", "Order End Date"},
	"custody_start":           {"Custody Start", "Custody Start Date", "Remand Date"},
	"release_date":            {"Release Date", "Date of Release", "Custody End Date"},
	"setting_urn":             {"Setting URN", "Provider URN", "Ofsted URN"},
	"setting_name":            {"Setting", "Setting Name", "Nursery", "Provider Name"},
	"seal":                    {"Seal", "Protection Type"},
	"ward_code":               {"Ward", "Ward Code", "Electoral Ward"},
	"from_date":               {"From", "From Date", "Start Date", "Valid From"},
	"to_date":                 {"To", "To Date", "End Date", "Valid To", "Until"},
	"urn":                     {"URN", "Unique Reference Number"},
	"linked_urn":              {"Linked URN", "New URN", "Successor URN"},
	"link_type":               {"Link Type", "Type of Link", "Link"},
	"link_date":               {"Link Date", "Date of Link"},
	"open_date":               {"Open Date", "Date Opened", "Opened"},
	"close_date":              {"Close Date", "Date Closed", "Closed"},
	"name":                    {"School Name", "School", "Establishment Name", "Name of School"},
	"until":                   {"Until", "Until Date", "Protected Until", "Expires", "Expiry Date"},
	"la_code":                 {"LA Code", "LA", "Authority", "Local Authority Code", "Authority Code"},
}

// apartWords turn the meaning of a header: "Parent Surname" is no child's, "Previous Address" no present one. A header that
// has one and a spelling that has not are not alike, whatever else they share.
var apartWords = cells.SetOf("parent", "carer", "mother", "father", "guardian", "contact", "adult", "tenant", "applicant", "sibling", "brother",
	"sister", "emergency", "next", "previous", "former", "old", "preferred", "preference", "chosen", "known", "temporary", "birth", "school", "gp", "practice",
	"doctor", "worker", "officer", "teacher", "headteacher", "tutor", "placement", "provider", "setting", "offer", "offered", "current",
	"end", "start", "first", "last", "second", "middle", "other", "death", "home", "destination", "new", "review", "decision", "partner",
	"household", "owner", "landlord", "delivery", "email", "phone", "telephone", "mobile", "created", "updated", "modified")

// sameTurn are words that turn a header the same way, each by the first of them.
var sameTurn = map[string]string{
	"carer": "parent", "guardian": "parent", "mother": "parent", "father": "parent", "former": "previous", "old": "previous",
	"chosen": "preferred", "known": "preferred", "telephone": "phone", "mobile": "phone", "offered": "offer",
}

// broadWords stand in many headers and tell few apart.
var broadWords = cells.SetOf("number", "code", "date", "name", "id", "reference", "type", "line")

// idleWords say little: a header is the same with them and without.
var idleWords = cells.SetOf("child", "childs", "children", "pupil", "pupils", "student", "students", "learner", "patient", "client", "person",
	"legal", "current", "home", "main", "primary", "the", "of", "s", "is", "a", "for", "to", "details", "detail", "text", "desc",
	"description", "full", "dd", "mm", "yy", "yyyy", "ehe", "record", "value", "yp", "young", "subject", "registered")

// longForms writes out what headers shorten.
var longForms = map[string]string{
	"no": "number", "num": "number", "nbr": "number", "nr": "number", "addr": "address", "add": "address", "ad": "address",
	"dob": "date of birth", "d": "date", "dt": "date", "fname": "forename", "fn": "forename", "sname": "surname", "lname": "last name",
	"sn": "surname", "gname": "given name", "firstname": "first name", "lastname": "last name", "forenames": "forename", "tel": "telephone",
	"ph": "phone", "mob": "mobile", "pc": "postcode", "pcode": "postcode", "ref": "reference", "refno": "reference number", "sch": "school",
	"yr": "year", "ncy": "national curriculum year", "nc": "national curriculum", "prev": "previous", "pref": "preference",
	"addressline": "address line", "birthdate": "date of birth", "birthday": "date of birth", "dod": "date of death", "gndr": "gender",
	"estab": "establishment", "mail": "email", "parents": "parent", "mothers": "mother", "carers": "carer", "nhsno": "nhs number",
	"excl": "exclusion", "exc": "exclusion", "susp": "suspension", "perm": "permanent", "prov": "provision", "gov": "governors", "msg": "message",
	"sess": "session", "sessions": "session", "inv": "involvement", "reg": "registration", "dest": "destination", "leav": "leaving", "hrs": "hours",
	"alloc": "allocated", "app": "application", "appl": "application", "adm": "admission", "rel": "relationship", "ten": "tenancy", "prop": "property",
	"bdate": "date of birth", "recd": "received", "rec": "received", "outc": "outcome", "dfe": "laestab", "dfes": "laestab", "laestab": "laestab",
	"laes": "laestab", "auth": "authority", "rsn": "reason", "cat": "category", "grp": "group", "curr": "current", "pers": "person", "seq": "number",
	"enq": "enquiry", "eff": "effective", "commenced": "start", "started": "start", "began": "start", "begins": "start", "ended": "end", "ends": "end", "finished": "end",
	"startdate": "start date", "enddate": "end date", "ethnic": "ethnicity", "identifier": "id",
}

// knownWords are the words of every known header.
var knownWords = func() map[string]bool {
	known := map[string]bool{}
	for name, headers := range Spellings {
		for _, h := range append(headers, name) {
			for _, w := range headerWords(h) {
				known[w] = true
			}
		}
	}
	for _, set := range []map[string]bool{apartWords, broadWords, idleWords} {
		for w := range set {
			known[w] = true
		}
	}
	return known
}()

// ShareOfHeaderWords is how much of a text is words that headers have, from 0 to 1.
func ShareOfHeaderWords(text string) float64 {
	words := headerWords(text)
	n := 0
	for _, w := range words {
		if knownWords[w] {
			n++
		}
	}
	if len(words) == 0 {
		return 0
	}
	return float64(n) / float64(len(words))
}
