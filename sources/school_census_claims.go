package sources

import (
	"strconv"
	"strings"
)

// exclusionRow is the values of an exclusion, in whatever format it came.
type exclusionRow struct {
	category string
	reasons  [3]string
	start    Date
	sessions string
}

// readExclusion returns the claim of an exclusion, without its school, or leaves it out.
func (r *pupilRow) readExclusion(e exclusionRow) (Claim, bool) {
	status, known := exclusionCategories[strings.ToUpper(e.category)]
	switch {
	case e.category == "":
		r.leaveOut("exclusion", "no category (want PERM, SUSP or LNCH)")
		return Claim{}, false
	case !known:
		r.unknownCode("exclusion", e.category)
		return Claim{}, false
	}
	return Claim{Kind: Exclusion, From: e.start, Status: status, Reason: joinSaid(e.reasons[:], " "), Count: r.readCount("exclusion", e.sessions)}, true
}

// addAttendance adds a claim for each code of a block of attendance.
func (c *census) addAttendance(codes []codeCount, possible int32, w window, r *pupilRow, claims []Claim) []Claim {
	if len(codes) == 0 {
		return claims
	}
	if w.from == 0 {
		r.leaveOut("attendance", "a block of attendance that the term of the return does not have")
		return claims
	}
	possible = r.possibleSessions(codes, possible)
	for _, k := range codes {
		claims = append(claims, Claim{Kind: Attendance, From: w.from, To: w.to, Place: c.school, Status: k.code, Reason: digitsOf(k.n), Count: possible})
	}
	return claims
}

// possibleSessions returns the sessions possible: as the return says, or as its codes add up when it does not say. Since 2025
// returns have no totals of authorised and unauthorised absence, so the codes are all there is to hold them to.
func (r *pupilRow) possibleSessions(codes []codeCount, said int32) int32 {
	var sum int32
	attended := false
	for _, k := range codes {
		class := sessionCodes[k.code]
		if class != notPossible {
			sum += k.n
		}
		attended = attended || class == present
	}
	switch {
	case said == 0 && !attended:
		return 0 // older returns have the codes of absence alone
	case said == 0:
		return sum
	case sum > said:
		r.leaveOut("attendance", "the sessions by code add up to more than are possible; their sum is used")
		return sum
	}
	return said
}

// readSessions reads the sessions of one code of the register.
func (r *pupilRow) readSessions(code, count []byte) (string, int32, bool) {
	if len(code) == 0 {
		r.leaveOut("attendance", "sessions without a code")
		return "", 0, false
	}
	known, ok := attendanceCodes[string(code)]
	if !ok {
		if known, ok = attendanceCodes[strings.ToUpper(string(code))]; !ok {
			r.unknownCode("attendance", string(code))
			return "", 0, false
		}
	}
	if len(count) == 0 {
		r.leaveOut("attendance", "a code without a number of sessions")
		return "", 0, false
	}
	n, why := wholeNumber(string(count))
	if why != "" {
		r.leaveOut("attendance", why)
		return "", 0, false
	}
	return known, n, true
}

// readCount reads a whole number, or leaves it out.
func (r *pupilRow) readCount(field, s string) int32 {
	if s == "" {
		return 0
	}
	n, why := wholeNumber(s)
	if why != "" {
		r.leaveOut(field, why)
	}
	return n
}

// wholeNumber reads a whole number, also as COLLECT writes it, with ".0" behind.
func wholeNumber(s string) (int32, string) {
	c, why := countCell(s)
	return c.N, why
}

// digitsOf returns a number of sessions as digits, without an allocation for those that occur.
func digitsOf(n int32) string {
	if n >= 0 && int(n) < len(smallNumbers) {
		return smallNumbers[n]
	}
	return strconv.Itoa(int(n))
}

var smallNumbers = func() (s [512]string) {
	for i := range s {
		s[i] = strconv.Itoa(i)
	}
	return s
}()
