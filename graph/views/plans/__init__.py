"""Plans and project sheets as documents: pages, Word files, workbooks and Markdown."""
