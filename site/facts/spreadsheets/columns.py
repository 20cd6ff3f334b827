"""The columns of a table of facts, under the names that editors and older files give them."""

# A field of Fact: its heading, and what else it may be called. The first three and the source are needed in every row.
COLUMNS = {
    "code": ("kode", "code", "slug"),
    "kind": ("jenis", "field", "kind"),
    "value": ("nilai", "value"),
    "value_en": ("nilai_en", "value_en", "nilai inggris"),
    "value_jv": ("nilai_jv", "value_jv", "nilai jawa"),
    "as_of": ("per", "as_of", "tanggal"),
    "confidence": ("jenis_sumber", "confidence", "jenis sumber"),
    "publisher": ("sumber", "publisher"),
    "title": ("judul", "title"),
    "url": ("alamat", "url"),
    "note": ("catatan", "note", "unit_or_note"),
}
NEEDED = ("code", "kind", "value", "as_of", "publisher")
FIELD_OF = {name: field for field, names in COLUMNS.items() for name in names}
HEADINGS = [names[0] for names in COLUMNS.values()]
# By these a row finds the fact that it told the last time; what it may change are the others.
IDENTITY = ("kind", "publisher", "url", "as_of")
CHANGEABLE = ("value", "value_en", "value_jv", "confidence", "title", "note")
