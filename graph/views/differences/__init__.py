"""What differs between two revisions, in each format."""
