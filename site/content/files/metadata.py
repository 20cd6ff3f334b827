"""Taking out of a picture's file what tells more than the picture: where, when and by whose camera it was taken.

Blocks are allowed by name, so that whatever a camera invents next goes too, with thumbnails, further pictures
and what stands behind the picture's end. What shows the picture is left byte for byte where that is possible.
"""

import io
import re
import struct
from pathlib import PurePath

import pillow_heif
from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageOps

pillow_heif.register_heif_opener()

UPRIGHT = 1
READ = ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"]
# How a picture is written anew that cannot be cut, by the format that came.
WRITTEN_AS = {
    "JPEG": ("JPEG", {"quality": 92}),
    "MPO": ("JPEG", {"quality": 92}),  # Pillow's name for a JPEG with further ones behind it
    "HEIF": ("JPEG", {"quality": 92}),  # browsers do not show what iPhones photograph
    "PNG": ("PNG", {"optimize": True}),
    "WEBP": ("WEBP", {"quality": 92}),
    "AVIF": ("AVIF", {"quality": 90, "speed": 8}),
}


class UnreadablePicture(ValueError):
    """A file that is no picture of these formats, or a broken one."""


def without_metadata(file):
    """The picture of a Django file, upright, with nothing but its colour profile beside it: a new file.

    The same file is given back where there is nothing to take out. HEIC becomes JPEG.
    Raises UnreadablePicture.
    """
    file.seek(0)
    data = file.read()
    file.seek(0)
    try:
        with Image.open(io.BytesIO(data), formats=READ) as image:
            format = image.format
            clean = None
            if image.getexif().get(ExifTags.Base.Orientation, UPRIGHT) == UPRIGHT:
                clean = CUTTERS[format](data) if format in CUTTERS else None
            if clean is None:
                clean = _written_anew(image)
    except Exception as error:  # Pillow lets through whatever its decoders stumble over
        raise UnreadablePicture from error
    if clean == data:
        return file
    name = PurePath(PurePath(file.name).name)
    return ContentFile(clean, name=str(name.with_suffix(".jpg") if format == "HEIF" else name))


def _written_anew(image):
    """The picture in bytes as an encoder writes it that is told nothing but the pixels and their colours."""
    format, options = WRITTEN_AS[image.format]
    profile, transparency = image.info.get("icc_profile"), image.info.get("transparency")
    upright = ImageOps.exif_transpose(image)
    upright.info = {} if transparency is None else {"transparency": transparency}
    if format == "JPEG" and upright.mode not in {"L", "RGB", "CMYK"}:
        upright = upright.convert("RGB")
    out = io.BytesIO()
    upright.save(out, format, icc_profile=profile, **options)
    return out.getvalue()


# JPEG: segments of marker, length and content; the compressed pixels follow a "scan" without a length

JPEG_END, JPEG_SCAN, JPEG_COMMENT = 0xD9, 0xDA, 0xFE
JPEG_ADDED = {JPEG_COMMENT, *range(0xE0, 0xF0)}
# Neither a stuffed byte nor a restart within the pixels.
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")


def cut_jpeg(data):
    """The JPEG in bytes without what programs added, or None for one that is not built as it should be."""
    kept, at = [data[:2]], 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == JPEG_END:
            return b"".join([*kept, data[at : at + 2]])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        content = data[at + 4 : end]
        if marker in JPEG_ADDED:
            content = _needed_to_show(marker, content)
        if content is not None:
            kept.append(struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content)
        at = end
        if marker == JPEG_SCAN:
            following = JPEG_MARKER.search(data, end)
            at = following.start() if following else len(data)
            kept.append(data[end:at])
    return None


def _needed_to_show(marker, content):
    """What stays of an added segment: the profile, how colours are to be read, and JFIF's head without thumbnail."""
    if marker == 0xE0 and content.startswith(b"JFIF\0"):
        return content[:12] + b"\0\0"
    if marker == 0xE2 and content.startswith(b"ICC_PROFILE\0"):
        return content
    if marker == 0xEE and content.startswith(b"Adobe"):
        return content[:12]
    return None


# PNG: chunks of length, name, content and checksum, until IEND

PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"mDCV", b"cLLI"),
    *(b"acTL", b"fcTL", b"fdAT"),
}


def cut_png(data):
    """The PNG in bytes without texts, times and whatever else is not needed to show it."""
    kept, at, name = [data[:8]], 8, b""
    while name != b"IEND":
        if at + 12 > len(data):
            return None
        length, name = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if name in PNG_KEPT:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


# WebP: chunks of name, length and content, padded to an even length

WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
WEBP_HAS_EXIF, WEBP_HAS_XMP = 0x08, 0x04
WEBP_FRAME_HEAD = 16


def cut_webp(data):
    """The WebP in bytes without EXIF, XMP and unknown chunks."""
    length = struct.unpack("<I", data[4:8])[0]
    chunks = _kept_chunks(data[12 : 8 + length])
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def _kept_chunks(data):
    kept, at = [], 0
    while at + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[at : at + 8])
        content = data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
        if name not in WEBP_KEPT:
            continue
        if name == b"VP8X":
            content = bytes([content[0] & ~(WEBP_HAS_EXIF | WEBP_HAS_XMP)]) + content[1:]
        if name == b"ANMF":
            content = content[:WEBP_FRAME_HEAD] + _kept_chunks(content[WEBP_FRAME_HEAD:])
        kept.append(struct.pack("<4sI", name, len(content)) + content + b"\0" * (len(content) % 2))
    return b"".join(kept)


# AVIF: boxes of length, name and content; "meta" tells which items there are and where in the file they lie

AVIF_BOXES = [b"ftyp", b"meta", b"mdat"]
AVIF_META = {b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref"}
AVIF_PICTURES = {b"av01", b"grid"}


def keep_avif(data):
    """The AVIF as it is where it holds pictures only, else None: cutting would move what "meta" points at."""
    boxes = list(_boxes(data))
    if [name for name, _content in boxes] != AVIF_BOXES:
        return None
    meta = dict(_boxes(boxes[1][1][4:]))
    items = [content for _name, content in _boxes(meta[b"iinf"][6:])]
    kinds = {item[8:12] if item[0] == 2 else item[10:14] for item in items}  # behind a number of 2 or 4 bytes
    return data if set(meta) <= AVIF_META and kinds <= AVIF_PICTURES else None


def _boxes(data):
    at = 0
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        yield name, data[at + 8 : at + length]
        at += max(length, 8)


CUTTERS = {"JPEG": cut_jpeg, "MPO": cut_jpeg, "PNG": cut_png, "WEBP": cut_webp, "AVIF": keep_avif}
