package main

import (
	"mime"
	"path"

	"gloss/generator/internal/publish"
)

// headersOf returns what hosts are to tell of a file.
func headersOf(name string) publish.Headers {
	h := publish.Headers{ContentType: mime.TypeByExtension(path.Ext(name)), CacheControl: "public, max-age=60"}
	if publish.ClassOf(name) == publish.Asset {
		h.CacheControl = "public, max-age=31536000, immutable"
	}
	return h
}
