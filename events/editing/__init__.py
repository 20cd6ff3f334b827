"""Events in the admin: its pages, menus and who may use them."""
