"""Photographs that visitors offer: the form, what is kept, and who accepts them."""
