// For a partner's page: gives each of our iframes the height of its content. Optional: without it the frame scrolls.
//   <script src="https://…/embed/v1/resize.js" async></script>
// Protocol we.height/1. Keeps nothing, touches no frame but ours.
(() => {
  "use strict";
  const SITE = new URL(document.currentScript.src).origin;
  const [LEAST, MOST] = [80, 10_000];
  // A frame that grows this often in this time is in a loop with its own content: it keeps the height it has.
  const [GROWTHS, GROWTH_MS] = [30, 5_000];
  const growths = new WeakMap();
  const stopped = new WeakSet();

  const ours = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(`${SITE}/`));

  // A frame sandboxed without allow-same-origin has no origin of its own.
  const originOf = (frame) => (frame.sandbox.length && !frame.sandbox.contains("allow-same-origin") ? "null" : SITE);

  const growsForEver = (frame) => {
    const now = performance.now();
    const recent = (growths.get(frame) ?? []).filter((at) => now - at < GROWTH_MS);
    growths.set(frame, [...recent, now]);
    return recent.length >= GROWTHS;
  };

  const setHeight = (frame, wanted) => {
    if (!Number.isFinite(wanted) || stopped.has(frame)) return;
    const height = Math.min(Math.max(Math.ceil(wanted), LEAST), MOST);
    if (height > frame.clientHeight && growsForEver(frame)) {
      stopped.add(frame);
      return;
    }
    const border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    // Through the object model, which no Content-Security-Policy forbids, and past a host's "iframe { height: … }".
    for (const property of ["height", "min-height", "max-height"]) frame.style.setProperty(property, `${height + border}px`, "important");
  };

  // Light, dark, or nothing where the page leaves it to the device.
  const tellScheme = (frame) => {
    const [isLight, isDark] = ["light", "dark"].map((name) => getComputedStyle(frame).colorScheme.includes(name));
    frame.contentWindow?.postMessage({ we: 1, type: "scheme", scheme: isLight === isDark ? "" : isDark ? "dark" : "light" }, "*");
  };

  // A page's switch for light and dark is an attribute of its root or body.
  const switched = new MutationObserver(() => ours().forEach(tellScheme));
  for (const root of [document.documentElement, document.body]) if (root) switched.observe(root, { attributes: true });

  addEventListener("message", ({ data, origin, source }) => {
    if (data?.we !== 1) return;
    const frame = ours().find((candidate) => candidate.contentWindow === source);
    if (!frame || origin !== originOf(frame)) return;
    if (data.type === "height") setHeight(frame, data.h);
    if (data.type === "ready" || data.type === "height") tellScheme(frame);
    // After a page of the list was turned: to its top, if that is out of sight.
    if (data.type === "scroll" && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: "start" });
  });

  // Frames that were ready before this script was: ask them.
  for (const frame of ours()) frame.contentWindow?.postMessage({ we: 1, type: "ready" }, "*");
})();
