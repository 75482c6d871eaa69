package reports

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rollcall/pipeline/candidates"
)

// fillTexts puts a word into every text of a value, so that whatever is printed of it can be found.
func fillTexts(v reflect.Value, word string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(word + " " + v.Type().Name())
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fillTexts(v.Field(i), word)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillTexts(v.Index(0), word)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillTexts(v.Elem(), word)
	}
}

// A school is given its own pupils, and of each who it is, what the school's own returns say, and by when to act. Whatever else a line holds, of
// social care, another school, another service or an officer, in a field of today or of tomorrow, is not in its workbook.
func TestASchoolIsGivenItsOwnAlone(t *testing.T) {
	schools := []string{"8872001", "8872002", "8874003"}
	rapid.Check(t, func(t *rapid.T) {
		f := &Facts{Authority: "Testshire", Banners: []candidates.Banner{{Text: "SECRET: no return of 8872002"}}}
		own := map[string]string{}
		for i := range rapid.IntRange(0, 12).Draw(t, "lines") {
			var r candidates.Row
			fillTexts(reflect.ValueOf(&r).Elem(), "SECRET")
			r.ChildID = fmt.Sprint("c", i)
			r.OnRollAt = rapid.SampledFrom(schools).Draw(t, "school")
			r.SchoolName, r.YearGroup, r.DueUnit = "School "+r.OnRollAt, "6", "school days"
			r.Person.Forename, r.Person.MiddleNames, r.Person.Surname = "Fore", "", "Name "+r.ChildID
			r.Road = rapid.SampledFrom(candidates.Roads).Draw(t, "road")
			r.Rules = rapid.SliceOfN(rapid.SampledFrom([]string{"R01", "R05", "R10", "R18", "R26", "R07"}), 0, 3).Draw(t, "rules")
			sealed := rapid.Bool().Draw(t, "sealed")
			if !sealed && r.Road == candidates.SchoolRoad && len(r.Rules) > 0 && (r.Rules[0] == "R01" || r.Rules[0] == "R05") {
				own[r.ChildID] = r.OnRollAt
			}
			f.AtRisk = append(f.AtRisk, candidates.NewLine(r, sealed))
		}
		for i := range rapid.IntRange(0, 4).Draw(t, "marks") {
			var x Apart
			fillTexts(reflect.ValueOf(&x).Elem(), "SECRET")
			x.Rule, x.Child, x.School, x.SchoolName, x.YearGroup = rapid.SampledFrom([]string{"R34", "R31"}).Draw(t, "rule"), fmt.Sprint("a", i), rapid.SampledFrom(schools).Draw(t, "school"), "School", "7"
			x.Person.Forename, x.Person.MiddleNames, x.Person.Surname = "Fore", "", "Name"
			if x.Rule == "R34" {
				own[x.Child] = x.School
			}
			f.Apart = append(f.Apart, candidates.NewLine(x, false))
		}
		for school, table := range ForSchools(f) {
			if text := fmt.Sprint(table); strings.Contains(text, "SECRET") {
				t.Errorf("%s is given %s", school, text)
			}
			for _, row := range table.Rows {
				child := row[0].(string)
				if own[child] != school {
					t.Errorf("%s is given %s, who is %q's", school, child, own[child])
				}
				delete(own, child)
			}
		}
		if len(own) > 0 {
			t.Errorf("no school is given %v", own)
		}
	})
}
