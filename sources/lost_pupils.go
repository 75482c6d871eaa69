package sources

import "rollcall/sources/xmlscan"

// LostPupils is the transfer files of pupils whose destination is not known.
const LostPupils Kind = "lost_pupils"

// What is known of pupils whose school does not know where they went, or knows that they left the state schools of
// England and Wales. A school makes a Common Transfer File for every leaver; one addressed to XXXXXXX (not known) or
// MMMMMMM (outside) lands in the lost pupil database of the school-to-school service, whence an authority takes it. It
// comes three or four weeks after the child left, academies send fewer, and nobody takes a file away when the child is
// found: a file is a lead, never proof.
var lostPupils = declareSource(&source{
	kind: LostPupils, order: 20, title: "transfer files of leavers to an unknown or outside destination",
	owner: "schools, through the Department for Education's school-to-school service",
	basis: "Education (Pupil Information) (England) Regulations 2005 reg.6 (the common transfer file); " +
		"used under Education Act 1996 s.436A",
	obtain: "The Department's school-to-school service (S2S): the authority's S2S user searches the lost pupil " +
		"database and downloads the files named XXXXXXX and MMMMMMM, or keeps a list of them in the layout below. " +
		"The service deletes files after about two months, so take them as they come.",
	evidence: evidence{called: "lost pupil files", looked: 9, freshDays: 120, needsFresh: yes, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: yes, names: 8, births: 5},
	expect: Expectation{Fill: namedFill(nil)}, // files come with the events, and a small authority may have none for a year
	filed:  []string{"lost pupil", "lost pupils", "lpd", "ctf", "s2s"},
	every:  "as schools upload them, by law within 15 school days of the child leaving; fetch weekly",
	apart:  []field{censusEthnicity},
	never: "languages, free school meals, special educational needs, looked-after status, medical flag, disabilities, " +
		"assessments, year totals of attendance",
	ignored: []string{"uploaded by", "downloaded by", "file name"},
	sample:  []string{"lost_pupils/8872991_CTF_XXXXXXX_001.xml", "lost_pupils/8872991_CTF_MMMMMMM_002.xml", "lost_pupils/list.csv"},
	readers: []reader{lostPupilsXML.newReader()},
	tables:  []*table{lostPupilsTable},
})

var lostPupilsXML = transferReturn("CTF XML", []string{"ctfile"}, openLostPupils)

// lostFile makes records of the pupils of one transfer file.
type lostFile struct {
	transferFile
	toward string
}

// openLostPupils reads the header and finds the destination. The name of the file decides where the school-to-school
// service puts it, so it is believed before the header.
func openLostPupils(f *xmlFile, head *xmlHead) (xmlMaker, error) {
	t, err := openTransfer(f, head)
	if err != nil {
		return nil, err
	}
	l := &lostFile{transferFile: t, toward: t.named.to}
	said := placeOf(head.headerText(transferDest, sLEA), head.headerText(transferDest, sEstab))
	switch {
	case l.toward == "":
		l.toward = said
		if said == "" {
			f.addNote("neither the file's name nor its header says where the pupils went")
		}
	case said == "":
		f.addNote("the header does not say where the pupils went; the file's name is relied on")
	case said != l.toward:
		f.addNote("the file's name and its header do not name the same destination; the name is relied on")
	}
	if k := t.named.kind; k != "" && k != "CTF" {
		f.addNote("by its name this is a %s file and no CTF", k)
	}
	if l.toward != "" && l.toward != "XXXXXXX" && l.toward != "MMMMMMM" {
		f.addNote("the file is addressed to a school or an authority; it is no lost pupil's")
	}
	return l, nil
}

// makeRecord claims that the pupil is lost from the day of leaving the last school; when the history does not say, from the
// day on which the file was made.
func (l *lostFile) makeRecord(g *xmlscan.Group, r *pupilRow) {
	v, address := l.file.walk.Values(g, appendAddress)
	last, _, _ := l.identifyPupil(v, address, r)
	r.readEthnicity(&censusEthnicity, v.Of(tEthnicity))
	if !r.isNamed() {
		return
	}
	from, place := last.leaving, l.source
	if from == 0 {
		from = l.made
	}
	if len(place) != 7 && last.place != "" {
		place = last.place
	}
	r.rec.Claims = append(r.rec.Claims, Claim{Kind: Lost, From: from, Decided: l.made, Place: place, Toward: l.toward, Reason: last.reason})
	livedThere(&r.rec, from)
}
