"""Handing a question over to somebody who knows: a signed link, one page without an account, a proposal in the draft."""
