"""What people look at: the report of a version and the inspector of a page, each one self-contained file."""
