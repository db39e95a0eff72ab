// A feed reader with a memory of its own, by rss-parser: an address and the file of its memory
// in, the items that it holds out, by their ids. It asks for what is newer by the date alone, as
// Thunderbird's reader does, and keeps what is no longer in the feed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import Parser from "rss-parser";

/** Asks for what was changed after a date, if there is one. */
async function fetchNew(address, memory) {
  const headers = memory.lastModified ? { "If-Modified-Since": memory.lastModified } : {};
  const answer = await fetch(address, { headers });
  if (answer.status === 304) {
    return null;
  }
  if (answer.status !== 200) {
    throw new Error(`the server says ${answer.status}`);
  }
  memory.lastModified = answer.headers.get("last-modified");
  return answer.text();
}

const [address, file] = process.argv.slice(2);
const memory = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { items: {} };
const text = await fetchNew(address, memory);
if (text !== null) {
  const feed = await new Parser().parseString(text);
  for (const item of feed.items) {
    memory.items[item.guid ?? item.id] = item.title;
  }
}
writeFileSync(file, JSON.stringify(memory));
console.log(JSON.stringify(Object.entries(memory.items)));
