// “My trip” is kept in this browser and nowhere else: {start: "2027-06-12" or "", days: [[code, …], …]}.
// A code is what the tags trip_code and event_trip_code make. Whoever forbids storage sees no button.
window.Trip = (() => {
  const KEY = "trip";
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      if (Array.isArray(kept?.days) && kept.days.length && kept.days.every(Array.isArray)) return kept;
    } catch {}
    return { start: "", days: [[]] };
  };
  const write = (trip) => {
    localStorage.setItem(KEY, JSON.stringify(trip));
    dispatchEvent(new Event("trip"));
  };
  const works = () => {
    try {
      localStorage.setItem(`${KEY}-works`, "");
      localStorage.removeItem(`${KEY}-works`);
      return true;
    } catch {
      return false;
    }
  };
  // As in the address of a shared trip: places of a day by “-”, days by “_”.
  const decode = (text) => text.split("_").map((day) => day.split("-").filter(Boolean));
  const encode = (days) => days.map((day) => day.join("-")).join("_");
  return { read, write, works, decode, encode };
})();

(() => {
  const { Trip } = window;
  const show = () => {
    const saved = Trip.read().days.flat();
    for (const button of document.querySelectorAll("[data-trip]")) {
      const isIn = Trip.decode(button.dataset.trip).flat().every((code) => saved.includes(code));
      button.hidden = false;
      button.setAttribute("aria-pressed", isIn);
      button.querySelector("use").href.baseVal = button.querySelector("use").href.baseVal.replace(/#.*/, isIn ? "#check" : "#plus");
    }
    for (const link of document.querySelectorAll("[data-trip-link]")) {
      link.hidden = !saved.length;
      link.querySelector("[data-trip-count]").textContent = saved.length;
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-trip]");
    if (!button) return;
    const trip = Trip.read();
    const days = Trip.decode(button.dataset.trip);
    const codes = days.flat();
    const isIn = button.getAttribute("aria-pressed") === "true";
    trip.days = trip.days.map((day) => day.filter((code) => !codes.includes(code)));
    if (!isIn && days.length === 1) trip.days.at(-1).push(...codes);
    else if (!isIn) trip.days.push(...days);
    trip.days = trip.days.filter((day) => day.length);
    if (!trip.days.length) trip.days = [[]];
    Trip.write(trip);
  });
  if (!Trip.works()) return;
  addEventListener("trip", show);
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
})();
