-- claim: takes the writer's seat and sets the marks, if the store still is as it was read.
--
-- ARGV: 1 epoch  2 instance  3 started  4 after, then as read: 5 epoch  6 instance  7 started
--       8 last_id  9 last_tick_id  10 last_gap_id  11 end of btc:ticks  12 end of btc:gaps
--       13 the store this is taken for  14 the store readers should use  15 now, Unix microseconds
--       16 '1' to make btc:gaps and btc:mutated exist  17 '1' to remove streams others shortened
--
-- In a cluster a script is refused while its slot moves if a key it names does not exist (TRYAGAIN), so
-- there all four exist from the first claim on.

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
    return {'diverged', 'the store moved between looking and claiming: ' .. ARGV[4 + i]
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
-- What waits there counts again, should btc:feed have been lost.
local waits = list(call('HMGET', MUTATED, 'waiting')[1])
call('HSET', FEED, 'epoch', ARGV[1], 'instance', ARGV[2], 'started', ARGV[3], 'last_id', ARGV[4],
    'last_tick_id', feed.ticks, 'last_gap_id', feed.gaps, 'ticks_length', feed.ticks_length,
    'gaps_length', feed.gaps_length, 'store', ARGV[13], 'active', ARGV[14], 'seen_us', ARGV[15],
    'waiting', #waits)
if ARGV[16] == '1' then
  if call('EXISTS', GAPS) == 0 then
    call('XADD', GAPS, NO_ENTRY, 'none', '')
    call('XTRIM', GAPS, 'MAXLEN', 0)
  end
  if call('EXISTS', MUTATED) == 0 then
    call('HSET', MUTATED, 'id', '0-0')
  end
end
return {'kept', ARGV[4]}
