/**
 * <wonogiri-events>, see docs/partners.md. What stands inside stays until there is something better to show.
 * Texts go in as text, styles by a constructed sheet: that runs under a strict policy with Trusted Types.
 */

const SITE = new URL("../../", import.meta.url);
const FEED = new URL("feeds/v1/events.json", SITE);

// Those of the feeds.
const PARAMETERS =
  "after bbox cat district free from lang limit month near not_cat not_org not_place org place radius regency series sort status to until when".split(" ");

const SLOW_AFTER = 3_000; // then what was kept, or the fallback; the request goes on
const GIVE_UP_AFTER = 20_000;
const RETRY_AFTER = [5_000, 30_000, 120_000]; // then only when asked, or online again
const FRESH_FOR = 300_000;
const OLD_AFTER = 3_600_000; // yesterday's list is wrong about today
const KEPT_FOR = 30 * 86_400_000;
const KEPT_BYTES = 100_000;
const DAY = 86_400_000;
const JAKARTA = 7 * 3_600_000; // no summer time in Indonesia

const MONTHS = {
  id: "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
  en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
  jv: "Jan Féb Mar Apr Méi Jun Jul Agu Sèp Okt Nov Dhé",
};
const FORMER_CODES = { in: "id", jw: "jv" };
const TEXTS = {
  id: {
    heading: "Acara di Wonogiri",
    loading: "Memuat acara…",
    empty: "Belum ada acara dalam pilihan ini.",
    error: "Daftar acara belum dapat dimuat.",
    stale: (number, unit) => `Data dari ${number} ${["menit", "jam", "hari"][unit]} lalu.`,
    retry: "Coba lagi",
    more: "Muat lagi",
    all: "Semua acara",
    ask: "Tanya pusat informasi",
    note: "Waktu WIB · tanpa kuki",
    yourTime: "Waktu Anda",
    eve: "Malam",
    newTab: "tab baru",
    estimated: "Perkiraan",
    postponed: "Ditunda",
    rescheduled: "Tanggal berubah",
    full: "Penuh",
    cancelled: "Batal",
    over: "Sudah selesai",
  },
  en: {
    heading: "Events in Wonogiri",
    loading: "Loading events…",
    empty: "No events in this selection yet.",
    error: "The events could not be loaded yet.",
    stale: (number, unit) => `Data from ${number} ${["minute", "hour", "day"][unit]}${number > 1 ? "s" : ""} ago.`,
    retry: "Try again",
    more: "Load more",
    all: "All events",
    ask: "Ask the information centre",
    note: "Times in WIB (UTC+7) · no cookies",
    yourTime: "Your time",
    eve: "Eve of",
    newTab: "new tab",
    estimated: "Estimated",
    postponed: "Postponed",
    rescheduled: "Date changed",
    full: "Fully booked",
    cancelled: "Cancelled",
    over: "Over",
  },
  jv: {
    heading: "Adicara ing Wonogiri",
    loading: "Nembé ngundhuh adicara…",
    empty: "Dèrèng wonten adicara ing pilihan punika.",
    error: "Pratélan adicara dèrèng saged kaundhuh.",
    stale: (number, unit) => `Data saking ${number} ${["menit", "jam", "dinten"][unit]} kapengker.`,
    retry: "Cobi malih",
    more: "Langkung kathah",
    all: "Sedaya adicara",
    ask: "Nyuwun pirsa dhateng pusat informasi",
    note: "Wekdal WIB · tanpa kuki",
    yourTime: "Wekdal panjenengan",
    eve: "Malem",
    newTab: "tab énggal",
    estimated: "Kinten-kinten",
    postponed: "Kaundur",
    rescheduled: "Tanggal éwah",
    full: "Sampun kebak",
    cancelled: "Boten saèstu",
    over: "Sampun rampung",
  },
};

