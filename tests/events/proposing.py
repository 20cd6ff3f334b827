"""A filled-in form as the field sends it."""

import io
import re
from datetime import UTC, datetime, timedelta

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from events.intake.proposals.limits import FORM as PROPOSAL_FORM
from events.models import EventProposal

FORM = "/id/usulkan-acara/"
LANGUAGES = ["id", "en", "jv"]


def token(seconds=60):
    """The token of a form that was handed out so long ago."""
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=seconds), tick=False):
        return PROPOSAL_FORM.new_token()


def filled_in(**changes):
    day = timezone.localdate() + timedelta(days=40)
    return {
        "token": token(),
        "title": "Festival Reog Conto",
        "place_text": "Lapangan Desa Conto, Bulukerto",
        "regency": "wonogiri",
        "starts_on": day.isoformat(),
        "ends_on": "",
        "start_time": "19:00",
        "end_time": "",
        "description": "Reog dari lima desa.\r\n\r\nTerbuka untuk umum; <b>gratis</b>.",
        "organiser_name": "Karang Taruna Conto",
        "contact": "wati@contoh.id",
        "link": "",
        "picture_credit": "",
    } | changes


def picture(format="JPEG", size=(1600, 900), name=None, **options):
    file = io.BytesIO()
    Image.effect_noise(size, 20).convert("RGB").save(file, format, **options)
    return SimpleUploadedFile(name or f"foto.{format.lower()}", file.getvalue())


def send(client, path=FORM, headers=None, **changes):
    return client.post(path, filled_in(**changes), headers=headers or {})


def errors(response):
    return response.context["form"].errors


def kept_token(response):
    found = re.search(r'name="kept_picture" value="([^"]+)"', response.content.decode())
    return found and found[1]


def proposal(**changes):
    return EventProposal.objects.create(
        **{
            "title": "Festival Reog Conto",
            "place_text": "Lapangan Desa Conto",
            "starts_on": timezone.localdate() + timedelta(days=40),
            "description": "Reog dari lima desa.\n\nTerbuka untuk umum.",
            "organiser_name": "Wati",
            "contact": "0812 3456 7890",
        }
        | changes
    )
