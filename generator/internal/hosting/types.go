package hosting

import (
	"path"
	"strings"
)

// Types of content by the ending of a file's name, as the IANA registry has
// them. The table does not come from the machine: the same site is told the
// same way everywhere.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".mjs":  "text/javascript; charset=utf-8",
	".txt":  "text/plain; charset=utf-8",
	".csv":  "text/csv; charset=utf-8",
	".tsv":  "text/tab-separated-values; charset=utf-8",
	".vtt":  "text/vtt; charset=utf-8",
	".srt":  "application/x-subrip; charset=utf-8",
	".xml":  "application/xml; charset=utf-8",

	// JSON is always UTF-8 (RFC 8259, section 8.1) and takes no charset.
	".json":        "application/json",
	".jsonld":      "application/ld+json",
	".geojson":     "application/geo+json",
	".webmanifest": "application/manifest+json",

	".svg":  "image/svg+xml; charset=utf-8",
	".png":  "image/png",
	".jpg":  "image/jpeg",
	".jpeg": "image/jpeg",
	".gif":  "image/gif",
	".webp": "image/webp",
	".avif": "image/avif",
	".ico":  "image/vnd.microsoft.icon",

	".woff2": "font/woff2",
	".woff":  "font/woff",
	".ttf":   "font/ttf",
	".otf":   "font/otf",

	".pdf":  "application/pdf",
	".zip":  "application/zip",
	".epub": "application/epub+zip",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text",
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".odp":  "application/vnd.oasis.opendocument.presentation",

	".mp3":  "audio/mpeg",
	".m4a":  "audio/mp4",
	".ogg":  "audio/ogg",
	".oga":  "audio/ogg",
	".opus": "audio/ogg",
	".wav":  "audio/vnd.wave",
	".flac": "audio/flac",
	".mp4":  "video/mp4",
	".webm": "video/webm",
	".ogv":  "video/ogg",
}

// ContentType returns the type of a file by its path or address. Feeds are
// told from other XML and JSON by their names, annotations by their profile
// (Web Annotation Protocol, section 4.1).
func ContentType(name string) string {
	switch base := path.Base("/" + name); base {
	case "feed.xml":
		return "application/atom+xml; charset=utf-8"
	case "feed.json":
		return "application/feed+json"
	case "annotations.jsonld":
		return `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`
	case "_headers", "_redirects", "CNAME":
		return types[".txt"]
	}
	if strings.HasSuffix(name, "/") || name == "" {
		return types[".html"]
	}
	if t, known := types[strings.ToLower(path.Ext(name))]; known {
		return t
	}
	return "application/octet-stream"
}
