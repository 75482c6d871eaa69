package cells

// ValidNHSNumber reports whether s is ten digits whose last is right: 11 less the sum of the first nine, weighted 10 to
// 2, mod 11, where 11 stands for 0 and 10 is never issued (NHS Data Model and Dictionary, "NHS number"). A number of one
// digit throughout is a placeholder.
func ValidNHSNumber(s string) bool {
	if len(s) != 10 {
		return false
	}
	sum, same := 0, true
	for i := 0; i < 10; i++ {
		c := s[i]
		if c < '0' || c > '9' {
			return false
		}
		same = same && c == s[0]
		if i < 9 {
			sum += int(c-'0') * (10 - i)
		}
	}
	check := (11 - sum%11) % 11
	return check != 10 && !same && int(s[9]-'0') == check
}

// ValidULN reports whether s is a unique learner number: ten digits without a leading zero, of which the last is 10 less
// the sum of the first nine, weighted 10 to 2, mod 11; a remainder of 0 is never issued (Learning Records Service,
// "Unique learner number: validation").
func ValidULN(s string) bool {
	if len(s) != 10 || s[0] == '0' {
		return false
	}
	sum := 0
	for i := 0; i < 10; i++ {
		c := s[i]
		if c < '0' || c > '9' {
			return false
		}
		if i < 9 {
			sum += int(c-'0') * (10 - i)
		}
	}
	return sum%11 != 0 && int(s[9]-'0') == 10-sum%11
}