const LIGHT = `
  color-scheme: light;
  --_text: var(--we-color-text, #14211b);
  --_muted: var(--we-color-muted, #47534c);
  --_bg: var(--we-color-bg, #fff);
  --_border: var(--we-color-border, #d3d2c5);
  --_accent: var(--we-color-accent, #8a3f12);
  --_on-accent: var(--we-color-on-accent, #fff);
  --_danger: var(--we-color-danger, #94181b);
`;
const DARK = `
  color-scheme: dark;
  --_text: var(--we-color-text, #eef2ea);
  --_muted: var(--we-color-muted, #b6c1b9);
  --_bg: var(--we-color-bg, #18221e);
  --_border: var(--we-color-border, #36433d);
  --_accent: var(--we-color-accent, #eeb381);
  --_on-accent: var(--we-color-on-accent, #23130a);
  --_danger: var(--we-color-danger, #ffb3a9);
`;
// "all: initial" keeps the host's resets out. A root may have 62.5 %: px.
const STYLE = `
:host { display: block; min-inline-size: min(240px, 100%); }
:host([hidden]) { display: none; }
.we {
  all: initial;
  ${LIGHT}
  container-type: inline-size;
  contain-intrinsic-inline-size: 320px;
  display: block;
  background: var(--_bg);
  color: var(--_text);
  border-radius: var(--we-radius, 0);
  font: 16px/1.5 var(--we-font, system-ui), sans-serif;
  --_heading: var(--we-font-heading, var(--we-font, Georgia, "Noto Serif")), serif;
  --_gap: var(--we-gap, 14px);
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"], [theme="inherit"])) .we:not([data-scheme="light"]) { ${DARK} }
}
:host([theme="dark"]) .we, :host(:not([theme="light"], [theme="inherit"])) .we[data-scheme="dark"] { ${DARK} }
:host([theme="inherit"]) .we {
  color-scheme: inherit;
  color: inherit;
  font: inherit;
  --_text: var(--we-color-text, currentColor);
  --_muted: var(--we-color-muted, currentColor);
  --_bg: var(--we-color-bg, transparent);
  --_border: var(--we-color-border, color-mix(in srgb, currentColor 25%, transparent));
  --_accent: var(--we-color-accent, currentColor);
  --_danger: var(--we-color-danger, currentColor);
  --_heading: var(--we-font-heading);
}
* { box-sizing: border-box; margin: 0; padding: 0; }
.root { overflow-wrap: break-word; outline: none; }
.heading, .number, .title, .weton { font-family: var(--_heading); font-weight: 600; }
.head {
  display: flex;
  align-items: center;
  gap: .6em;
  padding: .75em var(--_gap);
  border-block-end: 3px solid var(--_accent);
}
.mark { inline-size: 2.25em; block-size: 1.9em; flex: none; color: var(--_accent); }
.heading { font-size: 1.2em; line-height: 1.2; }
.list {
  list-style: none;
  display: grid;
  gap: 0 calc(2 * var(--_gap));
}
.card {
  position: relative;
  display: grid;
  grid-template-columns: 3.4em minmax(0, 1fr);
  gap: 0 .75em;
  align-content: start;
  block-size: 100%;
  padding: .75em var(--_gap);
  border-block-end: 1px solid var(--_border);
}
.day { font-size: .82em; font-weight: 600; line-height: 1.25; white-space: nowrap; }
.time { display: inline-block; }
.number {
  display: block;
  font-size: 2.45em;
  font-weight: 500;
  line-height: 1;
  letter-spacing: -.03em;
  font-variant-numeric: lining-nums;
}
.range { font-size: 1.6em; line-height: 1.4; }
.picture { grid-column: 1 / -1; margin-block-end: .5em; }
.image {
  display: block;
  inline-size: 100%;
  aspect-ratio: var(--we-image-ratio, 16 / 9);
  object-fit: cover;
  border-radius: var(--we-radius, 0);
}
.title { font-size: 1.08em; line-height: 1.25; }
.title a { display: block; padding-block: .2em; min-block-size: 24px; color: var(--_text); text-decoration: none; }
.title a::after { content: ""; position: absolute; inset: 0; }
.card:hover .title a { text-decoration: underline; text-underline-offset: .15em; }
.title a:focus-visible { outline: none; }
.title a:focus-visible::after { outline: 3px solid var(--_accent); outline-offset: -3px; }
.place, .local, .note, .credit { color: var(--_muted); }
.weton { display: flex; align-items: center; gap: .4em; font-weight: 500; color: var(--_accent); }
.dots { inline-size: 1em; block-size: 1em; flex: none; }
.badge {
  display: inline-block;
  margin: .3em .4em 0 0;
  padding: .05em .55em;
  border: 1px solid;
  font-size: .82em;
  font-weight: 600;
  color: var(--_accent);
}
.badge.estimated { border-style: dashed; }
.badge.cancelled { border-color: var(--_danger); background: var(--_danger); color: var(--_bg); }
.card.cancelled .title a { text-decoration: line-through; text-decoration-thickness: 2px; }
.card.over .title a { color: var(--_muted); }
.note, .empty, .actions { padding: .75em var(--_gap); border-block-end: 1px solid var(--_border); }
.date, .place, .local, .notice, .weton, .note { font-size: .9em; }
.notice { margin-block-start: .3em; }
.actions p:not(:empty) { padding-block-end: .5em; }
button {
  font: inherit;
  font-weight: 600;
  min-block-size: 44px;
  padding: .5em 1.1em;
  border: 1px solid var(--_accent);
  border-radius: var(--we-radius, 3px);
  background: var(--_accent);
  color: var(--_on-accent);
  cursor: pointer;
}
.note button { min-block-size: 30px; padding: .2em .7em; margin-inline-start: .5em; background: none; color: var(--_accent); }
.foot {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0 1em;
  padding: .35em var(--_gap) .6em;
  font-size: .82em;
  color: var(--_muted);
}
.foot > * { padding-block: .8em; }
.all { font-weight: 600; color: var(--_accent); }
.all:focus-visible, button:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
@container (width >= 480px) {
  .list { grid-template-columns: repeat(var(--we-columns, 1), minmax(0, 1fr)); }
  .card { grid-template-columns: 5.25em minmax(0, 1fr); padding-block: 1em; }
  .number { font-size: 3.3em; }
  .range { font-size: 2em; }
  .title { font-size: 1.25em; }
}
:host([theme="inherit"]) :is(button, .badge.cancelled) { background: none; color: inherit; }
`;

