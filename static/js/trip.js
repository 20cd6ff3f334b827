// The page “my trip”: shows what Trip keeps, or the trip in the address (#2027-06-12/a1b2c3d4-…_…) that somebody sent.
(() => {
  const root = document.querySelector("#trip");
  const { Trip, TripFiles } = window;
  const words = JSON.parse(document.querySelector("#trip-words").textContent);
  const { language } = root.dataset;
  const [roadStart, roadEachKm, roadStep] = root.dataset.road.split(" ").map(Number);
  const LONGEST_ON_THE_ROAD = 5 * 60; // minutes in a day
  const ON_FOOT_KM = 1;
  const EDGE = 90; // pixels from the top or bottom where dragging scrolls, and how far each time
  const SCROLLED = 12;
  const things = new Map(); // code → {code, name, url, kind, area, icon, state, label, point, date}
  let sent = null; // the trip of the address, until it is kept
  let undo = null;

  const find = (selector) => document.querySelector(selector);
  const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = (value, digits = 0) => value.toLocaleString(language, { maximumFractionDigits: digits });
  const dayText = (day) =>
    new Date(`${day}T00:00Z`).toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  const dayAfter = (day, days) => new Date(Date.parse(`${day}T00:00Z`) + days * 864e5).toISOString().slice(0, 10);

  const current = () => sent ?? Trip.read();
  const change = (edit, said, canUndo = false) => {
    const trip = structuredClone(current());
    undo = canUndo ? structuredClone(trip) : null;
    edit(trip);
    if (sent) sent = trip;
    else Trip.write(trip);
    show();
    find("[data-said]").textContent = said;
    find("[data-undo]").hidden = !undo;
  };

  // What is known of the things in a trip

  const middle = ({ type, coordinates }) => (type === "Point" ? coordinates : [0, 1].map((axis) => {
    const along = coordinates[0].map((corner) => corner[axis]);
    return (Math.min(...along) + Math.max(...along)) / 2;
  }));
  const fetchJson = async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    return response.json();
  };
  const learnPlaces = async () => {
    const { features } = await fetchJson(root.dataset.places);
    for (const { id, geometry, properties: told } of features)
      things.set(id.slice(0, 8), {
        name: told.name, url: told.url, kind: told.kind, area: told.area, icon: told.icon,
        state: told.safety, label: told.safety_label, point: geometry && middle(geometry), isProtected: told.protected,
      });
  };
  const learnEvent = async (code) => {
    const [key, day] = code.split(".");
    const uid = key.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    const event = await fetchJson(`${root.dataset.events}${uid}/?lang=${language}`);
    const date = event.occurrences.find(({ start }) => start.replaceAll("-", "").startsWith(day));
    const { place } = event;
    things.set(code, {
      name: event.title, url: event.url, kind: event.category_label, area: date ? date.date_text : "", icon: "calendar",
      state: date?.notice ? "caution" : "", label: date?.notice, point: place?.longitude == null ? null : [place.longitude, place.latitude],
      isProtected: place?.is_protected,
      date: day.replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3"),
    });
  };
  const learn = async (trip) => {
    const codes = trip.days.flat().filter((code) => !things.has(code));
    const wanted = [];
    if (codes.some((code) => !code.includes("."))) wanted.push(learnPlaces());
    wanted.push(...codes.filter((code) => code.includes(".")).map(learnEvent));
    const results = await Promise.allSettled(wanted);
    return results.every(({ status, reason }) => status === "fulfilled" || /^(404|410) /.test(reason?.message));
  };

  const radians = (degrees) => (degrees * Math.PI) / 180;
  const kilometres = ([lon1, lat1], [lon2, lat2]) => {
    const half = (a, b) => Math.sin(radians(b - a) / 2) ** 2;
    const a = half(lat1, lat2) + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * half(lon1, lon2);
    return 2 * 6371.0088 * Math.asin(Math.sqrt(a));
  };
  const minutes = (km) => (km < ON_FOOT_KM ? 0 : Math.max(roadStep, Math.round((roadStart + roadEachKm * km) / roadStep) * roadStep));
  // In quarters, as everywhere on the site: 135 → “2¼ h”.
  const time = (value) =>
    value < 60 ? say(words.minutes, { n: value }) : say(words.hours, { n: Math.floor(value / 60) + ["", "¼", "½", "¾"][Math.round((value % 60) / 15)] });

  // A trip as days with stops: [{date, stops: [{…thing, code, km, minutes}], km, minutes}]
  const planned = (trip) =>
    trip.days.map((codes, index) => {
      const before = trip.days.slice(0, index).flat().length;
      const stops = codes.map((code, i) => ({ code, number: before + i + 1, ...(things.get(code) ?? { name: words.gone, missing: true }) }));
      stops.forEach((stop, i) => {
        const next = stops[i + 1];
        stop.km = stop.point && next?.point ? kilometres(stop.point, next.point) : null;
        // Of a protected place only a square of 1 km is known.
        stop.isAbout = stop.isProtected || next?.isProtected;
        stop.minutes = stop.km === null ? 0 : minutes(stop.km);
      });
      const sum = (name) => stops.reduce((total, stop) => total + (stop[name] ?? 0), 0);
      return { date: trip.start && dayAfter(trip.start, index), stops, km: sum("km"), minutes: sum("minutes") };
    });
  const troubles = (days) =>
    days.flatMap((day, index) => [
      ...day.stops.flatMap((stop) => [
        stop.state === "closed" && say(words.closed, { name: stop.name, label: stop.label }),
        stop.date && day.date && stop.date !== day.date && say(words.other_day, { name: stop.name, day: dayText(stop.date) }),
        stop.missing && words.gone_trouble,
      ]),
      day.minutes > LONGEST_ON_THE_ROAD && say(words.too_far, { n: index + 1, time: time(day.minutes) }),
    ].filter(Boolean));

  // Showing

  const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const setIcon = (element, name) => element.setAttribute("href", `${root.dataset.icons}#${name}`);
  const STATE_ICONS = { open: "circle-check", caution: "triangle-alert", closed: "octagon-x" };

  const stopItem = (stop, isLast) => {
    const item = copyOf("trip-stop");
    item.dataset.place = stop.number - 1;
    item.querySelector(".stop__num").textContent = stop.number;
    const link = item.querySelector("h3 a");
    link.textContent = stop.name;
    if (stop.url) link.href = stop.url;
    setIcon(item.querySelector(".kind use"), stop.icon ?? "circle-question-mark");
    for (const name of ["kind", "area"]) {
      const words = item.querySelector(`[data-${name}]`);
      words.textContent = stop[name] ?? "";
      words.hidden = !stop[name];
    }
    if (stop.state in STATE_ICONS && stop.label) {
      const state = item.querySelector("[data-state]");
      state.hidden = false;
      state.firstElementChild.classList.add(`badge--${stop.state}`);
      setIcon(state.querySelector("use"), STATE_ICONS[stop.state]);
      state.querySelector("[data-label]").textContent = stop.label;
    }
    if (stop.km !== null && stop.km !== undefined) {
      const leg = item.querySelector(".leg");
      leg.hidden = false;
      const told = { km: number(stop.km, stop.km < 10 && !stop.isAbout ? 1 : 0), time: time(stop.minutes) };
      const text = say(stop.minutes ? words.leg : words.walk, told);
      leg.querySelector("span").textContent = stop.isAbout ? say(words.about, { text }) : text;
    }
    for (const [name, label] of [["up", words.up], ["down", words.down], ["remove", words.remove], ["grip", words.grip]])
      item.querySelector(`[data-${name}]`).setAttribute("aria-label", say(label, { name: stop.name }));
    item.querySelector("[data-up]").disabled = stop.number === 1;
    item.querySelector("[data-down]").disabled = isLast;
    return item;
  };
  // Pins that would hide each other are moved apart; `size` is that of the window in the drawing's units.
  const apart = (spots, size) => {
    const gap = (26 * size) / 300;
    const placed = [];
    for (const [x, y] of spots) {
      const isFree = ([a, b]) => placed.every(([c, d]) => Math.hypot(a - c, b - d) >= gap);
      const around = [...Array(48).keys()].map((i) => [x + gap * Math.ceil(i / 8) * Math.cos((i * Math.PI) / 4), y + gap * Math.ceil(i / 8) * Math.sin((i * Math.PI) / 4)]);
      placed.push(around.find(isFree) ?? [x, y]);
    }
    return placed;
  };
  const drawMap = (days) => {
    const stops = days.flatMap((day) => day.stops).filter((stop) => stop.point);
    let isDrawn = false;
    for (const figure of document.querySelectorAll("[data-map]")) {
      const [width, height, lon, lat, perLon, perLat] = figure.dataset.map.split(" ").map(Number);
      const spots = stops.map(({ point: [x, y] }) => [(x - lon) * perLon, (lat - y) * perLat]);
      const fits = spots.length > 0 && spots.every(([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height);
      figure.hidden = !fits || isDrawn;
      if (figure.hidden) continue;
      isDrawn = true;
      const svg = figure.querySelector("svg");
      svg.querySelectorAll("g").forEach((pin) => pin.remove());
      const span = (axis) => [Math.min(...spots.map((spot) => spot[axis])), Math.max(...spots.map((spot) => spot[axis]))];
      const [[left, right], [top, bottom]] = [span(0), span(1)];
      const size = Math.max(right - left, bottom - top, 160) * 1.3;
      svg.setAttribute("viewBox", `${(left + right - size) / 2} ${(top + bottom - size) / 2} ${size} ${size}`);
      svg.querySelector("path").setAttribute("d", `M${spots.map((spot) => spot.join(" ")).join("L")}`);
      apart(spots, size).forEach(([x, y], index) => {
        const make = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
        const [outer, pin, circle, label] = [make("g"), make("g"), make("circle"), make("text")];
        outer.setAttribute("transform", `translate(${x} ${y}) scale(${size / 300})`);
        pin.classList.add("map__pin");
        circle.setAttribute("r", 12);
        label.setAttribute("y", 5);
        label.textContent = stops[index].number;
        pin.append(circle, label);
        outer.append(pin);
        svg.append(outer);
      });
    }
  };
  const fragment = (trip) => `#${trip.start}/${Trip.encode(trip.days)}`;
  const show = () => {
    const trip = current();
    const days = planned(trip);
    const count = trip.days.flat().length;
    root.hidden = false;
    find("[data-sent]").hidden = !sent;
    find("[data-empty]").hidden = count > 0;
    find("[data-full]").hidden = !count;
    find("[data-sum]").textContent = count
      ? say(words.sum, { days: trip.days.length, places: count, km: number(days.reduce((sum, day) => sum + day.km, 0)) })
      : "";
    const sections = days.map((day, index) => {
      const section = copyOf("trip-day");
      section.querySelector(".day-head__num").textContent = index + 1;
      section.querySelector("h2").textContent = day.date ? dayText(day.date) : say(words.day, { n: index + 1 });
      section.querySelector("[data-sum-of-day]").textContent = day.stops.length
        ? say(words.sum_of_day, { places: day.stops.length, km: number(day.km), time: time(day.minutes) })
        : words.empty_day;
      const list = section.querySelector("ol");
      list.append(...day.stops.map((stop) => stopItem(stop, stop.number === count && index === days.length - 1)));
      section.querySelector("[data-drop-day]").hidden = day.stops.length > 0;
      section.querySelector("[data-drop-day]").dataset.dropDay = index;
      return section;
    });
    find("[data-days]").replaceChildren(...sections);
    const found = troubles(days);
    find("[data-troubles]").hidden = !found.length;
    find("[data-trouble-list]").replaceChildren(...found.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    find("#trip-start").value = trip.start;
    find("#trip-link").value = location.origin + location.pathname + fragment(trip);
    drawMap(days);
  };

  // Changing

  const move = (from, to, text = words.moved) => {
    const name = things.get(current().days.flat()[from])?.name ?? "";
    change((trip) => {
      const code = take(trip, from);
      put(trip, code, to);
    }, say(text, { name, n: to + 1 }));
    find(`[data-place="${to}"]`)?.querySelector("button:not(:disabled)")?.focus();
  };
  const spot = (trip, place) => {
    for (const [day, codes] of trip.days.entries()) {
      if (place < codes.length) return [day, place];
      place -= codes.length;
    }
    return [trip.days.length - 1, trip.days.at(-1).length];
  };
  const take = (trip, place) => {
    const [day, index] = spot(trip, place);
    return trip.days[day].splice(index, 1)[0];
  };
  const put = (trip, code, place) => {
    const [day, index] = spot(trip, place);
    trip.days[day].splice(index, 0, code);
  };
  // A step up from the head of a day is to the end of the day before, which may be empty; likewise down.
  const step = (place, direction) => {
    const [day, index] = spot(current(), place);
    const days = current().days;
    const leaves = direction < 0 ? index === 0 && day > 0 : index === days[day].length - 1 && day < days.length - 1;
    if (!leaves) return move(place, place + direction);
    const name = things.get(days[day][index])?.name ?? "";
    change((trip) => {
      const code = take(trip, place);
      if (direction < 0) trip.days[day - 1].push(code);
      else trip.days[day + 1].unshift(code);
    }, say(words.moved_day, { name, n: day + 1 + direction }));
    find(`[data-place="${place}"]`)?.querySelector(direction < 0 ? "[data-up]" : "[data-down]")?.focus();
  };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { dataset } = button;
    const place = Number(button.closest("[data-place]")?.dataset.place);
    if ("up" in dataset) step(place, -1);
    else if ("down" in dataset) step(place, 1);
    else if ("remove" in dataset) {
      const name = things.get(current().days.flat()[place])?.name ?? "";
      change((trip) => {
        take(trip, place);
        if (trip.days.length > 1) trip.days = trip.days.filter((day) => day.length);
        if (!trip.days.length) trip.days = [[]];
      }, say(words.removed, { name }), true);
      find("[data-undo]").focus();
    } else if ("undo" in dataset && undo) {
      const before = undo;
      change((trip) => Object.assign(trip, before), words.undone);
    } else if ("addDay" in dataset) change((trip) => trip.days.push([]), words.day_added);
    else if ("dropDay" in dataset) change((trip) => { trip.days.splice(Number(dataset.dropDay), 1); }, "");
    else if ("keep" in dataset) {
      const mine = Trip.read();
      const known = mine.days.flat();
      const days = sent.days.map((day) => day.filter((code) => !known.includes(code)));
      const all = [...mine.days, ...days].filter((day) => day.length);
      Trip.write({ start: mine.start || sent.start, days: all.length ? all : [[]] });
      leave();
    } else if ("leave" in dataset) leave();
    else if ("shareTrip" in dataset) navigator.share({ title: document.title, url: find("#trip-link").value }).catch(() => {});
    else if ("copyTrip" in dataset) navigator.clipboard.writeText(find("#trip-link").value).then(() => { find("[data-said]").textContent = words.copied; });
    else if ("gpx" in dataset) TripFiles.download("wonogiri.gpx", "application/gpx+xml", TripFiles.gpx(words.title, days().flatMap(({ stops }) => stops)));
    else if ("ics" in dataset) saveCalendar();
  });
  const days = () => {
    const whole = planned(current()).map((day) => ({ ...day, stops: day.stops.filter((stop) => !stop.missing) }));
    return whole.filter((day) => day.stops.length);
  };
  const saveCalendar = () => {
    if (!current().start) {
      find("[data-said]").textContent = words.needs_date;
      return find("#trip-start").focus();
    }
    const entries = days().map((day) => ({ ...day, after: dayAfter(day.date, 1), title: day.stops.map((stop) => stop.name).join(" – ") }));
    TripFiles.download("wonogiri.ics", "text/calendar", TripFiles.ics(entries, find("#trip-link").value));
  };
  const leave = () => {
    sent = null;
    history.replaceState(null, "", location.pathname);
    begin();
  };
  find("#trip-start").addEventListener("change", ({ target }) => change((trip) => { trip.start = target.value; }, ""));
  find("#trip-link").addEventListener("focus", ({ target }) => target.select());

  // Dragging by the grip, with finger or mouse; the buttons beside it do the same.
  root.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("[data-grip]")?.closest(".stop");
    if (!item) return;
    event.preventDefault();
    item.classList.add("is-held");
    const held = new AbortController();
    // On the document: an element that is moved loses the pointer.
    const listen = (type, does) => document.addEventListener(type, does, { signal: held.signal });
    listen("pointermove", ({ clientX, clientY }) => {
      if (clientY < EDGE || clientY > innerHeight - EDGE) scrollBy(0, clientY < EDGE ? -SCROLLED : SCROLLED);
      const under = document.elementsFromPoint(clientX, clientY).filter((element) => root.contains(element));
      const other = under.map((element) => element.closest(".stop")).find((stop) => stop && stop !== item);
      if (other) {
        const { top, height } = other.getBoundingClientRect();
        return other[clientY < top + height / 2 ? "before" : "after"](item);
      }
      const list = under.map((element) => element.closest("section")?.querySelector("ol")).find(Boolean);
      if (list && !list.contains(item)) list.append(item);
    });
    listen("pointercancel", () => {
      held.abort();
      show();
    });
    listen("pointerup", () => {
      held.abort();
      const before = current().days.flat();
      const lists = [...root.querySelectorAll("[data-days] ol")];
      const days = lists.map((list) => [...list.children].map((stop) => before[stop.dataset.place]));
      const to = lists.flatMap((list) => [...list.children]).indexOf(item);
      change((trip) => { trip.days = days; }, say(words.moved, { name: item.querySelector("h3").textContent, n: to + 1 }));
    });
  });

  const begin = async () => {
    const [, start, days] = /^#(\d{4}-\d\d-\d\d)?\/([0-9a-f._-]+)$/.exec(location.hash) ?? [];
    sent = days && fragment(Trip.read()) !== location.hash ? { start: start ?? "", days: Trip.decode(days) } : null;
    const isWhole = await learn(current());
    if (!isWhole) find("[data-said]").textContent = words.no_signal;
    show();
  };
  find("[data-if-share]").hidden = !navigator.share;
  find("[data-if-copy]").hidden = !navigator.clipboard;
  addEventListener("storage", begin);
  addEventListener("hashchange", begin);
  begin();
})();
