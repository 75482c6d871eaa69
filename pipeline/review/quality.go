package review

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/review/door"
)

// The page that says how good the lists turned out to be, in counts alone: it names no child.
var _ = addPage(&page{Path: "/quality", Title: "Quality", Nav: "Quality", Order: 60, Roles: []door.Role{door.Officer, door.Lead, door.Manager}, show: showQuality})

// qualityPage is how good the lists turned out to be, in words first and each chart with its figures.
type qualityPage struct {
	Right      rateRow
	Groups     []rateGroup
	Agreements []agreementRow
	Child      timeRow
	Pair       timeRow
	Queues     []queueRow
	Masked     bool // small numbers are not said
	Fewest     int
}

// rateRow is a share of settled lines that were right.
type rateRow struct {
	Name     string
	Yes, Of  int
	Hidden   bool // the number is small, and the reader sees counts alone
	Words    string
	Bar      bar
	From, To int // of the interval, in hundredths
}

// rateGroup is the rows of one thing that lines are grouped by.
type rateGroup struct {
	Title string
	Rows  []rateRow
}

// bar is a share drawn, in a box of 100 by 10: where its interval begins, and how wide it is.
type bar struct{ Share, Low, High float64 }

// Width is that of the interval.
func (b bar) Width() float64 { return round(max(b.High-b.Low, 1)) }

// showQuality shows what officers' own outcomes say of the lists.
func showQuality(v *visit) (*view, error) {
	q, err := v.Office.Quality(v.Context(), groupsOf(v))
	if err != nil {
		return nil, err
	}
	p := qualityPage{Masked: !v.Person.SeesNames(), Fewest: fewestSaid}
	p.setRates(q.Precision, ruleTitles(v.Desk.Run().Summary))
	for _, a := range q.Agreement {
		p.Agreements = append(p.Agreements, p.agreementOf(a))
	}
	m := q.Minutes
	p.Child = p.timeOf(m.Children, m.Lower, m.Median, m.Upper)
	p.Pair = p.timeOf(m.PairsJudged, m.PairLower, m.PairMid, m.PairHigh)
	for _, x := range q.Queues {
		p.Queues = append(p.Queues, p.queueOf(x, v.Today))
	}
	return showPage("quality", p), nil
}

// groupsOf says in which groups a child is counted: those that the lists themselves show.
func groupsOf(v *visit) office.Grouping {
	return func(child string) (groups []office.Group) {
		briefs, err := v.Desk.Briefs(v.Context(), child)
		b, is := briefs[child]
		if err != nil || !is {
			return nil
		}
		if sex := sexWords[b.Sex]; sex != "" {
			groups = append(groups, office.Group{By: "sex", Value: sex})
		}
		if age := ageBand(b.DOB, v.Desk.Run().AsOf); age != "" {
			groups = append(groups, office.Group{By: "age", Value: age})
		}
		if district, _, two := strings.Cut(b.Postcode, " "); two {
			groups = append(groups, office.Group{By: "postcode", Value: district})
		}
		return groups
	}
}

var sexWords = map[string]string{"F": "Girls", "M": "Boys"}

// ageBand is the band of ages of a child on a day.
func ageBand(dob, on time.Time) string {
	if dob.IsZero() {
		return ""
	}
	switch years := int(on.Sub(dob).Hours() / 24 / 365.25); {
	case years < 7:
		return "Under 7"
	case years < 11:
		return "7 to 10"
	case years < 14:
		return "11 to 13"
	}
	return "14 and over"
}

// ruleTitles are the titles of rules by their ids, as the run has them.
func ruleTitles(s candidates.Summary) map[string]string {
	titles := map[string]string{}
	for _, c := range append(slices.Clone(s.Reasons), s.Risks...) {
		id, _, _ := strings.Cut(c.Title, " ")
		titles[id] = c.Title
	}
	return titles
}

// groupTitles are what lines are grouped by, as headings.
var groupTitles = map[string]string{"rule": "By rule", "sex": "By sex", "age": "By age", "postcode": "By postcode district", "school": "By school", "ward": "By ward", "year group": "By year group"}

// setRates sets the rates down, those of everything first.
func (p *qualityPage) setRates(rates []office.Rate, titles map[string]string) {
	for _, r := range rates {
		row := rateOf(r)
		if r.By == "all" {
			row.Name, row.Hidden = "All lines", p.isSmallRate(row)
			p.Right = row
			continue
		}
		if title := titles[r.Value]; title != "" {
			row.Name = title
		}
		n := len(p.Groups)
		if n == 0 || p.Groups[n-1].Title != titleOfGroup(r.By) {
			p.Groups = append(p.Groups, rateGroup{Title: titleOfGroup(r.By)})
			n++
		}
		p.Groups[n-1].Rows = append(p.Groups[n-1].Rows, row)
	}
	for i := range p.Groups {
		p.maskRows(p.Groups[i].Rows)
	}
}

