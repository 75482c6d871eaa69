package rules

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rollcall/pipeline/calendar"
)

// Service is a service's work with a child, as a claim of a flag has it.
type Service struct {
	Status string
	Fact   string // in a caseworker's words: "child protection plan"
	said   string // the same at the head of a sentence
	Grave  bool   // that it is open makes a line P1
	worker bool   // a social worker has the child's case, and acts first
}

// Services are those that an officer is told of, the gravest first.
var Services = []Service{
	{"child_protection", "child protection plan", "A child protection plan", true, true},
	{"section_47", "child protection enquiry (section 47)", "A child protection enquiry (section 47)", true, true},
	{"child_in_care", "looked after", "Being looked after", true, true},
	{"missing_episode", "reported missing", "Being reported missing", true, true},
	{"child_in_need", "child in need", "Being a child in need", true, true},
	{"unaccompanied", "unaccompanied child", "Being here alone", false, false},
	{"custody", "in custody", "Custody", false, false},
	{"youth_justice", "known to youth justice", "Youth justice", false, false},
	{"early_help", "early help", "Early help", false, false},
	{"young_carer", "young carer", "Being a young carer", false, false},
	{"young_parent", "young parent", "Being a young parent", false, false},
}

// ServiceOf is the service of a status, and an empty one of what is none.
func ServiceOf(status string) Service {
	if s := findFirst(Services, func(s *Service) bool { return s.Status == status }); s != nil {
		return *s
	}
	return Service{}
}

// UrgentWords say that the service makes a line urgent, and since when it is open; zero: nobody says.
func (s Service) UrgentWords(since time.Time) string {
	fact := s.said
	if !since.IsZero() {
		fact += " since " + calendar.On(since.Date()).Words()
	}
	return fact + " makes it urgent."
}

// urgentWords say what makes a line urgent. Of a refuge nothing is said but that there is something.
func urgentWords(c *Claim) string {
	if s := ServiceOf(c.Status); c.Kind == Flag && s.Grave {
		return s.UrgentWords(c.From.Midnight())
	}
	return "A safeguarding fact makes it urgent."
}

// onRecordWords name a safeguarding fact that stands on record.
func onRecordWords(c *Claim) string {
	if s := ServiceOf(c.Status); c.Kind == Flag && s.Grave {
		return "On record: " + s.Fact
	}
	return "A safeguarding fact is on record"
}

// tellWorker puts first the social worker of a child whose case one has, whatever the rule asks for and of whom: nobody rings the home of
// such a child before the worker knows.
func (h *history) tellWorker(f *Finding) {
	if c := h.safeguardingFact(); c != nil {
		f.Next, f.Who = WorkerFirst(c.Status, c.Toward, f.Next, f.Who)
	}
}

// WorkerFirst is the next action and who acts when a service is open to the child and a team is named, or is not: of a service without a
// social worker what they were.
func WorkerFirst(status, team, next, who string) (string, string) {
	if !ServiceOf(status).worker {
		return next, who
	}
	first := "Tell the social worker today"
	if team != "" {
		first += " (" + team + ")"
	}
	if next != "" {
		next = "; then " + startLower(next)
	}
	return first + next, "social worker, then " + who
}

// startLower begins a sentence small, unless its first word is written in capitals; nothing stays nothing.
func startLower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); s == "" || unicode.IsUpper(second) {
		return s
	}
	return strings.ToLower(string(first)) + s[size:]
}
