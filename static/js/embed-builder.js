// Shows at once what the form of the builder would show when it is sent. The server makes every line: this only asks it.
const form = document.getElementById("builder");
const frame = document.getElementById("preview-frame");
const WAIT = 350;
let timer = 0;
let asked = null;

const address = () => {
  const url = new URL(form.action);
  url.search = new URLSearchParams(new FormData(form));
  url.hash = "";
  return url;
};

const show = async () => {
  asked?.abort();
  asked = new AbortController();
  const url = address();
  try {
    const response = await fetch(url, { signal: asked.signal, credentials: "omit" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      const open = [...part.querySelectorAll("details")].map((details) => details.open);
      part.replaceChildren(...document.adoptNode(fresh).childNodes);
      part.querySelectorAll("details").forEach((details, number) => (details.open = open[number]));
    }
    for (const button of document.querySelectorAll("[data-live] [data-copy]")) button.hidden = !navigator.clipboard;
    const source = page.getElementById("preview-frame").dataset.src;
    if (source !== frame.dataset.src) {
      frame.dataset.src = source;
      // Not frame.src: that would put every step into the browser's history.
      frame.contentWindow.location.replace(source);
    }
    history.replaceState(null, "", url);
  } catch {
    // Offline, or asked again already: the button still sends the form.
  }
};

// On a phone 480 px would lie half outside: begin with the narrow one, unless another was asked for.
if (innerWidth < 600 && !location.search) document.querySelector('[name="width"][value="320"]').checked = true;

form.addEventListener("input", ({ target }) => {
  if (target.name === "width") return;
  if (target.name === "colour") form.querySelector('[name="accent"][value="own"]').checked = true;
  clearTimeout(timer);
  timer = setTimeout(show, WAIT);
});
