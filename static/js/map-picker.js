// The point of a place, chosen on a map in the page editor. The number fields do the same without it.
const DECIMALS = 5;
const START = { point: [-7.95, 110.93], zoom: 9, close: 12 };

const load = (tag, attributes) =>
  new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject });
    document.head.append(element);
  });

const setUp = async (frame) => {
  if (frame.dataset.ready) return;
  frame.dataset.ready = "yes";
  const settings = frame.dataset;
  const form = frame.closest("form") ?? document;
  const lat = form.querySelector("[name=lat]");
  const lon = form.querySelector("[name=lon]");
  const help = document.createElement("p");
  help.className = "help";
  help.textContent = settings.help;
  frame.append(help);
  if (!lat || !lon) return;
  try {
    if (!window.L) await load("script", { src: settings.script });
    const base = await (await fetch(settings.base)).json();
    draw(frame, base, lat, lon);
  } catch {
    help.textContent = settings.failed;
  }
};

const draw = (frame, base, lat, lon) => {
  const L = window.L;
  const settings = frame.dataset;
  const form = frame.closest("form") ?? document;
  const canvas = document.createElement("div");
  canvas.className = "map-picker__canvas";
  canvas.setAttribute("aria-label", settings.label);
  frame.append(canvas);
  const map = L.map(canvas, { minZoom: 7, maxZoom: 17, zoomControl: false, scrollWheelZoom: false });
  L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(map);
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>').addAttribution(settings.attribution);
  for (const name of ["land", "regency", "district", "water"])
    L.geoJSON(base, {
      filter: (feature) => feature.properties.layer === name,
      interactive: false,
      style: { className: `map-picker__area map-picker__area--${name}` },
    }).addTo(map);
  for (const { properties } of base.features)
    if (properties.layer === "district") {
      const label = document.createElement("span");
      label.textContent = properties.name;
      const icon = L.divIcon({ className: "map-picker__name", html: label, iconSize: [0, 0] });
      L.marker([properties.label[1], properties.label[0]], { icon, interactive: false, keyboard: false }).addTo(map);
    }

  const typed = () => {
    const point = [lat, lon].map((field) => (field.value.trim() === "" ? NaN : Number(field.value.replace(",", "."))));
    return point.every(Number.isFinite) ? point : null;
  };
  const marker = L.marker(START.point, {
    draggable: true,
    title: settings.pin,
    alt: settings.pin,
    icon: L.divIcon({ className: "map-picker__pin", iconSize: [26, 26] }),
  });
  const write = ({ lat: latitude, lng }) => {
    for (const [field, value] of [[lat, latitude], [lon, lng]]) {
      field.value = value.toFixed(DECIMALS);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    showCell();
  };
  // What everybody else sees of a protected place, by the same arithmetic as places/geography/cells.py.
  const isProtected = form.querySelector("[name=is_protected]");
  const cell = L.rectangle([[0, 0], [0, 0]], { className: "map-picker__cell", interactive: false });
  const note = Object.assign(document.createElement("p"), { className: "help", textContent: settings.published });
  frame.append(note);
  const showCell = () => {
    const point = typed();
    note.hidden = !point || !isProtected?.checked;
    if (note.hidden) return cell.remove();
    const step = Number(settings.cell);
    const [south, west] = point.map((degrees) => Math.floor(Math.round(degrees * 1e5) / step) * step);
    cell.setBounds([[south / 1e5, west / 1e5], [(south + step) / 1e5, (west + step) / 1e5]]).addTo(map);
  };
  const showTyped = () => {
    const point = typed();
    showCell();
    if (!point) return marker.remove();
    marker.setLatLng(point).addTo(map);
    if (!map.getBounds().contains(point)) map.setView(point, Math.max(map.getZoom(), START.close));
  };

  map.setView(typed() ?? START.point, typed() ? START.close : START.zoom);
  showTyped();
  map.on("click", ({ latlng }) => {
    marker.setLatLng(latlng).addTo(map);
    write(latlng);
  });
  isProtected?.addEventListener("change", showCell);
  map.on("focus", () => map.scrollWheelZoom.enable());
  marker.on("dragend", () => write(marker.getLatLng()));
  for (const field of [lat, lon]) field.addEventListener("input", (event) => event.isTrusted && showTyped());
  // A panel may be folded or in a hidden tab when the map is made.
  new ResizeObserver(() => map.invalidateSize()).observe(canvas);
};

const setUpAll = () => document.querySelectorAll("[data-map-picker]").forEach(setUp);
document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", setUpAll) : setUpAll();
