package publish

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Plan is what is to be done so that a target holds the items. Making it
// changes nothing.
type Plan struct {
	Steps   []Step   // in the order in which they are done
	Same    []Item   // what is there already
	Foreign []string // what others have put there: it stays
	Lost    []string // addresses of articles that were published, and are not any more

	items  []Item // in the order of their paths
	remote *Remote
	tidy   bool // there is something to do that readers do not see: the manifest, a lock that was left
}

// Step is one thing to do.
type Step struct {
	Action Action
	Item   Item   // what is to be there; of a deletion, the path and the size of what is
	Why    string // for whoever reads the plan; empty where it goes without saying
}

// Action is what is to be done with an object.
type Action string

// The actions.
const (
	Create  Action = "upload"  // there is none yet
	Replace Action = "update"  // there is another one
	Relabel Action = "headers" // what the host tells of it is different, its content is the same
	Delete  Action = "delete"
)

// Rules are what a plan must keep to.
type Rules struct {
	MaxDelete int             // the most deletions
	Adopt     bool            // objects that Gloss has not published may be replaced
	Redirects map[string]bool // addresses from which the host itself sends readers elsewhere
}

// MakePlan compares the items of a site with what a target holds. The error is
// a [*Refusal].
func MakePlan(items []Item, remote *Remote, rules Rules) (*Plan, error) {
	p := &Plan{items: slices.Clone(items), remote: remote, tidy: remote.lock.Path != ""}
	slices.SortFunc(p.items, func(a, b Item) int { return strings.Compare(a.Path, b.Path) })

	if remote.swapped {
		for i := range p.items {
			p.items[i].Headers = Headers{} // a folder tells nobody any
		}
	}

	var taken []string
	for _, item := range p.items {
		object, there := remote.Objects[item.Path]
		entry, ours := remote.Manifest.Lookup(item.Path)
		switch {
		case !there:
			p.add(Create, item, "")
		case !ours && !rules.Adopt:
			taken = append(taken, item.Path)
		case !ours:
			p.add(Replace, item, "was not published by Gloss")
		case object.Digest == item.Digest && object.Headers == item.Headers:
			p.Same = append(p.Same, item)
			p.tidy = p.tidy || entry != p.entry(item, object.Tag)
		case object.Digest == item.Digest:
			p.add(Relabel, item, "")
		case entry.Tag != "" && object.Tag != "" && entry.Tag != object.Tag:
			p.add(Replace, item, "was changed on the host")
		default:
			p.add(Replace, item, "")
		}
	}
	if len(taken) > 0 {
		return nil, foreign(taken)
	}
	p.leave(rules.Redirects)
	slices.SortStableFunc(p.Steps, func(a, b Step) int { return cmp.Compare(a.order(), b.order()) })

	switch deletions := p.Count(Delete); {
	case len(items) == 0:
		return nil, empty()
	case deletions > rules.MaxDelete:
		return nil, tooManyDeletions(p.paths(Delete), rules.MaxDelete)
	}
	return p, nil
}

// leave says what becomes of objects that are no items: Gloss's own are
// deleted, others stay.
func (p *Plan) leave(redirects map[string]bool) {
	for _, path := range slices.Sorted(maps.Keys(p.remote.Objects)) {
		if p.wants(path) {
			continue
		}
		if _, ours := p.remote.Manifest.Lookup(path); !ours {
			p.Foreign = append(p.Foreign, path)
			continue
		}
		p.add(Delete, Item{Path: path, Size: p.remote.Objects[path].Size, Class: ClassOf(path)}, "")
	}
	for _, entry := range p.remote.Manifest.Files {
		if address := addressOf(entry.Path); article.MatchString(entry.Path) && !p.wants(entry.Path) && !redirects[address] {
			p.Lost = append(p.Lost, address)
		}
		if _, there := p.remote.Objects[entry.Path]; !there && !p.wants(entry.Path) {
			p.tidy = true
		}
	}
}

// article fits the pages of articles: 2021/12/03/SLUG/index.html.
var article = regexp.MustCompile(`^[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/]+/index\.html$`)

// order is where a step comes: by class, and deletions after everything.
func (s Step) order() int {
	if s.Action == Delete {
		// What leads to pages goes before the pages, and they before their assets.
		return int(2*classes - s.Item.Class)
	}
	return int(s.Item.Class)
}

func (p *Plan) add(action Action, item Item, why string) {
	p.Steps = append(p.Steps, Step{action, item, why})
}

func (p *Plan) wants(path string) bool {
	_, found := slices.BinarySearchFunc(p.items, path, func(i Item, path string) int { return strings.Compare(i.Path, path) })
	return found
}

// entry returns what a manifest says of an item that was published.
func (p *Plan) entry(item Item, tag string) Owned {
	return Owned{item.Path, item.Size, item.Digest, tag, item.Headers}
}

// Empty reports whether there is nothing to do.
func (p *Plan) Empty() bool { return len(p.Steps) == 0 }

// Count returns how many steps take an action.
func (p *Plan) Count(action Action) int { return len(p.paths(action)) }

func (p *Plan) paths(action Action) []string {
	var paths []string
	for _, s := range p.Steps {
		if s.Action == action {
			paths = append(paths, s.Item.Path)
		}
	}
	return paths
}

// Changed returns the addresses that readers get something else from, in
// order: a site's page by its folder, as links name it.
func (p *Plan) Changed() []string {
	addresses := make([]string, len(p.Steps))
	for i, s := range p.Steps {
		addresses[i] = addressOf(s.Item.Path)
	}
	slices.Sort(addresses)
	return addresses
}

// addressOf returns the address of a file, from the root of the site.
func addressOf(path string) string {
	if dir, ok := strings.CutSuffix("/"+path, "/index.html"); ok {
		return dir + "/"
	}
	return "/" + path
}

// summary says in a line what a plan does.
func (p *Plan) summary() string {
	return fmt.Sprintf("Publish: %d new, %d changed, %d deleted",
		p.Count(Create), p.Count(Replace)+p.Count(Relabel), p.Count(Delete))
}
