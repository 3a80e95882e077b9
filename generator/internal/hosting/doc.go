// Package hosting says what hosts and browsers are told about the files of a
// published site: the type of each file, how long it may be kept, what its
// pages may load. All of it is a pure function of the files' names and the
// settings, so that it can be reviewed as the pages are. It is the one room
// that knows the libraries for globs and for Brotli.
package hosting
