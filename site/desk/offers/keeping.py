"""Where offered photographs lie until they are decided."""

import hashlib

from django.db import transaction

from content.files.likeness import fingerprint
from content.files.sent_pictures import KeptPictures
from content.querysets import is_hidden
from desk.models import OfferedPhoto, Question

# Those of a form with a mistake in it.
KEPT = KeptPictures("offers/kept")


def digest_of(picture):
    picture.seek(0)
    return hashlib.file_digest(picture, "sha256").hexdigest()


def distinct(pictures):
    """Each of some pictures once, however often it was chosen."""
    return list({digest_of(picture): picture for picture in pictures}.values())


def keep_pictures(question, pictures, licence, consent):
    """Add clean pictures to a question; on an error no file of it stays."""
    kept = []
    try:
        for picture in pictures:
            photo = OfferedPhoto(question=question, licence=licence, consent=consent, digest=digest_of(picture))
            picture.seek(0)
            photo.fingerprint = fingerprint(picture.read())
            picture.seek(0)
            photo.file.save("", picture, save=False)
            kept.append(photo)
            photo.save()
    except Exception:
        for photo in kept:
            photo.file.delete(save=False)
        raise


def photos_of(question):
    """The photographs of a question for who sent them; `shown_on` is the public page that shows it, or None."""
    photos = list(question.photos.select_related("image")) if question.kind == Question.Kind.PHOTOS else []
    for photo in photos:
        page = photo.image.shown_by() if photo.image and photo.image.picture_sources else None
        photo.shown_on = page if page and not is_hidden(page) else None
    return photos


def delete_file(instance, **kwargs):
    """Delete the file of a photograph that is deleted, once that is certain (signal receiver)."""
    if name := instance.file.name:
        transaction.on_commit(lambda: instance.file.storage.delete(name))
