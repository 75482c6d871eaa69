package sources

import (
	"path"
	"regexp"
	"strings"

	"rollcall/sources/cells"
	"rollcall/sources/xmlscan"
)

// The fields of a transfer file's header.
const (
	thDocument = iota
	thDateTime
)

// The fields of a school, in the header and in the history.
const (
	sLEA = iota
	sEstab
	sName
	sEntry
	sLeaving
	sReason
	sLast
)

// The fields of a contact.
const (
	kSurname = iota
	kForename
	kPhone
	kEmail
	kRelationship
	kResponsibility
)

// The further fields of a transfer pupil. The national layout of the messages of a child joining and leaving is not
// published in full: what they say beyond the transfer file's vocabulary is looked for under every name that their
// descriptions use.
const (
	tYear = xmlPersonFields + iota
	tEntry
	tLeaving
	tGround
	tDestination
	tDestinationLEA
	tDestinationEstab
	tNotice
	tVisit
	tAgreed
	tAccepted
	tEthnicity // of lost pupils
)

var (
	transferSource = xmlscan.NewScope("source school", transferSchoolFields, nil, transferSchoolSkip, nil)
	transferDest   = xmlscan.NewScope("destination school", transferSchoolFields, nil, transferSchoolSkip, nil)

	transferHead = xmlscan.NewScope("header", []xmlscan.Field{
		xmlscan.Leaf("document", "documentname"),
		xmlscan.Leaf("file_date", "datetime"),
	}, nil, strings.Fields("ctfversion documentqualifier dataqualifier datadescriptor supplierid version"),
		map[string]*xmlscan.Scope{"sourceschool": transferSource, "destschool": transferDest})

	transferSchool = xmlscan.NewScope("school", transferSchoolFields, nil, transferSchoolSkip, nil)

	transferPhone = xmlscan.NewScope("phone", []xmlscan.Field{
		kPhone: xmlscan.Leaf("parent_phone", "phoneno", "telephoneno", "telephonenumber"),
	}, nil, []string{"telephonetype"}, nil)

	transferContact = xmlscan.NewScope("contact", []xmlscan.Field{
		xmlscan.Leaf("parent_surname", "surname"),
		xmlscan.Leaf("parent_forename", "forename"),
		xmlscan.Leaf("parent_phone"),
		xmlscan.Leaf("parent_email", "email"),
		xmlscan.Leaf("relationship", "relationship"),
		xmlscan.Leaf("responsibility", "responsibility"),
	}, []string{"phones"}, strings.Fields("order title middlenames gender sex address postcode addressaspupil languages"),
		map[string]*xmlscan.Scope{"phone": transferPhone})

	// transferPlace is a school that a leaver is said to go to.
	transferPlace = xmlscan.NewScope("destination", transferSchoolFields, nil, transferSchoolSkip, nil)

	transferPupil = newTransferPupil()
)

var (
	transferSchoolFields = []xmlscan.Field{
		xmlscan.Leaf("lea", "lea", "la"),
		xmlscan.Leaf("estab", "estab"),
		xmlscan.Leaf("school_name", "schoolname", "name"),
		xmlscan.Leaf("entry_date", "entrydate"),
		xmlscan.Leaf("leaving_date", "leavingdate"),
		xmlscan.Leaf("leaving_reason", "leavingreason"),
		xmlscan.Leaf("last_school", "lastschool"),
	}
	transferSchoolSkip = strings.Fields("urn academicyear phase address postcode phones email country")
)

// transferNever are the elements of a pupil that are known and never read.
var transferNever = strings.Fields(`applicationreference uci ethnicitysource languages language enrolstatus medicalflag disabilities
	lookedafter fsmhistory senhistory senneeds nawdetails admissions attendance stageassessments assessments phones phone email
	formerforename title servicechild parttime boarder nationality countryofbirth youngcarer plaa serviceschild`)

