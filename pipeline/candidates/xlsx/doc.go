// Package xlsx writes workbooks as Office Open XML (ECMA-376), from top to bottom: no row is kept, and of a sheet no more than its packed
// bytes. What is the same in each workbook, its styles and its theme, is made and packed once. It knows neither children nor lists.
//
// A library writes the styles; that a workbook of three short sheets cost it four milliseconds is why the rest stands here: a county has
// thousands of them.
//
//	dress   the styles and the theme of a workbook
//	part    a file in the zip that a workbook is
package xlsx
