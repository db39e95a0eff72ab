// ical.js: calendars on standard input, and a line of JSON with the occurrences of each out.
// In is {"calendars": [text…], "until": the last year that is expanded}. Zones are those that the
// file itself defines; ical.js has none of its own but UTC.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;

const { calendars, until } = JSON.parse(readFileSync(0, "utf8"));
const FLOATING = ICAL.Timezone.localTimezone;

/** A day, an instant of UTC, or a time without Z where ical.js knows no zone. */
const plain = (time) => (
  time.isDate || time.zone === FLOATING
    ? time.toString()
    : new Date(time.toUnixTime() * 1000).toISOString().replace(".000", ""));

/** ical.js expands a zone again for each later year, and keeps what it had: so do it once. */
function expandZone(time) {
  if (!time.isDate) {
    const late = time.clone();
    late.year = until + 1;
    late.zone.utcOffset(late);
  }
}

/** The occurrences of one component that repeats, or is alone; exceptions are related to it. */
function expanded(event) {
  if (!event.isRecurring()) {
    return [{ item: event, startDate: event.startDate, endDate: event.endDate }];
  }
  expandZone(event.startDate);
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.year <= until; next = iterator.next()) {
    found.push(event.getOccurrenceDetails(next));
  }
  return found;
}

const text = (component, name) => component.getFirstPropertyValue(name) ?? "";

function shown(calendar) {
  const all = calendar.getAllSubcomponents("vevent");
  const uids = new Set(all.filter((each) => !each.hasProperty("recurrence-id"))
    .map((each) => text(each, "uid")));
  const exceptions = all.filter((each) => each.hasProperty("recurrence-id"));
  const answer = new Map();
  for (const component of all) {
    const uid = text(component, "uid");
    const isException = component.hasProperty("recurrence-id");
    if (isException && uids.has(uid)) {
      continue; // it is found where it belongs
    }
    const related = exceptions.filter((each) => !isException && text(each, "uid") === uid);
    const event = new ICAL.Event(component, { strictExceptions: true, exceptions: related });
    for (const { item, startDate, endDate } of expanded(event)) {
      if (!answer.has(item.component)) {
        const [title, place, status] = ["summary", "location", "status"]
          .map((name) => text(item.component, name));
        answer.set(item.component, [uid, title, place, status, []]);
      }
      answer.get(item.component)[4].push([plain(startDate), plain(endDate)]);
    }
  }
  return [...answer.values()];
}

for (const calendar of calendars) {
  let answer;
  try {
    answer = shown(new ICAL.Component(ICAL.parse(calendar)));
  } catch (error) {
    answer = `${error.name}: ${error.message}`;
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
