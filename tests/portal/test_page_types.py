"""Every page type can be shown, edited and previewed."""

from django.conf import settings
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import User
from content.models import BasePage


class EveryPageTypeTest(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = User.objects.create_superuser("editor", "editor@example.org", "a-long-password-for-tests")

    def pages(self):
        """One published Indonesian page of each type that editors can make."""
        for model in get_page_models():
            if model is not Page and model.is_creatable:
                page = model.objects.live().filter(locale__language_code="id").exact_type(model).first()
                self.assertIsNotNone(page, f"the seed has no {model.__name__}")
                yield page

    def form_data(self, page):
        """What the editor's form sends; the text, which a script builds there, is left empty."""
        self.client.force_login(self.editor, settings.AUTHENTICATION_BACKENDS[0])
        html = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        data = querydict_from_html(html, form_id="page-edit-form")
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                data[f"{field.name}-count"] = "0"
        return data

    def test_every_page_type_is_shown(self):
        for page in self.pages():
            with self.subTest(type(page).__name__):
                self.assertPageIsRenderable(page)

    def test_every_page_type_is_edited_in_the_admin(self):
        for page in self.pages():
            with self.subTest(type(page).__name__):
                self.assertPageIsEditable(page, self.form_data(page), self.editor)

    def test_every_page_type_has_a_preview(self):
        for page in self.pages():
            with self.subTest(type(page).__name__):
                self.assertPageIsPreviewable(page, post_data=self.form_data(page), user=self.editor)

    def test_every_page_type_explains_itself_to_editors(self):
        for page in self.pages():
            with self.subTest(type(page).__name__):
                self.assertIsInstance(page, BasePage)
                self.assertTrue(page.page_description)

    def test_every_field_that_is_not_evident_says_what_to_write(self):
        evident = {
            "title",
            "slug",
            "seo_title",
            "search_description",
            "show_in_menus",
            "body",
            "sections",
            "contact_url",
            "price_note",
        }
        for page in self.pages():
            own = {field.name for field in page._meta.concrete_fields} - {
                field.name for field in Page._meta.concrete_fields
            }
            for name in own - evident:
                field = page._meta.get_field(name)
                if (
                    field.editable
                    and field.get_internal_type() in {"CharField", "TextField", "DecimalField"}
                    and not field.choices
                ):
                    with self.subTest(f"{type(page).__name__}.{name}"):
                        self.assertTrue(field.help_text)
