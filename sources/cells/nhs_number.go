package cells

// ValidNHSNumber reports whether s is ten digits whose last is right: 11 less the sum of the first nine, weighted 10 to
// 2, mod 11, where 11 stands for 0 and 10 is never issued (NHS Data Model and Dictionary, "NHS number"). A number of one
// digit throughout is a placeholder.
func ValidNHSNumber(s string) bool {
	sum, ok := weightedSum(s)
	check := (11 - sum%11) % 11
	return ok && check != 10 && !oneCharacter(s) && int(s[9]-'0') == check
}

// ValidULN reports whether s is a unique learner number: ten digits without a leading zero, of which the last is 10 less
// the sum of the first nine, weighted 10 to 2, mod 11; a remainder of 0 is never issued (Learning Records Service,
// "Unique learner number: validation").
func ValidULN(s string) bool {
	sum, ok := weightedSum(s)
	return ok && s[0] != '0' && sum%11 != 0 && int(s[9]-'0') == 10-sum%11
}

// weightedSum is the sum of the first nine of ten digits, weighted 10 to 2.
func weightedSum(s string) (sum int, ok bool) {
	if len(s) != 10 || !AllDigits(s) {
		return 0, false
	}
	for i := range 9 {
		sum += int(s[i]-'0') * (10 - i)
	}
	return sum, true
}
