// Package parquetfile reads the columns of a Parquet file as a table. Numbers
// keep their digits: decimals are read from their whole numbers, and binary
// fractions are written as the shortest decimals that stand for them.
//
// It runs in a child process only: the format is compressed, and its library
// was not made for files of strangers.
package parquetfile
