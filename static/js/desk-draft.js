// Keeps the answer that is being written as a draft, and puts facts and links in where the cursor is; without this
// script there is a button for the first, and the server adds the second at the end.
const form = document.querySelector("[data-draft]");
const state = form?.querySelector("[data-draft-state]");
const text = form?.elements.text;
let kept = text?.value;
let timer;

async function keep() {
  if (text.value === kept) return;
  const sent = text.value;
  const body = new FormData(form);
  body.set("do", "save");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (answer.ok) kept = sent;
    state.textContent = told.saved ?? told.problem;
  } catch {
    state.textContent = form.dataset.failed;
  }
}

if (state) {
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 3000);
  });
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const before = text.value.slice(0, text.selectionStart);
      const gap = before && !/\s$/.test(before) ? " " : "";
      text.focus();
      text.setRangeText(gap + button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input"));
    });
  }
  // Whoever leaves with words that are not kept is asked first.
  let isLeaving = false;
  form.addEventListener("submit", () => (isLeaving = true));
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && text.value !== kept) event.preventDefault();
  });
}
