// A calendar with a memory of its own, by ical.js: an address, the file of its memory and a rule
// in, the events that it holds out. What it has of an event it replaces only where the event says
// that it changed, as phones and web calendars do: ICSx5 where LAST-MODIFIED rose, Google
// Calendar where SEQUENCE rose. What is no longer in the calendar it drops.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;

const rose = {
  "LAST-MODIFIED": (held, got) => got.modified > held.modified,
  SEQUENCE: (held, got) => got.sequence > held.sequence,
};

/** Asks as ICSx5 does: for what has another tag, or is newer. */
async function fetchNew(address, memory) {
  const headers = memory.etag
    ? { "If-None-Match": memory.etag, "If-Modified-Since": memory.lastModified }
    : {};
  const answer = await fetch(address, { headers });
  if (answer.status === 304) {
    return null;
  }
  if (answer.status !== 200) {
    throw new Error(`the server says ${answer.status}`);
  }
  memory.etag = answer.headers.get("etag");
  memory.lastModified = answer.headers.get("last-modified");
  return answer.text();
}

function read(text) {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((vevent) => {
    const event = new ICAL.Event(vevent);
    return {
      modified: vevent.getFirstPropertyValue("last-modified").toString(),
      sequence: event.sequence,
      shown: [
        event.uid,
        event.summary,
        event.startDate.toString(),
        event.endDate.toString(),
        vevent.getFirstPropertyValue("status"),
        event.description,
      ],
    };
  });
}

const [address, file, rule] = process.argv.slice(2);
const memory = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { held: [] };
const text = await fetchNew(address, memory);
if (text !== null) {
  const held = new Map(memory.held.map((event) => [event.shown[0], event]));
  memory.held = read(text).map((got) => {
    const old = held.get(got.shown[0]);
    return old && !rose[rule](old, got) ? old : got;
  });
}
writeFileSync(file, JSON.stringify(memory));
console.log(JSON.stringify(memory.held.map((event) => event.shown)));
