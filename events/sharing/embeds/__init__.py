"""Events in the pages of partners: what stands at their addresses stays (docs/partners.md)."""
