/*
 * <event-list>: a live list of events in any page. No framework, no global name, no cookie;
 * docs/embedding.md tells how to use it.
 *
 * It works where a page allows next to nothing: the style is a constructed sheet, which needs no
 * style-src, and nothing is ever parsed as HTML, so that Trusted Types are content.
 */
(() => {
  "use strict";

  /* Where this script comes from is where the events are. */
  const script = document.currentScript;
  const BASE = script ? new URL(".", script.src).href : "";
  const ORIGIN = script ? new URL(script.src).origin : "";

  const FILTERS = ["theme", "region", "match", "from", "to", "when", "q", "status"];
  const NAMES = [...FILTERS, "view", "order", "limit", "lang", "base"];
  const STYLE = `
:host { display: block; color: var(--event-list-text, inherit); font: var(--event-list-font, inherit); }
:host([hidden]) { display: none; }
ul, p { margin: 0; padding: 0; }
ul { list-style: none; }
li { overflow-wrap: break-word; }
li + li {
  margin-block-start: var(--event-list-gap, 1em);
  padding-block-start: var(--event-list-gap, 1em);
  border-block-start: 1px solid var(--event-list-rule, rgb(128 128 128 / 40%));
}
a { color: var(--event-list-accent, inherit); text-underline-offset: .15em; }
[part=title] { font-weight: bold; }
[part=date], [part=coming], [part=place], [part=footer] {
  color: var(--event-list-muted, inherit);
  font-size: .9em;
}
[part=status] { border: 1px solid; border-radius: .2em; padding: 0 .35em; font-size: .8em; }
[part=footer] {
  display: flex;
  flex-wrap: wrap;
  gap: .25em 1.25em;
  margin-block-start: var(--event-list-gap, 1em);
}
[part=footer] a { line-height: 1.7; }
`;

  /* Make an element with a part's name, and with what stands in it. */
  const make = (kind, part, ...content) => {
    const element = document.createElement(kind);
    if (part) element.setAttribute("part", part);
    element.append(...content);
    return element;
  };

  const link = (part, address, text) => {
    const element = make("a", part, text);
    element.href = address;
    element.rel = "noopener";
    return element;
  };

  const joined = (path, query) => (String(query) ? `${path}?${query}` : path);

  /* Return where the feed is that an element asks for, its page, and the page to subscribe at. */
  const addressesOf = (element) => {
    const read = (name) => (element.getAttribute(name) || "").trim();
    const chosen = new URLSearchParams();
    for (const name of FILTERS) if (read(name)) chosen.set(name, read(name));
    const language = read("lang").toLowerCase();
    const base = (read("base") || BASE).replace(/\/*$/, "/") + (language && `${language}/`);
    const view = read("view") && `view/${encodeURIComponent(read("view"))}`;
    const shown = new URLSearchParams(chosen);
    shown.set("limit", read("limit") || "10");
    shown.set("notices", "0");
    shown.set("order", read("order") || "next");
    const subscribed = new URLSearchParams(chosen);
    if (view) subscribed.set("view", read("view"));
    return {
      feed: joined(`${base}${view || "events"}.json`, shown),
      page: joined(base + view, chosen),
      subscribe: joined(`${base}subscribe`, subscribed),
    };
  };

  /* Every address is asked once, for as many elements as want it; one that failed, again. */
  const asked = new Map();
  const load = (address) => {
    if (!asked.has(address)) {
      const answer = fetch(address, { credentials: "omit" }).then((response) => {
        if (!response.ok) throw new Error(`${address} answers ${response.status}`);
        return response.json();
      });
      answer.catch(() => asked.delete(address));
      asked.set(address, answer);
    }
    return asked.get(address);
  };

  const itemOf = (item, language) => {
    const event = item._event;
    const title = link("link", item.url, event.title);
    if (item.language && item.language !== language) title.lang = item.language;
    const status = event.status_name ? [make("span", "status", event.status_name), " "] : [];
    const told = make("li", "event", make("p", "date", event.dates), make("p", "title", ...status, title));
    if (event.coming) told.append(make("p", "coming", event.coming));
    if (event.location) told.append(make("p", "place", event.location));
    return told;
  };

  const listOf = (feed, to) => {
    const list = make("ul", "list", ...feed.items.map((item) => itemOf(item, feed.language)));
    list.setAttribute("role", "list"); // which Safari takes from a list without bullets
    list.setAttribute("aria-label", feed.title);
    const words = feed._words;
    const whole = make("div", "", feed.items.length ? list : make("p", "none", words.none));
    whole.lang = feed.language;
    whole.dir = "auto"; // as its own words run, not those of the page around it
    whole.append(
      make(
        "p",
        "footer",
        link("all", to.page, words.all_events),
        link("subscribe", to.subscribe, words.subscribe),
      ),
    );
    return whole;
  };

  class EventList extends HTMLElement {
    static observedAttributes = NAMES;
    #root = this.attachShadow({ mode: "open" });
    #fallback = make("div", "fallback", make("slot"));
    #turn = 0;
    #shown = "";
    #isDue = false;

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.append(this.#fallback);
    }

    connectedCallback() {
      this.#plan();
    }

    attributeChangedCallback() {
      this.#plan();
    }

    /* Attributes change one by one: draw when all have. */
    #plan() {
      if (this.#isDue) return;
      this.#isDue = true;
      queueMicrotask(() => {
        this.#isDue = false;
        if (this.isConnected) this.#draw();
      });
    }

    /* What stood there stays until there is something better. */
    async #draw() {
      const to = addressesOf(this);
      if (to.feed === this.#shown) return;
      this.#shown = to.feed;
      this.#turn += 1;
      const turn = this.#turn;
      this.#root.lastChild.setAttribute("aria-busy", "true");
      let drawn;
      try {
        drawn = listOf(await load(to.feed), to);
      } catch {
        drawn = this.#without(to);
        if (turn === this.#turn) this.#shown = "";
      }
      if (turn !== this.#turn) return; // attributes have changed meanwhile
      drawn.removeAttribute("aria-busy");
      this.#root.replaceChildren(drawn);
    }

    /* Without a server: what the page's author wrote in the element, else a link. */
    #without(to) {
      const hasOwn = this.childElementCount || this.textContent.trim();
      const instead = hasOwn ? [] : [link("link", to.page, to.page)];
      this.#fallback.replaceChildren(make("slot"), ...instead);
      return this.#fallback;
    }
  }

  if (!customElements.get("event-list")) customElements.define("event-list", EventList);
  if (!script) return;

  /* Frames of ours on this page get the height that their content says it has. */
  const frames = () => [...document.querySelectorAll("iframe")];

  addEventListener("message", ({ data, origin, source }) => {
    if (origin !== ORIGIN || !data || data.type !== "event-list:height") return;
    const height = Math.min(Math.ceil(Number(data.height)), 20000);
    const frame = frames().find((each) => each.contentWindow === source);
    if (!frame || !(height > 0)) return;
    const isAllIn = getComputedStyle(frame).boxSizing === "border-box";
    const edges = isAllIn ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.height = `${height + edges}px`;
  });

  /* One that spoke before this script could hear it is asked to say it again. */
  for (const frame of frames()) {
    if (frame.src.startsWith(`${ORIGIN}/`)) frame.contentWindow.postMessage({ type: "event-list:ask" }, "*");
  }
})();
