// The interactive map: fetched only when a visitor asks for it. Without it, or when it fails, the drawn map stays.
const PRECISE_ZOOM = 12;
const CELL_ZOOM = 13.5;

const load = (element, attributes) =>
  new Promise((resolve, reject) => {
    Object.assign(element, attributes, { onload: resolve, onerror: reject });
    document.head.append(element);
  });

const fetchJson = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
};

// Elements and text only: names never pass through HTML.
const make = (tag, css, text) => {
  const element = document.createElement(tag);
  if (css) element.className = css;
  if (text) element.textContent = text;
  return element;
};

const symbol = (icons, name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
};

// As on the drawn map: a triangle where to take care, a crossed square where it is closed.
const SHAPES = { caution: "M12 2 22.5 20.5H1.5z", closed: "M4 4H20V20H4zM4 20 20 4" };

const shapeOf = (state) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[state]);
  svg.setAttribute("class", "pin__shape");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
};

const pinOf = (place, settings, isHere) => {
  const pin = make("span", `pin pin--${place.safety}`);
  if (SHAPES[place.safety]) pin.append(shapeOf(place.safety));
  if (place.protected) pin.classList.add("pin--protected");
  else if (place.approximate) pin.classList.add("pin--approximate");
  if (isHere) pin.classList.add("pin--here");
  pin.append(symbol(settings.icons, place.icon));
  return pin;
};

const sureness = (place, settings) => (place.protected ? settings.protected : place.approximate ? settings.approximate : "");

const popupOf = (place, settings, isHere) => {
  const popup = make("div", "pin-popup");
  const name = isHere ? make("b", "", place.name) : make("a", "", place.name);
  if (!isHere) name.href = place.url;
  popup.append(name, make("p", "", [place.kind, place.area].filter(Boolean).join(" · ")));
  if (place.safety !== "unknown" || isHere) popup.append(make("p", `pin-popup__state pin-popup__state--${place.safety}`, place.safety_label));
  if (sureness(place, settings)) popup.append(make("p", "pin-popup__note", sureness(place, settings)));
  return popup;
};

// Where a feature lies, as Leaflet's bounds: a protected place is somewhere in its cell, any other at its point.
const boundsOf = ({ type, coordinates }) => {
  const points = type === "Polygon" ? coordinates[0] : [coordinates];
  return window.L.latLngBounds(points.map(([lon, lat]) => [lat, lon]));
};

const addPlace = (map, place, bounds, settings, isHere) => {
  const L = window.L;
  if (place.protected) L.rectangle(bounds, { className: "cell", interactive: false }).addTo(map);
  const icon = L.divIcon({ className: "pin-frame", html: pinOf(place, settings, isHere), iconSize: [44, 44] });
  const label = [place.name, place.kind, place.safety === "caution" || place.safety === "closed" ? place.safety_label : "", sureness(place, settings)];
  const marker = L.marker(bounds.getCenter(), { icon, title: place.name, zIndexOffset: isHere ? 1000 : place.safety === "closed" ? 500 : 0, riseOnHover: true }).addTo(map);
  marker.getElement().setAttribute("aria-label", label.filter(Boolean).join(", "));
  return marker.bindPopup(popupOf(place, settings, isHere));
};

const placeOf = (settings) => ({
  name: settings.name,
  kind: settings.kind,
  icon: settings.icon,
  safety: settings.safety,
  safety_label: settings.safetyLabel,
  approximate: "isApproximate" in settings,
  protected: "cell" in settings,
});

const geometryOf = ({ lat, lon, cell }) => {
  if (!cell) return { type: "Point", coordinates: [Number(lon), Number(lat)] };
  const [west, south, east, north] = cell.split(",").map(Number);
  return { type: "Polygon", coordinates: [[[west, south], [east, north]]] };
};

