"""Pages: templates, their words in English and Spanish, and how the two become HTML."""
