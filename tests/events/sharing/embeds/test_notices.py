"""The notices of danger alone on a partner's page."""

import re
from html import unescape

import pytest

pytestmark = pytest.mark.django_db
LINES = {
    "id": "Semua gua: Ditutup — Banjir di gua, sampai 30 Apr, 10.00",
    "en": "Every cave: Closed — Flood in caves, until 30 Apr, 10:00",
    "jv": "Sedaya guwa: Tutup — Banjir ing guwa, ngantos 30 Apr, 10.00",
}
NOTHING = {"id": "bukan janji", "en": "no promise of safety", "jv": "sanès prajanji"}


@pytest.mark.parametrize("language", LINES)
def test_each_notice_is_a_line_that_leads_to_it_and_nothing_is_no_promise(client, add_notice, language):
    path = f"/embed/v1/notices/?lang={language}&theme=dark"
    assert NOTHING[language] in client.get(path).content.decode()
    add_notice()
    answer = client.get(path)
    html = unescape(answer.content.decode())
    assert f'<html lang="{language}">' in html
    assert 'data-theme="dark"' in html
    link = re.search(rf'<a href="([^"]+)"[^>]*>{re.escape(LINES[language])}</a>', html)
    assert link and link[1].startswith(f"/{language}/notices/#n-")
    assert LINES[language] in client.get(f"/feeds/v1/notices.json?lang={language}").content.decode()
    assert "s-maxage=10" in answer.headers["Cache-Control"]
    assert "frame-ancestors" in answer.headers["Content-Security-Policy"]


def test_the_builder_gives_both_lines_in_the_chosen_language(client):
    html = client.get("/id/embed/?lang=jv&theme=light").content.decode()
    frame, element = (
        unescape(re.search(rf'<textarea[^>]*id="s-notices-{form}"[^>]*>(.*?)</textarea>', html, re.S)[1])
        for form in ("frame", "element")
    )
    assert "/embed/v1/notices/?lang=jv&amp;theme=light" in frame
    assert 'height="160"' in frame
    assert "/embed/v1/resize.js" in frame
    assert '<wonogiri-notices lang="jv" theme="light">' in element
    assert "/embed/v1/notices.js" in element
    assert "/jv/notices/" in element
    assert client.get("/embed/v1/notices.js").status_code == 200
