-- probe: proof that the store takes writes and still is where its writer left it.
--
-- ARGV: 1 epoch  2 instance  3 after  4 now, Unix microseconds

local no = refusal(read_feed(), ARGV[1], ARGV[2], ARGV[3])
if no then
  return no
end
call('HSET', FEED, 'seen_us', ARGV[4])
return {'kept', ARGV[3]}
