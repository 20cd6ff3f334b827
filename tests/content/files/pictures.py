"""Picture files as a phone makes them, for the tests of photos."""

import io

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

CAMERA = b"Kamera-Rahasia"
UPRIGHT, TURNED = 1, 6


def exif(orientation=UPRIGHT):
    """What a phone writes: its name, a maker note and where it was."""
    data = Image.Exif()
    data[0x0112], data[0x010F] = orientation, CAMERA.decode()
    data.get_ifd(0x8769)[0x927C] = CAMERA + b" maker note"
    place = data.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (7.0, 48.0, 12.0), "E", (110.0, 55.0, 30.0)
    return data.tobytes()


def picture(size=(96, 64)):
    return Image.merge("RGB", [Image.linear_gradient("L").rotate(90 * turn).resize(size) for turn in range(3)])


def phone_photo(format="JPEG", orientation=UPRIGHT, size=(900, 600)):
    """The bytes of a photo with the place where it was taken."""
    file = io.BytesIO()
    picture(size).save(file, format, exif=exif(orientation))
    return file.getvalue()
