package brief

import "strings"

// Direction returns the direction in which a language is written, ltr or rtl:
// that of the script, where the tag names one as its second part, and
// otherwise that of the script which the language usually has (BCP 47,
// section 2.2.3).
func Direction(language string) string {
	subtags := strings.Split(strings.ToLower(language), "-")
	if len(subtags) > 1 && len(subtags[1]) == len("arab") {
		subtags = subtags[1:2]
	}
	switch subtags[0] {
	case "ar", "ckb", "dv", "fa", "he", "iw", "ji", "ps", "sd", "ug", "ur", "yi", "arab", "hebr", "syrc", "thaa":
		return "rtl"
	}
	return "ltr"
}
