package publish

// ManifestPath is where the manifest stands.
const ManifestPath = ".gloss-published.json"
