"""Which of the found documents comes first: by how rare a word is, where it stands, and how many of the words are there."""

from math import log

# What a word is worth by where it stands.
WEIGHTS = {"title": 10.0, "keywords": 5.0, "summary": 3.0, "text": 1.0}
WORTH_SHOWING = 0.12  # of the best score; what is worth less shares only a common word with the question


def ranked(words, found, documents, total):
    """``[(page id, number of words it holds)]``, best first.

    `words` are lists of forms, of each word its own first and those that mean the same behind; `found` the pairs of
    `index.documents_with`; `documents` ``{page id: {"title", "keywords", "summary"}}``; `total` how many documents there
    are in the language.
    """
    holders = {}
    for number, page in found:
        holders.setdefault(number, set()).add(page)
    rarity = {number: log(1 + total / len(pages)) for number, pages in holders.items()}
    scores = {}
    for page, document in documents.items():
        fields = {name: set(document[name].split()) for name in ("title", "keywords", "summary")}
        held = [number for number, pages in holders.items() if page in pages]
        score = sum(rarity[number] * _worth(words[number], fields) for number in held)
        in_title = sum(bool(fields["title"] & set(words[number])) for number in held)
        whole_title = 1 + in_title / max(len(document["title"].split()), 1)
        scores[page] = score * whole_title * (len(held) / len(words)) ** 1.5, len(held)
    best = max((score for score, _held in scores.values()), default=0)
    order = sorted(scores, key=lambda page: (-scores[page][0], page))
    return [(page, scores[page][1]) for page in order if scores[page][0] >= WORTH_SHOWING * best]


def _worth(forms, fields):
    """The weight of the best place of a word; one that only means the same, or begins so, counts a little less."""
    own = _best(forms[:1], fields)
    return max(own, 0.85 * _best(forms[1:], fields), WEIGHTS["text"])


def _best(forms, fields):
    for name, words in fields.items():
        if any(_stands_in(form, words) for form in forms):
            return WEIGHTS[name]
    return 0.0


def _stands_in(form, words):
    return any(word.startswith(form[:-1]) for word in words) if form.endswith("*") else form in words
