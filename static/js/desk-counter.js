// Notes visits at the desk: each is kept on this device until the server has it. Without this script the form is posted.
const STORE = "desk-visits"; // what waits: fields of the form, or {undo: key}; nothing of it says who came
const RETRY_MS = 20_000;
const SLOW_MS = 15_000;

const page = document.querySelector("[data-counter]");
const form = page.querySelector("[data-form]");
const part = (name) => page.querySelector(`[data-${name}]`);
const newKey = crypto.randomUUID.bind(crypto); // not there without https: this script then ends, and the form is posted
const words = JSON.parse(document.getElementById("counter-words").textContent);
let isSending = false;
let isUnreached = false;

const waiting = () => JSON.parse(localStorage.getItem(STORE) ?? "[]");
const isSame = (one, other) => one.key === other.key && one.undo === other.undo;

function keep(entries) {
  localStorage.setItem(STORE, JSON.stringify(entries));
  show();
}

function change(entry, told) {
  keep(waiting().map((other) => (isSame(entry, other) ? { ...other, ...told } : other)));
}

async function send() {
  if (isSending) return;
  isSending = true;
  let entry;
  while ((entry = waiting().find(({ problem }) => !problem)) && (await deliver(entry)));
  isSending = false;
  show();
}

// Whether to go on with the next one.
async function deliver(entry) {
  change(entry, { tried: true });
  const body = new URLSearchParams(entry);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  let answer, told;
  try {
    const signal = AbortSignal.timeout?.(SLOW_MS);
    const headers = { Accept: "application/json" };
    answer = await fetch(form.action, { method: "POST", body, headers, signal, redirect: "manual" });
    if (answer.ok || answer.status === 422) told = await answer.json();
  } catch {
    isUnreached = true;
    return false;
  }
  isUnreached = answer.status >= 500;
  part("login").hidden = Boolean(told) || isUnreached;
  if (!told) return false;
  if (told.problem) {
    change(entry, { problem: told.problem });
  } else {
    keep(waiting().filter((other) => !isSame(entry, other)));
    part("today").innerHTML = told.today;
  }
  return true;
}

const labelOf = (name, value) =>
  form.querySelector(`input[name="${name}"][value="${value}"]`)?.parentElement.textContent.trim() ??
  form.querySelector(`button[name="${name}"][value="${value}"]`)?.textContent.trim() ??
  value;

const inWords = ({ topic, origin, language, outcome }) =>
  [labelOf("topic", topic), origin ? labelOf("origin", origin) : labelOf("language", language), labelOf("outcome", outcome)].join(", ");

function undoButton(key, label) {
  const button = document.createElement("button");
  button.className = "button button-small button-secondary";
  Object.assign(button, { type: "button", name: "undo", value: key, textContent: label });
  return button;
}

function show() {
  const entries = waiting();
  part("waiting").hidden = !entries.length || !(isUnreached || !part("login").hidden || entries.some(({ problem }) => problem));
  part("number").textContent = entries.length;
  part("waiting-list").replaceChildren(
    ...entries.map((entry) => {
      const line = document.createElement("li");
      line.append(entry.undo ? words.undoing : [inWords(entry), entry.problem].filter(Boolean).join(". "));
      if (entry.key) line.append(undoButton(entry.key, words.undo));
      return line;
    }),
  );
  const undone = new Set(entries.map(({ undo }) => undo));
  for (const line of part("today").querySelectorAll("[data-key]")) line.hidden = undone.has(line.dataset.key);
}

function say(text, key) {
  const line = document.createElement("p");
  line.append(text, " ");
  if (key) line.append(undoButton(key, words.undo));
  part("said").replaceChildren(line);
}

function note(fields) {
  const entry = { ...fields, key: newKey(), at: new Date().toISOString() };
  keep([...waiting(), entry]);
  say(`${words.noted} ${inWords(entry)}.`, entry.key);
  for (const input of form.querySelectorAll("input[type=radio]:not([name=channel])")) input.checked = false;
  form.elements.about.value = "";
  page.scrollIntoView({ block: "start" });
  form.querySelector("[name=topic]").focus({ preventScroll: true });
  send();
}

// What may have reached the server is taken back there too.
function undo(key) {
  const others = waiting().filter((entry) => entry.key !== key);
  const isHereOnly = waiting().some((entry) => entry.key === key && !entry.tried);
  keep(isHereOnly ? others : [...others, { undo: key }]);
  say(words.undone);
  send();
}

// The first choice that is missing is named at its place.
function isWhole({ topic, origin, language }) {
  const missing = !topic ? "topic" : !origin && !language ? "origin" : "";
  for (const line of page.querySelectorAll("[data-problem]")) {
    line.textContent = line.dataset.problem === missing ? words[missing] : "";
  }
  if (missing) form.querySelector(`[name=${missing}]`).focus();
  return !missing;
}

show(); // where nothing can be kept this fails, and again the form is posted
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { csrfmiddlewaretoken, key, ...fields } = Object.fromEntries(new FormData(form, event.submitter));
  if (isWhole(fields)) note(fields);
});
page.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=undo]");
  if (!button) return;
  event.preventDefault();
  undo(button.value);
});
for (const moment of ["online", "storage"]) addEventListener(moment, send);
setInterval(send, RETRY_MS);
send();