// What was last good.
const SHELF = "wonogiri-events";

const shelf = () => {
  try {
    return JSON.parse(localStorage.getItem(SHELF)) ?? {};
  } catch {
    return {};
  }
};

const keep = (address, feed) => {
  try {
    const kept = { ...shelf(), [address]: { at: Date.now(), feed } };
    const oldestFirst = Object.keys(kept).sort((one, other) => kept[one].at - kept[other].at);
    const asText = () => JSON.stringify(kept, (key, value) => (/^(content_|summary)/.test(key) ? undefined : value));
    while (new Blob([asText()]).size > KEPT_BYTES) delete kept[oldestFirst.shift()];
    localStorage.setItem(SHELF, asText());
  } catch {
    // Shown all the same.
  }
};

const kept = (address) => {
  const found = shelf()[address];
  return Array.isArray(found?.feed?.items) && Date.now() - found.at < KEPT_FOR ? found : null;
};

/** A web address, or null: no feed brings in "javascript:". */
const webAddress = (address, base) => {
  try {
    const url = new URL(address || "none:", base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
};

/** The feed at an address; an error has `isFinal` and `wait`. */
const request = async (address, cache) => {
  const response = await fetch(address, { cache, credentials: "omit", signal: AbortSignal.timeout?.(GIVE_UP_AFTER) });
  if (!response.ok)
    throw Object.assign(new Error(`${response.status} ${address}`), {
      isFinal: response.status < 500 && response.status !== 429,
      wait: response.headers.get("Retry-After") * 1000 || 0,
    });
  const feed = await response.json();
  feed.items = feed.items.filter((item) => item?.title); // throws when this is no JSON Feed
  return feed;
};

/** One address, asked once for all. */
class Source {
  feed = null;
  error = null;
  loadedAt = 0;
  #listeners = new Set();
  #loading = null;
  #failures = 0;
  #retryTimer = 0;

  constructor(address, isKept) {
    this.address = address;
    this.isKept = isKept;
  }

  get isInUse() {
    return this.#listeners.size > 0;
  }

  follow(listener) {
    this.#listeners.add(listener);
    if (!this.feed || this.error || Date.now() - this.loadedAt > FRESH_FOR) this.load();
    listener();
  }

  leave(listener) {
    this.#listeners.delete(listener);
    if (!this.isInUse) clearTimeout(this.#retryTimer);
  }

  load(cache = "default") {
    return (this.#loading ??= this.#load(cache).finally(() => (this.#loading = null)));
  }

  async #load(cache) {
    clearTimeout(this.#retryTimer);
    const slow = setTimeout(() => this.#fail(new Error(`slow: ${this.address}`)), SLOW_AFTER);
    try {
      this.feed = await request(this.address, cache);
      this.loadedAt = Date.now();
      this.error = null;
      this.#failures = 0;
      if (this.isKept) keep(this.address, this.feed);
      this.#tell();
    } catch (error) {
      this.#fail(error);
      const wait = RETRY_AFTER[this.#failures++];
      // Not all at the same moment.
      if (wait && !error.isFinal && this.isInUse)
        this.#retryTimer = setTimeout(() => this.load(), Math.max(error.wait ?? 0, wait * (1 + Math.random() / 2)));
    } finally {
      clearTimeout(slow);
    }
  }

  #fail(error) {
    this.error = error;
    const found = !this.feed && this.isKept && kept(this.address);
    if (found) [this.feed, this.loadedAt] = [found.feed, found.at];
    this.#tell();
  }

  #tell() {
    this.#listeners.forEach((listener) => listener());
  }
}

const sources = new Map();

const sourceOf = (address, isKept) => {
  const key = `${isKept} ${address}`;
  if (!sources.has(key)) sources.set(key, new Source(address, isKept));
  return sources.get(key);
};

const loadWhere = (condition) => sources.forEach((source) => source.isInUse && condition(source) && source.load());
addEventListener("online", () => loadWhere((source) => source.error));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) loadWhere((source) => source.loadedAt && Date.now() - source.loadedAt > OLD_AFTER);
});

/** An element from "tag.name.name": its classes and its parts. */
const make = (what, attributes = {}, ...children) => {
  const [tag, ...names] = what.split(".");
  return fill(document.createElement(tag), names.length ? { class: names.join(" "), part: names.join(" "), ...attributes } : attributes, children);
};

const draw = (tag, attributes, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) if (value != null && value !== false) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
};

