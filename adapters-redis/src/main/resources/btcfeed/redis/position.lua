-- position: how far the store is, and facts about the server. Writes nothing, so a full or read-only
-- store still answers.
--
-- Answers 21 texts:
--    1 to 6 | epoch instance started last_id last_tick_id last_gap_id
--    7 to 8 | the last ids that btc:ticks and btc:gaps have
--    9 to 12 | run_id version role maxmemory_policy; empty if the server hides INFO
--   13 to 14 | the name under which a writer uses this store, and its last write
--   15 to 17 | btc:ticks: entries, entries that its writer left, first id
--   18 to 20 | btc:gaps: the same
--   21 | who wrote the streams; '-' if an earlier version wrote them

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
  feed.lineage,
}
