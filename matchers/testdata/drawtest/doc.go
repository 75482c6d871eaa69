// Package drawtest is for tests of properties whose cases take long.
package drawtest
