-- try: proof that the store takes everything that keep writes, without changing anything of the feed. Each
-- command runs on its own, so that the answer can name the one that is refused: inside a script a server
-- does not say which right is missing.
--
-- Keys of the feed itself get a command that leaves them as they are, because a user's rights go by key;
-- everything else happens under btc:check:*, which is removed in the same step. The channel of prices gets
-- an empty message only if nobody listens.
--
-- ARGV: 1 what stands in front of the compatibility keys and the channel  2 '1' for the compatibility keys
--       3 a text that stays under btc:check:seen for ten seconds; '' removes it
--
-- Answers: kept 0-0, then command and key, and what the server says, of the first eight refused.

local refused = {}
local function attempt(...)
  local reply = try(...)
  if type(reply) == 'table' and reply.err and #refused < 16 then
    local words = {...}
    refused[#refused + 1] = words[1] .. (words[1] == 'XINFO' and ' STREAM ' .. words[3] or ' ' .. words[2])
    refused[#refused + 1] = reply.err
  end
  return reply
end

local check = OURS .. 'check:'
-- The first write: a full or read-only store refuses the script here, whole.
local first = attempt('SET', check .. 'text', '1', 'PX', 1000)
if first.err and not string.find(first.err, 'NOPERM', 1, true)
    and not string.find(first.err, 'The user executing the script', 1, true) then
  return first
end
attempt('GET', check .. 'text')
attempt('MSET', check .. 'text', '2')
attempt('EXISTS', check .. 'text')
attempt('HSET', check .. 'hash', 'a', '1')
attempt('HMGET', check .. 'hash', 'a')
attempt('HGETALL', check .. 'hash')
attempt('LPUSH', check .. 'list', '1')
attempt('LTRIM', check .. 'list', 0, 0)
attempt('LRANGE', check .. 'list', 0, 0)
attempt('XADD', check .. 'stream', '1-1', 'a', '1')
attempt('XINFO', 'STREAM', check .. 'stream')
attempt('XRANGE', check .. 'stream', '-', '+')
attempt('XTRIM', check .. 'stream', 'MAXLEN', 1)
attempt('DEL', check .. 'text', check .. 'hash', check .. 'list', check .. 'stream')

-- Keys of other names than btc:check:*, each made and removed, or left as it is.
for _, name in ipairs({'latest:', 'index:', 'candles:', 'day:', 'outages:'}) do
  local key = OURS .. name .. 'check:check'
  attempt('HSET', key, 'a', '1')
  attempt('DEL', key)
end
local function unchanged(key)
  local now = try('GET', key)
  if type(now) ~= 'table' then
    attempt('SET', key, now or '', 'XX')
  elseif not string.find(now.err, 'WRONGTYPE', 1, true) then
    attempt('GET', key)
  end
end
attempt('HMGET', FEED, 'epoch')
attempt('HMGET', MUTATED, 'id')
attempt('XTRIM', TICKS, 'MAXLEN', 1000000000000)
attempt('XTRIM', GAPS, 'MAXLEN', 1000000000000)
attempt('PUBLISH', OURS .. 'index:check', '')
if ARGV[2] == '1' then
  unchanged(ARGV[1] .. 'last_btc_price')
  unchanged(ARGV[1] .. 'last_btc_update_time')
  unchanged(ARGV[1] .. 'current_exchange')
  attempt('LTRIM', ARGV[1] .. 'btc_movement_history', 0, -1)
  local channel = ARGV[1] .. 'btc_price'
  local listening, patterns = try('PUBSUB', 'NUMSUB', channel), try('PUBSUB', 'NUMPAT')
  if not listening.err and listening[2] == 0 and patterns == 0 then
    attempt('PUBLISH', channel, '')
  end
end
if ARGV[3] == '' then
  try('DEL', check .. 'seen')
else
  attempt('SET', check .. 'seen', ARGV[3], 'PX', 10000)
end

local answer = {'kept', '0-0'}
for i = 1, #refused do
  answer[#answer + 1] = refused[i]
end
return answer
