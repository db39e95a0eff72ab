// What a script can add to the pages: copying with a word of confirmation, sharing, and filtering
// without a full reload. Without it everything works as links and forms.

"use strict";

const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function say(text) {
  document.getElementById("said").textContent = text;
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {  // no permission, or not a secure context: the field is there to be copied by hand
    const field = button.parentElement.querySelector("input");
    field?.select();
    if (!field || !document.execCommand("copy")) {
      if (button.hash) location.hash = button.hash;
      return;
    }
  }
  const before = button.textContent;
  button.textContent = button.dataset.done;
  say(button.dataset.done);
  setTimeout(() => { button.textContent = before; }, 2000);
}

function share(button) {
  navigator.share({ title: document.title, url: document.querySelector("link[rel=canonical]").href }).catch(() => {});
}

function reveal() {
  for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
  if (navigator.share) {
    for (const button of document.querySelectorAll("button[data-share]")) button.hidden = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], button[data-share]");
  if (button) {
    event.preventDefault();
    if ("copy" in button.dataset) copy(button);
    else share(button);
    return;
  }
  const link = event.target.closest("a[data-swap], form[data-swap] a, .terms a");
  const isPlain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (link && isPlain && document.querySelector("form[data-swap]")) {
    event.preventDefault();
    show(link.href);
  }
});

// A form says where its choices are by where it is sent on to.
function submit(form) {
  const fields = [...new FormData(form)].filter(([, value]) => value.trim());
  show(`${form.action}?${new URLSearchParams(fields)}`);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-swap]")) return;
  event.preventDefault();
  submit(event.target);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-swap]");
  if (form && event.target.matches("input[type=checkbox], input[type=radio]")) submit(form);
});

// Only the newest of several requests is shown; whatever cannot be shown so is simply gone to.
let wanted = 0;

async function show(url, { isNew = true } = {}) {
  const turn = ++wanted;
  let answer;
  let text;
  try {
    answer = await fetch(url, { headers: { Accept: "text/html" } });
    text = await answer.text();
  } catch {
    location.assign(url);
    return;
  }
  if (turn !== wanted) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!answer.ok || !page.querySelector("form[data-swap]")) {
    location.assign(answer.url);
    return;
  }
  if (isNew) history.pushState(null, "", answer.url);
  const put = () => place(page);
  if (document.startViewTransition && !isCalm) document.startViewTransition(put);
  else put();
}

function place(page) {
  here = location.pathname + location.search;
  const held = document.activeElement?.id;
  const isOpen = document.getElementById("follow")?.open;
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  const kept = 'link[rel="canonical"], link[rel="alternate"], meta[name="description"], meta[name="robots"]';
  for (const old of document.head.querySelectorAll(kept)) old.remove();
  document.head.append(...page.head.querySelectorAll(kept));
  const languages = page.querySelector(".languages");
  if (languages) document.querySelector(".languages").replaceWith(languages);
  if (isOpen) document.getElementById("follow").open = true;
  reveal();
  document.getElementById(held)?.focus({ preventScroll: true });
  const told = [".selection h1", ".meta > span"].map((name) => document.querySelector(name).innerText);
  say(told.join(", "));
}

// A link within the page changes its fragment alone, and nothing is to be fetched.
let here = location.pathname + location.search;

addEventListener("popstate", () => {
  if (location.pathname + location.search !== here) show(location.href, { isNew: false });
});

reveal();

// A preview is as high as what it shows.
addEventListener("message", ({ data, origin, source }) => {
  if (origin !== location.origin || data?.type !== "event-list:height") return;
  const frame = [...document.querySelectorAll("iframe")].find((each) => each.contentWindow === source);
  if (frame) frame.height = Math.ceil(data.height) + 2;
});

// From page to page, too, where a browser can and its reader does not mind.
if ("CSSViewTransitionRule" in window && !isCalm) {
  document.styleSheets[0].insertRule("@view-transition { navigation: auto; }");
}
