// Package work runs a reader of files that strangers make in a child process of
// the same program: `figurehead work JOB` takes the file on its standard input
// and writes what it made of it to its standard output.
//
// The child may take a bounded amount of memory and of time, opens no file and
// no connection, and gets nothing of the parent's environment. So a file that
// makes a reader loop, swell or crash costs a sentence, never the server. The
// package knows no reader itself: the program hands it the job.
package work
