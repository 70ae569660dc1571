-- claim: takes the writer lease and sets the cursors, if the store is still as it was read.
--
-- ARGV:
--    1 | epoch
--    2 | instance
--    3 | started
--    4 | the new cursor
--    5 | epoch as read
--    6 | instance as read
--    7 | started as read
--    8 | last_id as read
--    9 | last_tick_id as read
--   10 | last_gap_id as read
--   11 | last id of btc:ticks as read
--   12 | last id of btc:gaps as read
--   13 | the name under which the writer uses this store
--   14 | the store that readers should use
--   15 | now, Unix microseconds
--   16 | '1' to create btc:gaps and btc:mutated
--   17 | '1' to remove the streams that another program shortened
--   18 | who wrote the journal that the store will have
--
-- While the slot of a cluster moves, a script is refused if one of its keys does not exist (TRYAGAIN).
-- In a cluster the first claim therefore creates all four.

local feed = read_feed()
if (tonumber(feed.epoch) or 0) > tonumber(ARGV[1]) and feed.instance ~= ARGV[2] then
  return fenced(feed)
end
local now = {
  feed.epoch, feed.instance, feed.started, feed.last, feed.last_tick, feed.last_gap,
  feed.ticks, feed.gaps,
}
for i = 1, #now do
  if now[i] ~= ARGV[4 + i] then
    return {'diverged', 'the store changed before the claim: ' .. ARGV[4 + i]
        .. ' became ' .. now[i]}
  end
end
if ARGV[17] == '1' and feed.ticks_length < feed.ticks_left then
  call('DEL', TICKS)
  feed.ticks, feed.ticks_length = '0-0', 0
end
if ARGV[17] == '1' and feed.gaps_length < feed.gaps_left then
  call('DEL', GAPS)
  feed.gaps, feed.gaps_length = '0-0', 0
end
-- The mutations that wait are counted again, because btc:feed may have been lost.
local waits = list(call('HMGET', MUTATED, 'waiting')[1])
call('HSET', FEED, 'epoch', ARGV[1], 'claim_epoch', ARGV[1], 'instance', ARGV[2], 'started', ARGV[3], 'last_id', ARGV[4],
    'last_tick_id', feed.ticks, 'last_gap_id', feed.gaps, 'ticks_length', feed.ticks_length,
    'gaps_length', feed.gaps_length, 'store', ARGV[13], 'active', ARGV[14], 'seen_us', ARGV[15],
    'waiting', #waits, 'lineage', ARGV[18])
if ARGV[16] == '1' then
  if call('EXISTS', GAPS) == 0 then
    call('XADD', GAPS, NO_ENTRY, 'none', '')
    call('XTRIM', GAPS, 'MAXLEN', 0)
  end
  if call('EXISTS', MUTATED) == 0 then
    call('HSET', MUTATED, 'id', '0-0')
  end
end
return {'applied', ARGV[4]}
