package review

import (
	"net/http"
	"strings"

	"rollcall/pipeline/review/door"
)

// purposePage takes what children are opened for.
var _ = addPage(&page{Path: "/purpose", Title: "What for?", Roles: []door.Role{door.Officer, door.Lead, door.School},
	show: func(v *visit) (*view, error) { return askPurpose(v), nil },
	take: takePurpose})

func purposeForm(v *visit) *form {
	f := newForm(v.PostForm)
	f.add(field{Name: "purpose", Label: "What are you opening it for?", Most: 200,
		Hint: "Without a name, such as “a parent rang” or the number of a request. The ledger keeps it with every child that you open until you change it."})
	return f
}

// askPurpose asks what for, and leads back to where the person was going.
func askPurpose(v *visit) *view {
	back := v.URL.Path
	if v.Method != http.MethodGet || back == "/purpose" {
		back = "/"
	}
	v.remember("back", back)
	return showPage("purpose", nil).withForm(purposeForm(v)).titled("What for?")
}

func takePurpose(v *visit) (*view, error) {
	f := purposeForm(v)
	f.want("purpose", "Say what for")
	if len(f.Faults()) > 0 {
		return showPage("purpose", nil).withForm(f).titled("What for?"), nil
	}
	v.statePurpose(f.value("purpose"))
	back := v.take("back")
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") {
		back = "/"
	}
	return goOn(back, ""), nil
}
