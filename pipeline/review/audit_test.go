package review

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/officers/office"
)

func someActs() *office.Audit {
	return &office.Audit{Acts: []office.Act{
		{Entry: 3, At: "2026-10-14", What: "judged", By: "CD", Details: "two records: same"},
		{Entry: 4, At: "2026-10-15T09:30:00Z", What: "opened", By: "AB", Account: "ab@example.org", Children: []string{"c1", "e1"}, Purpose: "a parent rang", Run: "run-1"},
		{Entry: 5, At: "2026-10-15T09:31:00Z", What: "looked up", By: "AB", Account: "AB", Children: []string{"a child who was erased"}, Purpose: "=HYPERLINK(1)"},
		{Entry: 6, At: "2026-10-16T08:00:00Z", What: "opened", Account: "root"},
	}}
}

func TestTheAuditSaysWhoWhenAndWhy(t *testing.T) {
	s := openSite(t, lead())
	s.office.audit = someActs()
	a := s.get(auditPath)
	s.wantAnswer(a, http.StatusOK, "16 October 2026", "08:00 root opened", "09:30 AB (ab@example.org) opened c1 e1 a parent rang", "09:31 AB looked up a child who was erased",
		"CD judged: two records: same", "Showing 1 to 4 of 4")
	if text := mainOf(a); strings.Index(text, "root") > strings.Index(text, "ab@example.org") {
		t.Error("the oldest stands first")
	}
	checkMarkup(t, a)
	var links []string
	for _, x := range all(a.doc, "a") {
		if strings.HasPrefix(attr(x, "href"), "/child/") {
			links = append(links, attr(x, "href"))
		}
	}
	if !slices.Equal(links, []string{"/child/c1", "/child/e1"}) {
		t.Errorf("links %q", links)
	}
	if got := s.office.notes; len(got) != 1 || got[0] != "read the audit, to check who looked at what, " {
		t.Errorf("noted %q", got)
	}
}

func TestTheAuditIsFiltered(t *testing.T) {
	s := openSite(t, lead())
	s.office.audit = someActs()
	a := s.get(auditPath + "?since=1/10/2026&until=15+October+2026&by=AB&child=c1")
	s.wantAnswer(a, http.StatusOK, "Showing 1 to 3 of 3", "Show all")
	s.wantNot(a, "root")
	if got := s.office.notes; len(got) != 1 || !strings.HasSuffix(got[0], ", c1") {
		t.Errorf("noted %q", got)
	}
	for typed, words := range map[string]string{"since=yesterday": "From day: not a day", "until=31/2/2026": "To day: not a day", "since=2/10/2026&until=1/10/2026": "before the day from which"} {
		a := s.get(auditPath + "?" + typed)
		s.wantAnswer(a, http.StatusUnprocessableEntity, words)
		s.wantNot(a, "ab@example.org")
		checkMarkup(t, a)
	}
	if q := (auditFilter{by: "A&B", child: "c1", since: 0}).query(); q != "?by=A%26B&child=c1" {
		t.Error(q)
	}
}

func TestALongAuditHasPages(t *testing.T) {
	s := openSite(t, lead())
	s.office.audit = &office.Audit{}
	for n := range 120 {
		s.office.audit.Acts = append(s.office.audit.Acts, office.Act{Entry: int64(n), At: "2026-10-15T09:30:00Z", What: "opened", By: "AB", Purpose: fmt.Sprintf("number-%d.", n)})
	}
	a := s.get(auditPath + "?by=AB&page=3")
	s.wantAnswer(a, http.StatusOK, "Showing 101 to 120 of 120", "number-19.", "number-0.")
	s.wantNot(a, "number-20.")
	if !strings.Contains(a.body, `/audit?by=AB&amp;page=2`) {
		t.Error("no way back that keeps the filter")
	}
	s.office.audit = nil
	s.wantAnswer(s.get(auditPath), http.StatusOK, "None")
}

func TestTheAuditIsTakenAlong(t *testing.T) {
	s := openSite(t, lead())
	s.office.audit = someActs()
	a := s.get(auditPath + "/table?until=15/10/2026")
	if a.status != http.StatusOK || !strings.HasPrefix(a.header.Get("Content-Type"), "text/csv") || !strings.Contains(a.header.Get("Content-Disposition"), `filename="audit.csv"`) {
		t.Fatalf("%d %v", a.status, a.header)
	}
	lines, err := csv.NewReader(strings.NewReader(a.body)).ReadAll()
	if err != nil || len(lines) != 4 || lines[1][0] != "5" || lines[1][6] != "'=HYPERLINK(1)" || lines[2][5] != "c1 e1" || lines[3][8] != "two records: same" {
		t.Errorf("%v: %q", err, lines)
	}
	if got := s.office.notes; len(got) != 1 || !strings.HasPrefix(got[0], "took a copy of the audit") {
		t.Errorf("noted %q", got)
	}
	s.wantAnswer(s.get(auditPath+"/table?since=never"), http.StatusUnprocessableEntity, "not a day")
}

func TestOnlyALeadReadsTheAudit(t *testing.T) {
	for _, s := range []*site{openSite(t, officer()), openSite(t, manager()), openSite(t, teacher())} {
		s.office.audit = someActs()
		for _, path := range []string{auditPath, auditPath + "/table"} {
			if a := s.get(path); a.status != http.StatusForbidden || strings.Contains(a.body, "ab@example.org") {
				t.Errorf("%s: %d", path, a.status)
			}
		}
	}
	s := openSite(t, lead())
	s.office.audit, s.office.unnoted = someActs(), http.ErrServerClosed
	for _, path := range []string{auditPath, auditPath + "/table"} {
		if a := s.get(path); a.status != http.StatusServiceUnavailable || strings.Contains(a.body, "ab@example.org") {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}