func titleOfGroup(by string) string {
	if title := groupTitles[by]; title != "" {
		return title
	}
	return "By " + by
}

func rateOf(r office.Rate) rateRow {
	row := rateRow{Name: r.Value, Yes: r.Yes, Of: r.Of, Words: "none settled"}
	if r.Of > 0 {
		row.Words, row.From, row.To = fmt.Sprintf("%.0f", 100*r.Share()), int(100*r.Low), int(math.Ceil(100*r.High-1e-9))
		row.Bar = bar{Share: round(100 * r.Share()), Low: round(100 * r.Low), High: round(100 * r.High)}
	}
	return row
}

// round keeps a place, as a drawing needs.
func round(x float64) float64 { return math.Round(10*x) / 10 }

// fewestSaid is the least count that is said to a reader who may see no child: a smaller one could point to a family.
const fewestSaid = 5

func (p *qualityPage) isSmall(n int) bool { return p.Masked && n > 0 && n < fewestSaid }

// isSmallRate reports whether either count of a rate is small: the share and the whole tell the part.
func (p *qualityPage) isSmallRate(r rateRow) bool { return p.isSmall(r.Of) || p.isSmall(r.Yes) }

// maskRows hides the small rows of a group; where it is one alone, the smallest of the others with it, for what is left of the whole would
// tell the one.
func (p *qualityPage) maskRows(rows []rateRow) {
	hidden, least := 0, -1
	for i := range rows {
		if rows[i].Hidden = p.isSmallRate(rows[i]); rows[i].Hidden {
			hidden++
		} else if rows[i].Of > 0 && (least < 0 || rows[i].Of < rows[least].Of) {
			least = i
		}
	}
	if hidden == 1 && least >= 0 {
		rows[least].Hidden = true
	}
}

// agreementRow is how often two looks agree.
type agreementRow struct {
	Of      string
	Hidden  bool
	Rate    rateRow
	Agreed  int
	Kappa   string
	Chance  string // kappa adjusted for prevalence
	Shares  string
	Lopside bool // nearly all are of one word, so that kappa says little
}

// lopsided is the share of one word from which kappa is low however good the agreement is.
const lopsided = .85

func (p *qualityPage) agreementOf(a office.Agreement) agreementRow {
	row := agreementRow{Of: a.Of, Hidden: p.isSmall(a.Pairs), Agreed: a.Agreed, Kappa: figure(a.Kappa), Chance: figure(a.Adjusted),
		Rate: rateOf(office.Rate{Value: a.Of, Yes: a.Agreed, Of: a.Pairs, Low: a.Low, High: a.High})}
	var shares []string
	for _, word := range slices.Sorted(maps.Keys(a.Prevalence)) {
		shares = append(shares, fmt.Sprintf("%s %.0f in 100", strings.ReplaceAll(word, "_", " "), 100*a.Prevalence[word]))
		row.Lopside = row.Lopside || a.Prevalence[word] >= lopsided
	}
	row.Shares = strings.Join(shares, ", ")
	return row
}

func figure(x float64) string {
	if math.IsNaN(x) {
		return "not defined"
	}
	return fmt.Sprintf("%.2f", x)
}

// timeRow is how long something takes, in minutes.
type timeRow struct {
	N                    int
	Hidden               bool
	Lower, Median, Upper string
}

func (p *qualityPage) timeOf(n int, lower, median, upper float64) timeRow {
	return timeRow{n, p.isSmall(n), minutes(lower), minutes(median), minutes(upper)}
}

// minutes are minutes in words, and seconds where they are few.
func minutes(m float64) string {
	switch {
	case math.IsNaN(m):
		return "not known"
	case m < 1:
		return count(int(math.Round(60*m)), "second", "seconds")
	case m < 10:
		return fmt.Sprintf("%.1f minutes", m)
	}
	return fmt.Sprintf("%.0f minutes", m)
}

// queueRow is how old what waits is.
type queueRow struct {
	Title  string
	N      int
	Hidden bool
	Oldest calendar.Date
	Age    int // days of the oldest
	Days   int
}

func (p *qualityPage) queueOf(q office.Queue, today calendar.Date) queueRow {
	row := queueRow{Title: q.Title, N: q.N, Hidden: p.isSmall(q.N), Oldest: q.Oldest, Days: q.Days}
	if q.Oldest.Known() && today > q.Oldest {
		row.Age = int(today - q.Oldest)
	}
	return row
}
