package cells

import "testing"

func TestTextsAreMended(t *testing.T) {
	for s, want := range map[string]string{
		"O&#39;Brien": "O'Brien", "Zo&euml;": "Zoë", "O&amp;apos;Brien": "O'Brien", "Zo&#xEB;": "Zoë", "Flat 2 &amp; 3": "Flat 2 & 3", "&Lstrok;ucja": "Łucja",
		"JosÃ©": "José", "Oâ€™Brien": "O’Brien", "ÅŽukasz": "Ŏukasz", "ZoÃƒÂ«": "Zoë", "Å\u009eeyma": "Şeyma", "ë JosÃ©": "ë José", "MÃ¼ller-LÃ¼ders": "Müller-Lüders",
		// What is as it should be stays.
		"José": "", "Zoë Łucja Şeyma": "", "JOÃO": "", "Ângela": "", "Marks & Spencer; Co": "", "A&E": "", "&nothing;": "", "Åse Ærø": "", "O’Brien": "", "李": "", "": "", "½ High St": "", "Ã": "",
	} {
		got, changed := Mend(s)
		if want == "" {
			want = s
		}
		if got != want || changed != (want != s) {
			t.Errorf("%q becomes %q, %v (want %q)", s, got, changed, want)
		}
	}
}
