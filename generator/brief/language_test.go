package brief

import "testing"

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{
		"": "ltr", "en": "ltr", "en-GB": "ltr", "uk": "ltr", "ar": "rtl", "AR-eg": "rtl", "he": "rtl",
		"az-Arab": "rtl", "az-Latn-AZ": "ltr", "ur-Latn": "ltr", "uz-Cyrl": "ltr", "de-1996": "ltr",
	} {
		if got := Direction(tag); got != want {
			t.Errorf("%q is written %s, wanted %s", tag, got, want)
		}
	}
}
