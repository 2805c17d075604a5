// Package onscsv reads the two forms of CSV of the Office for National
// Statistics: "V4", whose first heading says how many columns after the number
// are about it, and time series, in which years, quarters and months are
// stacked under a few lines about the series. Rows keep their numbers.
package onscsv
