// What the scripts have in common that run inside Thunderbird and follow calendars.
const done = arguments[arguments.length - 1];
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");

/** A calendar from the web, with the offline copy that Thunderbird keeps unless told not to. */
function subscribe(address, name) {
  const made = cal.manager.createCalendar("ics", Services.io.newURI(address));
  made.name = name;
  made.readOnly = true;
  made.setProperty("cache.enabled", true);
  cal.manager.registerCalendar(made);
  return cal.manager.getCalendarById(made.id);
}

/** Resolves when a calendar has been loaded, as it says itself, and fails if it cannot be. */
const loaded = (calendar, load) => new Promise((resolve, reject) => {
  const observer = {
    QueryInterface: ChromeUtils.generateQI(["calIObserver"]),
    onLoad() {
      calendar.removeObserver(observer);
      resolve();
    },
    onError(_calendar, number, message) {
      calendar.removeObserver(observer);
      reject(new Error(`${number}: ${message}`));
    },
  };
  for (const name of ["onStartBatch", "onEndBatch", "onAddItem", "onModifyItem", "onDeleteItem",
    "onPropertyChanged", "onPropertyDeleting"]) {
    observer[name] = () => {};
  }
  calendar.addObserver(observer);
  load();
});

/** Tells what a promise comes to, or why it fails. */
const tell = (promise) => promise.then(
  (found) => done({ error: "", ...found }),
  (error) => done({ error: String(error) }),
);
