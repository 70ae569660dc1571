-- claim: takes the writer's seat and sets the marks, if the store still is as it was read.
--
-- ARGV: 1 epoch  2 instance  3 started  4 after, then as read: 5 epoch  6 instance  7 started
--       8 last_id  9 last_tick_id  10 last_gap_id  11 end of btc:ticks  12 end of btc:gaps

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
call('HSET', FEED, 'epoch', ARGV[1], 'instance', ARGV[2], 'started', ARGV[3], 'last_id', ARGV[4],
    'last_tick_id', feed.ticks, 'last_gap_id', feed.gaps)
return {'kept', ARGV[4]}
