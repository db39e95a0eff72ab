// ical.js, under Thunderbird and Nextcloud: a calendar on standard input, what it shows out.
// It parses leniently even in its strict mode, so what it has read is compared with what was
// written: a date that is none comes out as another day.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;

// RFC 7986, which ical.js has no types for
const EXTENSIONS = new Set(["name", "color", "source", "refresh-interval", "image", "conference"]);

const components = (component) => [
  component,
  ...component.getAllSubcomponents().flatMap(components),
];

/** What is unknown to the format's own table of types, or not of the type it should have. */
function problems(component) {
  const found = [];
  for (const property of component.getAllProperties()) {
    const where = `${component.name} ${property.name}`;
    if (property.type === "unknown" && !property.name.startsWith("x-")
        && !EXTENSIONS.has(property.name)) {
      found.push(`${where} is unknown`);
    }
    for (const [place, value] of property.getValues().entries()) {
      const written = property.jCal[3 + place];
      if (typeof written === "string" && String(value) !== written) {
        found.push(`${where}: ${written} is read as ${value}`);
      }
    }
  }
  return found;
}

function shown(vevent) {
  const event = new ICAL.Event(vevent, { strictExceptions: true });
  return {
    title: event.summary,
    start: event.startDate.toString(),
    end: event.endDate.toString(),
    isDate: event.startDate.isDate && event.endDate.isDate,
    isRecurring: event.isRecurring(),
    uid: event.uid,
  };
}

const answer = { problems: [], events: [], timezones: [] };
try {
  const parsed = ICAL.parse(readFileSync(0, "utf8"));
  if (typeof parsed[0] !== "string") {
    throw new Error("more than one calendar");
  }
  const calendar = new ICAL.Component(parsed);
  answer.problems = components(calendar).flatMap(problems);
  answer.events = calendar.getAllSubcomponents("vevent").map(shown);
  answer.timezones = calendar.getAllSubcomponents("vtimezone")
    .map((zone) => new ICAL.Timezone(zone).tzid);
} catch (error) {
  answer.problems.push(`${error.name}: ${error.message}`);
}
console.log(JSON.stringify(answer));
