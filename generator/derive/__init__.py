"""What follows from the catalog: appearances in listings, theme suggestions, the search index."""
