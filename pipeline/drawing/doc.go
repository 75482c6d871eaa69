// Package drawing draws charts as SVG in a page without script: bars, lines, broken lines and texts, and the stylesheet that
// every page of Rollcall begins with.
//
// It knows neither page: what a bar means, and the colour of its class, is said where the chart is made. The package imports
// nothing of Rollcall.
package drawing