export const addGround = (map, base, settings) => {
  const L = window.L;
  const layer = (name) =>
    L.geoJSON(base, {
      filter: (feature) => feature.properties.layer === name,
      interactive: false,
      style: (feature) => ({ className: `ground ground--${name}${feature.properties.geopark ? " ground--geopark" : ""}` }),
    }).addTo(map);
  if (settings.tiles) L.tileLayer(settings.tiles, { attribution: settings.tilesAttribution, maxZoom: 19 }).addTo(map);
  else {
    layer("land");
    layer("regency");
  }
  layer("district");
  if (!settings.tiles) layer("water");
  const names = L.layerGroup();
  const regencies = L.layerGroup();
  const written = new Set();
  for (const { properties } of base.features) {
    if (!properties.label || !["regency", "district"].includes(properties.layer)) continue;
    // A town and the regency around it may share their name.
    if (written.has(properties.layer + properties.name)) continue;
    written.add(properties.layer + properties.name);
    const [lon, lat] = properties.label;
    const html = make("span", "", properties.name);
    const icon = L.divIcon({ className: `ground-name${properties.geopark ? " ground-name--geopark" : ""}`, html, iconSize: [0, 0] });
    L.marker([lat, lon], { icon, interactive: false, keyboard: false }).addTo(properties.layer === "district" ? names : regencies);
  }
  const show = () => {
    const close = map.getZoom() >= 11;
    map[close ? "addLayer" : "removeLayer"](names);
    map[close ? "removeLayer" : "addLayer"](regencies);
  };
  if (!settings.tiles) map.on("zoomend", show), show();
};

const draw = (frame, base, collection) => {
  const L = window.L;
  const settings = frame.dataset;
  const canvas = make("div", "map__canvas");
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", settings.label);
  frame.append(canvas);
  frame.classList.add("map--live");
  const map = L.map(canvas, { minZoom: 7, maxZoom: settings.tiles ? 18 : 14, zoomSnap: 0.5, zoomControl: false, scrollWheelZoom: false });
  L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(map);
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>').addAttribution(settings.attribution);
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", settings.close);
  });
  const bounds = [];
  if (settings.lat) {
    map.setView([settings.lat, settings.lon], settings.cell ? CELL_ZOOM : PRECISE_ZOOM);
  } else {
    for (const { geometry } of collection.features) bounds.push(boundsOf(geometry));
    if (bounds.length) map.fitBounds(bounds, { padding: [28, 28], maxZoom: PRECISE_ZOOM });
    else map.setView([-7.95, 110.93], 9);
  }
  addGround(map, base, settings);
  for (const { geometry, properties } of collection.features) {
    if (properties.url === settings.url) continue;
    addPlace(map, properties, boundsOf(geometry), settings, false);
  }
  if (settings.lat) addPlace(map, placeOf(settings), boundsOf(geometryOf(settings)), settings, true);
  canvas.focus({ preventScroll: true });
};

const open = async (frame, button) => {
  const settings = frame.dataset;
  button.disabled = true;
  frame.setAttribute("aria-busy", "true");
  try {
    const [base, collection] = await Promise.all([
      fetchJson(settings.base),
      fetchJson(settings.places),
      load(document.createElement("link"), { rel: "stylesheet", href: settings.style }),
      window.L ?? load(document.createElement("script"), { src: settings.script }),
    ]);
    draw(frame, base, collection);
    button.remove();
    frame.parentElement.querySelector(".map__failed")?.remove();
  } catch {
    frame.querySelector(".map__canvas")?.remove();
    frame.classList.remove("map--live");
    button.disabled = false;
    const note = frame.parentElement.querySelector(".map__failed") ?? make("p", "map__failed small", settings.failed);
    note.setAttribute("role", "status");
    frame.after(note);
  } finally {
    frame.removeAttribute("aria-busy");
  }
};

for (const frame of document.querySelectorAll("[data-map]")) {
  const button = make("button", "map__open", frame.dataset.open);
  button.type = "button";
  button.addEventListener("click", () => open(frame, button));
  frame.append(button);
}
