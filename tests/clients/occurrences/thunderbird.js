// Run inside Thunderbird: subscribes to a calendar, and tells what it shows between two days.
const [address, first, last] = arguments;

/** A day, an instant of UTC, or a time without Z where Thunderbird knows no zone; in ISO 8601. */
function plain(time) {
  const text = (time.isDate || time.timezone.isFloating ? time : time.getInTimezone(cal.dtz.UTC))
    .icalString;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return time.isDate ? day
    : `${day}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13)}`;
}

const midnight = (day) => cal.createDateTime(`${day.replaceAll("-", "")}T000000Z`);

const shown = (item) => [
  item.id,
  item.title ?? "",
  item.getProperty("LOCATION") ?? "",
  item.status ?? "",
  [[plain(item.startDate), plain(item.endDate)]],
];

async function show() {
  const calendar = subscribe(address, address);
  await loaded(calendar, () => {});
  const { ITEM_FILTER_TYPE_EVENT, ITEM_FILTER_CLASS_OCCURRENCES } = Ci.calICalendar;
  const filter = ITEM_FILTER_TYPE_EVENT | ITEM_FILTER_CLASS_OCCURRENCES;
  const items = await calendar.getItemsAsArray(filter, 0, midnight(first), midnight(last));
  cal.manager.unregisterCalendar(calendar);
  return { events: items.map(shown) };
}

tell(show());
