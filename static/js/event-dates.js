// In the admin: shows only the fields that the chosen kind of date needs, and its next dates as they are entered.

const FIELDS = {
  starts_on: ["span", "civil", "weton", "javanese", "islamic", "weton_in_month", "weton_in_mangsa"],
  ends_on: ["span"],
  start_time: ["span", "civil", "weton", "javanese", "islamic", "weton_in_month", "weton_in_mangsa"],
  end_time: ["span", "civil", "weton", "javanese", "islamic", "weton_in_month", "weton_in_mangsa"],
  days: ["civil", "weton", "javanese", "islamic", "weton_in_month", "weton_in_mangsa"],
  is_eve: ["span", "sessions", "weton", "javanese", "islamic", "weton_in_month", "weton_in_mangsa"],
  rrule: ["civil"],
  repeats_until: ["civil", "weton", "javanese", "islamic", "weton_in_month", "weton_in_mangsa"],
  wetons: ["weton", "weton_in_month", "weton_in_mangsa"],
  java_month: ["javanese", "weton_in_month"],
  java_day: ["javanese"],
  java_year_name: ["javanese"],
  java_second_year_name: ["javanese"],
  mangsa: ["weton_in_mangsa"],
  is_one_of_dates: ["weton_in_month", "weton_in_mangsa"],
  islamic_month: ["islamic"],
  islamic_day: ["islamic"],
  usual_month: ["announced"],
  usual_text: ["announced"],
  sessions: ["sessions"],
};
const ENTERED = /^(timing|starts_on|ends_on|start_time|end_time|days|is_eve|rrule_\d|rrule_\w+|repeats_until|wetons|java_\w+|mangsa|is_one_of_dates|islamic_\w+)$/;
const PAUSE_MS = 300;

const panel = document.querySelector("[data-next-dates]");
const form = panel?.closest("form");
const timing = form?.elements.timing;

function showFields() {
  for (const [name, timings] of Object.entries(FIELDS)) {
    const field = form.querySelector(`[data-contentpath="${name}"], #id_${name}-FORMS`);
    field.closest(".w-panel__wrapper").hidden = !timings.includes(timing.value);
  }
}

async function showDates() {
  const entered = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (ENTERED.test(name) && typeof value === "string") entered.append(name, value);
  }
  const answer = await fetch(`${panel.dataset.nextDates}?${entered}`, { credentials: "same-origin" });
  if (answer.ok) panel.innerHTML = await answer.text();
}

if (timing) {
  let waiting;
  const entered = () => {
    clearTimeout(waiting);
    waiting = setTimeout(showDates, PAUSE_MS);
  };
  form.addEventListener("input", entered);
  form.addEventListener("change", entered);
  timing.addEventListener("change", showFields);
  showFields();
  showDates();
}