func newTransferPupil() *xmlscan.Scope {
	fields := append(append([]xmlscan.Field(nil), xmlPerson...),
		xmlscan.Leaf("year_group", "ncyearactual", "ncyearleaving", "ncyear"),
		xmlscan.Leaf("event_date", "entrydate", "dateofentry", "startdate", "startingday", "dateadded", "joiningdate"),
		xmlscan.Leaf("event_date", "leavingdate", "dateofleaving", "dateremoved", "removaldate", "deletiondate"),
		xmlscan.Leaf("ground", "groundsforremoval", "groundforremoval", "removalground", "groundsfordeletion", "groundfordeletion", "deletionground", "ground", "leavingreason"),
		xmlscan.Leaf("destination_school"),
		xmlscan.Leaf("destination_laestab"),
		xmlscan.Leaf("destination_laestab"),
		xmlscan.Leaf("written_notice", "writtennotice"),
		xmlscan.Leaf("home_visit_date", "homevisitdate", "homevisit"),
		xmlscan.Leaf("la_agreed", "laagreed"),
		xmlscan.Leaf("referral_accepted", "referralaccepted"),
		xmlscan.Leaf("ethnicity", "ethnicity"),
	)
	inner := map[string]*xmlscan.Scope{"address": xmlAddress, "contact": transferContact, "school": transferSchool}
	for _, e := range strings.Fields("destschool destinationschool newschool futureschool") {
		inner[e] = transferPlace
	}
	for _, e := range strings.Fields("futureaddress newaddress forwardingaddress") {
		inner[e] = transferFuture
	}
	s := xmlscan.NewScope("pupil", fields, append([]string{"basicdetails", "contacts", "schoolhistory"}, addressPass...),
		append(transferNever, addressSkip...), inner)
	s.Row = true
	return s
}

// transferFuture is where a leaver is said to live from now on. Only that it was given is read.
var transferFuture = xmlscan.NewScope("future address", onlyFields(xmlPerson, xSAON, xUPRN), addressPass, addressSkip, nil)

// transferReturn returns how files of pupils in the transfer vocabulary are read.
func transferReturn(name string, outer []string, open func(*xmlFile, *xmlHead) (xmlMaker, error)) *xmlReturn {
	return &xmlReturn{
		name: name, outer: outer,
		root: xmlscan.NewScope("transfer", nil, append([]string{"ctfpupildata", "pupils", "pupildata", "cmjpupildata", "cmlpupildata"}, "ctfile", "cmefile", "cmjfile", "cmlfile"), nil,
			map[string]*xmlscan.Scope{"header": transferHead, "pupil": transferPupil}),
		rows: []*xmlscan.Scope{transferPupil},
		open: open,
	}
}

// transferName is what the name of a transfer file says: sender, kind of file, destination.
var transferName = regexp.MustCompile(`(?i)^(\d{3})(\d{4}|LLLL)_(CTF|CML|CMJ|ADT|ASL|ATF|ALT|AOT|APT)_(\d{3}|XXX|MMM)(\d{4}|LLLL|XXXX|MMMM)_\d{3,5}\.xml(\.gz)?(\.age)?$`)

// namedTransfer is what the name of a file says; empty where it does not follow the pattern.
type namedTransfer struct{ from, kind, to string }

func readTransferName(file string) namedTransfer {
	m := transferName.FindStringSubmatch(path.Base(file))
	if m == nil {
		return namedTransfer{}
	}
	return namedTransfer{from: placeOf(m[1], m[2]), kind: strings.ToUpper(m[3]), to: placeOf(m[4], m[5])}
}

// placeOf returns a place of an LA code and an establishment number: the LAESTAB of a school, the code of an authority
// (whose number is LLLL), XXXXXXX or MMMMMMM; nothing when they are none of these.
func placeOf(lea, estab string) string {
	lea, estab = strings.ToUpper(lea), strings.ToUpper(estab)
	switch {
	case lea == "XXX":
		return "XXXXXXX"
	case lea == "MMM":
		return "MMMMMMM"
	case len(lea) == 3 && cells.AllDigits(lea) && estab == "LLLL":
		return lea
	}
	if n, ok := cells.LAESTAB(lea + estab); ok {
		return n
	}
	return ""
}

// transferFile is what holds for every pupil of one file.
type transferFile struct {
	file   *xmlFile
	named  namedTransfer
	source string // who made it
	made   Date   // when

	parent    xmlParent
	last      schoolOf
	to        string // the destination of the pupil
	forwarded bool   // a future address was given
}

// xmlParent is the parent or carer of a pupil who has responsibility and comes first.
type xmlParent struct {
	found                           bool
	surname, forename, phone, email string
}

