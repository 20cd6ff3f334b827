"""Whether a place may be visited now: notices of danger, and with them the one answer that every output gives."""
