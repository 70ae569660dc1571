-- position: where the store stands and what it says of itself. Writes nothing, so a full or
-- read-only store still answers.
--
-- Answers 20 texts: epoch instance started last_id last_tick_id last_gap_id, the real last ids of both
-- streams; run_id version role maxmemory_policy, empty where the server keeps INFO to itself; the store
-- it was written as, when it was written last; of both streams entries, entries its writer left, first id.

local feed = read_feed()
local info = try('INFO')
if type(info) ~= 'string' then
  info = ''
end

local function fact(name)
  return string.match(info, '\n' .. name .. ':([^\r\n]*)') or ''
end

local version = fact('redis_version')
local valkey = fact('valkey_version')
if valkey ~= '' then
  version = 'valkey ' .. valkey
end
local role = fact('role')
if role == 'slave' then
  role = 'replica'
end
return {
  feed.epoch, feed.instance, feed.started, feed.last, feed.last_tick, feed.last_gap,
  feed.ticks, feed.gaps, fact('run_id'), version, role, fact('maxmemory_policy'),
  feed.store, feed.seen_us,
  tostring(feed.ticks_length), tostring(feed.ticks_left), feed.first_tick,
  tostring(feed.gaps_length), tostring(feed.gaps_left), feed.first_gap,
}
