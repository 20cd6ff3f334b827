"""What somebody asks for: one grammar of questions, and the lists and months that answer."""
