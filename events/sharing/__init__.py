"""What others are told of events: feeds, calendar files, embeds, oEmbed, structured data."""
