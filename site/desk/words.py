"""The words of the desk's addresses. They stand here and not in the catalogues: an address must not change."""

import re

WORDS = {"id": "tanya", "en": "ask", "jv": "pitakenan"}
ANY_WORD = "|".join(WORDS.values())
# Below the form's Indonesian address: where somebody replies who was asked by the desk.
HANDED = "usul"
SECRET_LENGTH = 22
SECRET_PATH = re.compile(rf"/({ANY_WORD})/(?:{HANDED}/[\w.-]+|[A-Za-z0-9]{{{SECRET_LENGTH}}}(?![A-Za-z0-9]))")


class HidesSecrets:
    """A filter of logs: whoever reads one does not learn the address of a visitor's private page, nor of a reply's."""

    def filter(self, record):
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_hidden, record.args))
        return True


def _hidden(value):
    return SECRET_PATH.sub(r"/\1/…", value) if isinstance(value, str) else value
