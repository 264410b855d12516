// Reads an iCalendar file from standard input with ical.js, found at the path given, and prints its nights as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const nights = calendar.getAllSubcomponents("vevent").map((component) => {
  const night = new ICAL.Event(component);
  return {
    uid: night.uid,
    start: night.startDate.toUnixTime(),
    end: night.endDate.toUnixTime(),
    summary: night.summary,
    location: night.location,
    description: night.description,
    status: component.getFirstPropertyValue("status"),
    sequence: night.sequence,
  };
});
process.stdout.write(JSON.stringify(nights));
