package exchange

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/markdown"
	"gloss/generator/internal/tree"
)

// hypothesis reads what the API of Hypothesis returns for a search (rows), the
// file that its client exports (annotations), a list of either, or one
// annotation. Replies become part of the note that their thread began with.
func (r *reader) hypothesis(root *tree.Node) {
	items := each(root)
	for _, key := range []string{"rows", "annotations"} {
		if v := root.Get(key); v != nil {
			items = each(v)
		}
	}
	rows := make([]*row, 0, len(items))
	byID := map[string]*row{}
	for _, n := range items {
		if n.Kind != tree.Mapping {
			r.value(n, "an annotation has id, user, uri, text and target", "an annotation is %s", n.Kind)
			r.rejected++
			continue
		}
		one := r.row(n)
		rows = append(rows, one)
		if one.id != "" {
			byID[one.id] = one
		}
	}
	for _, one := range rows {
		one.reply = len(one.names) > 0
	}
	for _, one := range rows {
		if one.reply {
			r.thread(one, byID)
		}
	}
	for _, one := range rows {
		switch {
		case one.reply:
			// It stands in the note that its thread began with.
		case one.faulty:
			r.rejected++
		default:
			one.answer(byID)
			r.notes = append(r.notes, one.Note)
		}
	}
}

// row is one annotation of an export, which may be a reply.
type row struct {
	Note
	id      string
	names   []string // ids of those that it answers, the first of the thread first
	created string
	who     string // as readers of Hypothesis see it
	reply   bool
	replies []*row // of the whole thread, on what began it
	faulty  bool
	node    *tree.Node
}

// row reads one annotation (Hypothesis API, "Annotation").
func (r *reader) row(n *tree.Node) *row {
	one := &row{node: n, id: r.text(n, "id"), created: r.text(n, "created")}
	one.Pos, one.BodyPos = brief.Pos(n.Pos), brief.Pos(n.Pos)
	one.Date = r.date(n, "created")
	one.user(r, n)
	if text := n.Get("text"); text != nil && text.Kind == tree.Scalar {
		one.Body, one.BodyPos = text.Text, brief.Pos(text.Pos)
	}
	for _, tag := range each(n.Get("tags")) {
		if word := strings.TrimSpace(tag.Text); tag.Kind == tree.Scalar && word != "" {
			one.tag(word)
		}
	}
	for _, reference := range each(n.Get("references")) {
		one.names = append(one.names, reference.Text)
	}
	if one.private(n) {
		one.Status = brief.DraftStatus
	}
	if links := n.Get("links"); links != nil && links.Kind == tree.Mapping {
		one.ID = noteID(r.text(links, "incontext"))
	}
	one.address(r.text(n, "uri"))
	one.faulty = n.Partial
	targets := each(n.Get("target"))
	if len(targets) > maxTargets {
		r.list.Add(diag.AnnotationLimit, n.Pos, "divide it", "an annotation has %d targets; the limit is %d", len(targets), maxTargets)
		one.faulty, targets = true, nil
	}
	for _, target := range targets {
		one.address(r.text(target, "source"))
		if selector := target.Get("selector"); selector != nil && selector.Kind != tree.Null {
			one.faulty = !r.selected(selector, brief.UTF16, r.text(target, versionKey), &one.Note) || one.faulty
		}
	}
	return one
}

func (one *row) address(address string) {
	if address != "" && !slices.Contains(one.Addresses, address) {
		one.Addresses = append(one.Addresses, address)
	}
}

// user reads who wrote it: acct:jane@hypothes.is, and the name to show.
func (one *row) user(r *reader, n *tree.Node) {
	account := r.text(n, "user")
	if account == "" {
		return
	}
	one.Creator = Creator{ID: account, Pos: brief.Pos(n.Get("user").Pos)}
	name, host, _ := strings.Cut(strings.TrimPrefix(account, "acct:"), "@")
	one.who = name
	if info := n.Get("user_info"); info != nil && info.Kind == tree.Mapping {
		one.Creator.Name = r.text(info, "display_name")
		one.who = cmp.Or(one.Creator.Name, one.who)
	}
	if host == "hypothes.is" {
		one.Creator.URL = "https://hypothes.is/users/" + name
	}
	one.Creator.Name = cmp.Or(one.Creator.Name, name)
}

// tag reads a tag. Some say what Hypothesis has no other place for.
func (one *row) tag(word string) {
	key, value, _ := strings.Cut(word, ":")
	value = strings.TrimSpace(value)
	switch {
	case value == "":
	case key == "verdict":
		one.Verdict = value
		return
	case key == "claimant":
		one.Claimant = value
		return
	case key == "lang":
		one.Language = value
		return
	case key == "status" && value == brief.ResolvedStatus.String():
		one.Status = brief.ResolvedStatus
		return
	}
	one.Tags = append(one.Tags, word)
}

// private reports whether not everybody may read the annotation: it is not
// for us to publish it.
func (one *row) private(n *tree.Node) bool {
	if hidden := n.Get("hidden"); hidden != nil && hidden.Text == "true" {
		return true
	}
	permissions := n.Get("permissions")
	if permissions == nil || permissions.Kind != tree.Mapping {
		return false
	}
	readers := each(permissions.Get("read"))
	return len(readers) > 0 && !slices.ContainsFunc(readers, func(who *tree.Node) bool { return who.Text == "group:__world__" })
}

// thread puts a reply into the thread that it belongs to.
func (r *reader) thread(one *row, byID map[string]*row) {
	first := byID[one.names[0]]
	if first == nil || first.reply {
		r.lost(one.node.Pos, "export the whole thread", "this is a reply to an annotation that is not in the file")
		r.rejected++
		return
	}
	first.replies = append(first.replies, one)
}

// answer appends the replies of a thread to the note that it began with, the
// earliest first, each as a quote with who wrote it above. Hypothesis nests
// them; here they stand one after the other, and one that answers another
// reply says whose.
func (one *row) answer(byID map[string]*row) {
	slices.SortStableFunc(one.replies, func(a, b *row) int {
		return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.id, b.id))
	})
	for _, reply := range one.replies {
		head := cmp.Or(reply.who, "reply")
		if to := byID[reply.names[len(reply.names)-1]]; to != nil && to != one && to.who != "" {
			head += " → " + to.who
		}
		if !reply.Date.IsZero() {
			head += ", " + reply.Date.String()
		}
		text := "**" + markdown.Escape(strings.Join(strings.Fields(head), " "), markdown.Exact) + "**\n\n" + strings.Trim(reply.Body, "\n")
		one.Body = strings.TrimRight(one.Body, "\n")
		if one.Body != "" {
			one.Body += "\n\n"
		}
		one.Body += quoted(text)
	}
}

// quoted returns Markdown as a block quote.
func quoted(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		b.WriteString(">")
		if line != "\n" {
			b.WriteString(" ")
		}
		b.WriteString(line)
	}
	return b.String()
}
