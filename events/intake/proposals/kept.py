"""Where the pictures of proposals wait that are sent once more."""

from content.files.sent_pictures import KeptPictures

KEPT = KeptPictures("proposals/kept")
