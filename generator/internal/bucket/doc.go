// Package bucket publishes to object stores: Amazon S3 and what speaks like
// it, Google Cloud Storage, and Azure Blob Storage. It is the one room that
// knows the libraries for them. They are most of the binary: built with the
// tag lean, the room knows no store at all.
//
// Credentials are found by each store's own client, in its usual places. They
// are in no error: see [clean]. What a client complains of is told apart and
// said in our words, with what may help: see [sort].
package bucket
