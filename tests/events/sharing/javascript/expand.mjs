// Every date of an iCalendar file as ical.js understands it: node expand.mjs <ical.js> <last day> < file > dates.json

import { readFileSync } from "node:fs";

const [library, lastDay] = process.argv.slice(2);
const { default: ICAL } = await import(library);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}

const written = (moment) => (moment.isDate ? moment.toString() : moment.toJSDate().toISOString());
const dates = [];
const tell = (item, start, end) =>
  dates.push([item.uid, written(start), written(end), item.component.getFirstPropertyValue("status")]);

const components = calendar.getAllSubcomponents("vevent");
const overrides = components.filter((component) => component.hasProperty("recurrence-id"));
// A date after the last day may have been moved before it.
const enough = ICAL.Time.fromDateString(lastDay);
enough.adjust(400, 0, 0, 0);
for (const component of components.filter((one) => !one.hasProperty("recurrence-id"))) {
  const uid = component.getFirstPropertyValue("uid");
  // Of itself the library would take the changed dates of every other event for those of this one too.
  const exceptions = overrides.filter((override) => override.getFirstPropertyValue("uid") === uid);
  const event = new ICAL.Event(component, { exceptions, strictExceptions: true });
  if (!event.isRecurring()) {
    tell(event, event.startDate, event.endDate);
    continue;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.compare(enough) < 0; next = iterator.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    tell(item, startDate, endDate);
  }
}
process.stdout.write(JSON.stringify(dates));
