package cells

import "strings"

// The Office for National Statistics knows authorities by codes of nine characters; the Department for Education, and all of what agencies
// send, by three figures. Both are published for every authority; those that were abolished keep their place.
//
// Each list holds the Department's codes in the order of the Office's, from 1.
var gssLists = map[string][]string{
	// Unitary authorities.
	"E06": strings.Fields("805 806 807 808 841 876 877 889 890 810 811 812 813 816 831 856 857 892 884 894 861 800 801 802 803 879 880 837 836 866 " +
		"874 821 882 883 887 867 869 870 871 868 872 826 846 851 852 921 840 929 895 896 893 908 420 865 822 823 929 839 838 825 940 941 942 943 815 933"),
	// Metropolitan districts.
	"E08": strings.Fields("350 351 352 353 354 355 356 357 358 359 340 341 342 343 344 370 371 372 373 390 391 392 393 394 330 331 332 333 334 335 336 " +
		"380 381 382 383 384 390 370 373"),
	// London.
	"E09": strings.Fields("201 301 302 303 304 305 202 306 307 308 203 204 205 309 310 311 312 313 206 207 314 208 209 315 316 317 318 210 319 211 320 212 213"),
	// Counties.
	"E10": strings.Fields("820 825 873 875 908 909 830 878 835 840 845 881 916 850 919 886 888 855 925 926 928 929 815 891 931 893 933 860 935 936 937 938 865 885"),
}

// What an Office's code is, where it is not that of an authority.
const (
	NoAuthority  = "no authority: the code stands for none"
	OfDistrict   = "a district of a county, which is no authority for schools (want the county's code)"
	NotInEngland = "an authority outside England"
)

// AuthorityOfGSS returns the Department's code of the authority that the Office for National Statistics knows by a code, or why there is
// none. is says whether s has the shape of such a code at all.
func AuthorityOfGSS(s string) (code, why string, is bool) {
	if len(s) != 9 || !IsLetter(s[0]&^0x20) || !AllDigits(s[1:]) {
		return "", "", false
	}
	s = strings.ToUpper(s)
	list, known := gssLists[s[:3]]
	n, _ := ReadDigits(s[3:])
	switch {
	case known && n >= 1 && n <= len(list):
		return list[n-1], "", true
	case s[0] != 'E':
		return "", NotInEngland, true
	case s[:3] == "E07":
		return "", OfDistrict, true
	}
	return "", NoAuthority, true
}
