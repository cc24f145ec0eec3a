"""What people fill in at a table, one file a noun. Actions decide; forms only read."""
