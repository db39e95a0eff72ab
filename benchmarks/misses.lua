-- Filtered feeds without end, each asked for the first time: a theme in a span of two years.
local themes = {"employers", "trade-unions", "labour-inspection", "human-trafficking"}
local asked = 0
function request()
  asked = asked + 1
  local from = os.date("!%Y-%m-%d", 1704067200 + 86400 * (asked % 1000))
  local to = os.date("!%Y-%m-%d", 1704067200 + 86400 * (asked % 1000 + 730 + math.floor(asked / 1000) % 300))
  return wrk.format("GET", string.format(
    "/theme/%s.ics?from=%s&to=%s", themes[asked % 4 + 1], from, to))
end