const picture = (name, viewBox, ...shapes) => draw("svg", { class: name, viewBox, fill: "currentColor", "aria-hidden": true }, ...shapes);

const mark = () =>
  picture(
    "mark",
    "0 0 48 40",
    draw("path", {
      "fill-rule": "evenodd",
      d: "M.5 31C5.5 31 4.5 16.5 10.5 16.5c2.4 0 3.7 2.7 4.6 6.1-.8 3.1.2 6 1.7 8.4zM47.5 31c-5 0-4.5-12-10-12-2.2 0-3.5 1.5-4.5 3.7.5 2.9-.4 5.9-2 8.3zM24 .5c1.3 6 9.3 10.3 9.3 18.8 0 5-2.4 9.2-4.9 11.7h-8.8c-2.5-2.5-4.9-6.7-4.9-11.7C14.7 10.8 22.7 6.5 24 .5zm-.8 30.5h1.6v-7.6l5-5-1.15-1.15-3.85 3.85v-5.2l3.6-3.6-1.15-1.15L24.8 13.6V9h-1.6v4.6l-2.45-2.45-1.15 1.15 3.6 3.6v5.2l-3.85-3.85-1.15 1.15 5 5z",
    }),
    draw("path", { fill: "none", stroke: "currentColor", "stroke-width": 2, d: "M.5 35.5c3.9 0 3.9 2 7.8 2s3.9-2 7.8-2 3.9 2 7.9 2 3.9-2 7.9-2 3.9 2 7.8 2 3.9-2 7.8-2" }),
  );

// The five market days by the points of the compass, the event's large.
const PASARAN = { Legi: [12, 7.5], Pahing: [7.5, 12], Pon: [3, 7.5], Wage: [7.5, 3], Kliwon: [7.5, 7.5] };

