// Package tabletest reads published tables for tests.
package tabletest
