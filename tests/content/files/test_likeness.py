"""Pictures of the same are found, others are not."""

import io

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from content.files.likeness import ALIKE_WITHIN, alike, distance, fingerprint
from tests.content.files.pictures import TURNED, phone_photo


def scene(seed, size=(640, 480)):
    """A picture with broad shapes, another one for each seed."""
    small = Image.effect_noise((6, 5), 90) if seed is None else Image.new("L", (6, 5))
    if seed is not None:
        small.putdata([(seed * 7919 * (place + 3) ** 2) % 256 for place in range(30)])
    return small.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def data(image, format="JPEG", **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    "changed",
    [
        lambda image: data(image.resize((200, 150))),
        lambda image: data(image, quality=30),
        lambda image: data(image, "PNG"),
        lambda image: data(image, "WEBP", quality=60),
        lambda image: data(ImageEnhance.Brightness(image).enhance(1.2)),
        lambda image: data(ImageEnhance.Contrast(image).enhance(0.8)),
        lambda image: data(image.filter(ImageFilter.GaussianBlur(3))),
        lambda image: data(image.convert("L")),
        lambda image: data(image.crop((6, 5, 634, 475))),
    ],
    ids=["smaller", "coarser", "PNG", "WebP", "brighter", "duller", "blurred", "grey", "cropped"],
)
def test_the_same_picture_is_alike(changed):
    for seed in (1, 2, 5):
        assert distance(fingerprint(data(scene(seed))), fingerprint(changed(scene(seed)))) <= ALIKE_WITHIN


def test_other_pictures_are_not():
    prints = [fingerprint(data(scene(seed))) for seed in range(1, 12)]
    assert min(distance(one, other) for one in prints for other in prints if one is not other) > ALIKE_WITHIN


def test_a_picture_lying_on_its_side_is_seen_upright():
    upright = fingerprint(phone_photo())
    lying = Image.open(io.BytesIO(phone_photo())).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = TURNED
    assert distance(upright, fingerprint(data(lying, exif=exif))) <= ALIKE_WITHIN


def test_the_most_alike_come_first_and_what_has_no_fingerprint_is_left_out():
    assert alike(
        "0000000000000000", [(1, "0000000000000007"), (2, ""), (3, "0000000000000001"), (4, "00000000000000ff")]
    ) == [3, 1]
