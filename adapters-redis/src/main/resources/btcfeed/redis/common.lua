-- Shared head of every script: the three keys, ids, and the test that the caller still has the seat.
--
-- KEYS: btc:feed, btc:ticks, btc:gaps, or what they are called in this store: OURS is what stands there
-- in place of btc:. The rest is named by the records (btc:latest:VENUE:SYMBOL) or by the service this one
-- replaces (last_btc_price and so on).
--
-- No '#!lua' line: without one the scripts run from Redis 5 and Valkey on, and every server then
-- refuses a script at its first write if it is full, read-only or cannot persist. Each script reads
-- and checks everything first and writes afterwards, so such a refusal leaves nothing behind.

local FEED, TICKS, GAPS = KEYS[1], KEYS[2], KEYS[3]
local OURS = string.sub(FEED, 1, -1 - #'feed')
local call, try = redis.call, redis.pcall

-- An id's two numbers. Milliseconds and sequences are far below 2^53, so a double holds them;
-- what is no id comes before all.
local function parts(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms) or 0, tonumber(seq) or 0
end

local function is_after(a, b)
  local a_ms, a_seq = parts(a)
  local b_ms, b_seq = parts(b)
  return a_ms > b_ms or (a_ms == b_ms and a_seq > b_seq)
end

-- The id of the last entry a stream ever had, trimmed or deleted since or not; no stream: 0-0.
local function last_id(stream)
  if call('EXISTS', stream) == 0 then
    return '0-0'
  end
  local info = call('XINFO', 'STREAM', stream)
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then
      return info[i + 1]
    end
  end
end

-- What btc:feed and the streams say, absent fields as a store nobody wrote has them.
local function read_feed()
  local f = call('HMGET', FEED, 'epoch', 'instance', 'started', 'last_id', 'last_tick_id',
      'last_gap_id', 'price_id', 'price_us')
  return {
    epoch = f[1] or '0', instance = f[2] or '', started = f[3] or '0',
    last = f[4] or '0-0', last_tick = f[5] or '0-0', last_gap = f[6] or '0-0',
    price_id = f[7] or '0-0', price_us = tonumber(f[8] or '0') or 0,
    ticks = last_id(TICKS), gaps = last_id(GAPS),
  }
end

local function fenced(feed)
  return {'fenced', feed.epoch, feed.instance, feed.started}
end

-- Nil if the writer of this epoch and instance sits here and the store is where it left it;
-- otherwise the answer to give. An older or missing seat is a store restored or emptied, not lost to
-- another writer: that is for the caller to look at again.
local function refusal(feed, epoch, instance, after)
  local theirs, ours = tonumber(feed.epoch) or 0, tonumber(epoch)
  if theirs > ours or (theirs == ours and feed.instance ~= instance) then
    return fenced(feed)
  end
  if theirs < ours or feed.instance ~= instance then
    return {'diverged', 'the writer\'s seat is not the one taken'}
  end
  if feed.last ~= after then
    return {'diverged', 'the mark is ' .. feed.last .. ', expected ' .. after}
  end
  if feed.ticks ~= feed.last_tick then
    return {'diverged', TICKS .. ' ends at ' .. feed.ticks .. ', left at ' .. feed.last_tick}
  end
  if feed.gaps ~= feed.last_gap then
    return {'diverged', GAPS .. ' ends at ' .. feed.gaps .. ', left at ' .. feed.last_gap}
  end
  return nil
end
