// Package sdmxcsv reads SDMX-CSV 1.0 and 2.0, with codes, labels or both, and
// the CSV of Eurostat: statuses become the reason of a missing number or words
// beside one, periods of several lengths are told apart, units are kept. Rows
// keep their numbers.
package sdmxcsv
