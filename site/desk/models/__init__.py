from desk.models.faq import Faq
from desk.models.handover import OPEN_FOR, Handover
from desk.models.offered_photo import OfferedPhoto
from desk.models.question import HELD_FOR, Message, Question
from desk.models.ready_text import ReadyText
from desk.models.settings import DeskSettings
from desk.models.visit import Visit

__all__ = [
    "HELD_FOR",
    "OPEN_FOR",
    "DeskSettings",
    "Faq",
    "Handover",
    "Message",
    "OfferedPhoto",
    "Question",
    "ReadyText",
    "Visit",
]
