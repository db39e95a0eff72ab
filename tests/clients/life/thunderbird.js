// Run inside Thunderbird: subscribes to a calendar, refreshes it, and tells what it holds.
const [address] = arguments;
const done = arguments[arguments.length - 1];
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");

/** A calendar from the web, with the offline copy that Thunderbird keeps unless told not to. */
function subscribe() {
  const made = cal.manager.createCalendar("ics", Services.io.newURI(address));
  made.name = "Life";
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

const plain = (item) => [
  item.id,
  item.title,
  item.startDate.icalString,
  item.endDate.icalString,
  item.status,
  item.descriptionText,
];

async function follow() {
  let [calendar] = cal.manager.getCalendars().filter((each) => each.name === "Life");
  if (calendar) {
    await loaded(calendar, () => calendar.refresh());
  } else {
    calendar = subscribe();
    await loaded(calendar, () => {});
  }
  const items = await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
  return { error: "", events: items.map(plain) };
}

follow().then(done, (error) => done({ error: String(error), events: [] }));
