// Inside our iframe documents: tells the partner's page how high the content is. Without it the frame scrolls.
// A classic script, as a module is refused in a sandbox without allow-same-origin. Speaks two protocols:
// our own we.height/1 (resize.js) and the one WordPress gives to what it embeds (#?secret=…).
(() => {
  "use strict";
  if (parent === window) return;
  const content = document.getElementById("we");
  if (!content) return;
  const LEAST_CHANGE = 2;
  const WORDPRESS_MOST = 1_000;
  const secretOf = () => /[#?&]secret=(\w+)/.exec(location.hash)?.[1];
  const cameFrom = document.referrer && new URL(document.referrer);
  // After a page of the list was turned we come from ourselves, and know the parent no more. A height is no secret.
  const parentOrigin = cameFrom && cameFrom.host !== location.host ? cameFrom.origin : "*";
  const isThemed = content.hasAttribute("data-theme");
  let told = 0;

  // For whoever made the page around us.
  for (const problem of document.querySelectorAll("[data-problem]")) console.warn(`${location.pathname}: ${problem.textContent}`);

  const tell = (type, more) => parent.postMessage({ we: 1, type, id: window.name, ...more }, parentOrigin);
  const tellWordPress = (message, value) => {
    const secret = secretOf();
    if (secret) parent.postMessage({ message, value, secret }, "*");
    return Boolean(secret);
  };

  const tellHeight = (force) => {
    // WordPress would cut it off.
    if (secretOf() && content.getBoundingClientRect().height > WORDPRESS_MOST) content.classList.add("we--short");
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (!height || (!force && Math.abs(height - told) < LEAST_CHANGE)) return;
    told = height;
    tell("height", { h: height });
    tellWordPress("height", height);
  };

  let isWaiting = false;
  new ResizeObserver(() => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      tellHeight();
    });
  }).observe(content);

  // A parent's script that came later than we did asks; WordPress's asks always.
  addEventListener("message", ({ data, source }) => {
    // Of the page around us, where the address names none.
    if (source === parent && data?.we === 1 && data.type === "scheme" && !isThemed) content.dataset.theme = data.scheme === "dark" || data.scheme === "light" ? data.scheme : "";
    if (source === parent && ((data?.we === 1 && data.type === "ready") || data?.message === "ready")) tellHeight(true);
  });

  // In WordPress's sandbox no link works by itself: its own script follows those to our site.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // The next page of the list stays in the frame, and must know the secret too.
    if (link.target === "_self") link.hash = location.hash;
    else if (tellWordPress("link", link.href)) event.preventDefault();
  });

  tell("ready");
  tellHeight(true);
  if (cameFrom?.host === location.host && cameFrom.pathname === location.pathname) tell("scroll");
})();
