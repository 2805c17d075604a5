// Package zipped opens ZIP archives with tables in them, such as a data package
// with its files. Sizes are held to limits while they unpack, and names that
// leave the archive are never used.
package zipped
