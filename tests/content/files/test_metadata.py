"""A photo tells what it shows, not where its maker stood: every block but colour and orientation goes."""

import io
import struct

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat
from PIL.PngImagePlugin import PngInfo

from content.files.metadata import UnreadablePicture, without_metadata
from tests.content.files.pictures import CAMERA, TURNED, UPRIGHT, exif, picture

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"]
SECRETS = [CAMERA, b"exif:GPSLatitude", b"Rumah Bu Siti", b"Exif\0", b"JFXX", b"rekaman", b"tEXt"]
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf exif:GPSLatitude="7,48.2S"/></x:xmpmeta>'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def written(format, orientation=UPRIGHT, image=None, **options):
    file = io.BytesIO()
    if format == "PNG":
        texts = PngInfo()
        texts.add_text("Comment", "Rumah Bu Siti")
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = texts
    else:
        options["xmp"] = XMP
    if format == "JPEG":
        options |= {"comment": b"Rumah Bu Siti"}
    (image or picture()).save(file, format, exif=exif(orientation), icc_profile=PROFILE, **options)
    return file.getvalue()


def cleaned(data, name="foto.jpg"):
    file = without_metadata(ContentFile(data, name=name))
    return file.name, file.read()


def difference(one, other):
    """The mean difference of two pictures' pixels, of 255."""
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("orientation", [UPRIGHT, TURNED])
def test_a_photo_keeps_its_colours_and_stands_upright_and_tells_nothing_else(format, orientation):
    data = written(format, orientation) + b"rekaman suara di belakang gambar"
    _name, clean = cleaned(data)
    assert any(secret in data for secret in SECRETS)
    for secret in SECRETS:
        assert secret not in clean
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(clean)) as after:
        assert not dict(after.getexif())
        assert not {"exif", "xmp", "comment", "Comment", "XML:com.adobe.xmp", "photoshop", "mp"} & set(after.info)
        assert after.info["icc_profile"] == PROFILE
        shown = ImageOps.exif_transpose(before)
        assert after.size == shown.size == ((96, 64) if orientation == UPRIGHT else (64, 96))
        assert difference(shown, after) < 3


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_an_upright_photo_loses_nothing_of_its_pixels(format):
    data = written(format)
    _name, clean = cleaned(data)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(clean)) as after:
        assert before.tobytes() == after.tobytes()
    assert len(clean) < len(data)


@pytest.mark.parametrize("format", FORMATS)
def test_a_clean_photo_is_left_alone(format):
    name, clean = cleaned(written(format, TURNED))
    file = ContentFile(clean, name=name)
    assert without_metadata(file) is file
    assert file.tell() == 0


def test_a_photo_of_an_iphone_becomes_a_jpeg_that_browsers_show():
    name, clean = cleaned(written("HEIF"), "IMG_0042.HEIC")
    assert name == "IMG_0042.jpg"
    assert clean.startswith(b"\xff\xd8\xff")


def segment(marker, content):
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def test_a_jpeg_loses_what_any_program_may_have_added():
    data = written("JPEG", progressive=True)
    added = b"".join(
        [
            segment(0xE0, b"JFXX\0\x10" + b"thumbnail"),
            segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04 Rumah Bu Siti"),
            segment(0xE4, CAMERA),
            segment(0xEB, b"Rumah Bu Siti"),
            b"\xff" + segment(0xFE, b"Rumah Bu Siti"),
        ]
    )
    data = data[:2] + added + data[2:-2] + segment(0xFE, b"Rumah Bu Siti") + data[-2:] + data
    _name, clean = cleaned(data)
    for secret in SECRETS:
        assert secret not in clean
    assert clean.count(b"\xff\xd8\xff") == clean.count(b"\xff\xd9") == 1
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(clean)) as after:
        assert before.tobytes() == after.tobytes()


def test_of_a_photo_with_others_behind_it_the_first_is_kept():
    file = io.BytesIO()
    picture().save(file, "MPO", save_all=True, append_images=[picture().rotate(180)], exif=exif())
    _name, clean = cleaned(file.getvalue())
    for secret in SECRETS:
        assert secret not in clean
    with Image.open(io.BytesIO(clean)) as after:
        assert after.format == "JPEG"
        assert difference(picture(), after) < 3


@pytest.mark.parametrize("mode", ["CMYK", "L"])
@pytest.mark.parametrize("orientation", [UPRIGHT, TURNED])
def test_printed_and_grey_photos_keep_their_kind_of_colour(mode, orientation):
    _name, clean = cleaned(written("JPEG", orientation, image=picture().convert(mode)))
    with Image.open(io.BytesIO(clean)) as after:
        assert after.mode == mode
        after.load()


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", [UPRIGHT, TURNED])
def test_what_is_transparent_stays_transparent(format, orientation):
    image = picture()
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    _name, clean = cleaned(written(format, orientation, image=image))
    with Image.open(io.BytesIO(clean)) as after:
        assert after.mode == "RGBA"
        assert after.getchannel("A").getextrema()[0] < 20


@pytest.mark.parametrize("orientation", [UPRIGHT, TURNED])
def test_a_palette_keeps_its_transparent_colour(orientation):
    image = picture().convert("P")
    image.info["transparency"] = 3
    _name, clean = cleaned(written("PNG", orientation, image=image))
    with Image.open(io.BytesIO(clean)) as after:
        assert after.mode == "P"
        assert after.info["transparency"] == 3


def test_a_moving_webp_goes_on_moving():
    frames = [picture().rotate(90 * turn) for turn in range(3)]
    _name, clean = cleaned(written("WEBP", image=frames[0], save_all=True, append_images=frames[1:]))
    with Image.open(io.BytesIO(clean)) as after:
        assert after.n_frames == 3
        assert "exif" not in after.info


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kept", [0.5, 0.98])
def test_half_a_photo_is_refused_or_mended_but_never_kept_with_its_metadata(format, kept):
    data = written(format)
    try:
        _name, clean = cleaned(data[: int(len(data) * kept)])
    except UnreadablePicture:
        return
    for secret in SECRETS:
        assert secret not in clean


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0\0"])
def test_what_is_no_photo_is_refused(data):
    with pytest.raises(UnreadablePicture):
        cleaned(data)
