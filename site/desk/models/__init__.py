from desk.models.faq import Faq
from desk.models.question import HELD_FOR, Message, Question
from desk.models.ready_text import ReadyText
from desk.models.settings import DeskSettings

__all__ = ["HELD_FOR", "DeskSettings", "Faq", "Message", "Question", "ReadyText"]
