"""Words as a search compares them: folded, stemmed, without those that tell nothing.

The stemmers are Snowball's, the same as PostgreSQL's `indonesian` and `english`. Javanese has none; its words go
through the Indonesian one, which takes off the endings that both languages share.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
STEMMERS = {"id": "indonesian", "jv": "indonesian", "en": "english"}
CONNECTING = """
ada adakah adalah agar aja akan aku anda antara apa apakah atau bagaimana bagi bahwa banyak bila bisa boleh bisakah
buat cara cari dalam dan dapat dari daripada dengan di dimana dong gimana harus hendak ia ini itu jadi jika juga kah
kalau kami kapan karena ke kenapa kita lagi lah lalu lebih maka mana manakah masih mau mengapa menuju mereka naik
nya oleh pada para pas per perlu saat saja sama sampai saya sebelum secara sedang sekitar semua seperti sih siapa
sudah tentang terbaik tidak tiap untuk yang a about all am an and any are as at be best by can could do does for
from get go going has have how i if in is it its kind like me my near of on one or our should some that the their
them there these they this to up us we what when where which who why will with would you your wonten menapa punapa
ingkang kangge kanggo lan kaliyan saking dhateng menyang ing sing pundi endi yen menawi kepriye kados pripun piye
bagus dekat lokal populer terdekat local nearby
"""
# They tell nothing of what is looked for.
STOP_WORDS = frozenset(CONNECTING.split())


def words_of(text):
    """The words of a text in small letters and without accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))
    return WORD.findall(plain)


@lru_cache(20_000)
def stem(word, language):
    """What a word has in common with its other forms; a number and a short word stay as they are."""
    if len(word) < 4 or not word.isalpha():
        return word
    return snowballstemmer.stemmer(STEMMERS[language]).stemWord(word)


def forms(word):
    """Every form under which pages of any language may hold a word: itself and its stems, itself first."""
    return list(dict.fromkeys([word, stem(word, "id"), stem(word, "en")]))


def stems(text, language):
    """A text as it is kept for searching: each word, and its stem where that differs."""
    kept = []
    for word in words_of(text):
        kept.append(word)
        if (other := stem(word, language)) != word:
            kept.append(other)
    return " ".join(kept)
