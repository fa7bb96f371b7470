"""A regulation as typed values, each with the article that it stands on."""
