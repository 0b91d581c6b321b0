"""What is remembered from night to night, in a folder: one line a run, never rewritten."""
