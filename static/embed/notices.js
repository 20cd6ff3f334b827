/**
 * <wonogiri-notices>: the notices of danger that hold now, a line each; see docs/partners.md. What stands inside stays
 * until there is something better to show. Texts go in as text, styles by a constructed sheet: that runs under a
 * strict policy with Trusted Types.
 */

const SITE = new URL("../../", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";
const ASK_AGAIN = 60_000; // while somebody looks
const OLD_AFTER = 600_000; // then what was read says nothing about now
const TEXTS = {
  id: {
    heading: "Pemberitahuan di sekitar Wonogiri",
    none: "Saat ini tidak ada pemberitahuan. Itu bukan janji bahwa aman.",
    all: "Semua pemberitahuan",
    error: "Pemberitahuan belum dapat dimuat.",
  },
  en: {
    heading: "Notices around Wonogiri",
    none: "No notices at the moment. That is no promise of safety.",
    all: "All notices",
    error: "The notices could not be loaded yet.",
  },
  jv: {
    heading: "Wara-wara ing sakiwa-tengenipun Wonogiri",
    none: "Sapunika boten wonten wara-wara. Punika sanès prajanji bilih aman.",
    all: "Sedaya wara-wara",
    error: "Wara-wara dèrèng saged kaundhuh.",
  },
};
const SIGNS = {
  closed: "M8 2h8l6 6v8l-6 6H8l-6-6V8zM9 9l6 6M15 9l-6 6",
  caution: "M12 3 2 21h20zM12 10v5M12 18v.1",
};
const LIGHT = "color-scheme: light; --_text: #14211b; --_bg: #fff; --_line: #d3d2c5; --_caution: #6d4300; --_closed: #94181b;";
const DARK = "color-scheme: dark; --_text: #eef2ea; --_bg: #18221e; --_line: #36433d; --_caution: #f5cf77; --_closed: #ffb3a9;";
// "all: initial" keeps the host's resets out. The base is px: a root may have 62.5 %.
const STYLE = `
:host { display: block; }
:host([hidden]) { display: none; }
.box { all: initial; ${LIGHT} display: block; background: var(--we-color-bg, var(--_bg)); color: var(--we-color-text, var(--_text)); font: 16px/1.35 var(--we-font, system-ui), sans-serif; overflow-wrap: break-word; }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) .box { ${DARK} } }
:host([theme="dark"]) .box { ${DARK} }
* { box-sizing: border-box; margin: 0; padding: 0; }
.heading { padding: 10px 14px 6px; border-block-end: 3px solid var(--_closed); font: 600 19px/1.2 var(--we-font-heading, Georgia, "Noto Serif"), serif; }
ul { list-style: none; }
li { display: grid; grid-template-columns: 22px minmax(0, 1fr); gap: 0 10px; align-items: center; padding-inline: 14px; border-block-end: 1px solid var(--we-color-border, var(--_line)); }
.none { display: block; padding-block: 14px; }
svg { fill: none; stroke: var(--_caution); stroke-width: 2; }
.closed svg { stroke: var(--_closed); }
a { padding-block: 11px; color: inherit; font-weight: 600; }
.all { display: inline-block; padding: 12px 14px; font-size: 14px; }
a:focus-visible { outline: 3px solid; outline-offset: 2px; }
`;

const make = (name, attributes, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};

const sign = (state) => {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SIGNS[state] ?? SIGNS.caution);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
};

class WonogiriNotices extends HTMLElement {
  static observedAttributes = ["lang"];
  #box = make("div", { class: "box" });
  #timer = 0;
  #readAt = 0;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(make("slot", {}));
  }

  connectedCallback() {
    this.#read();
    this.#timer = setInterval(() => document.hidden || this.#read(), ASK_AGAIN);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  attributeChangedCallback(_name, before) {
    if (before !== null && this.isConnected) this.#read();
  }

  get #language() {
    const given = this.closest("[lang]")?.lang.split("-")[0].toLowerCase();
    return TEXTS[given] ? given : given ? "en" : "id";
  }

  async #read() {
    const language = this.#language;
    try {
      const response = await fetch(new URL(`feeds/v1/notices.json?lang=${language}`, SITE), { credentials: "omit", cache: "no-cache" });
      const feed = await response.json();
      this.#readAt = Date.now();
      this.#show(language, feed.items.map((item) => this.#line(item)), feed.home_page_url);
    } catch {
      // An old “closed” may be over, an old “nothing” was never a promise: better to say that nobody knows.
      if (this.#readAt && Date.now() - this.#readAt > OLD_AFTER) this.#show(language, [make("li", { class: "none" }, TEXTS[language].error)], new URL(`${language}/notices/`, SITE).href);
    }
  }

  #line({ url, title, _notice: { state, line } = {} }) {
    const address = new URL(url, SITE);
    const words = /^https?:$/.test(address.protocol) ? make("a", { href: address.href }, line ?? title) : title;
    return make("li", { class: state }, sign(state), words);
  }

  #show(language, lines, page) {
    const text = TEXTS[language];
    if (!lines.length) lines.push(make("li", { class: "none" }, text.none));
    const heading = this.getAttribute("heading") ?? text.heading;
    this.#box.replaceChildren(
      make("section", { lang: language, "aria-label": heading || text.heading }, heading && make("p", { class: "heading" }, heading), make("ul", { role: "list" }, ...lines), make("a", { class: "all", href: page }, text.all)),
    );
    this.shadowRoot.replaceChildren(this.#box);
  }
}

// A page may carry the file twice.
if (!customElements.get("wonogiri-notices")) customElements.define("wonogiri-notices", WonogiriNotices);
