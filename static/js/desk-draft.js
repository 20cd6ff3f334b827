// Keeps the answer that is being written as a draft; without this script there is a button for it.
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
  // Whoever leaves with words that are not kept is asked first.
  let isLeaving = false;
  form.addEventListener("submit", () => (isLeaving = true));
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && text.value !== kept) event.preventDefault();
  });
}
