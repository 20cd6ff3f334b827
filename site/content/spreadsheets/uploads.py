"""What every table that is uploaded has in common: its form, where it waits for its import, and for how long."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy

from content.spreadsheets.reading import AT_MOST_BYTES, too_large
from content.spreadsheets.writing import CSV_TYPE, XLSX_TYPE

FILE_TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
# Below the private storage; what is older is deleted there, whatever table it is (events.tasks.forget_uploads).
FOLDER = "imports"
KEPT_FOR = timedelta(hours=2)


class TableForm(forms.Form):
    """A filled-in table."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(".xlsx or .csv, at most 5 MB and 2,000 rows."),
        widget=forms.FileInput({"accept": ".xlsx,.csv,text/csv"}),
    )

    def clean_file(self):
        if self.cleaned_data["file"].size > AT_MOST_BYTES:
            raise forms.ValidationError(too_large())
        return self.cleaned_data["file"]
