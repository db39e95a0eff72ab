// rss-parser, under many JavaScript sites: an address in, what it makes of the feed out.
import Parser from "rss-parser";

const parser = new Parser({ timeout: 10000, customFields: { item: ["ev:startdate"] } });
try {
  const feed = await parser.parseURL(process.argv[2]);
  console.log(JSON.stringify({ problem: "", ...feed }));
} catch (error) {
  console.log(JSON.stringify({ problem: String(error), items: [] }));
}
process.exit(); // rss-parser leaves the connection of an answer that it refuses open
