package evaluate

import "reflect"

// Together returns the qualities of several runs as one: every count is the sum of theirs.
func Together(of []*Quality) *Quality {
	all := &Quality{}
	for _, q := range of {
		addCounts(reflect.ValueOf(all).Elem(), reflect.ValueOf(q).Elem())
	}
	return all
}

// addCounts adds every count of one value to that of another of its type, however deep it stands: a new one cannot be forgotten.
func addCounts(to, from reflect.Value) {
	switch to.Kind() {
	case reflect.Int:
		to.SetInt(to.Int() + from.Int())
	case reflect.Struct:
		for i := range to.NumField() {
			addCounts(to.Field(i), from.Field(i))
		}
	case reflect.Pointer:
		if to.IsNil() {
			to.Set(reflect.New(to.Type().Elem()))
		}
		addCounts(to.Elem(), from.Elem())
	case reflect.Map:
		if to.IsNil() {
			to.Set(reflect.MakeMap(to.Type()))
		}
		for _, key := range from.MapKeys() {
			sum := reflect.New(to.Type().Elem()).Elem()
			if was := to.MapIndex(key); was.IsValid() {
				sum.Set(was)
			}
			addCounts(sum, from.MapIndex(key))
			to.SetMapIndex(key, sum)
		}
	default:
		panic("evaluate: a count of kind " + to.Kind().String())
	}
}
