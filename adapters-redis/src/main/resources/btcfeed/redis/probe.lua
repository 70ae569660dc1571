-- probe: proves that the store takes writes and is as its writer left it. Tries refused mutations again.
--
-- ARGV: 1 to 8 as in effects.lua

local feed = read_feed()
local rejected = rejection(feed, ARGV[1], ARGV[2], ARGV[3], ARGV[5])
if rejected then
  return rejected
end
call('HSET', FEED, 'seen_us', ARGV[4], 'active', ARGV[6])
retry_waiting(feed)
save_waiting(feed)
return answer(ARGV[3], feed)
