"""The one `<wonogiri-events>` of a partner's page, as a visitor and the partner's script see it."""

FALLBACK = '<a class="fallback" href="/semua/">Acara di Wonogiri</a>'
LISTEN = """
window.heard = [];
window.fetches = 0;
window.trueFetch = fetch;
window.fetch = (...what) => (fetches++, trueFetch(...what));
for (const type of ["we:load", "we:error", "we:select"])
  addEventListener(type, event => heard.push([type, event.detail.count ?? event.detail.item?.title ?? "", event.detail.isStale ?? false]));
"""


class Element:
    """The one element of a page, as a visitor and the partner's script see it."""

    def __init__(self, page, partner):
        self.page, self.partner = page, partner
        self.host = page.locator("wonogiri-events")
        self.box = self.host.locator(".we")

    @property
    def state(self):
        return self.page.evaluate(
            "document.querySelector('wonogiri-events').shadowRoot?.querySelector('section')?.dataset.state"
        )

    def becomes(self, state):
        self.page.wait_for_function(
            "s => document.querySelector('wonogiri-events').shadowRoot?.querySelector('section')?.dataset.state === s",
            arg=state,
            timeout=4000,
        )
        return self

    @property
    def text(self):
        return self.box.inner_text()

    @property
    def titles(self):
        return self.host.locator(".title").all_inner_texts()

    @property
    def heard(self):
        return self.page.evaluate("heard")

    @property
    def feed_address(self):
        """What was asked of the site."""
        return self.page.wait_for_function(
            "performance.getEntriesByType('resource').map(e => e.name).find(n => n.includes('/feeds/'))"
        ).json_value()

    @property
    def fetches(self):
        """How often the element has asked by now; what was on the way has come back."""
        self.page.evaluate("trueFetch('/settled').then(() => 0)")
        return self.page.evaluate("fetches")
