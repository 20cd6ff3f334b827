// A trip as files for other programs: GPX 1.1 waypoints for navigation, iCalendar (RFC 5545) with one entry a day.
window.TripFiles = (() => {
  const xml = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const gpx = (name, stops) => {
    // Nobody is led to a protected place, of which only a square of 1 km is known.
    const points = stops
      .filter((stop) => stop.point && !stop.isProtected)
      .map(({ point: [lon, lat], name, url }) => `  <wpt lat="${lat}" lon="${lon}"><name>${xml(name)}</name><link href="${xml(url)}"/></wpt>`);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<gpx version="1.1" creator="${xml(location.host)}" xmlns="http://www.topografix.com/GPX/1/1">`,
      `  <metadata><name>${xml(name)}</name></metadata>`,
      ...points,
      "</gpx>",
      "",
    ].join("\n");
  };

  // Lines of at most 75 bytes; no character is cut in two.
  const fold = (line) => {
    const bytes = new TextEncoder();
    const lines = [""];
    for (const sign of line) {
      if (bytes.encode(lines.at(-1) + sign).length > 75) lines.push(" ");
      lines[lines.length - 1] += sign;
    }
    return lines.join("\r\n");
  };
  const text = (value) => value.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
  const compact = (day) => day.replaceAll("-", "");
  // `days`: [{date: "2027-06-12", after: "2027-06-13", title, stops}]
  const ics = (days, link) => {
    const stamp = `${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`;
    const entries = days.flatMap(({ date, after, title, stops }) => [
      "BEGIN:VEVENT",
      `UID:${compact(date)}-${stops.map((stop) => stop.code).join("-").slice(0, 120)}@${location.host}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(date)}`,
      `DTEND;VALUE=DATE:${compact(after)}`,
      `SUMMARY:${text(title)}`,
      `DESCRIPTION:${text(stops.map((stop, i) => `${i + 1}. ${stop.name}\n${stop.url}`).join("\n"))}`,
      `URL:${link}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]);
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${location.host}//trip//EN`, ...entries, "END:VCALENDAR"];
    return `${lines.map(fold).join("\r\n")}\r\n`;
  };
  const download = (name, type, content) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  return { gpx, ics, download };
})();