// schoolOf is a school of a pupil's history.
type schoolOf struct {
	place, reason string
	leaving       Date
	said          bool // to be the last
}

// openTransfer reads the header of a file.
func openTransfer(f *xmlFile, head *xmlHead) (transferFile, error) {
	t := transferFile{file: f, named: readTransferName(f.in.name)}
	t.source = placeOf(head.headerText(transferSource, sLEA), head.headerText(transferSource, sEstab))
	if t.source == "" {
		t.source = t.named.from
		f.addNote("the header does not say which school made the file; its name is relied on")
	} else if t.named.from != "" && t.named.from != t.source {
		f.addNote("the file's name and its header do not name the same sender; the header is relied on")
	}
	if text := head.headerText(transferHead, thDateTime); text != "" {
		d, ok := cells.ReadDateIn(cells.ISOLayout, text)
		if !ok || d < cells.FirstDay {
			return t, fault{"file_date", "the date of the file is not a date (want YYYY-MM-DDTHH:MM:SS)"}
		}
		t.made, f.asOf = d, d
	} else {
		t.made = f.asOf
		f.addNote("the header does not say when the file was made")
	}
	if len(t.source) == 7 {
		f.school = t.source
	}
	return t, nil
}

// takeInner takes what belongs to a pupil.
func (t *transferFile) takeInner(g, parent *xmlscan.Group) bool {
	f := t.file
	text := func(field int) string { return string(f.walk.Value(g, field)) }
	switch g.Scope {
	case xmlAddress:
		return f.takeAddress(g, parent)
	case transferPhone:
		if g.Has(kPhone) && !parent.Has(kPhone) {
			parent.AdoptFrom(g, kPhone, kPhone)
			return true
		}
	case transferContact:
		t.takeContact(text)
	case transferSchool:
		t.takeSchool(text)
	case transferPlace:
		t.to = placeOf(text(sLEA), text(sEstab))
		if t.to == "" {
			t.to = text(sName)
		}
	case transferFuture:
		t.forwarded = t.forwarded || g.HasAny(0, len(g.Scope.Names)-1)
	}
	return false
}

// takeContact keeps the first contact with parental responsibility. One whose responsibility is not said counts when it is
// a mother or father.
func (t *transferFile) takeContact(text func(int) string) {
	if t.parent.found {
		return
	}
	c, why := cells.ReadYesNo(text(kResponsibility))
	if text(kResponsibility) == "" {
		relation := strings.ToUpper(text(kRelationship))
		if relation != "MOT" && relation != "FAT" {
			return
		}
	} else if why != "" || c.N != cells.Yes {
		return
	}
	t.parent = xmlParent{true, text(kSurname), text(kForename), text(kPhone), text(kEmail)}
}

// takeSchool keeps the last school of the history: the one that says so, or the one left last.
func (t *transferFile) takeSchool(text func(int) string) {
	r := t.file.cur
	s := schoolOf{place: placeOf(text(sLEA), text(sEstab)), reason: cells.OnlyCode(text(sReason)), leaving: r.readDay("leaving_date", text(sLeaving))}
	if c, _ := cells.ReadYesNo(text(sLast)); c.N == cells.Yes {
		s.said = true
	}
	if s.said && !t.last.said || s.said == t.last.said && s.leaving >= t.last.leaving {
		t.last = s
	}
}

// identifyPupil fills who the pupil is, with the parent, and forgets what was kept of the pupil.
func (t *transferFile) identifyPupil(v xmlscan.Values, address string, r *pupilRow) (last schoolOf, to string, forwarded bool) {
	t.file.identifyPupil(v, address, r)
	w := &r.rec.Who
	w.ParentSurname, w.ParentForename = r.readName("parent_surname", t.parent.surname), r.readName("parent_forename", t.parent.forename)
	w.ParentPhone, w.ParentEmail = r.readValue("parent_phone", t.parent.phone, cells.ReadPhone), r.readValue("parent_email", t.parent.email, cells.ReadEmail)
	last, to, forwarded = t.last, t.to, t.forwarded
	t.parent, t.last, t.to, t.forwarded = xmlParent{}, schoolOf{}, "", false
	return last, to, forwarded
}
