"""Methods for agreements between parties: exact, explained, and usable without any site."""
