"""What another office publishes its events as, read: pure, knows no page, never crashes."""
