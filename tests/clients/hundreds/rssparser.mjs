// rss-parser: addresses in, and the items of all these feeds out.
import Parser from "rss-parser";

const parser = new Parser({ timeout: 10000 });
const feeds = [];
for (const address of process.argv.slice(2)) {
  feeds.push(await parser.parseURL(address));
}
console.log(JSON.stringify(feeds.map(({ items }) => items)));
