package sources

import (
	"strings"

	"rollcall/sources/cells"
)

// EthnicGroup is a broad ethnic group, as wide as can be without hiding a group that is known to be missed more often.
type EthnicGroup uint8

// The groups. Chinese is with Asian, as in the population census since 2011. Gypsy, Roma and Traveller children are apart
// from other White children, because they miss education most; the NHS's codes cannot tell them.
const (
	EthnicityNotKnown EthnicGroup = iota // not said, refused or not obtained
	WhiteBritish
	WhiteOther
	GypsyRomaTraveller
	Mixed
	Asian
	Black
	OtherEthnicGroup
)

// EthnicGroups is how many groups there are, that of the not known included.
const EthnicGroups = len(ethnicGroupWords)

// ethnicGroupWords are the groups' words, by which settings map local ones.
var ethnicGroupWords = [...]string{"not_known", "white_british", "white_other", "gypsy_roma_traveller", "mixed", "asian", "black", "other"}

// String returns the group's word.
func (g EthnicGroup) String() string { return ethnicGroupWords[g] }

// censusEthnicities are the codes of the Common Basic Data Set, which the school census and transfer files write.
var censusEthnicities = [...]string{
	EthnicityNotKnown: "NOBT REFU",
	WhiteBritish:      "WBRI WENG WSCO WWEL WNIR WCOR WOWB",
	WhiteOther: "WIRI WOTH WALB WBOS WCRO WGRE WGRK WGRC WITA WKOS WPOR WSER WTUR WTUK WTUC WEUR WEEU WWEU " +
		"WOTW",
	GypsyRomaTraveller: "WIRT WROM WROG WROR WROO",
	Mixed:              "MWBC MWBA MWAS MWAP MWAI MWAO MOTH MAOE MABL MACH MBOE MBCH MCOE MWOE MWCH MOTM",
	Asian:              "ABRI AWEL AIND APKN AMPK AKPA AOPK ABAN AOTH AAFR AKAO ANEP ASNL ASLT ASRO AOTA CHNE CHKC CMAL CSNG CTWN COCH",
	Black:              "BBRI BWEL BCRB BAFR BANN BCON BGHA BNGN BSLN BSOM BSUD BAOF BOTH BEUR BNAM BOTB",
	OtherEthnicGroup: "OOTH OAFG ORAB OARA OEGY OFIL OIRN OIRQ OJPN OKOR OKRD OLAM OLEB OLIB OMAL OMRC OPOL OTHA OVIE OYEM " +
		"OOEG",
}

// nhsEthnicities are the letters of the NHS Data Dictionary's ethnic category.
var nhsEthnicities = [...]string{
	EthnicityNotKnown: "Z 99", WhiteBritish: "A", WhiteOther: "B C", GypsyRomaTraveller: "", Mixed: "D E F G", Asian: "H J K L R",
	Black: "M N P", OtherEthnicGroup: "S",
}

// ethnicLabels are the words of forms and reports, without spaces and marks.
var ethnicLabels = [...]string{
	EthnicityNotKnown: "refused notobtained notstated notknown unknown prefernottosay informationnotyetobtained notyetobtained",
	WhiteBritish:      "whitebritish british englishwelshscottishnorthernirishorbritish english welsh scottish",
	WhiteOther:        "whiteirish irish anyotherwhitebackground otherwhite whiteother whiteeasterneuropean whitewesterneuropean",
	GypsyRomaTraveller: "gypsyroma gypsyoririshtraveller gypsy roma travellerofirishheritage irishtraveller whitegypsyoririshtraveller " +
		"whiteroma",
	Mixed: "whiteandblackcaribbean whiteandblackafrican whiteandasian anyothermixedbackground mixedwhiteandblackcaribbean " +
		"mixedwhiteandblackafrican mixedwhiteandasian othermixed mixedother anyothermixedormultipleethnicbackground",
	Asian: "indian pakistani bangladeshi chinese anyotherasianbackground otherasian asianother asianindian asianpakistani " +
		"asianbangladeshi asianchinese",
	Black: "caribbean african blackcaribbean blackafrican anyotherblackbackground otherblack blackother " +
		"anyotherblackblackbritishorcaribbeanbackground",
	OtherEthnicGroup: "arab anyotherethnicgroup otherethnicgroup",
}

// ethnicityField declares the ethnicity of a child, held apart, with the words of the tables given beside the labels.
func ethnicityField(codes ...[EthnicGroups]string) field {
	words := map[string]string{}
	for _, table := range append(codes, ethnicLabels) {
		for group, list := range table {
			for _, code := range strings.Fields(list) {
				words[cells.Fold(code)] = ethnicGroupWords[group]
			}
		}
	}
	for _, w := range ethnicGroupWords {
		words[cells.Fold(w)] = w
	}
	return field{
		name: "ethnicity", is: cells.EthnicValue, about: "broad ethnic group; no rule and no match sees it, only whether groups fare alike is measured by it",
		sees: byFairness, words: words, headers: []string{"ethnic group", "ethnicity code", "ethnic origin", "ethnic code"},
	}
}

// censusEthnicity is the field with the codes of schools and of the systems that exchange with them.
var censusEthnicity = ethnicityField(censusEthnicities)

// ethnicCell reads an ethnicity. One that is not known is never shown.
func ethnicCell(f *field, s string) (cells.Cell, string) {
	word, known := f.words[cells.Fold(s)]
	if !known {
		return cells.Cell{}, "no ethnic group that is known (map it with values in the settings)"
	}
	for group, w := range ethnicGroupWords {
		if w == word {
			return cells.Cell{N: int32(group)}, ""
		}
	}
	return cells.Cell{}, ""
}

// readEthnicity reads the ethnicity of a pupil, or leaves it out.
func (r *pupilRow) readEthnicity(f *field, s string) {
	if s == "" {
		return
	}
	c, why := ethnicCell(f, s)
	if why != "" {
		r.leaveOut(f.name, why)
	}
	r.apart.Ethnicity = EthnicGroup(c.N)
}
