// Run inside Thunderbird: subscribes to a calendar, refreshes it, and tells what it holds.
const [address] = arguments;

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
    calendar = subscribe(address, "Life");
    await loaded(calendar, () => {});
  }
  const items = await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
  return { events: items.map(plain) };
}

tell(follow());
