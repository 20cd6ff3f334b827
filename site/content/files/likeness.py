"""Whether two pictures show the same: a fingerprint of 64 bits that survives smaller sizes, other formats and light.

It is the difference hash: the picture in 9 × 8 greys, one bit for each pair of neighbours in a row, set where the
left one is brighter. Pictures that show the same differ in few of the bits, others in about half of them.
"""

import io
import itertools

from PIL import Image, ImageOps

WIDTH, HEIGHT = 9, 8
HASH_LENGTH = 16
# So many bits may differ between two pictures of the same.
ALIKE_WITHIN = 6


def fingerprint(data):
    """The fingerprint of a picture's bytes, 16 hexadecimal digits; OSError for what Pillow cannot read."""
    with Image.open(io.BytesIO(data)) as image:
        image.draft("L", (WIDTH * 16, HEIGHT * 16))
        grey = ImageOps.exif_transpose(image).convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    rows = [grey.tobytes()[start : start + WIDTH] for start in range(0, WIDTH * HEIGHT, WIDTH)]
    bits = [left > right for row in rows for left, right in itertools.pairwise(row)]
    return f"{sum(bit << place for place, bit in enumerate(bits)):0{HASH_LENGTH}x}"


def distance(one, other):
    """In how many of 64 bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def alike(wanted, known):
    """The keys of `known` (``[(key, fingerprint)]``) whose pictures show the same as `wanted`, the most alike first."""
    found = sorted((distance(wanted, other), key) for key, other in known if other)
    return [key for bits, key in found if bits <= ALIKE_WITHIN]