const dots = (pasaran) =>
  PASARAN[pasaran] &&
  picture("dots", "0 0 15 15", ...Object.entries(PASARAN).map(([name, [cx, cy]]) => draw("circle", name === pasaran ? { cx, cy, r: 2.6 } : { cx, cy, r: 1.15, opacity: 0.55 })));

/** A date begins at midnight in Wonogiri. */
const moment = (value) => Date.parse(value?.length === 10 ? `${value}T00:00:00+07:00` : value);

/** Without an announced end, at the end of its day. */
const endOf = ({ start, end }) => moment(end) || moment(start?.slice(0, 10)) + DAY;

/** A number and the index of its unit (minutes, hours, days). */
const age = (at) => {
  const minutes = Math.ceil((Date.now() - at) / 60_000);
  if (minutes < 60) return [minutes, 0];
  const hours = Math.round(minutes / 60);
  return hours < 48 ? [hours, 1] : [Math.round(hours / 24), 2];
};

const savesData = () => navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

class WonogiriEvents extends HTMLElement {
  static observedAttributes = [...PARAMETERS, "heading", "heading-level", "no-store", "show-image", "show-weton", "src", "target"];

  #shadow = this.attachShadow({ mode: "open" });
  // A host's own content stands outside.
  #box = make("div.we");
  #fallback = make("slot");
  #observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#start(), { rootMargin: "400px" });
  // A host switches by an attribute.
  #switched = new MutationObserver(() => this.#followScheme());
  #source = null;
  #isStarted = false;
  #shownFeed = null;
  #shownError = null;
  #moreItems = [];
  #nextPage = null;

  constructor() {
    super();
    this.#shadow.adoptedStyleSheets = [sheet];
    this.#shadow.append(make("slot", { name: "before" }), this.#box, make("slot", { name: "footer" }));
    this.#fallback.append(make("a", { href: SITE }, TEXTS.id.heading));
    this.#box.addEventListener("click", (event) => this.#select(event));
  }

