"""An editor who is no programmer adds a destination in Indonesian, translates it, and sees both live."""

import re
import subprocess

import pytest
from PIL import Image

from tests.browser.conftest import ADMIN

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(site.url + "/admin/login/")
    page.fill("#id_username", ADMIN[0])
    page.fill("#id_password", ADMIN[1])
    page.click("button[type=submit]")
    page.wait_for_url(site.url + "/admin/")
    yield page
    context.close()


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "telaga.jpg"
    Image.linear_gradient("L").resize((1600, 1000)).convert("RGB").save(path)
    return path


def choose_action(page, name):
    """Press one of the actions folded into the editor's footer menu."""
    page.locator("footer .w-dropdown-button button[data-w-dropdown-target=toggle]").first.click()
    page.locator(f"button[name={name}]").click()


def wait_for_draft(page):
    """Wait until Wagtail has kept a new page by itself.

    One that is sent while its first draft is on the way is refused: the draft has its slug already.
    """
    page.wait_for_url(re.compile("/edit/$"))


def index_pk(site, app="tourism", model="DestinationIndexPage"):
    """The id of an Indonesian list page, that of destinations when none is named."""
    ask = f"from {app}.models import {model} as P; print(P.objects.get(locale__language_code='id').pk)"
    answer = site.manage("shell", "-v0", "-c", ask, stdout=subprocess.PIPE, text=True)
    return int(answer.stdout.split()[-1])


def test_a_destination_is_added_published_and_translated(editor, site, photo, open_page):
    page = editor
    assert "Halaman" in page.locator("body").inner_text()
    parent = index_pk(site)
    page.goto(f"{site.url}/admin/pages/add/tourism/destinationpage/{parent}/")
    page.fill("#id_title", "Telaga Uji Coba")
    page.fill("#id_summary", "Telaga karst kecil untuk mencoba.")
    page.locator("#id_cover-chooser [data-chooser-action-choose]").first.click()
    page.locator(".modal [role=tab]").nth(1).click()
    page.set_input_files(".modal input[type=file]", photo)
    page.fill(".modal [name=image-chooser-upload-title]", "Telaga")
    page.fill(".modal [name=image-chooser-upload-alt_id]", "Telaga dengan rumput keemasan.")
    page.fill(".modal [name=image-chooser-upload-credit]", "Foto: Tim uji coba")
    page.locator(".modal form [type=submit]:visible").click()
    page.locator(".modal").wait_for(state="detached")
    page.select_option("#id_kind", "lake")
    page.fill("#id_lat", "-8.05")
    page.fill("#id_lon", "110.85")
    wait_for_draft(page)
    choose_action(page, "action-publish")
    page.locator(".messages .success, .w-messages .success, li.success").first.wait_for()

    public = open_page("/id/destinasi/telaga-uji-coba/")
    text = public.locator("main").inner_text()
    assert public.locator("h1").inner_text() == "Telaga Uji Coba"
    assert "Foto: Tim uji coba" in text
    assert "Pracimantoro" in text or "Giritontro" in text, "the district is found from the point"

    page.goto(f"{site.url}/admin/pages/{parent}/?q=Telaga+Uji")
    edit = page.get_by_role("link", name="Telaga Uji Coba").first.get_attribute("href")
    source = re.search(r"pages/(\d+)", edit)[1]
    page.goto(f"{site.url}/admin/localize/submit/page/{source}/")
    page.locator("label", has_text="English").locator("input").check()
    page.locator("main form [type=submit]").first.click()
    for words in ("Trial Lake", "A small karst lake for trying things out."):
        page.get_by_role("button", name=re.compile("^(Translate|Terjemahkan)$")).first.click()
        page.locator("textarea:visible").first.fill(words)
        page.get_by_role("button", name=re.compile("^(Save|Simpan)")).first.click()
        page.locator("textarea:visible").first.wait_for(state="detached")
    page.locator("footer button").first.click()
    page.wait_for_load_state()
    english = open_page("/en/places/telaga-uji-coba/")
    assert english.locator("h1").inner_text() == "Trial Lake"
    assert "A small karst lake for trying things out." in english.locator("main").inner_text()


def test_publishing_is_refused_with_a_sentence_and_the_draft_is_kept(editor, site, photo):
    page = editor
    parent = index_pk(site)
    page.goto(f"{site.url}/admin/pages/add/tourism/destinationpage/{parent}/")
    page.fill("#id_title", "Telaga Tersesat")
    page.fill("#id_summary", "Titiknya jatuh di laut Arafura.")
    page.select_option("#id_kind", "lake")
    page.fill("#id_lat", "-8.05")
    page.fill("#id_lon", "135.85")
    choose_action(page, "action-publish")
    page.locator(".error-message:visible").first.wait_for()
    assert "Jawa" in page.locator("main").inner_text()
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(f"{site.url}/admin/pages/{parent}/?q=Tersesat")
    assert page.get_by_role("link", name="Telaga Tersesat").count() >= 1


def test_an_event_gets_its_rule_by_choosing_names(editor, site, open_page):
    page = editor
    parent = index_pk(site, "events", "EventIndexPage")
    page.goto(f"{site.url}/admin/pages/add/events/eventpage/{parent}/")
    page.fill("#id_title", "Macapatan Uji Coba")
    page.fill("#id_summary", "Tembang macapat semalam suntuk.")
    assert not page.locator("#id_wetons").is_visible(), "a single date needs no weton"
    page.select_option("#id_timing", "weton")
    assert not page.locator("#id_ends_on").is_visible()
    page.get_by_label("Jumat Kliwon", exact=True).check()
    page.fill("#id_starts_on", "2027-05-29")
    preview = page.locator(".next-dates")
    preview.get_by_text("28 Mei 2027").wait_for()
    choose_action(page, "action-publish")
    page.locator(".w-field__errors:visible", has_text="28 Mei 2027").first.wait_for()
    page.fill("#id_starts_on", "2027-05-28")
    page.locator(".next-dates li").nth(9).wait_for()
    assert "Jumat Kliwon" in preview.inner_text()
    wait_for_draft(page)
    choose_action(page, "action-publish")
    page.locator(".messages .success, .w-messages .success, li.success").first.wait_for()

    text = open_page("/id/acara/macapatan-uji-coba/").locator("main").inner_text()
    assert "Mei 2027" in text
    assert "Perkiraan" in text
