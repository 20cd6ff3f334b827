"""Many pages at once, for measuring how the site behaves when it has grown. Nothing a visitor reads."""

from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from portal.search.documents import write_documents

BATCH = 200


class RolledBack(Exception):
    """Ends a transaction whose rows were only for measuring."""


def add_pages(parent, model, number, **values):
    """Add `number` published pages of `model` below `parent` and return them; `values` may be functions of the number.

    Rows are written in bulk: no signal, no revision and no search entry (see `index_pages`).
    """
    last = parent.get_last_child()
    first_step = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
    content_type = ContentType.objects.get_for_model(model)
    pages = []
    for i in range(number):
        fields = {name: value(i) if callable(value) else value for name, value in values.items()}
        fields.setdefault("title", f"{model._meta.verbose_name} {i}")
        slug = f"sample-{first_step + i}"
        pages.append(
            model(
                slug=slug,
                draft_title=fields["title"],
                path=Page._get_path(parent.path, parent.depth + 1, first_step + i),
                depth=parent.depth + 1,
                url_path=f"{parent.url_path}{slug}/",
                content_type=content_type,
                locale=parent.locale,
                translation_key=uuid4(),
                live=True,
                **fields,
            )
        )
    _insert(pages, model)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    parent.refresh_from_db(fields=["numchild"])
    return pages


def _insert(pages, model):
    """Write each page's row in every table of its model, the most general table first."""
    own_fields = {field.attname for field in Page._meta.concrete_fields}
    base_rows = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in own_fields if name != "id"}) for page in pages], BATCH
    )
    tables = [*reversed([parent for parent in model._meta.get_parent_list() if issubclass(parent, Page)]), model]
    for page, row in zip(pages, base_rows, strict=True):
        page.pk = page.id = row.pk
        for table in tables[1:]:
            setattr(page, table._meta.pk.attname, row.pk)
    for table in tables[1:]:
        for start in range(0, len(pages), BATCH):
            table._base_manager.all()._insert(
                pages[start : start + BATCH], fields=table._meta.local_concrete_fields, using="default"
            )


def index_pages(pages):
    """Put pages into the search, as publishing would."""
    for start in range(0, len(pages), BATCH):
        write_documents(pages[start : start + BATCH])
