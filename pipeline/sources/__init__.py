"""Where pages come from: files, folders, archives, text bundles, WARC, the raw store."""
