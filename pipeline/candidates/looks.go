package candidates

import (
	"errors"
	"sync"

	"github.com/xuri/excelize/v2"

	"rollcall/pipeline/candidates/xlsx"
)

// looks are the styles of the workbook's cells.
type looks struct {
	title, heading, banner, notice int
	text                           int // from an extract: kept as text when an officer edits it
	prose, number, date            int
	share, bits, strong, rank      int
	band, link, running            int // a heading across columns; a link to a place of the workbook; a text that runs over the cells to its right
	same, alike, differs           int // a field of a possible match on which the two records agree, nearly do, or do not
	open, openDate                 int // for the officer to fill
	severity                       map[string]int
}

// dressedLooks are the looks of a workbook and the dress that has them.
type dressedLooks struct {
	looks
	xlsx.Dress
}

// dress makes the dress of every workbook once.
var dress = sync.OnceValues(func() (d dressedLooks, err error) {
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	if d.looks, err = newLooks(file); err != nil {
		return d, err
	}
	d.Dress, err = xlsx.DressOf(file)
	return d, err
})

// dateFormat is said explicitly: the date style built into Excel follows the reader's own country.
const dateFormat = "dd/mm/yyyy"

// Sizes of type, in points.
const (
	titleSize = 14
	textSize  = 10
)

// textFormat is Excel's format for text, number 49 (ECMA-376 part 1, 18.8.30).
const textFormat = 49

// Paper colours with black or white on them at a contrast of at least 4.5 to 1.
const (
	red, orange, yellow, pale, grey = "A4161A", "F4B183", "FFE699", "E2EFDA", "EDEDED"
	green, cream, rose              = "E2F0D9", "FFF2CC", "FBE0DD"
	ink, heading                    = "1F2933", "1F3A5F"
)

// newLooks adds every style to the file, always in the same order.
func newLooks(file *excelize.File) (looks, error) {
	var l looks
	var fault error
	add := func(s excelize.Style) int {
		id, err := file.NewStyle(&s)
		if err != nil && fault == nil {
			fault = err
		}
		return id
	}
	format := dateFormat
	share := "0.0%"
	whole := "#,##0"
	bits := "0.0"
	top := &excelize.Alignment{Vertical: "top"}
	middle := &excelize.Alignment{Vertical: "top", Horizontal: "center"}
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left"}
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	rule := []excelize.Border{{Type: "bottom", Style: 1, Color: "D0D5DB"}}

	l.title = add(excelize.Style{Font: calibriFont(excelize.Font{Bold: true, Size: titleSize, Color: heading})})
	l.heading = add(excelize.Style{
		Font: calibriFont(excelize.Font{Bold: true, Color: "FFFFFF"}), Fill: filledWith(heading), Alignment: wrapped, Border: rule,
	})
	l.band = add(excelize.Style{Font: calibriFont(excelize.Font{Bold: true, Color: "FFFFFF"}), Fill: filledWith(heading), Alignment: top})
	l.banner = add(excelize.Style{Font: calibriFont(excelize.Font{Bold: true, Color: "FFFFFF"}), Fill: filledWith(red), Alignment: top})
	l.notice = add(excelize.Style{Font: calibriFont(excelize.Font{Color: ink}), Fill: filledWith(yellow), Alignment: top})
	plain := calibriFont(excelize.Font{})
	l.text = add(excelize.Style{Font: plain, NumFmt: textFormat, Alignment: wrapped, Border: rule})
	l.prose = add(excelize.Style{Font: plain, Alignment: wrapped, Border: rule})
	l.link = add(excelize.Style{Font: calibriFont(excelize.Font{Underline: "single", Color: heading}), Alignment: middle, Border: rule})
	l.running = add(excelize.Style{Font: plain, NumFmt: textFormat, Alignment: top, Border: rule})
	l.strong = add(excelize.Style{Font: calibriFont(excelize.Font{Bold: true}), Alignment: wrapped, Border: rule})
	l.rank = add(excelize.Style{Font: plain, Alignment: middle, Border: rule})
	l.number = add(excelize.Style{Font: plain, CustomNumFmt: &whole, Alignment: top, Border: rule})
	l.date = add(excelize.Style{Font: plain, CustomNumFmt: &format, Alignment: left, Border: rule})
	l.bits = add(excelize.Style{Font: plain, CustomNumFmt: &bits, Alignment: top, Border: rule})
	l.share = add(excelize.Style{Font: plain, CustomNumFmt: &share, Alignment: middle, Border: rule})
	l.same = add(excelize.Style{Font: plain, NumFmt: textFormat, Fill: filledWith(green), Alignment: wrapped, Border: rule})
	l.alike = add(excelize.Style{Font: plain, NumFmt: textFormat, Fill: filledWith(cream), Alignment: wrapped, Border: rule})
	l.differs = add(excelize.Style{Font: plain, NumFmt: textFormat, Fill: filledWith(rose), Alignment: wrapped, Border: rule})
	unlocked := &excelize.Protection{Locked: false}
	l.open = add(excelize.Style{Font: plain, NumFmt: textFormat, Fill: filledWith("FFFBE6"), Alignment: wrapped, Border: rule, Protection: unlocked})
	l.openDate = add(excelize.Style{Font: plain, CustomNumFmt: &format, Fill: filledWith("FFFBE6"), Alignment: left, Border: rule, Protection: unlocked})
	l.severity = map[string]int{
		"P1": add(excelize.Style{Font: calibriFont(excelize.Font{Bold: true, Color: "FFFFFF"}), Fill: filledWith(red), Alignment: middle, Border: rule}),
		"P2": add(excelize.Style{Font: calibriFont(excelize.Font{Bold: true}), Fill: filledWith(orange), Alignment: middle, Border: rule}),
		"P3": add(excelize.Style{Font: plain, Fill: filledWith(yellow), Alignment: middle, Border: rule}),
		"P4": add(excelize.Style{Font: plain, Fill: filledWith(pale), Alignment: middle, Border: rule}),
		"P5": add(excelize.Style{Font: plain, Fill: filledWith(grey), Alignment: middle, Border: rule}),
	}
	return l, fault
}

// calibri is the workbook's one family; a font without one is shown in whatever the reader's program falls back to.
const calibri = "Calibri"

// calibriFont is a font of it.
func calibriFont(f excelize.Font) *excelize.Font {
	f.Family = calibri
	if f.Size == 0 {
		f.Size = textSize
	}
	return &f
}

// typeOf is a font of it for a run of text.
func typeOf(f xlsx.Font) xlsx.Font {
	f.Family = calibri
	if f.Size == 0 {
		f.Size = textSize
	}
	return f
}

func filledWith(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// severityOf is the style of a severity; one that is not known is plain.
func (l looks) severityOf(severity string) int {
	if style, ok := l.severity[severity]; ok {
		return style
	}
	return l.prose
}
