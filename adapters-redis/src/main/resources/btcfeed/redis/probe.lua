-- probe: proof that the store takes writes and still is where its writer left it. Mutations that it
-- refused are tried again.
--
-- ARGV: 1 to 8 as effects.lua has them

local feed = read_feed()
local no = refusal(feed, ARGV[1], ARGV[2], ARGV[3], ARGV[5])
if no then
  return no
end
call('HSET', FEED, 'seen_us', ARGV[4], 'active', ARGV[6])
try_again(feed)
save_waiting(feed)
return answer(ARGV[3], feed)
