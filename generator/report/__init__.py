"""What a change does to the list, as Markdown for the people who review it."""
