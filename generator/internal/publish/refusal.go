package publish

import (
	"fmt"

	"gloss/generator/internal/diag"
)

// Refusal is why nothing was published: a complaint to whoever publishes.
type Refusal struct {
	Code          diag.Code
	Message, Hint string
}

func (r *Refusal) Error() string { return r.Message }

func empty() error {
	return &Refusal{
		diag.PublishEmpty, "the site has no files: publishing it would delete what is there",
		"build it first, or look at what --from names",
	}
}

func tooManyDeletions(paths []string, most int) error {
	return &Refusal{
		diag.PublishDeletions,
		fmt.Sprintf("%d files would be deleted, and at most %d may be: %s", len(paths), most, diag.Few(paths)),
		fmt.Sprintf("look at them with --dry-run; if it is meant, use --max-delete %d", len(paths)),
	}
}

func foreign(paths []string) error {
	return &Refusal{
		diag.PublishForeign, "files would be replaced that Gloss has not published: " + diag.Few(paths),
		"publish to an empty place; if these may be replaced, use --adopt",
	}
}

func damagedManifest(d *damage) error {
	return &Refusal{
		diag.PublishForeign,
		fmt.Sprintf("%s, which names what Gloss has published, is damaged: %s", ManifestPath, d.what),
		"bring it back as it was; or delete it, and use --adopt once",
	}
}

func busy(h Holder) error {
	return &Refusal{
		diag.PublishBusy, fmt.Sprintf("somebody else is publishing there: %s, process %d", h.Host, h.Process),
		fmt.Sprintf("wait until it has finished; if it has died, its hold ends at %s", h.Until.Format("15:04:05 MST")),
	}
}

// changed is a refusal in the middle of the work: the lock or the manifest is
// another one than it was.
func changed() error {
	return &Refusal{diag.PublishBusy, "somebody else has published there meanwhile", "run it again: it goes on from what is there now"}
}
