/*
 * In the pages that other sites hold in a frame: tells the page around it how high this one is.
 *
 * To a page with our own embed.js it says {type: "event-list:height", height}. WordPress hands a
 * secret over in the fragment (#?secret=…) and wants messages of its own; its sandbox lets no link
 * of a frame open anything, so a click is told as a message too, and WordPress follows the link.
 */
(() => {
  "use strict";
  if (parent === window) return;

  const secretOf = () => (/^#\?secret=([A-Za-z0-9]+)$/.exec(location.hash) || [])[1];

  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    parent.postMessage({ type: "event-list:height", height }, "*");
    const secret = secretOf();
    if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
  };

  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);
  addEventListener("hashchange", tell);
  addEventListener("message", ({ data, source }) => {
    if (source !== parent || !data) return;
    if (data.type === "event-list:ask" || data.message === "ready") tell();
  });

  addEventListener("click", (event) => {
    const secret = secretOf();
    const link = event.target.closest("a[href]");
    if (!secret || !link || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    parent.postMessage({ message: "link", value: link.href, secret }, "*");
  });
})();
