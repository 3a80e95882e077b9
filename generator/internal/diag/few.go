package diag

import (
	"fmt"
	"strings"
)

// Few names the first of some files, and how many more there are, for a
// message.
func Few(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
