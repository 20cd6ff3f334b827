"""Asking the databases' own full-text indexes, of which documents hold a word and how much each counts for it.

Every word is asked for by itself and answered with at most HITS_OF_A_WORD documents, so that neither a common word nor
many pages make a search slow. Which of them come first is decided in `ranking`.
"""

from django.db import connection

HITS_OF_A_WORD = 200


def documents_with(words, language):
    """``[(number of the word, page id), ...]``; a word is a list of its forms, each ``form`` or ``beginning*``.

    One query. Those that hold it in their title come first where there are more than HITS_OF_A_WORD.
    """
    if not words:
        return []
    one = _of_postgresql if connection.vendor == "postgresql" else _of_sqlite
    statements, values = [], []
    for number, forms in enumerate(words):
        statement, own = one(number, forms, language)
        statements.append(statement)
        values += own
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), values)
        return cursor.fetchall()


def _of_sqlite(number, forms, language):
    match = " OR ".join(f'"{form[:-1]}"*' if form.endswith("*") else f'"{form}"' for form in forms)
    statement = f"""
        SELECT {number}, rowid FROM (
            SELECT rowid FROM portal_searchindex
            WHERE portal_searchindex MATCH %s AND rank MATCH 'bm25(0.0, 10.0, 6.0, 4.0, 1.0, 6.0)'
            ORDER BY rank LIMIT {HITS_OF_A_WORD}
        )
    """  # noqa: S608 - our own names; what was asked is a parameter
    return statement, [f"(language : {language}) AND ({{title keywords summary text marks}} : ({match}))"]


def _of_postgresql(number, forms, language):
    match = " | ".join(f"{form[:-1]}:*" if form.endswith("*") else form for form in forms)
    in_titles = " | ".join(f"{form[:-1]}:*A" if form.endswith("*") else f"{form}:A" for form in forms)
    statement = f"""
        SELECT {number}, page_id FROM (
            (SELECT page_id FROM portal_searchdocument
             WHERE vector @@ to_tsquery('simple', %s) AND language = %s LIMIT {HITS_OF_A_WORD})
            UNION
            (SELECT page_id FROM portal_searchdocument
             WHERE vector @@ to_tsquery('simple', %s) AND language = %s LIMIT {HITS_OF_A_WORD})
        ) AS found
    """  # noqa: S608 - as above
    return statement, [in_titles, language, match, language]
