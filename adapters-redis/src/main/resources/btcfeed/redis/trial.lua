-- trial: checks that the store takes everything that apply writes, without a change to the feed. Each
-- command runs alone, so that the answer can name the refused one. Inside a script the server does not
-- report which right is missing.
--
-- Rights depend on the key, so the feed's own keys get a command that does not change them. All other
-- writes go to btc:check:*, which the script removes. The price channel gets an empty message only if
-- it has no subscriber.
--
-- ARGV:
--   1 | the prefix of the compatibility keys and the channel
--   2 | '1' for the compatibility keys
--   3 | a text to leave under btc:check:seen for ten seconds; '' removes it
--
-- Answers: applied 0-0, then the first eight refused commands, each with its key and the error.

local refused = {}
local function attempt(...)
  local reply = try(...)
  if type(reply) == 'table' and reply.err and #refused < 16 then
    local words = {...}
    refused[#refused + 1] = words[1] == 'XINFO' and 'XINFO STREAM ' .. words[3]
        or words[1] .. (words[2] and ' ' .. words[2] or '')
    refused[#refused + 1] = reply.err
  end
  return reply
end

local check = OURS .. 'check:'
-- A full or read-only store refuses the script here, at its first write.
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
attempt('HDEL', check .. 'hash', 'a')
attempt('TIME')
attempt('LPUSH', check .. 'list', '1')
attempt('LTRIM', check .. 'list', 0, 0)
attempt('LRANGE', check .. 'list', 0, 0)
attempt('XADD', check .. 'stream', '1-1', 'a', '1')
attempt('XINFO', 'STREAM', check .. 'stream')
attempt('XRANGE', check .. 'stream', '-', '+')
attempt('XREVRANGE', check .. 'stream', '+', '-')
attempt('XTRIM', check .. 'stream', 'MAXLEN', 1)
attempt('XDEL', check .. 'stream', '1-1')
attempt('XSETID', check .. 'stream', '1-1')
attempt('DEL', check .. 'text', check .. 'hash', check .. 'list', check .. 'stream')

-- Other keys than btc:check:*. Each is created and removed, or left unchanged.
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
attempt('HDEL', OURS .. 'instances', '')
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

local answer = {'applied', '0-0'}
for i = 1, #refused do
  answer[#answer + 1] = refused[i]
end
return answer