  connectedCallback() {
    this.#followScheme();
    for (const root of [document.documentElement, document.body]) this.#switched.observe(root, { attributes: true });
    if (this.#isStarted) return this.#follow();
    this.#paint();
    this.#observer.observe(this.#box);
  }

  disconnectedCallback() {
    this.#switched.disconnect();
    this.#observer.disconnect();
    this.#source?.leave(this.#paint);
    this.#source = null;
  }

  attributeChangedCallback() {
    // A framework sets them one by one.
    queueMicrotask(() => this.isConnected && (this.#isStarted ? this.#follow() : this.#paint()));
  }

  /** Ask the site again, past what the browser keeps. */
  async refresh() {
    this.#start();
    await this.#source?.load("no-cache");
  }

  #followScheme() {
    this.#box.dataset.scheme = getComputedStyle(this).colorScheme;
  }

  get #language() {
    const given = this.closest("[lang]")?.lang.split("-")[0].toLowerCase();
    const wanted = FORMER_CODES[given] ?? given;
    return TEXTS[wanted] ? wanted : wanted ? "en" : "id";
  }

  get #address() {
    const given = this.hasAttribute("src") && webAddress(this.getAttribute("src"), document.baseURI);
    if (given) return given;
    const url = new URL(FEED);
    for (const name of PARAMETERS) for (const value of this.getAttribute(name)?.match(/\S+/g) ?? []) url.searchParams.append(name, value);
    url.searchParams.set("lang", this.#language);
    if (!this.hasAttribute("limit")) url.searchParams.set("limit", 10);
    url.searchParams.sort();
    return url.href;
  }

  #start() {
    this.#observer.disconnect();
    if (!this.isConnected || this.#isStarted) return;
    this.#isStarted = true;
    this.#follow();
  }

  #follow() {
    const source = sourceOf(this.#address, !this.hasAttribute("no-store"));
    if (source === this.#source) return this.#paint();
    this.#source?.leave(this.#paint);
    this.#source = source;
    source.follow(this.#paint);
  }

  #tell(type, detail, cancelable) {
    return this.dispatchEvent(new CustomEvent(`we:${type}`, { detail, cancelable, bubbles: true, composed: true }));
  }

  #select(event) {
    const link = event.target.closest("[data-item]");
    // Not a click for a new tab or window.
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!this.#tell("select", { item: this.#items[link.dataset.item], url: link.href }, true)) event.preventDefault();
  }

  get #items() {
    const { feed, error } = this.#source ?? {};
    const items = [...(feed?.items ?? []), ...this.#moreItems];
    // What was kept may be over by now.
    return error ? items.filter(({ _event: event = {} }) => event.is_over || !(endOf(event) <= Date.now())) : items;
  }

  #webAddress(address) {
    return webAddress(address, this.#source.address);
  }

  // Bound once, as a source's listener.
  #paint = () => {
    const { feed, error, loadedAt } = this.#source ?? {};
    if (feed !== this.#shownFeed) [this.#moreItems, this.#nextPage] = [[], feed?.next_url];
    const items = this.#items;
    const language = this.#language;
    const text = TEXTS[language];
    const state = !feed ? (error ? "error" : "loading") : error ? "stale" : items.length ? "list" : "empty";
    const level = Math.min(Math.max(parseInt(this.getAttribute("heading-level")) || 2, 2), 6);
    const heading = this.getAttribute("heading") ?? text.heading;
    const isHeaded = !!feed && !!heading;
    const focused = this.#shadow.activeElement;

    const section = make("section.root", {
      lang: language,
      dir: "ltr",
      tabindex: focused && -1,
      "data-state": state,
      "aria-busy": state === "loading",
      "aria-labelledby": isHeaded && "heading",
      "aria-label": !isHeaded && (heading || text.heading),
    });
    const retry = () => this.#button("retry", text, () => this.refresh());
    if (isHeaded) section.append(make("div.head", {}, mark(), make(`h${level}.heading`, { id: "heading" }, heading)));
    if (state === "loading") section.append(make("p.note", {}, text.loading));
    if (state === "error") section.append(make("slot", { name: "error" }, make("p.note", {}, text.error, retry())));
    if (state === "stale") section.append(make("p.note", {}, text.stale(...age(loadedAt)), retry()));
    if (feed) {
      const cards = items.map((item, index) => make("li", {}, this.#card(item, index, text, language, isHeaded ? level + 1 : level)));
      const all = this.#webAddress(feed.home_page_url);
      // Leads on to the language's own word.
      const ask = `${SITE}${language}/tanya/?about=${items.length === 1 ? new URL(this.#webAddress(items[0].url), SITE).pathname : ""}`;
      section.append(
        cards.length ? make("ol.list", { role: "list" }, ...cards) : make("slot", { name: "empty" }, make("p.empty", {}, text.empty)),
        this.#webAddress(this.#nextPage) ? this.#more(text) : "",
        make("div.foot", {}, all && this.#link("a.all", all, {}, text, text.all), make("a.all", { href: ask, target: "_top", rel: "noopener" }, text.ask), make("p", {}, text.note)),
      );
    }

    this.#box.replaceChildren(section);
    if (feed) this.#fallback.remove();
    else if (!this.#fallback.isConnected) this.#box.before(this.#fallback); // first: nothing moves
    // Hidden without JavaScript.
    for (const slot of section.querySelectorAll("slot")) for (const element of slot.assignedElements()) element.hidden = false;
    // The keyboard keeps its place.
    const again = focused && [...section.querySelectorAll("a, button")].find((element) => element.part.value === focused.part.value && element.href === focused.href);
    if (focused) (again ?? section).focus({ preventScroll: true });

    if (feed && feed !== this.#shownFeed) this.#tellAuthor(feed), this.#tell("load", { count: items.length, isStale: !!error, url: this.#source.address });
    if (error && !this.#shownError) this.#tell("error", { error, isStale: !!feed, url: this.#source.address });
    this.#shownFeed = feed;
    this.#shownError = error;
  };

  // For the page's author.
  #tellAuthor(feed) {
    for (const { parameter, message } of feed._wonogiri?.problems ?? []) {
      console.warn(`<wonogiri-events> ${parameter}: ${message}`);
      this.#box.before(new Comment(message));
    }
  }

  #link(what, href, attributes, text, label) {
    const target = this.getAttribute("target");
    return make(what, { href, target, rel: target && "noopener", ...attributes }, label, target === "_blank" && make("small", {}, ` (${text.newTab})`));
  }

  #button(name, text, action) {
    const button = make(`button.button.${name}`, { type: "button" }, text[name]);
    button.addEventListener("click", () => {
      button.textContent = text.loading;
      action(button);
    });
    return button;
  }

  #card(item, index, text, language, level) {
    const event = item._event ?? {};
    const isOff = /cancelled|postponed/.test(event.status);
    const states = [event.status, !isOff && event.certainty, event.is_over && "over"].filter((state) => text[state]);
    const url = this.#webAddress(item.url);
    const image = this.hasAttribute("show-image") && !savesData() && this.#webAddress(item.image);
    const { name = "", district } = event.place ?? {};
    return make(
      ["article.card", ...states].join("."),
      {},
      image && make("p.picture", {}, make("img.image", { src: image, alt: "", loading: "lazy", decoding: "async" }), make("small.credit", {}, event.image_credit)),
      this.#day(event, language),
      make(
        "div",
        {},
        make(
          `h${Math.min(level, 6)}.title`,
          { lang: item.language !== language && item.language },
          url ? this.#link("a", url, { "data-item": index }, text, item.title) : item.title,
        ),
        event.date_text && make("p.date", {}, make("time", { datetime: event.start }, event.date_text, event.time_text && ", ", make("span.time", {}, event.time_text))),
        this.#visitorsTime(event, text, language),
        this.hasAttribute("show-weton") && event.weton && this.#weton(event, text),
        (name || district) && make("p.place", {}, !district || name.includes(district) ? name : [name, district].filter(Boolean).join(", ")),
        states.length && make("p", {}, ...states.map((state) => make(`span.badge.${state}`, {}, text[state]))),
        event.notice && make("p.notice", {}, event.notice),
      ),
    );
  }

  // For the eye only.
  #day(event, language) {
    const start = moment(event.start);
    if (!start) return null;
    const end = moment(event.end);
    const [first, last] = [start, end - start > DAY ? end - 1 : start].map((at) => new Date(at + JAKARTA));
    const [month, lastMonth] = [first, last].map((day) => MONTHS[language].split(" ")[day.getUTCMonth()]);
    const isRange = first < last;
    return make(
      "p.day",
      { "aria-hidden": true },
      make(isRange ? "span.number.range" : "span.number", {}, isRange ? `${first.getUTCDate()}–${last.getUTCDate()}` : `${first.getUTCDate()}`),
      month === lastMonth ? month : `${month}–${lastMonth}`,
    );
  }

  // For somebody elsewhere.
  #visitorsTime(event, text, language) {
    const start = new Date(event.start);
    if (!event.time_text || start.getTimezoneOffset() * -60_000 === JAKARTA) return null;
    const format = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
    return make("p.local", {}, `${text.yourTime}: ${start.toLocaleString([language === "en" ? "en-GB" : language, "id"], format)}`);
  }

  #weton(event, text) {
    const date = event.javanese_date ?? "";
    // Only the eve of a month's first goes by its date.
    const names = event.is_eve && /^1 /.test(date) ? date : [event.weton, date].filter(Boolean).join(", ");
    return make("p.weton", {}, dots(event.weton.split(" ").pop()), make("span", {}, event.is_eve && `${text.eve} `, make("span", { lang: "jv" }, names)));
  }

  #more(text) {
    const problem = make("p", { role: "status" });
    const button = this.#button("more", text, async () => {
      const { feed } = this.#source;
      const first = this.#items.length;
      problem.textContent = "";
      try {
        const page = await request(this.#webAddress(this.#nextPage));
        if (feed !== this.#source?.feed) return;
        this.#moreItems.push(...page.items);
        this.#nextPage = page.next_url;
        this.#paint();
        this.#shadow.querySelector(`[data-item="${first}"]`)?.focus();
      } catch {
        problem.textContent = text.error;
        button.textContent = text.more;
      }
    });
    return make("div.actions", {}, problem, button);
  }
}

// A page may carry the file twice.
if (!customElements.get("wonogiri-events")) customElements.define("wonogiri-events", WonogiriEvents);
